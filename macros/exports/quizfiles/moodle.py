"""The questions in Moodle's XML. Steps are matched with their places, as in GIFT."""

from __future__ import annotations

from ...guide.guide import Guide
from ..writing import render
from .gift import general, shares
from .items import Choice, Item, items

NAME = "questions.moodle.xml"
_TYPES = {"choose": "multichoice", "multiple": "multichoice", "typed": "shortanswer", "match": "matching",
          "order": "matching"}  # fmt: skip


def document(guide: Guide) -> bytes:
    """The file."""
    return render("questions.xml.j2", items=list(items(guide)), kinds=_TYPES, fraction=_fraction, general=general)


def _fraction(item: Item, choice: Choice) -> str:
    """What a choice is worth, in percent."""
    if item.kind != "multiple":
        return "100" if choice.right else "0"
    return ("" if choice.right else "-") + shares(sum(one.right for one in item.choices))
