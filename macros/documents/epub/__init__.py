"""The articles, the paths, the mapping, the glossary and the facts as an EPUB 3.3 book, for e-readers and phones."""

from __future__ import annotations

import posixpath
import uuid
from datetime import datetime

from ...data.days import moment
from ...data.quotes import curled_html
from ...exports.archives import packed
from ...guide.guide import Guide
from ...pages.draft import Draft
from ...pages.rendered import RenderedPage, in_order
from ...pages.templates import TEMPLATES, Templates
from .chapters import chapter

_MEDIA_TYPE = "application/epub+zip"
_FOLDER = "EPUB"


def write(draft: Draft) -> None:
    """Write the book into the site, under the guide's name."""
    book = epub(draft.guide, draft.pages, moment())
    (draft.folder / draft.guide.file_name("epub")).write_bytes(book)


def epub(guide: Guide, pages: dict[str, RenderedPage], at: datetime) -> bytes:
    """The book of a guide: the same bytes for the same guide and moment `at`."""
    templates = Templates(guide)
    sources = _parts(guide, in_order(guide, pages))
    book = frozenset(page.path for part in sources.values() for page in part)
    parts = {name: [chapter(guide, page, book) for page in part] for name, part in sources.items()}
    texts = {"META-INF/container.xml": templates.html("epub/container.xml.j2", "", folder=_FOLDER)}
    for made in (made for part in parts.values() for made in part):
        up = posixpath.relpath(".", posixpath.dirname(made.path) or ".")
        texts[f"{_FOLDER}/{made.path}"] = templates.html("epub/chapter.xhtml.j2", made.path, chapter=made, up=up)
    for name in ("package.opf", "nav.xhtml", "title.xhtml", "cover.svg"):
        context = {"parts": parts, "moment": at, "identity": _identity(guide)}
        texts[f"{_FOLDER}/{name}"] = templates.html(f"epub/{name}.j2", "", **context)
    files = {name: f"{curled_html(text)}\n".encode() for name, text in texts.items()}
    files |= {"mimetype": _MEDIA_TYPE.encode(), f"{_FOLDER}/book.css": (TEMPLATES / "epub" / "book.css").read_bytes()}
    return packed(files, at, first="mimetype")


def _parts(guide: Guide, pages: list[RenderedPage]) -> dict[str, list[RenderedPage]]:
    """The pages that are in the book, in its order, by part."""
    terms = {guide.term_path(term) for term in guide.terms}
    folders: dict[str, str] = {guide.settings.articles: "articles", guide.settings.paths: "paths"}
    sold = guide.settings.products
    single: dict[str, str] = {guide.mapping_path: "mapping", guide.glossary_path: "glossary", guide.facts_path: "facts"}
    single |= dict.fromkeys((sold.page, sold.offers, sold.alternatives), "mapping")
    parts: dict[str, list[RenderedPage]] = {
        name: [] for name in ("articles", "paths", "mapping", "glossary", "terms", "facts")
    }
    for page in pages:
        part = "terms" if page.path in terms else single.get(page.path)
        if part := part or folders.get(posixpath.dirname(page.path)):
            parts[part].append(page)
    return parts


def _identity(guide: Guide) -> str:
    """The book's name for machines: the same for every issue of one edition of one guide."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{guide.publication.url}{guide.file_name('epub')}#{guide.edition}").urn
