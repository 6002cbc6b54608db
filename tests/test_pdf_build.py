"""How the PDF is made: a book that would lack something is refused, and the bytes depend on nothing but the guide."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import font_source_serif_pro
import pypdfium2
import pytest
import typst
import verapdf
from conftest import EPOCH, SAILING, copy_project, run
from pdf_reader import Pdf

from macros.data.problems import Refused
from macros.documents.pdf.book import Book
from macros.documents.pdf.faults import missing_glyph
from macros.documents.pdf.making import file_name, make
from macros.documents.pdf.typst import setting
from macros.guide.guide import Guide
from macros.guide.texts import FACT
from macros.pages.rendered import RenderedPage, read
from macros.prose.calls import on_screen
from macros.reading.loading import load

DAY = date(2026, 11, 24)
NAME = "sailing-for-drivers.pdf"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The guide to sailing, built."""
    root = copy_project(SAILING, tmp_path_factory.mktemp("pdf") / "sailing")
    done = run(root, "macros", "build")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def guide(project) -> Guide:
    return load(project)[0]


@pytest.fixture(scope="module")
def pages(project) -> dict[str, RenderedPage]:
    return read(project / ".cache" / "rendered-full.json")


def refused(project: Path, guide: Guide, pages: dict[str, RenderedPage]) -> list[str]:
    """What the making of a book says is wrong."""
    with pytest.raises(Refused) as caught:
        make(project, guide, pages, DAY)
    return [str(problem) for problem in caught.value.problems]


def changed(pages: dict[str, RenderedPage], path: str, old: str, new: str) -> dict[str, RenderedPage]:
    """The pages with one text in one of them replaced."""
    assert old in pages[path].html
    return {**pages, path: replace(pages[path], html=pages[path].html.replace(old, new, 1))}


def test_a_guide_on_another_subject_becomes_a_book(project, guide):
    pdf = Pdf(project / "site" / file_name(guide))
    assert file_name(guide) == NAME
    assert [mark.title for mark in pdf.outline if mark.level == 1] == [
        *[page.text.split("# ")[1].split("\n")[0] for page in guide.pages_in_order if not on_screen(page)],
        "Answers",
        "Sources",
        "Index",
    ]
    assert [term.id for term in guide.glossary.terms if not all(map(pdf.has, FACT.split(term.mechanism)[::2]))] == []


def test_a_page_left_out_is_refused(project, guide, pages):
    for path in ("lessons/01-wind.md", "terms/rudder.md"):
        left = {name: page for name, page in pages.items() if name != path}
        assert f"docs/{path}:1:1: the page was not rendered, so the book would lack it [page-not-built]" in refused(
            project, guide, left
        )


def test_a_broken_link_is_refused_at_its_place(project, guide, pages):
    page = guide.pages_by_path["index.md"]
    link = next(line for line in page.text.split("\n") if "](" in line)
    target = link.split("](")[1].split(")")[0]
    number = page.text.split("\n").index(link) + 1
    address = target.replace(".md", ".html")
    broken = changed(pages, "index.md", address, f"{address}#no-such-place")
    [problem] = refused(project, guide, broken)
    assert problem.startswith(f"docs/index.md:{number}:")
    told = f"link to '{address}#no-such-place': the book has no such place; link to a page [broken-link]"
    assert problem.endswith(told)


def test_an_unknown_element_is_refused(project, guide, pages):
    html = pages["index.md"].html + "<marquee>wind</marquee>"
    [problem] = refused(project, guide, {**pages, "index.md": replace(pages["index.md"], html=html)})
    assert problem == (
        "docs/index.md:1:1: the book has no form for the element 'marquee'; use Markdown, or add it to "
        "macros/documents/pdf/elements.py [unknown-element]"
    )


def test_what_the_book_cannot_follow_is_refused(project, guide, pages):
    table = '<table><tr><td colspan="2">a</td></tr><tr><td rowspan="2">b</td><td>c</td></tr></table>'
    html = (
        f"{pages['index.md'].html}{table}<ol reversed><li>d</li><li>e</li></ol><details><summary>f</summary></details>"
    )
    problems = refused(project, guide, {**pages, "index.md": replace(pages["index.md"], html=html)})
    place = "docs/index.md:1:1: the book has no form for"
    assert problems == [
        f"{place} 'colspan' of the element 'td'; do without it [unknown-element]",
        f"{place} 'reversed' of the element 'ol'; do without it [unknown-element]",
        f"{place} 'rowspan' of the element 'td'; do without it [unknown-element]",
        f"{place} the element 'summary'; use Markdown, or add it to macros/documents/pdf/elements.py [unknown-element]",
    ]


