"""What the guide says of each term, and what it does not say yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..guide.entries import SECONDARY, Source, Term
from ..guide.guide import Guide
from ..guide.lessons import LEVELS
from .usage import uses


@dataclass(frozen=True)
class Coverage:
    """One term's line of the report. `questions` counts by level; `articles` are the articles that use the term."""

    term: Term
    mapped: str
    questions: dict[str, int]
    articles: tuple[str, ...]

    @property
    def gaps(self) -> list[str]:
        """The cells that are empty."""
        cells = {
            "definition": self.term.definition, "mechanism": self.term.mechanism,
            "misconception": self.term.misconception.correction, "card": self.term.card.say, "mapping": self.mapped,
            "sources": self.term.sources, "questions": sum(self.questions.values()), "articles": self.articles,
        }  # fmt: skip
        return [name for name, cell in cells.items() if not cell]


@dataclass(frozen=True)
class Evidence:
    """What the dated facts rest on: how many there are, how many name a primary source, and for how many one of those
    was read and not only found."""

    facts: int
    primary: int
    read: int

    def percent(self, part: int) -> str:
        """A share of the facts, never rounded up to all of them."""
        return f"{part * 1000 // self.facts / 10:.1f} %" if self.facts else "0.0 %"

    def __str__(self) -> str:
        primary, read = self.percent(self.primary), self.percent(self.read)
        return f"dated facts: {self.facts}, {primary} of them on a primary source, {read} on one that was read"


def evidence(guide: Guide) -> Evidence:
    """How well the guide's facts are grounded."""
    grounds = [[guide.sources[identity] for identity in fact.sources] for fact in guide.fact_list]
    return Evidence(
        len(grounds), _count(grounds, lambda source: True), _count(grounds, lambda source: source.how == "read")
    )


def _count(grounds: list[list[Source]], fits: Callable[[Source], bool]) -> int:
    return sum(any(source.grade != SECONDARY and fits(source) for source in sources) for sources in grounds)


def coverage(guide: Guide) -> list[Coverage]:
    """A line for each term, in glossary order."""
    articles: dict[str, dict[str, None]] = {}
    titles = {page.path: page.head.title for page in guide.articles}
    for use in uses(guide):
        if use.path in titles:
            articles.setdefault(use.term, {})[use.path] = None
    return [_line(guide, term, tuple(articles.get(term.id, ()))) for term in guide.glossary.terms]


def _line(guide: Guide, term: Term, articles: tuple[str, ...]) -> Coverage:
    levels: Counter[str] = Counter(asked.question.level for asked in guide.questions_of(term.id))
    rows = guide.rows_of(term.id)
    area = guide.areas[term.area]
    mapped = "row" if rows else "reason" if term.unmapped else "" if area.mapped == "yes" else "not needed"
    return Coverage(term, mapped, {level: levels[level] for level in LEVELS}, articles)


def table(lines: list[Coverage]) -> Iterator[str]:
    """The report as lines of text, in columns."""
    width = max((len(line.term.id) for line in lines), default=0)
    yield f"{'term':<{width}}  mapping     {'  '.join(LEVELS)}  articles  missing"
    for line in lines:
        levels = "  ".join(f"{line.questions[level]:>{len(level)}}" for level in LEVELS)
        cells = (f"{line.term.id:<{width}}", f"{line.mapped:<10}", levels, f"{len(line.articles):>8}")
        yield "  ".join((*cells, ", ".join(line.gaps))).rstrip()
