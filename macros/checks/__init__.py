"""What must hold across files: each check is a generator of problems, and `check` runs them all."""

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
    ids,
    order,
    pages,
    products,
    quizzes,
    references,
    repetition,
    seen,
    silent,
    spoken,
    terminology,
    wording,
)
from .readability import check as readable

CHECKS = (
    references.check, terminology.check, spoken.check, wording.check, pages.check, order.check,
    anatomy.check, quizzes.check, bank.check, coaching.check, evidence.check, seen.check, products.check, ids.check,
    silent.check, repetition.check, readable,
)  # fmt: skip


def check(guide: Guide, today: date, already: Iterable[Problem] = (), overdue: str | None = None) -> list[Problem]:
    """Every problem once, in file order. Where loading has already spoken of a place, the checks stay silent there:
    what stands in for a broken text deserves no second message."""
    spoken = {problem.place for problem in already}
    found = [problem for run in CHECKS for problem in run(guide) if problem.place not in spoken]
    return ordered([*already, *found, *freshness.check(guide, today, overdue)])
