"""The book made and checked: what a build and `guide pdf` call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import typst

from ..assembly import Built
from ..guide import Guide
from ..problems import Problem, Refused
from ..rendered import RenderedPage
from ..site import today
from .book import Book
from .faults import at_source, missing_glyph
from .setting import setting

LAYOUTS = ("letter", "tablet")
TEMPLATE = "book.typ"
_MISSING = re.compile(r"the text [`\"']+(.*?)[`\"']+ could not be displayed", re.DOTALL)


def file_name(guide: Guide, layout: str = LAYOUTS[0]) -> str:
    """Where the PDF stands on the site, named so that it can be found among other downloads."""
    name = guide.file_name("pdf")
    return name if layout == LAYOUTS[0] else f"{name.removesuffix('.pdf')}-{layout}.pdf"


def write(built: Built) -> None:
    """The book beside the site's pages."""
    (built.folder / file_name(built.guide)).write_bytes(make(built.root, built.guide, built.pages, today()))


def make(root: Path, guide: Guide, pages: dict[str, RenderedPage], day: date, layout: str = LAYOUTS[0]) -> bytes:
    """The guide as one PDF, dated `day`. Raises `Refused` when a page is missing, a link leads nowhere, an element has
    no form on paper, or a character no glyph; anything else that does not come out as planned is our own fault."""
    book = Book(guide, pages, day)
    try:
        pdf, bookmarks = setting(TEMPLATE, day, lambda folder: book.write(folder, root), layout=layout)
    except typst.TypstError as error:
        missing = _MISSING.search(error.message)
        if not missing:
            raise
        raise Refused(list(_without_glyph(guide, pages, missing[1]))) from None
    if bookmarks != len(book.bookmarks):
        raise ValueError(f"{bookmarks} bookmarks for {len(book.bookmarks)} parts, articles, sections and terms")
    return pdf


def _without_glyph(guide: Guide, pages: dict[str, RenderedPage], text: str) -> Iterator[Problem]:
    """A problem for each page that has a text no font can show."""
    for page in pages.values():
        if text in page.html:
            yield at_source(guide, missing_glyph(page.path, text))
