"""How an answer is graded. The site's grader, `kit.grade` in quiz.js, does the same; a corpus of answers holds the two
together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .lessons import Question

_SPACES = re.compile("[ \t\r\n_\u2010-\u2014-]+")
_EDGES = re.compile("^[ .,;:!?'\"\u2018-\u201f]+|[ .,;:!?'\"\u2018-\u201f]+$")


@dataclass(frozen=True)
class Key:
    """What a grader knows of a question: its `kind`, one of `choose`, `multiple`, `match`, `order`, `typed`, `turns`;
    the numbers of its `right` choices; how many `parts` it has; and, where it is typed, the right `forms`, folded."""

    kind: str
    right: tuple[str, ...] = ()
    parts: int = 0
    forms: tuple[str, ...] = ()


def kind_of(question: Question) -> str:
    """By which of the six kinds a question is answered."""
    if question.turns:
        return "turns"
    if question.typed == "yes":
        return "typed"
    return question.type if question.type in ("multiple", "match", "order") else "choose"


def key_of(question: Question) -> Key:
    """The key of a question; choices count from 1, in the order of the file."""
    right = tuple(str(number) for number, choice in enumerate(question.choices, 1) if choice.verdict == "right")
    forms = tuple(
        fold(form) for option in question.options if option.verdict == "right" for form in (option.text, *option.forms)
    )
    typed = question.typed == "yes"
    return Key(kind_of(question), right, len(question.pairs or question.steps), forms if typed else ())


def grade(key: Key, answer: Sequence[str]) -> float:
    """The score of an answer, from 0 to 1. Of several right choices each counts, and each wrong one taken counts
    against them; of pairs, places and turns, the share that is right counts."""
    if not answer:
        return 0.0
    if key.kind == "typed":
        return float(fold(answer[0]) in key.forms)
    if key.kind in ("match", "order"):
        return sum(value == str(number) for number, value in enumerate(answer, 1)) / key.parts
    hits = sum(value in key.right for value in answer)
    if key.kind == "turns":
        return hits / len(answer)
    if key.kind == "multiple":
        return max(0, 2 * hits - len(answer)) / len(key.right)
    return float(hits == len(answer))


def fold(text: str) -> str:
    """A typed answer without what spelling leaves free: case, width, hyphens, repeated spaces, marks at its edges."""
    return _EDGES.sub("", _SPACES.sub(" ", unicodedata.normalize("NFKC", text).lower()))
