"""The dates among the dated facts, as a timeline: a lane for each area, a dot for each date, a month a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..guide.entries import Area, Fact, Term
from ..guide.guide import Guide
from ..guide.lessons import Article
from ..guide.texts import FACT, passages
from ..prose.calls import calls

WIDTH, LEFT, DOT, HEAD, FOOT = 1000, 30.0, 10.0, 26.0, 24.0
"""The drawing's width; where the first month stands; from dot to dot; above and below the dots of a lane."""
EARLIER = 0.25
"""At most this share of all dates is too early for the axis, which then begins with a year of its own."""
_DATE = re.compile(r"(?:since |in |from )?((?:[A-Z][a-z]+ )?(?:\d{1,2}, )?\d{4})")
_FORMS = ("%B %d, %Y", "%B %Y", "%Y")


@dataclass(frozen=True)
class Event:
    """A fact that is a date, on its day or at the beginning of its month or year."""

    fact: Fact
    day: date


@dataclass(frozen=True)
class Dot:
    """An event on its lane; `ahead` where it had not come when the facts were last reviewed."""

    event: Event
    x: float
    y: float
    ahead: bool


@dataclass(frozen=True)
class Lane:
    """The dates of an area: those on the axis as dots, the number of those before it."""

    area: Area
    dots: tuple[Dot, ...]
    earlier: int
    height: float


@dataclass(frozen=True)
class Timeline:
    """The lanes, where each year begins, and where the last review of any fact stands: what comes later was only
    announced then."""

    lanes: tuple[Lane, ...]
    years: tuple[tuple[int, float], ...]
    seen: float
    events: tuple[Event, ...]


def day_of(value: str) -> date | None:
    """The day that a fact's value names; None where it is no date."""
    match = _DATE.fullmatch(value)
    for form in _FORMS if match else ():
        try:
            return datetime.strptime(match[1] if match else "", form).date()
        except ValueError:
            continue
    return None


def timeline(guide: Guide) -> Timeline:
    """The timeline of a guide."""
    dated = [Event(fact, day) for fact in guide.fact_list if (day := day_of(fact.value))]
    events = sorted(dated, key=lambda event: (event.day, event.fact.id))
    if not events:
        return Timeline((), (), LEFT, ())
    first = date(events[int(len(events) * EARLIER)].day.year, 1, 1)
    last = date(events[-1].day.year + 1, 1, 1)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - 2 * LEFT) * (day - first).days / (last - first).days, 1)

    areas = _areas(guide)
    seen = max(date.fromisoformat(fact.reviewed) for fact in guide.fact_list)
    lanes = []
    for area in guide.areas.values():
        inside = [event for event in events if areas.get(event.fact.id) == area.id]
        if inside:
            lanes.append(_lane(area, [event for event in inside if event.day >= first], len(inside), seen, x))
    years = tuple((year, x(date(year, 1, 1))) for year in range(first.year, last.year + 1))
    return Timeline(tuple(lanes), years, x(seen), tuple(events))


def _lane(area: Area, shown: list[Event], count: int, seen: date, x: Callable[[date], float]) -> Lane:
    """A dot a date, those of one month above one another."""
    stacked: Counter[date] = Counter()
    dots = []
    for event in shown:
        month = event.day.replace(day=1)
        dots.append((event, x(month.replace(day=15)), stacked[month]))
        stacked[month] += 1
    height = HEAD + DOT * max(stacked.values(), default=1)
    placed = tuple(Dot(event, at, round(height - DOT * (row + 0.5), 1), event.day > seen) for event, at, row in dots)
    return Lane(area, placed, count - len(shown), height + FOOT)


def _areas(guide: Guide) -> dict[str, str]:
    """The area that each fact belongs to: that of the first term which tells it, else what the first article that does
    is mostly about, else none."""
    found: dict[str, str] = {}
    for passage in passages(guide):
        if isinstance(passage.entry, Term):
            for fact in FACT.findall(passage.text):
                found.setdefault(fact, passage.entry.area)
    for article in guide.articles:
        about = Counter(guide.terms[term].area for term in article.head.introduces).most_common(1)
        for fact in _told(article) if about else ():
            found.setdefault(fact, about[0][0])
    return found


def _told(article: Article) -> Iterator[str]:
    return (call.arguments[0] for call in calls(article)[0] if call.name == "fact")
