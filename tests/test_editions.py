"""The public edition: the same guide without one word of coaching, in any file, in any form."""

from __future__ import annotations

import html
import json
import re
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from conftest import SAILING, copy_project, once, run
from leaks import leaking, leaks, secrets

from macros.guide.addresses import html_path
from macros.prose import editions
from macros.prose.sections import body, sections
from macros.reading.loading import load


@pytest.fixture(scope="module")
def public(built_public) -> Path:
    return built_public / "site-public"


def test_not_one_coaching_text_is_in_the_public_edition(public, hidden):
    assert len(hidden) > 4000
    assert leaks(public, hidden) == []


def test_each_of_them_is_found_in_the_full_edition(built, guide, hidden):
    """The search finds what is there: in the full edition, every text it looks for. It begins where most of them are:
    in the book, the lookup and the pages they are from, and ends with the last of them."""
    left = set(hidden.values())
    pages = {place.partition(":")[0] for place in left if ".md:" in place}
    patterns = [guide.file_name("epub"), "call/*", *map(html_path, sorted(pages)), "*"]
    for _, place in chain.from_iterable(leaking(built / "site", hidden, pattern) for pattern in patterns):
        left.discard(place)
        if not left:
            break
    assert left == set()


CREW = """# Crew

Nobody ashore needs to read this line.

{{ figure("watch", "Who keeps watch at which hour of the night", "Four hours below after each of the watches") }}

| When | Who |
| --- | --- |
| In harbor after sunset | The youngest deckhand alone |

[Notes](files/crew%20notes.txt), [tides](files/tides.txt), <a href="files/rations.txt">rations</a>,
[a drawing](<files/sail.svg> "Only here").
"""
WATCH = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><title>Night watches</title>
<text x="1" y="20">Dog watch</text><text x="1" y="40">First <tspan>to sleep</tspan></text></svg>
"""
PART = """
Tides are in [a table](files/tides.txt).

