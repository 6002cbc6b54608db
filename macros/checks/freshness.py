"""What is due for review on a given day. The day comes from outside, never from this module's clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..data.days import is_day
from ..data.kinds import Text
from ..data.problems import Problem
from ..guide.guide import Guide
from ..guide.products import Alternative, Product, Retort
from ..guide.watch import due


def check(guide: Guide, today: date, overdue: str | None = None) -> Iterator[Problem]:
    severity = overdue or guide.settings.overdue
    for entry in due(guide):
        if entry.day < today:
            message = f"the review of '{entry.id}' was due on {entry.day.isoformat()}"
            yield Problem(entry.reviewed.place, "overdue", message, "check it again and set 'reviewed'", severity)
    for day in _days(guide):
        if is_day(day) and date.fromisoformat(day) > today:
            yield Problem(day.place, "future-date", f"'{day}' has not come yet", "give the day it was done")


def _sold(guide: Guide) -> tuple[Product | Alternative | Retort, ...]:
    return (*guide.products, *guide.alternatives, *guide.retorts)


def _days(guide: Guide) -> Iterator[Text]:
    yield from (day for term in guide.glossary.terms for day in (term.reviewed, *(made.on for made in term.changes)))
    yield from (entry.on for entry in (*guide.glossary.retired, *guide.mapping.retired))
    yield from guide.locked.values()
    yield from (row.reviewed for row in guide.mapping.rows)
    yield from (entry.reviewed for entry in _sold(guide))
    yield from (entry.as_of for entry in guide.alternatives)
    yield from (entry.as_of for entry in guide.retorts)
    yield from (day for fact in guide.fact_list for day in (fact.as_of, fact.reviewed))
    yield from (source.checked for source in guide.source_list)
    yield from (day for entry in guide.seen.seen for day in (entry.seen, entry.gone_from, entry.gone_to))
    yield from (page.head.reviewed for page in guide.articles)
