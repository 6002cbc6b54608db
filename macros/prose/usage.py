"""Where the hand-written pages use each term, section by section."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..data.problems import Place
from ..guide.forms import JOINER, FormIndex, term_forms
from ..guide.guide import Guide
from ..guide.lessons import Page
from .calls import calls
from .sections import Section, sections

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A mark that Markdown is told to leave alone: `F\\*`."""


@dataclass(frozen=True)
class Use:
    """A section of a page that uses a term; `section` and `anchor` are empty for what stands before the first heading
    below the title."""

    term: str
    path: str
    title: str
    section: str
    anchor: str
    place: Place


def uses(guide: Guide) -> list[Use]:
    """The first use of each term in each section of each page; pages in nav order, the rest after."""
    index = FormIndex(term_forms(guide.glossary.terms, guide.glossary.homonyms))
    found: list[Use] = []
    for page in guide.pages_in_order:
        called = [call for call in calls(page)[0] if call.name == "term"]
        found_here = sections(page)
        title = next((section.title for section in found_here if section.level == 1), page.path)
        for section in found_here:
            places: dict[str, Place] = {}
            for match in index.matches(_ESCAPED.sub(rf"\1{JOINER}", section.text)):
                places.setdefault(match.id, section.place(page, match.start))
            for call in called:
                if section.line <= call.place.line <= section.last_line:
                    places.setdefault(call.arguments[0], call.place)
            found += [_use(term, page, title, section, place) for term, place in places.items() if term in guide.terms]
    return found


def _use(term: str, page: Page, title: str, section: Section, place: Place) -> Use:
    below = section.level > 1
    return Use(term, page.path, title, section.title if below else "", section.anchor if below else "", place)
