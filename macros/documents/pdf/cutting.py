"""Parts of the book as files of their own.

A part is cut from the book as it was set, and so has its pages, its page numbers and its tags. What is left out is left
out wholly: pages, tags, bookmarks, places, and what only they need. A link to a place that the part lacks leads to the
same place on the site."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape

import pikepdf

from ...guide.addresses import html_path
from ...guide.guide import Guide
from .questions import ANSWERS

FRONT = 2
"""The book's first pages, which each part has, too: what it is a part of, and whose."""
Span = tuple[int, int]
_TITLE = re.compile(rb"(<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>)[^<]*")
_COUNT = re.compile(rb"(<xmpTPg:NPages>)\d+")


@dataclass(frozen=True)
class _Plan:
    """Where each part begins and ends, by its title, in pages from 0; the page on which each of the topmost tags
    begins, and each footnote; the numbers by which pages and links find their tags; the number of each page; and where
    each labelled heading stands, in the order of the book."""

    parts: dict[str, Span]
    tags: list[int]
    notes: list[int]
    numbers: list[int]
    pages: dict[Any, int]
    places: list[tuple[int, float, str]]

    def above(self, place: Any) -> str:
        """The label of the last heading above a place that has no label."""
        found = bisect_right(self.places, (self.pages[place[0].objgen], -float(place[3]), "\uffff"))
        return self.places[found - 1][2] if found else ""


class Whole:
    """A book to cut from. `elsewhere` gives the address of a place of the book, by its label."""

    def __init__(self, pdf: bytes, elsewhere: Callable[[str], str]):
        self._pdf, self._elsewhere = pdf, elsewhere

    @property
    def parts(self) -> dict[str, Span]:
        """Where each part begins and ends, by its title, in pages from 0."""
        return self._plan.parts

    @cached_property
    def _plan(self) -> _Plan:
        with pikepdf.open(io.BytesIO(self._pdf)) as pdf:
            numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
            with pdf.open_outline() as outline:
                opened: list[tuple[str, Any]] = [(entry.title, entry.destination) for entry in outline.root]
                starts = [(title, numbers[place[0].objgen]) for title, place in opened]
            ends = [start for _, start in starts[1:]] + [len(numbers)]
            parts = {title: (start, end) for (title, start), end in zip(starts, ends, strict=True)}
            root = pdf.Root.StructTreeRoot
            tags: list[int] = []
            for tag in root.K[0].K:
                page = next(_pages_of(tag), None)
                tags.append(numbers[page.objgen] if page is not None else tags[-1])
            notes = (
                [numbers[next(_pages_of(tag)).objgen] for tag in list(root.IDTree.Names)[1::2]] if _noted(root) else []
            )
            names = list(pdf.Root.Names.Dests.Names)
            places = sorted(
                (numbers[place[0].objgen], -float(place[3]), str(name))
                for name, place in zip(names[::2], names[1::2], strict=True)
            )
            keys = [int(number) for number in list(root.ParentTree.Nums)[::2]]
            return _Plan(parts, tags, notes, keys, numbers, places)

    def part(self, title: str, named: str) -> bytes:
        """The part of this title as a document that is `named` so."""
        plan = self._plan
        first, end = self.parts[title]
        with pikepdf.open(io.BytesIO(self._pdf)) as pdf:
            kept = {*range(FRONT), *range(first, end)}
            _cut_tags(pdf, kept, plan)
            pages = [page.obj for number, page in enumerate(pdf.pages) if number in kept]
            places = _cut_places(pdf, {page.objgen for page in pages})
            self._turn_links(pages, places)
            _cut_bookmarks(pdf, title)
            whole = pdf.Root.Pages
            whole.Kids, whole.Count = pikepdf.Array(pages), len(pages)
            for page in pages:
                page.Parent = whole
            _cut_numbers(pdf, pages, plan)
            decimal = {"/S": pikepdf.Name.D}
            labels: list[Any] = [
                0,
                pikepdf.Dictionary(decimal),
                FRONT,
                pikepdf.Dictionary(decimal | {"/St": first + 1}),
            ]
            pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
            _name(pdf, named, len(pages))
            target = io.BytesIO()
            pikepdf.settings.set_flate_compression_level(9)
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return target.getvalue()

    def _turn_links(self, pages: list[Any], places: set[str]) -> None:
        """Let what leads to a place that is left out lead to where it stands."""
        inside = {page.objgen for page in pages}
        for page in pages:
            for link in page.get("/Annots", ()):
                place = link.get("/Dest")
                named = isinstance(place, pikepdf.String)
                if place is not None and not (str(place) in places if named else place[0].objgen in inside):
                    address = self._elsewhere(str(place) if named else self._plan.above(place))
                    del link["/Dest"]
                    link.A = pikepdf.Dictionary(
                        Type=pikepdf.Name.Action, S=pikepdf.Name.URI, URI=pikepdf.String(address)
                    )
                    link.Contents = pikepdf.String(address)


