"""The book made and checked: what a build and `guide pdf` call."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typst

from ..assembly import Built
from ..guide import Guide
from ..problems import Place, Problem, Refused
from ..rendered import RenderedPage
from ..site import today
from .book import OUTCOME, Book
from .setting import bookmarks, setting

LAYOUTS = ("letter", "tablet")
TEMPLATE = "book.typ"
_SOURCE = "macros/templates/pdf"


def file_name(guide: Guide) -> str:
    """Where the PDF stands on the site, named so that it can be found among other downloads."""
    return guide.file_name("pdf")


def write(built: Built) -> None:
    """The book beside the site's pages."""
    (built.folder / file_name(built.guide)).write_bytes(make(built.root, built.guide, built.pages, today()))


def make(root: Path, guide: Guide, pages: dict[str, RenderedPage], day: date, layout: str = LAYOUTS[0]) -> bytes:
    """The guide as one PDF, dated `day`. Raises `Refused` when a page is missing, a link leads nowhere, an element has
    no form on paper, or what was set is not what was planned."""
    book = Book(guide, pages, day)
    try:
        data = setting(TEMPLATE, day, lambda folder: book.write(folder, root), layout=layout)
    except typst.TypstError as error:
        raise _refused(" ".join(f"Typst: {error.message}".split()), "; ".join(error.hints)) from None
    if (found := bookmarks(data)) != book.bookmarks:
        raise _refused(f"the PDF has {found} bookmarks for {book.bookmarks} parts, articles, sections and terms")
    return data


def _refused(message: str, hint: str = "") -> Refused:
    return Refused([Problem(Place(f"{_SOURCE}/{TEMPLATE}"), "pdf", message, hint)], OUTCOME)
