"""Terms that are easily confused, two by two: each pair has a page that sets them side by side, and one to send."""

from __future__ import annotations

from dataclasses import dataclass

from ..data.kinds import Text
from .addresses import COMPARE
from .entries import Term
from .guide import Guide


@dataclass(frozen=True)
class Pair:
    """Two terms in the order of their ids, each with what its entry says of the difference."""

    first: Term
    second: Term
    of_first: Text
    of_second: Text

    @property
    def id(self) -> str:
        return f"{self.first.id}--{self.second.id}"

    @property
    def turned(self) -> str:
        """The id as somebody may type it who thinks of the second first."""
        return f"{self.second.id}--{self.first.id}"


def pairs(guide: Guide) -> list[Pair]:
    """Every contrast of the guide once, in order of their ids."""
    notes = {
        (term.id, relation.term): relation.note
        for term in guide.glossary.terms
        for relation in term.related
        if relation.relation == "contrast"
    }
    return [
        Pair(guide.terms[one], guide.terms[other], note, notes[other, one])
        for (one, other), note in sorted(notes.items())
        if one < other
    ]


def page_path(pair: Pair) -> str:
    """The pair's page below docs/."""
    return f"{COMPARE}/{pair.id}/index.md"
