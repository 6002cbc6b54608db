"""What the guide teaches with: articles, their quizzes, and the misconceptions that wrong options stem from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .kinds import NOWHERE, Anchor, Day, Days, Id, Phrase, Prose, Sentence, Text
from .problems import Place


@dataclass(frozen=True)
class Belief:
    """A misconception that quiz options are built from."""

    id: Id
    belief: Sentence
    terms: tuple[Id, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Option:
    """An answer, right or wrong, why, and the misconception a wrong one stems from."""

    text: Sentence
    verdict: Literal["right", "wrong"]
    why: Prose
    misconception: Id = Text("")


@dataclass(frozen=True)
class Question:
    """A question. `id` never changes; `section` is the anchor of the article's section that teaches it."""

    id: Id
    type: Literal["single", "multiple", "true-false"]
    level: Literal["recall", "discriminate", "apply", "objection"]
    terms: tuple[Id, ...]
    section: Anchor
    stem: Prose
    options: tuple[Option, ...]
    rule: Sentence
    scene: Prose = Text("")
    place: Place = NOWHERE


@dataclass(frozen=True)
class Quiz:
    """NN-slug.quiz.yml, beside its article."""

    questions: tuple[Question, ...]


@dataclass(frozen=True)
class BeliefsFile:
    """misconceptions.yml."""

    misconceptions: tuple[Belief, ...]


@dataclass(frozen=True)
class ArticleHead:
    """An article's front matter."""

    title: Phrase
    description: Sentence
    question: Sentence
    minutes: Days
    introduces: tuple[Id, ...]
    rows: tuple[Id, ...]
    sources: tuple[Id, ...]
    reviewed: Day
    place: Place = NOWHERE


@dataclass(frozen=True)
class Page:
    """A hand-written page: its path below docs/, its text, the line its body starts on, and whether its
    body calls macros."""

    path: str
    text: str = field(repr=False)
    body_line: int
    macros: bool = True
    head: ArticleHead | None = None
    quiz: Quiz | None = None
