"""What readers' exported answers say of the questions: how hard each is, whether those who know the rest know it, and
which wrong options nobody takes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError, correlation, mean
from typing import Any

from ..data.problems import Place, Problem, Refused
from ..guide.grading import grade, key_of
from ..guide.guide import Guide
from ..guide.lessons import Question
from ..guide.questions import content_hash

KIND, VERSION = "guide-quiz", 1
FEW = 5
"""Fewer readers say nothing about a question."""
EASY, HARD, TELLING = 0.95, 0.30, 0.10
"""Shares of right answers above and below which a question tells little, and the least discrimination of one that tells
more."""


@dataclass(frozen=True)
class Item:
    """One question's figures, from each reader's first answer: how many `readers`, the mean score, its correlation with
    the reader's mean score on all else (none where it cannot be told), and the wrong options nobody chose."""

    question: Question
    readers: int
    difficulty: float
    discrimination: float | None
    dead: tuple[str, ...]

    @property
    def flags(self) -> list[str]:
        """What an author should look at."""
        if self.readers < FEW:
            return ["too few readers"]
        found = ["too easy"] if self.difficulty > EASY else ["too hard"] if self.difficulty < HARD else []
        if self.discrimination is not None and self.discrimination < TELLING:
            found.append("tells little")
        return found + [f"nobody takes: {text}" for text in self.dead]


def read(paths: Sequence[Path]) -> list[list[dict[str, Any]]]:
    """The events of each file; raises `Refused` with what is wrong in any of them."""
    found, problems = [], []
    for path in paths:
        try:
            given = json.loads(path.read_text("utf-8"))
        except UnicodeDecodeError:
            problems.append(_problem(path, "encoding", "the file is not UTF-8"))
            continue
        except OSError as error:
            problems.append(_problem(path, "missing-file", (error.strerror or "cannot be read").lower()))
            continue
        except json.JSONDecodeError as wrong:
            place = Place(str(path), wrong.lineno, wrong.colno)
            problems.append(Problem(place, "wrong-form", wrong.msg[:1].lower() + wrong.msg[1:], "export it again"))
            continue
        except RecursionError:
            problems.append(_problem(path, "too-deep", "the file is nested too deeply"))
            continue
        if not (isinstance(given, dict) and given.get("kind") == KIND and given.get("version") == VERSION):
            problems.append(_problem(path, "wrong-form", "the file holds no results of a guide"))
        elif not isinstance(given.get("events"), list) or not all(map(_fits, given["events"])):
            problems.append(_problem(path, "wrong-form", "an answer in the file is broken"))
        else:
            found.append(given["events"])
    if problems:
        raise Refused(problems, "nothing analyzed")
    return found


def items(guide: Guide, readers: Sequence[Sequence[dict[str, Any]]]) -> list[Item]:
    """Each question that anybody answered in its present wording, the hardest first."""
    questions: dict[str, Question] = {one.question.id: one.question for one in guide.asked}
    answers = [_first(questions, events) for events in readers]
    scores = [{name: grade(key_of(questions[name]), answer) for name, answer in own.items()} for own in answers]
    found = []
    for name, question in questions.items():
        told = [own[name] for own in scores if name in own]
        if told:
            given = Counter(value for own in answers if name in own for value in own[name])
            dead = [choice.text for number, choice in enumerate(question.choices, 1)
                    if choice.verdict == "wrong" and not given[str(number)] and question.typed != "yes"]  # fmt: skip
            found.append(Item(question, len(told), mean(told), _discrimination(name, scores), tuple(dead)))
    return sorted(found, key=lambda item: (item.difficulty, item.question.id))


def table(found: Sequence[Item]) -> Iterator[str]:
    """The report as lines of text, in columns."""
    width = max((len(item.question.id) for item in found), default=8)
    yield f"{'question':<{width}}  readers  right  discrimination  look at"
    for item in found:
        discrimination = "–" if item.discrimination is None else f"{item.discrimination:.2f}"
        cells = (
            f"{item.question.id:<{width}}",
            f"{item.readers:>7}",
            f"{item.difficulty:>5.0%}",
            f"{discrimination:>14}",
        )
        yield "  ".join((*cells, "; ".join(item.flags))).rstrip()


def _first(questions: dict[str, Question], events: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """A reader's first answer to each question, in its present wording."""
    found: dict[str, list[str]] = {}
    for event in sorted(events, key=lambda event: event["t"]):
        question = questions.get(event["q"])
        if question and event["a"] and event["h"] == content_hash(question):
            found.setdefault(event["q"], event["a"])
    return found


def _discrimination(name: str, scores: Sequence[dict[str, float]]) -> float | None:
    pairs = [
        (own[name], mean(score for other, score in own.items() if other != name))
        for own in scores
        if name in own and len(own) > 1
    ]
    if len(pairs) < FEW:
        return None
    try:
        return correlation(*zip(*pairs, strict=True))
    except StatisticsError:  # all the same
        return None


def _fits(event: Any) -> bool:
    if not isinstance(event, dict):
        return False
    answer, when = event.get("a"), event.get("t")
    texts = isinstance(event.get("q"), str) and isinstance(event.get("h"), str)
    number = isinstance(when, int | float) and not isinstance(when, bool)
    return (
        texts and number and (answer is None or (isinstance(answer, list) and all(isinstance(a, str) for a in answer)))
    )


def _problem(path: Path, code: str, message: str) -> Problem:
    return Problem(Place(str(path)), code, message, "name a file that the review page exported")
