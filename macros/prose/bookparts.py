"""The parts of the book that are also files of their own: the sections of nav, and the answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..data.quotes import curled
from ..guide.guide import Guide
from .calls import on_screen

ANSWERS = "Answers"


@dataclass(frozen=True)
class BookPart:
    """A part by the title that it has in the book, and where its file stands on the site."""

    title: str
    path: str


def book_parts(guide: Guide) -> list[BookPart]:
    """The parts in the order of the book; none where nav has no sections, since each page is a part by itself there."""
    named = guide.publication.parts
    titles = dict.fromkeys(named.get(page.path, "") for page in guide.pages_in_order if not on_screen(page))
    found: dict[str, BookPart] = {}
    for number, title in enumerate(filter(None, titles), 1):
        name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or str(number)
        path = _file(guide, name)
        path = _file(guide, f"{name}-{number}") if path in found else path
        found[path] = BookPart(curled(title), path)
    path = _file(guide, "answers")
    if found and guide.asked and path not in found:
        found[path] = BookPart(ANSWERS, path)
    return list(found.values())


def _file(guide: Guide, name: str) -> str:
    """`part-` stands before the name so that no part takes the place of the whole book in another layout."""
    return guide.file_name("pdf").removesuffix(".pdf") + f"-part-{name}.pdf"
