"""Two editions of one guide: `full` for sellers, `public` for anybody.

The public one goes without every field that is marked as coaching, without the sections and pages that mkdocs.yml calls
so, and without quizzes, which are practice for sellers. It is cut from the loaded guide, before any page, index or
document is made, so that nothing has to be hidden afterwards."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, get_args

from ..data.fields import D, hints
from ..data.kinds import COACHING, Text
from ..data.problems import Place
from ..guide.guide import Guide
from ..guide.lessons import Article, Page
from .sections import Section, path_of, sections

FULL: Final = "full"
PUBLIC: Final = "public"
EDITIONS = (FULL, PUBLIC)
QUIZ = "quiz"
"""The macro that shows an article's questions."""
_MARK = re.compile(r"<!--[ \t]*(/?)coaching[ \t]*-->\n?")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)(\{[^}\n]*\})?")


def edition(guide: Guide, name: str) -> Guide:
    """The guide in the edition `name`, one of `EDITIONS`; any other name is a ValueError, never the full edition."""
    if name not in EDITIONS:
        raise ValueError(f"there is no edition '{name}'")
    return public(guide) if name == PUBLIC else guide


def public(guide: Guide) -> Guide:
    """The guide without its coaching."""
    hidden = set(guide.settings.coaching_pages)
    kept = [page for page in guide.pages if page.path not in hidden]
    gone = hidden | {f"{page.path}#{section.anchor}" for page in kept for section in coaching_sections(guide, page)}
    return replace(
        guide,
        edition=PUBLIC,
        glossary=replace(guide.glossary, terms=tuple(map(without_coaching, guide.glossary.terms))),
        mapping=replace(guide.mapping, rows=tuple(map(without_coaching, guide.mapping.rows))),
        belief_list=(),
        offers=(),
        ideas=(),
        idle=(),
        alternatives=(),
        retorts=(),
        pages=tuple(_page(guide, page, gone) for page in kept),
        nav=tuple(path for path in guide.nav if path not in hidden),
    )


def coaching(guide: Guide) -> Iterator[Text]:
    """Every text of the guide that must not be found in the public edition."""
    for entry in (*guide.glossary.terms, *guide.mapping.rows, *guide.offers, *guide.alternatives, *guide.retorts):
        yield from _coaching_texts(entry)


def without_coaching(entry: D) -> D:
    """A term or a row with every coaching text empty."""
    changes: dict[str, Any] = {}
    for name, hint in hints(type(entry)).items():
        value = getattr(entry, name)
        if _is_coaching(hint):
            changes[name] = Text("")
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            changes[name] = without_coaching(value)
        elif isinstance(value, tuple) and any(map(dataclasses.is_dataclass, value)):
            changes[name] = tuple(map(without_coaching, value))
    return replace(entry, **changes)


def marks(page: Page) -> Iterator[tuple[Place, bool]]:
    """Where `<!-- coaching -->` stands in the page's source, and whether it opens a part or closes one."""
    for match in _MARK.finditer(page.text):
        yield Place.at(path_of(page), page.text, match.start()), not match[1]


def unmarked(text: str) -> str:
    """Markdown without the comments that mark its parts."""
    return _MARK.sub("", text)


def _coaching_texts(entry: Any) -> Iterator[Text]:
    for name, hint in hints(type(entry)).items():
        value = getattr(entry, name)
        if _is_coaching(hint) and value:
            yield value
        elif any(map(_is_coaching, get_args(hint))):
            yield from value
        for item in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(item):
                yield from _coaching_texts(item)


def _is_coaching(hint: Any) -> bool:
    return COACHING in getattr(hint, "__metadata__", ())


def coaching_sections(guide: Guide, page: Page) -> list[Section]:
    """The sections of an article that speak to the seller or hold its quiz, with the subsections below them."""
    parts = guide.settings.anatomy if isinstance(page, Article) else ()
    names = {part.heading for part in parts if part.coaching == "yes" or part.contains == QUIZ}
    found, inside = [], False
    for section in sections(page):
        if section.level in (1, 2):
            inside = section.level == 2 and section.title in names
        if inside:
            found.append(section)
    return found


def _page(guide: Guide, page: Page, gone: set[str]) -> Page:
    lines = page.text.split("\n")
    for section in reversed(coaching_sections(guide, page)):
        del lines[section.line - 1 : section.last_line]
    pieces = _MARK.split("\n".join(lines))  # text, "" or "/", text, "" or "/", …
    after = zip(pieces[1::2], pieces[2::2], strict=True)
    text = pieces[0] + "".join(piece for slash, piece in after if slash)

    def unlinked(match: re.Match[str]) -> str:
        path, _, anchor = match[2].partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
        return match[1] if target in gone or f"{target}#{anchor}" in gone else match[0]

    cut = replace(page, text=_LINK.sub(unlinked, text))
    return replace(cut, quiz=None) if isinstance(cut, Article) else cut