def test_a_text_without_glyphs_is_refused_wherever_it_stands(project, pages):
    guide = load(project)[0]
    titled = replace(guide, publication=replace(guide.publication, description="Sails, \U00031350"))
    assert refused(project, titled, pages) == [
        "mkdocs.yml:1:1: no font of the book has '\\u31350'; install the Debian package fonts-noto-cjk, "
        "or write it in Latin letters [missing-glyph]"
    ]


def test_the_cure_for_a_missing_sign_is_one_for_signs():
    told = [missing_glyph("index.md", *signs).hint for signs in (["\U0001f600"], ["\U00031350", "\U0001f600"])]
    assert told == [
        "install the Debian package fonts-symbola, or leave it out",
        "install the Debian packages fonts-noto-cjk, fonts-symbola, or write it in Latin letters",
    ]


def test_a_list_keeps_its_first_number_and_a_part_its_name(project, guide, pages, tmp_path):
    html = f'{pages["index.md"].html}<ol start="7"><li>Reef early</li><li>Reef often</li></ol>'
    named = replace(guide, publication=replace(guide.publication, parts={"lessons/01-wind.md": "/dev notes"}))
    path = tmp_path / "book.pdf"
    path.write_bytes(make(project, named, {**pages, "index.md": replace(pages["index.md"], html=html)}, DAY))
    pdf = Pdf(path)
    assert re.search(r"7\.\s*Reef early\s+8\.\s*Reef often", pdf.bodies[pdf.outline[0].page - 1])
    assert "/dev notes" in [mark.title for mark in pdf.outline if mark.level == 1]


TOKEN = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9" * 9
URNS = [f"urn:ietf:params:oauth:token-type:{kind}" for kind in ("access_token", "refresh_token", "id_token", "saml2")]


def test_nothing_is_cut_and_nothing_is_printed_over_what_stands_beside_it(project, guide, pages, tmp_path):
    heads = "".join(f"<th>Type {number}</th>" for number in range(len(URNS)))
    cells = "".join(f"<td><code>{urn}</code></td>" for urn in URNS)
    bare = "".join(f"<td>{urn.upper()}</td>" for urn in URNS)
    html = (
        f"<pre><code>{TOKEN}</code></pre><p>Ask for <code>{'&amp;'.join(URNS)}</code> at https://example.org/{TOKEN}.</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr><tr>{bare}</tr></tbody></table>"
    )
    page = replace(pages["index.md"], html=pages["index.md"].html + html)
    for layout in ("letter", "a4", "tablet"):
        (tmp_path / "long.pdf").write_bytes(make(project, guide, {**pages, "index.md": page}, DAY, layout))
        document = pypdfium2.PdfDocument(tmp_path / "long.pdf")
        texts = [sheet.get_textpage() for sheet in document]
        for sheet, text in list(zip(document, texts, strict=True))[1:]:  # the cover's pattern runs off its page
            width, height = sheet.get_size()
            boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
            assert all(box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height for box in boxes)
            seen: dict[tuple[int, int], tuple[float, ...]] = {}
            for box in (box for box in boxes if box[2] - box[0] > 1):
                middle = (round((box[0] + box[2]) / 2), round((box[1] + box[3]) / 2))
                assert seen.setdefault(middle, box) == box, "two letters, which are no ligature, at one place"
        whole = re.sub(r"\s", "", "".join(text.get_text_range() for text in texts))
        assert [urn for urn in [TOKEN, *URNS] if urn not in whole] == []


def test_a_chapter_that_the_templates_skip_stops_the_build(project, guide, pages):
    def prepare(folder: Path) -> None:
        Book(guide, pages, DAY).write(folder, project)
        plan = json.loads((folder / "book.json").read_text("utf-8"))
        plan["parts"] = [part for part in plan["parts"] if part["label"] != "lessons/01-wind.md"]
        (folder / "book.json").write_text(json.dumps(plan), "utf-8")

    with pytest.raises(typst.TypstError, match="lessons/01-wind.md.*does not exist"):
        setting("book.typ", DAY, prepare)


