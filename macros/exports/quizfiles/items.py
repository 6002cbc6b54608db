"""A question as other programs take it: plain texts, without facts' marks; a scenario's turns as questions of their
own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...guide.addresses import html_path
from ...guide.grading import kind_of
from ...guide.guide import Guide
from ...guide.lessons import Asked, Option, Reply
from ...guide.texts import plain
from ...pages.view import View


@dataclass(frozen=True)
class Choice:
    """A choice with its reason; `forms` are the ways to type it."""

    text: str
    right: bool
    why: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A pair, or a step and its place, with the reason."""

    left: str
    right: str
    why: str


@dataclass(frozen=True)
class Item:
    """`kind` is one of `choose`, `multiple`, `match`, `order` and `typed`; `asked` is the scene and the stem; `taught`
    says where it is taught, with the address where the site has one."""

    id: str
    kind: str
    asked: str
    rule: str
    taught: str
    address: str
    level: str
    terms: tuple[str, ...]
    article: str
    choices: tuple[Choice, ...] = ()
    parts: tuple[Part, ...] = ()


def items(guide: Guide) -> Iterator[Item]:
    """Every question in reading order."""
    view = View(guide)
    for one in guide.asked:
        yield from _items(guide, view, one)


def branched(guide: Guide) -> list[str]:
    """The ids of scenarios in turns."""
    return [one.question.id for one in guide.asked if one.question.turns]


def ordered(guide: Guide) -> list[str]:
    """The ids of questions of order."""
    return [one.question.id for one in guide.asked if one.question.steps]


def _items(guide: Guide, view: View, one: Asked) -> Iterator[Item]:
    question, path = one.question, one.page.path
    place = f"{path}#{question.section}"

    def told(text: str) -> str:
        return plain(guide, text)

    def choices(given: tuple[Option | Reply, ...]) -> tuple[Choice, ...]:
        return tuple(
            Choice(told(it.text), it.verdict == "right", told(it.why), (it.text, *getattr(it, "forms", ())))
            for it in given
        )

    shared: dict[str, Any] = {
        "rule": told(question.rule), "level": str(question.level), "terms": tuple(map(str, question.terms)),
        "taught": f"{one.page.head.title}: {view.section_title(path, question.section)}",
        "address": guide.publication.url + html_path(place) if guide.publication.url else "",
        "article": str(one.page.head.title),
    }  # fmt: skip
    asked = " ".join(filter(None, (told(question.scene), told(question.stem))))
    if question.turns:
        for turn in question.turns:
            said = f"{told(question.scene)} {told(turn.says)} {told(question.stem)}"
            yield Item(f"{question.id}-{turn.id}", "choose", said, choices=choices(turn.replies), **shared)
        return
    parts = [Part(told(pair.left), told(pair.right), told(pair.why)) for pair in question.pairs]
    parts += [Part(told(step.text), str(number), told(step.why)) for number, step in enumerate(question.steps, 1)]
    yield Item(question.id, kind_of(question), asked, choices=choices(question.options), parts=tuple(parts), **shared)
