"""What is wrong with a guide that could not be read whole: what one file alone shows, and ids of files that were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..data.problems import Problem, ordered
from ..guide.guide import Guide
from . import (
    anatomy,
    bank,
    coaching,
    evidence,
    freshness,
    pages,
    quizzes,
    references,
    repetition,
    silent,
    terminology,
    wording,
)
from .readability import check as readable

_LOCAL = {
    "article-length", "broken-anatomy", "broken-box", "broken-question", "card-question", "circular-definition",
    "coaching-mark", "control-character", "definition-sentences", "future-date", "grammar-clue", "hard-to-read",
    "insecure-source", "lazy-option", "long-card", "long-definition", "macro-arguments", "macro-syntax",
    "negative-stem", "overdue", "repeated-paragraph", "shared-form", "silent-markdown", "top-heading",
    "undecided-merge", "unexpanded-fact", "unfinished", "unknown-macro", "unmatchable-form",
}  # fmt: skip
"""The codes of what stands in one place and is wrong there, whatever stands elsewhere."""
_RUN = (
    terminology.check, wording.check, pages.check, anatomy.check, quizzes.check, bank.check, coaching.check,
    evidence.check, silent.check, repetition.check, readable,
)  # fmt: skip


def check(guide: Guide, today: date, already: Iterable[Problem], overdue: str | None = None) -> list[Problem]:
    """Every problem once, in file order: those of reading, and those that the parts that were read show."""
    already = list(already)
    places, broken = {problem.place for problem in already}, {problem.place.path for problem in already}
    beside = {name: f"docs/{page.removesuffix('.md')}.yml" for name, page in vars(guide.settings.pages).items() if page}
    homes = {
        "term": "glossary.yml", "area": "glossary.yml", "source": "docs/sources.yml", "fact": beside.get("facts"),
        "misconception": "docs/misconceptions.yml", "mapping row": beside.get("mapping"),
    }  # fmt: skip
    unread = {kind for kind, path in homes.items() if path in broken} | {"product"}
    found = [problem for run in _RUN for problem in run(guide) if problem.code in _LOCAL]
    found += references.dangling(guide, unread)
    found += [problem for problem in freshness.check(guide, today, overdue) if problem.code in _LOCAL]
    return ordered([*already, *(problem for problem in found if problem.place not in places)])