@pytest.mark.everything
def test_the_draft_puts_almost_everything_where_the_book_has_it(built, tmp_path):
    """What the second layout moves costs a third, and at a thousand terms that is a third of the time. A page number
    with other digits than the draft's may move a line."""
    guide = load(built)[0]
    pages = read(built / ".cache" / "rendered-full.json")

    def draft(folder: Path) -> None:
        Book(guide, pages, DAY).write(folder, built)
        template = folder / "book.typ"
        endless = template.read_text("utf-8").replace("<end-of-book>]", "]")
        template.write_text(endless, "utf-8")

    path = tmp_path / "draft.pdf"
    path.write_bytes(setting("book.typ", DAY, draft)[0])
    book, at_first = Pdf(built / "site" / file_name(guide)).outline, Pdf(path).outline
    moved = [mark for mark, kept in zip(book, at_first, strict=True) if mark.page != kept.page]
    assert len(moved) < 0.1 * len(book)
    assert [mark for mark in moved if mark.level == 1] == []


def test_the_command_sets_the_book_again_in_either_layout(project):
    before = (project / "site" / NAME).read_bytes()
    done = run(project, "macros", "pdf")
    assert (done.returncode, done.stdout) == (0, f"PDF: {project / 'site' / NAME}\n"), done.stderr
    assert done.stderr == "setting the PDF …\n"
    assert (project / "site" / NAME).read_bytes() == before
    done = run(project, "macros", "pdf", "--layout", "tablet")
    assert done.returncode == 0, done.stderr
    small = Pdf(project / "site" / NAME.replace(".pdf", "-tablet.pdf"))
    assert [round(side) for side in small.size(1)] == [420, 595]  # A5 in points
    # The same letters in other places: page numbers differ, and a head repeated on more pages.
    counts = [Counter(filter(str.isalpha, "".join(pdf.bodies))) for pdf in (small, Pdf(project / "site" / NAME))]
    assert sum((counts[0] - counts[1]).values()) + sum((counts[1] - counts[0]).values()) < 100
    small.path.unlink()


def test_the_same_bytes_anywhere_without_a_network_and_whatever_fonts_there_are(project, tmp_path):
    root = copy_project(SAILING, tmp_path / "a" / "longer" / "way" / "down")
    fonts = tmp_path / "home" / ".local" / "share" / "fonts"
    fonts.mkdir(parents=True)
    # A font of the same name as the book's, and another look.
    bold = Path(font_source_serif_pro.SourceSerifProBold)
    shutil.copy(bold, fonts / "SourceSerifPro-Regular.otf")
    environment = {
        **os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(root), "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(fonts.parent), "TZ": "America/Adak", "LC_ALL": "C", "PYTHONHASHSEED": "2",
    }  # fmt: skip
    alone = ["unshare", "--net", "--map-root-user"]
    allowed = subprocess.run([*alone, "true"], capture_output=True, text=True)
    assert allowed.returncode == 0, f"no namespace without a network here (util-linux, sysctl): {allowed.stderr}"
    words = [*alone, sys.executable, "-m", "macros", "build"]
    done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (root / "site" / NAME).read_bytes() == (project / "site" / NAME).read_bytes()


def test_verapdf_finds_nothing_in_either_layout(project):
    assert run(project, "macros", "pdf", "--layout", "tablet").returncode == 0
    paths = sorted((project / "site").glob("*.pdf"))
    verdicts = verapdf.validate(paths)
    assert [(verdict.flavor, verdict.failed) for verdict in verdicts] == [("ua1", ()), ("2a", ())] * 2
    assert min(verdict.checked for verdict in verdicts) > 1000


@pytest.mark.first
@pytest.mark.parametrize("flavor", ["ua1", pytest.param("2a", marks=pytest.mark.everything)])
def test_verapdf_finds_nothing_in_the_guide(built, flavor):
    """A minute for each flavor: `make test` holds a small book and the cards to both, this one to what makes it
    readable without seeing it."""
    path = built / "site" / file_name(load(built)[0])
    [verdict] = verapdf.validate([path], [flavor])
    print(f"\n{verdict.flavor}: {verdict.checked} checks")
    assert (verdict.flavor, verdict.failed) == (flavor, ())
    assert verdict.checked > 100_000
