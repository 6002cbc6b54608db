"""Every text of the data, with what kind it is and whose it is; and the one piece of markup texts may hold,
`{fact:id}`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_origin

from ..data.fields import hints
from ..data.kinds import Kind, Text
from .entries import Fact, Row
from .guide import Guide

FACT = re.compile(r"\{fact:([^{}\s]*)\}")


@dataclass(frozen=True)
class Passage:
    """A text, the name of its field, its kind, and the entry (term, row, question…) it belongs to."""

    text: Text
    field: str
    kind: Kind
    entry: Any


def passages(guide: Guide) -> Iterator[Passage]:
    """All texts of all data files, file by file in order."""
    quizzes = (page.quiz for page in guide.articles if page.quiz)
    heads = (page.head for page in guide.articles)
    for entries in (
        guide.glossary.areas, guide.glossary.terms, guide.mapping.rows, guide.fact_list, guide.belief_list,
        guide.products, guide.offers, guide.alternatives, guide.retorts,
        *(quiz.questions for quiz in quizzes), heads,
    ):  # fmt: skip
        for entry in entries:
            yield from _walk(entry, entry)


def expand(text: str, fact: Callable[[str], str]) -> str:
    """`text` with each `{fact:id}` replaced by what `fact(id)` gives."""
    return FACT.sub(lambda match: fact(match.group(1)), text)


def plain(guide: Guide, text: str) -> str:
    """A text of the data on one line, with the values of its facts."""
    return expand(" ".join(text.split()), lambda identity: guide.facts[identity].value)


def facts_in(guide: Guide, *texts: str) -> list[Fact]:
    """The facts that the texts refer to, once each, in the order of their first mention."""
    return [guide.facts[identity] for identity in dict.fromkeys(FACT.findall(" ".join(texts)))]


def _walk(value: Any, entry: Any) -> Iterator[Passage]:
    for name, several, kind in _plan(value.__class__):
        inner = getattr(value, name)
        for item in inner if several else (inner,):
            if isinstance(item, Text):
                if item and kind:
                    yield Passage(item, name, kind, entry)
            elif dataclasses.is_dataclass(item):
                yield from _walk(item, entry)


@cache
def _plan(cls: Any) -> list[tuple[str, bool, Kind | None]]:
    """The fields of a class: whether each holds several, and the kind of its texts."""
    return [(name, get_origin(hint) is tuple, _kind(hint)) for name, hint in hints(cls).items()]


def _kind(hint: Any) -> Kind | None:
    if get_origin(hint) is tuple:
        hint = hint.__args__[0]
    return next((note for note in getattr(hint, "__metadata__", ()) if isinstance(note, Kind)), None)


_LEADING_ARTICLE = re.compile(r"^(?:An?|The) ")


def row_title(row: Row) -> str:
    """Both sides of a row."""
    return f"{row.concept} is like {_LEADING_ARTICLE.sub(lambda match: match[0].lower(), row.counterpart)}"


def row_summary(row: Row) -> str:
    """How far the likeness goes, in three sentences: a preview that shows where it holds shows where it breaks, too."""
    return f"Holds: {_first_sentences(1, row.holds)} Breaks: {_first_sentences(2, row.breaks)}"


def sentences(text: str) -> list[str]:
    """A text cut where a sentence ends and another begins."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text.strip())


def _first_sentences(count: int, text: str) -> str:
    return " ".join(sentences(text)[:count])