<!-- coaching -->
The harbor master never looks [aboard](files/bribes.txt).
<!-- /coaching -->
"""


@pytest.fixture(scope="module")
def crewed(tmp_path_factory) -> Path:
    """The guide to sailing with all that a public edition goes without, in both editions."""

    def make(folder: Path) -> None:
        root = copy_project(SAILING, folder)
        docs = root / "docs"
        for name in ("crew notes.txt", "tides.txt", "rations.txt", "bribes.txt", "rules.txt"):
            (docs / "files").mkdir(exist_ok=True)
            (docs / "files" / name).write_text(f"What stands in {name}\n", "utf-8")
        (docs / "assets" / "figures").mkdir(parents=True)
        (docs / "assets" / "figures" / "watch.svg").write_text(WATCH, "utf-8")
        (docs / "files" / "sail.svg").write_text(WATCH, "utf-8")
        (docs / "crew.md").write_text(CREW, "utf-8")
        (docs / "index.md").write_text((docs / "index.md").read_text("utf-8") + PART, "utf-8")
        settings = root / "mkdocs.yml"
        text = settings.read_text("utf-8").replace("  - dates.md\nnot", "  - dates.md\n  - crew.md\nnot")
        text = text.replace('exclude_docs: "*.yml"\n', "")
        settings.write_text(text.rstrip() + "\n    coaching_pages:\n      - crew.md\n", "utf-8")
        for words in ([], ["--edition", "public"]):
            done = run(root, "macros", "build", *words)
            assert done.returncode == 0, done.stderr

    return once(tmp_path_factory, "crewed", make)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_another_guide_has_a_public_edition(crewed):
    hidden = secrets(load(crewed)[0])
    assert {place.partition(":")[0] for place in hidden.values()} == {
        "crew.md", "glossary.yml", "index.md", "docs/cars/likeness.yml", "steer-stopped", "watch.svg", "which-wind"
    }  # fmt: skip
    assert {place for _, place in leaks(crewed / "site", hidden)} == set(hidden.values())
    assert leaks(crewed / "site-public", hidden) == []
    lesson = (crewed / "site-public" / "lessons" / "01-wind.html").read_text("utf-8")
    assert re.findall(r'<h2 id="([^"]*)"', lesson) == ["two-winds", "boat-and-car", "sources"]


def test_files_that_only_coaching_links_to_are_not_in_the_public_edition(crewed):
    full, public = files(crewed / "site"), files(crewed / "site-public")
    # Nothing names files/rules.txt, so that it is in neither.
    assert {name for name in full if name.startswith(("files/", "assets/figures/"))} == {
        "files/bribes.txt", "files/crew notes.txt", "files/rations.txt", "files/sail.svg", "files/tides.txt"
    }  # fmt: skip
    assert [name for name in full | public if name.endswith(".yml")] == []
    gone = {"crew.html", "files/bribes.txt", "files/crew notes.txt", "files/rations.txt", "files/sail.svg"}
    assert {name for name in full - public if not name.startswith(("cards/", "quiz/"))} == gone
    assert public - full == set()


def test_a_quiz_that_stands_where_no_anatomy_wants_it_is_left_out(sailing):
    article = sailing / "docs" / "lessons" / "01-wind.md"
    text = article.read_text("utf-8").replace("needs neither.\n", "needs neither.\n\n{{ quiz() }}\n")
    article.write_text(text.replace("## Questions\n\n{{ quiz() }}\n\n", ""), "utf-8")
    settings = sailing / "mkdocs.yml"
    part = "      - heading: Questions\n        contains: quiz\n"
    settings.write_text(settings.read_text("utf-8").replace(part, ""), "utf-8")
    done = run(sailing, "macros", "build", "--edition", "public")
    assert done.returncode == 0, done.stderr
    assert (
        "<form"
        not in (sailing / "site-public" / "lessons" / "01-wind.html").read_text("utf-8").partition("<article")[2]
    )


def test_no_other_name_gives_the_full_edition(guide):
    with pytest.raises(ValueError, match="there is no edition 'Public'"):
        editions.edition(guide, "Public")


def test_no_share_page_of_the_full_edition_holds_coaching(built, hidden):
    assert leaks(built / "site" / "g", hidden, "*.html") == []


def test_a_leak_would_be_found(guide, hidden, tmp_path):
    ask, avoid = guide.terms["rag"].card.ask, guide.terms["rag"].card.avoid
    middle = ask.index(" ", 20)
    forms = {
        "page.html": f"<p>{html.escape(ask[:middle])} <a>{html.escape(ask[middle:])}</a></p>",
        "attribute.html": f'<a data-ask="{html.escape(ask)}">x</a>',
        "data.html": f'<script type="application/json">{json.dumps(ask)}</script>',
        "data.json": json.dumps({"avoid": avoid}, ensure_ascii=True),
    }
    for name, text in forms.items():
        (tmp_path / name).write_text(text, "utf-8")
    with zipfile.ZipFile(tmp_path / "book.epub", "w") as book:
        book.writestr("page.xhtml", forms["page.html"])
    assert [name for name, _ in leaks(tmp_path, hidden)] == sorted([*forms, "book.epub"])


def test_coaching_pages_and_sections_are_gone_and_nothing_points_to_them(guide):
    cut = editions.public(guide)
    assert set(guide.pages_by_path) - set(cut.pages_by_path) == set(guide.settings.coaching_pages)
    titles = {section.title for page in cut.articles for section in sections(page)}
    assert titles & {part.heading for part in guide.settings.anatomy if part.coaching == "yes"} == set()
    assert [page.path for page in cut.pages if "coaching -->" in page.text] == []
    assert [asked.question.id for asked in cut.asked] == []
    assert list(editions.coaching(cut)) == []


def test_what_is_not_coaching_stays(guide):
    cut = editions.public(guide)
    for full, term in zip(guide.glossary.terms, cut.glossary.terms, strict=True):
        assert (term.definition, term.mechanism, term.misconception) == (
            full.definition,
            full.mechanism,
            full.misconception,
        )
        assert (term.card.say, term.card.ask, term.card.avoid, term.card.instead) == (full.card.say, "", "", "")
    for full, row in zip(guide.rows.values(), cut.rows.values(), strict=True):
        assert (row.holds, row.breaks, row.consequence, row.ask) == (full.holds, full.breaks, "", "")


def test_parts_of_a_page_can_be_marked_as_coaching(sailing):
    index = sailing / "docs" / "index.md"
    index.write_text("# Home\n\nFor all.\n\n<!-- coaching -->\nFor crew.\n<!-- /coaching -->\n\nAgain.\n", "utf-8")
    guide, _ = load(sailing)
    assert body(editions.public(guide).pages_by_path["index.md"]) == "# Home\n\nFor all.\n\n\nAgain.\n"
