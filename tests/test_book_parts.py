"""The parts of the book as files of their own: the pages, numbers and tags of the book, and no link that is dead."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import verapdf
from bs4 import BeautifulSoup
from conftest import SAILING

from macros.documents.pdf.cutting import FRONT, Whole, elsewhere
from macros.documents.pdf.making import file_name
from macros.documents.sizes import told
from macros.guide.guide import Guide
from macros.prose.bookparts import book_parts
from macros.reading.loading import load

PAGE = "take-it-with-you.html"
COUNT = "{http://ns.adobe.com/xap/1.0/t/pg/}NPages"
"""How XMP names the number of pages."""


@pytest.fixture(scope="module")
def book(site, guide) -> Whole:
    return Whole((site / file_name(guide)).read_bytes(), elsewhere(guide))


@pytest.fixture(scope="module")
def files(site, guide) -> dict[str, Path]:
    """The file of each part, by the part's title."""
    return {part.title: site / part.path for part in book_parts(guide)}


def links(page: Any) -> list[Any]:
    return [link for link in page.obj.get("/Annots", ()) if link.Subtype == "/Link"]


def bookmarks(path: Path) -> list[tuple[int, str]]:
    with pypdfium2.PdfDocument(path) as document:
        return [(mark.level, mark.get_title()) for mark in document.get_toc()]


def test_the_page_lists_each_part_and_every_document_with_its_size(site, guide, files):
    page = BeautifulSoup((site / PAGE).read_text("utf-8"), "lxml")
    listed = {link.get_text(): site / link["href"] for link in page.select(".book-parts a")}
    assert listed == files
    assert {"Glossary", "Okta", "Learn", "Answers"} <= set(listed)
    sizes = {place["data-size"]: place.get_text() for place in page.select("[data-size]")}
    assert {guide.file_name("pdf"), guide.file_name("epub"), "cards/pocket.pdf"} < set(sizes)
    assert sizes == {path: f" ({told((site / path).stat().st_size)})" for path in sizes}


def test_a_size_is_told_in_three_digits_at_most():
    assert list(map(told, (3, 1499, 999_499, 1_000_000, 7_449_999))) == ["1 kB", "1 kB", "999 kB", "1.0 MB", "7.4 MB"]


