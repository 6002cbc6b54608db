"""What templates may ask beside the guide: the arrangements that only pages need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from ..guide.entries import Area, Row, Term
from ..guide.forms import key, order, words
from ..guide.guide import Guide
from ..guide.suggesting import suggestion_address
from ..prose.sections import Section, sections
from ..prose.usage import Use, uses


@dataclass(frozen=True)
class Entry:
    """A line of the A–Z: a form and its term; `see` where the form is not the preferred one."""

    form: str
    term: Term
    see: bool


class View:
    """A guide as pages arrange it; templates have it as `view`, beside the `guide` itself."""

    def __init__(self, guide: Guide):
        self._guide = guide

    @cached_property
    def _uses(self) -> dict[str, list[Use]]:
        grouped: dict[str, list[Use]] = {}
        for use in uses(self._guide):
            grouped.setdefault(use.term, []).append(use)
        return grouped

    def uses_of(self, term: str) -> list[Use]:
        """The sections of hand-written pages that use the term, in reading order."""
        return self._uses.get(term, [])

    def section_title(self, path: str, anchor: str) -> str:
        """The heading that has this anchor on a hand-written page."""
        return next(section.title for section in self._sections(path) if section.anchor == anchor)

    def title_of(self, path: str) -> str:
        """The top heading of a hand-written page."""
        return next(section.title for section in self._sections(path) if section.level == 1)

    @cache  # noqa: B019 - a view lives as long as its guide
    def _sections(self, path: str) -> list[Section]:
        return sections(self._guide.pages_by_path[path])

    def suggest(self, name: str, path: str, anchor: str = "") -> str:
        """Where a reader suggests a change of a page or a part of it; empty where there is no such place."""
        return suggestion_address(self._guide, name, path, anchor)

    @cached_property
    def letters(self) -> list[tuple[str, list[Entry]]]:
        """The A–Z: preferred terms, and the other forms that lead to them."""
        entries = [Entry(term.preferred, term, False) for term in self._guide.glossary.terms]
        for term in self._guide.glossary.terms:
            others = (*term.synonyms, *([term.abbreviation] if term.abbreviation else []))
            entries += [Entry(form, term, True) for form in others if key(form) != key(term.preferred)]
        entries.sort(key=lambda entry: (order(entry.form), entry.see, entry.term.id))
        letters: dict[str, list[Entry]] = {}
        for entry in entries:
            letters.setdefault(_letter(entry.form), []).append(entry)
        return list(letters.items())

    @cached_property
    def rows_by_area(self) -> list[tuple[Area, list[Row]]]:
        """The rows of the mapping below the areas of what they are about first; areas without rows are left out."""
        grouped: dict[str, list[Row]] = {}
        for row in self._guide.mapping.rows:
            grouped.setdefault(self._guide.terms[row.terms[0]].area, []).append(row)
        return [(area, grouped[area.id]) for area in self._guide.areas.values() if area.id in grouped]


def _letter(form: str) -> str:
    """Under which letter or digit a form stands in the alphabet, whatever mark it begins with."""
    return "".join(words(form))[:1].upper() or form[0]