def elsewhere(guide: Guide) -> Callable[[str], str]:
    """What gives the address of a place of the book: on the site, or the book itself where the site has none."""
    homes: dict[str, str] = {asked.question.id: asked.page.path for asked in guide.asked}
    site = guide.publication.url

    def address(label: str) -> str:
        if not site:
            return guide.file_name("pdf")
        path, _, anchor = label.partition("#")
        if path == ANSWERS and anchor:
            path, anchor = homes[anchor], f"q-{anchor}"
        path = path.removeprefix(f"{ANSWERS}/")
        return site + (html_path(path) + (f"#{anchor}" if anchor else "") if path.endswith(".md") else "")

    return address


def _inside(tag: Any) -> list[Any]:
    kids = tag.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _pages_of(tag: Any) -> Iterator[Any]:
    """The pages on which something stands that a tag or one below it names."""
    if "/Pg" in tag:
        yield tag.Pg
    for kid in _inside(tag):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _pages_of(kid)


def _noted(root: Any) -> bool:
    """Whether the tags of a document know footnotes."""
    return "/IDTree" in root


def _cut_tags(pdf: pikepdf.Pdf, kept: set[int], plan: _Plan) -> None:
    """Keep the topmost tags of the pages that are kept. Each part of a book begins a page, so none reaches over two."""
    root = pdf.Root.StructTreeRoot
    top = root.K[0].K
    root.K[0].K = pikepdf.Array([top[number] for number, page in enumerate(plan.tags) if page in kept])
    if _noted(root):
        names = root.IDTree.Names
        places = [2 * number for number, page in enumerate(plan.notes) if page in kept]
        if places:
            root.IDTree.Names = pikepdf.Array([names[place + side] for place in places for side in (0, 1)])
        else:
            del root["/IDTree"]


def _cut_numbers(pdf: pikepdf.Pdf, pages: list[Any], plan: _Plan) -> None:
    """Keep what leads from a page, and from a link on it, to its tags."""
    used = {int(page.StructParents) for page in pages if "/StructParents" in page}
    used |= {int(link.StructParent) for page in pages for link in page.get("/Annots", ()) if "/StructParent" in link}
    tree = pdf.Root.StructTreeRoot.ParentTree
    numbers = tree.Nums
    places = [2 * place for place, number in enumerate(plan.numbers) if number in used]
    tree.Nums = pikepdf.Array([numbers[place + side] for place in places for side in (0, 1)])


def _cut_places(pdf: pikepdf.Pdf, pages: set[tuple[int, int]]) -> set[str]:
    """Keep the named places on these pages; their names."""
    tree = pdf.Root.Names.Dests
    names = list(tree.Names)
    told = [(name, place) for name, place in zip(names[::2], names[1::2], strict=True) if place[0].objgen in pages]
    tree.Names = pikepdf.Array([item for pair in told for item in pair])
    if "/Limits" in tree:
        tree.Limits = pikepdf.Array([told[0][0], told[-1][0]])
    return {str(name) for name, _ in told}


def _cut_bookmarks(pdf: pikepdf.Pdf, title: str) -> None:
    with pdf.open_outline() as outline:
        outline.root[:] = [entry for entry in outline.root if entry.title == title]


def _name(pdf: pikepdf.Pdf, title: str, pages: int) -> None:
    """Say what the document is, and that it is another one than the book."""
    pdf.docinfo.Title = title
    old = str(pdf.trailer.ID[0]).encode()
    new = base64.b64encode(hashlib.md5(old + title.encode(), usedforsecurity=False).digest())
    told = pdf.Root.Metadata.read_bytes().replace(old, new)
    told = _TITLE.sub(lambda match: match[1] + escape(title).encode(), told)
    pdf.Root.Metadata.write(_COUNT.sub(lambda match: match[1] + str(pages).encode(), told))
    pdf.trailer.ID = pikepdf.Array([pikepdf.String(new.decode())] * 2)