def test_a_part_has_the_pages_of_the_book_and_their_numbers(site, guide, book, files):
    whole = pypdfium2.PdfDocument(site / file_name(guide))
    for title, path in files.items():
        first, end = book.parts[title]
        part = pypdfium2.PdfDocument(path)
        numbers = [*range(FRONT), *range(first, end)]
        assert [part.get_page_label(at) for at in range(len(part))] == [str(number + 1) for number in numbers]
        for at in (0, 1, FRONT, len(part) // 2, len(part) - 1):
            texts = [page.get_textpage().get_text_range() for page in (part[at], whole[numbers[at]])]
            assert texts[0] == texts[1]


def test_a_part_has_its_own_bookmarks_and_says_what_it_is(site, guide, files):
    whole = bookmarks(site / file_name(guide))
    for title, path in files.items():
        start = whole.index((0, title))
        end = next((at for at, mark in enumerate(whole) if at > start and mark[0] == 0), len(whole))
        assert bookmarks(path) == whole[start:end]
        with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
            assert str(pdf.docinfo.Title) == metadata["dc:title"] == f"{guide.publication.name}: {title}"
            assert metadata[COUNT] == str(len(pdf.pages))
    identities = [pikepdf.open(path).trailer.ID[0] for path in files.values()]
    assert len(set(map(str, identities))) == len(files)


def test_every_link_of_a_part_leads_to_a_place_in_it_or_to_one_that_the_site_has(site, guide, book, files):
    ids: dict[str, set[str]] = {}

    def known(path: str) -> set[str]:
        if path not in ids:
            ids[path] = set(re.findall(r'\bid="([^"]+)"', (site / (path or "index.html")).read_text("utf-8")))
        return ids[path]

    home = guide.publication.url
    with pikepdf.open(site / file_name(guide)) as whole:
        counts = [len(links(page)) for page in whole.pages]
    for title, path in files.items():
        first, end = book.parts[title]
        kinds: Counter[str] = Counter()
        with pikepdf.open(path) as pdf:
            pages = {page.objgen for page in pdf.pages}
            names = list(pdf.Root.Names.Dests.Names)
            places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
            assert all(place[0].objgen in pages for place in places.values())
            for link in [link for page in pdf.pages for link in links(page)]:
                if "/Dest" in link:
                    place = link.Dest if isinstance(link.Dest, pikepdf.Array) else places[str(link.Dest)]
                    assert place[0].objgen in pages
                    kinds["inside"] += 1
                    continue
                address = str(link.A.URI)
                if address.startswith(home):
                    target, _, anchor = address.removeprefix(home).partition("#")
                    assert not anchor or anchor in known(target), address
                    assert str(link.Contents) == address
                    kinds["site"] += bool(known(target))
                else:
                    kinds["outside"] += 1
        assert sum(kinds.values()) == sum(counts[:FRONT]) + sum(counts[first:end])
        assert kinds["site"] and bool(kinds["inside"]) == (title != "Answers"), title


def test_what_a_part_lacks_is_not_in_its_file(site, guide, book, files):
    """All tags of the book's pages are in the part's, none else, and the parts together weigh little more than it."""
    with pikepdf.open(site / file_name(guide)) as whole:
        tags = len(whole.Root.StructTreeRoot.K[0].K)
        pages = len(whole.pages)
    held = kept = 0
    for path in files.values():
        with pikepdf.open(path) as pdf:
            held += len(pdf.Root.StructTreeRoot.K[0].K)
            kept += len(pdf.pages) - FRONT
    assert kept < pages
    assert 0.9 * tags * kept / pages < held < tags
    assert sum(path.stat().st_size for path in files.values()) < 1.2 * (site / file_name(guide)).stat().st_size


def test_a_part_is_the_same_bytes_each_time(guide, book, files):
    title = min(files, key=lambda title: files[title].stat().st_size)
    assert book.part(title, f"{guide.publication.name}: {title}") == files[title].read_bytes()


def test_the_public_edition_has_its_parts_and_no_answers(built_public, guide):
    site = built_public / "site-public"
    listed = BeautifulSoup((site / PAGE).read_text("utf-8"), "lxml").select(".book-parts a")
    names = {link["href"] for link in listed}
    assert names == {path.name for path in site.glob("*-part-*.pdf")}
    assert len(names) >= 4
    assert "Answers" not in {link.get_text() for link in listed}


def named(guide: Guide, *titles: str) -> Guide:
    """The guide to sailing with its first pages in sections of these titles."""
    pages = [page.path for page in guide.pages_in_order]
    return replace(guide, publication=replace(guide.publication, parts=dict(zip(pages, titles, strict=False))))


def test_a_guide_without_sections_has_no_parts_and_no_two_parts_have_one_name():
    guide, _ = load(SAILING)
    assert book_parts(guide) == []
    parts = book_parts(named(guide, "Lessons", "Lessons!", "\u5e06", "Answers"))
    stem = guide.file_name("pdf").removesuffix(".pdf")
    assert [part.path for part in parts] == [
        f"{stem}-part-{name}.pdf" for name in ("lessons", "lessons-2", "3", "answers")
    ]


def test_without_an_address_what_a_part_lacks_is_in_the_book_beside_it():
    guide, _ = load(SAILING)
    bare = replace(guide, publication=replace(guide.publication, url=""))
    assert elsewhere(bare)("lessons/01-wind.md#wind") == guide.file_name("pdf")


@pytest.mark.everything
def test_verapdf_finds_nothing_in_any_part(files):
    verdicts = verapdf.validate(files.values())
    assert [(verdict.path.name, verdict.failed) for verdict in verdicts if verdict.failed] == []
    assert len(verdicts) == 2 * len(files)
