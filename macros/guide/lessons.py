"""What the guide teaches with: articles, their quizzes, and the misconceptions that wrong options stem from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..data.kinds import NOWHERE, Anchor, Day, Days, Id, Phrase, Prose, Sentence, Text
from ..data.problems import Place


@dataclass(frozen=True)
class Belief:
    """A misconception that quiz options are built from."""

    id: Id
    belief: Sentence
    terms: tuple[Id, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Option:
    """An answer, right or wrong, why, and the misconception a wrong one stems from. Where it is typed, `forms` are
    other ways to write it."""

    text: Sentence
    verdict: Literal["right", "wrong"]
    why: Prose
    misconception: Id = Text("")
    forms: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two things that belong together, and why."""

    left: Sentence
    right: Sentence
    why: Prose


@dataclass(frozen=True)
class Step:
    """One step of a sequence, written in its right place, and why it stands there."""

    text: Sentence
    why: Prose


@dataclass(frozen=True)
class Reply:
    """What one may say in a turn of a scenario; `next` is the turn that it leads to, if any."""

    text: Sentence
    verdict: Literal["right", "wrong"]
    why: Prose
    misconception: Id = Text("")
    next: Id = Text("")


@dataclass(frozen=True)
class Turn:
    """One turn of a scenario: what is said to the reader, and the replies to choose from."""

    id: Id
    says: Prose
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Question:
    """A question (an item, in QTI's words). `id` never changes; `section` is the anchor of the article's section that
    teaches it; the first of `terms` is the one the right answer turns on. `match` has `pairs`, `order` has `steps` in
    the right order, every other type has `options`; a `cloze` has a blank, `___`, in its stem, and is typed where it
    says so; a `scenario` has a `scene`, and in the place of options it may have `turns`, the first one first.
    """

    id: Id
    type: Literal["single", "multiple", "true-false", "scenario", "cloze", "match", "order"]
    level: Literal["recall", "discriminate", "apply", "objection"]
    terms: tuple[Id, ...]
    section: Anchor
    stem: Prose
    rule: Sentence
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    steps: tuple[Step, ...] = ()
    turns: tuple[Turn, ...] = ()
    typed: Literal["no", "yes"] = "no"
    scene: Prose = Text("")
    place: Place = NOWHERE

    @property
    def choices(self) -> tuple[Option | Reply, ...]:
        """What a reader may choose or type, in the order of the file: the options, or the replies of all turns."""
        return self.options or tuple(reply for turn in self.turns for reply in turn.replies)


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
    """An article's front matter: among others the terms it `introduces`, and those it uses `ahead` of the article that
    does, which a reader meets as links."""

    title: Phrase
    description: Sentence
    question: Sentence
    minutes: Days
    sources: tuple[Id, ...]
    reviewed: Day
    introduces: tuple[Id, ...] = ()
    ahead: tuple[Id, ...] = ()
    rows: tuple[Id, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class PageHead:
    """The front matter of every other page. MkDocs and its theme would take more fields, and print them unchecked."""

    title: Phrase = Text("")
    description: Sentence = Text("")
    hide: tuple[Literal["navigation", "toc", "footer"], ...] = ()
    render_macros: Literal["true", "false", "yes", "no", "on", "off"] = "true"
    place: Place = NOWHERE


@dataclass(frozen=True)
class Page:
    """A hand-written page: its path below docs/, its text, the line its body starts on, whether its body calls macros,
    and, of a page that is no article, what its front matter says of it in a sentence."""

    path: str
    text: str = field(repr=False)
    body_line: int
    macros: bool = True
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Article(Page):
    """A page of the course; its quiz is missing from an edition that asks nothing."""

    head: ArticleHead
    quiz: Quiz | None


@dataclass(frozen=True)
class Asked:
    """A question and the article whose quiz asks it."""

    page: Article
    question: Question


LEVELS = ("recall", "discriminate", "apply", "objection")
"""From what one knows by heart to what one answers a buyer."""
