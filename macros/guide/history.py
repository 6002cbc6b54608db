"""What was added, changed and retired, and when: read from the lock and the entries, written down nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..data.kinds import Text
from .entries import Change, Retired, Term
from .guide import Guide


@dataclass
class Day:
    """The changes of one day; `on` is an ISO date."""

    on: str
    added: list[Term] = field(default_factory=list)
    changed: list[tuple[Term, Change]] = field(default_factory=list)
    retired: list[Retired] = field(default_factory=list)


def history(guide: Guide) -> list[Day]:
    """The days on which something happened to the terms, the latest first."""
    days: dict[str, Day] = {}

    def day(on: str) -> Day:
        return days.setdefault(on, Day(on))

    for term in guide.glossary.terms:
        if on := guide.locked.get(Text(f"term {term.id}")):
            day(on).added.append(term)
        for change in term.changes:
            day(change.on).changed.append((term, change))
    for entry in guide.glossary.retired:
        day(entry.on).retired.append(entry)
    return [days[on] for on in sorted(days, reverse=True)]


TERM, ROW = "term", "row"


def ids(guide: Guide) -> list[str]:
    """Every id that readers can link to, as the lock file's lines, sorted."""
    return sorted([f"{TERM} {term}" for term in guide.terms] + [f"{ROW} {row}" for row in guide.rows])
