"""The questions in GIFT, Moodle's text form (docs.moodle.org/en/GIFT_format). It knows no order, so that steps are
matched with their places. Reasons of pairs and steps stand in the general feedback: a pair has none of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...guide.guide import Guide
from .items import Choice, Item, items

NAME = "questions.gift.txt"


def text(guide: Guide) -> bytes:
    """The file."""
    blocks, category = [], ""
    for item in items(guide):
        if item.article != category:
            category = item.article
            blocks.append(f"$CATEGORY: {category.replace('/', '//')}")
        blocks.append(f"::{_safe(item.id)}::[plain]{_safe(item.asked)} {{\n" + "\n".join(_body(item)) + "\n}")
    return ("\n\n".join(blocks) + "\n").encode()


def _body(item: Item) -> Iterator[str]:
    right = sum(choice.right for choice in item.choices)
    for choice in item.choices:
        if item.kind == "typed":
            yield from (f"={'' if choice.right else '%0%'}{_safe(form)}#{_safe(choice.why)}" for form in choice.forms)
        else:
            yield f"{_mark(item, choice, right)}{_safe(choice.text)}#{_safe(choice.why)}"
    yield from (f"={_safe(part.left)} -> {_safe(part.right)}" for part in item.parts)
    yield f"####{_safe(general(item))}"


def general(item: Item) -> str:
    """What everybody is told who has answered: the reasons of pairs or steps, the rule, and where it is taught."""
    whys = [f"{part.left}: {part.right} – {part.why}" for part in item.parts]
    return " ".join([*whys, item.rule, f"({item.taught})"])


def shares(right: int) -> str:
    """What one of several right choices is worth, in percent, as Moodle writes it."""
    return f"{100 / right:.5f}".rstrip("0").rstrip(".")


def _mark(item: Item, choice: Choice, right: int) -> str:
    if item.kind != "multiple":
        return "=" if choice.right else "~"
    return f"~%{'' if choice.right else '-'}{shares(right)}%"


def _safe(told: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", told)
