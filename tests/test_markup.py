"""One contract for markup: what templates write, documents read and paper goes without stands in `data/markup.py`."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from macros.data import markup
from macros.documents.epub import chapters
from macros.documents.pdf import elements

TEMPLATES = "\n".join(
    path.read_text("utf-8")
    for folder in ("templates", "theme")
    for path in sorted((ROOT / "macros" / folder).rglob("*"))
    if path.is_file() and path.suffix in (".j2", ".html")
)
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs" / "assets" / "js").glob("*.js")))
PAGES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
PRINTED = (ROOT / "docs" / "assets" / "css" / "print.css").read_text("utf-8")
MARKDOWN = {"headerlink"}
"""Classes that Markdown's extensions write."""


def hidden_on_paper() -> set[str]:
    """The classes of all that the style sheet for printing takes away."""
    text = re.sub(r"/\*.*?\*/", "", PRINTED, flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", text)
    lists = [selector for selector, style in rules if re.search(r"display:\s*none", style)]
    assert lists
    parts = [part.strip().rstrip(")") for one in lists if ":has(" not in one for part in one.split(",")]
    return {name for part in parts for name in re.findall(r"\.([\w-]+)$", part)}


def test_paper_goes_without_what_only_works_on_a_screen():
    hidden = hidden_on_paper()
    assert markup.SCREEN_CLASSES - hidden == set()
    assert {name for name in hidden if not name.startswith("md-")} == markup.SCREEN_CLASSES | markup.BROWSER_CLASSES


def test_documents_go_without_it_too():
    gone = markup.SCREEN_CLASSES | markup.SITE_CLASSES | markup.ALOUD_CLASSES
    assert gone <= elements.DROPPED_CLASSES
    assert gone == chapters._GONE_CLASSES
    assert markup.SCREEN_ELEMENTS <= elements.DROPPED


def test_each_name_is_written_somewhere():
    """A name that nothing writes any longer would be waited for in vain."""
    groups = (
        markup.SCREEN_CLASSES, markup.SITE_CLASSES, markup.BROWSER_CLASSES, markup.ALOUD_CLASSES, markup.SHARED,
        *map(set, elements.CLASSES.values()),
    )  # fmt: skip
    names = set().union(*groups) - MARKDOWN
    texts = TEMPLATES + SCRIPTS + PAGES
    made = tuple(re.findall(r"([a-z]+__)\{\{", TEMPLATES))  # a template writes the rest of such a name from its data
    found = {name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", texts)}
    written = found | {name for name in names if name.startswith(made)}
    assert names - written == set()


@pytest.mark.parametrize("module", ["epub/chapters.py", "pdf/questions.py"])
def test_no_document_has_names_of_its_own_for_what_it_shares(module):
    text = (ROOT / "macros" / "documents" / module).read_text("utf-8")
    names = markup.SHARED | markup.SCREEN_CLASSES | markup.SITE_CLASSES | {markup.BOX}
    told = {name for name in names if re.search(r"__|-", name)}  # those that are no function of Typst as well
    assert {name for name in told if f'"{name}"' in text} == set()


def test_books_do_not_print_what_is_only_read_aloud(guide):
    from macros.pages.rendered import RenderedPage

    page = RenderedPage("a.md", "A", '<h1>A</h1><p><a href="#b">Sources<span class="unseen">: of this</span></a></p>')
    assert "of this" not in chapters.chapter(guide, page, frozenset({"a.md"})).content
