"""The book made and checked: what a build and `guide pdf` call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import typst

from ...data.days import today
from ...data.kinds import Text
from ...data.problems import ERROR, WARNING, Place, Problem, Refused, ordered, tell
from ...data.store import Store
from ...guide.guide import Guide
from ...guide.settings import CONFIG
from ...pages.draft import Draft
from ...pages.faces import fallback, lacking
from ...pages.rendered import RenderedPage
from .book import Book
from .faults import at_source, missing_glyph
from .typst import setting, without_glyph

LAYOUTS = ("letter", "a4", "tablet")
TEMPLATE = "book.typ"


def file_name(guide: Guide, layout: str = LAYOUTS[0]) -> str:
    """Where the PDF stands on the site, named so that it can be found among other downloads."""
    name = guide.file_name("pdf")
    return name if layout == LAYOUTS[0] else f"{name.removesuffix('.pdf')}-{layout}.pdf"


def write(draft: Draft) -> None:
    """The book beside the site's pages."""
    book = make(draft.root, draft.guide, draft.pages, today(), store=draft.store)
    (draft.folder / file_name(draft.guide)).write_bytes(book)


def make(
    root: Path, guide: Guide, pages: dict[str, RenderedPage], day: date, layout: str = LAYOUTS[0],
    store: Store | None = None,
) -> bytes:  # fmt: skip
    """The guide as one PDF, dated `day`. Raises `Refused` when a page is missing, a link leads nowhere, an element has
    no form on paper, or a character no glyph, unless that is no more than a warning here; anything else that does not
    come out as planned is our own fault."""
    faces, allowed = fallback(guide), guide.settings.missing_letters == WARNING
    texts = [*(page.html for page in pages.values()), *_beside(guide)]
    gaps = frozenset[str]().union(*map(lacking, texts)) if allowed else frozenset[str]()
    while True:
        book = Book(guide, pages, day, faces, "".join(sorted(gaps)))
        try:
            pdf, length = setting(TEMPLATE, day, partial(book.write, root=root), store, faces, layout=layout)
            break
        except typst.TypstError as error:
            text = without_glyph(error)
            if not text:
                raise
            if not allowed or gaps >= {*text}:
                raise Refused(_told(guide, pages, [text])) from None
            gaps |= {*text}
    if length != len(book.bookmarks):
        raise ValueError(f"{length} entries in the outline for {len(book.bookmarks)} bookmarks")
    if gaps:
        for problem in ordered(_told(guide, pages, sorted(gaps), WARNING)):
            tell(problem)
    return pdf


def _told(guide: Guide, pages: dict[str, RenderedPage], texts: list[str], severity: str = ERROR) -> list[Problem]:
    """A problem for each page that has a text no font can show; what no page has, the book takes from its sources or
    from the site's settings."""
    found = []
    for page in pages.values():
        if lacks := [*dict.fromkeys([*lacking(page.html), *(text for text in texts if text in page.html)])]:
            found.append(at_source(guide, missing_glyph(page.path, *lacks, severity=severity)))
    for text in texts:
        if not any(text in page.html for page in pages.values()):
            place = next((words.place for words in _beside(guide) if text in words), Place(CONFIG))
            found.append(replace(missing_glyph("", text, severity=severity), place=place))
    return found


def _beside(guide: Guide) -> list[Text]:
    """What the book takes from elsewhere than the pages, and where that is known, its place."""
    site, sources = guide.publication, guide.source_list
    named = [words for source in sources for words in (source.title, source.publisher)]
    return [*named, *(Text(words, Place(CONFIG)) for words in (site.name, site.description, site.copyright))]
