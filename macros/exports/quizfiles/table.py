"""The questions as a table: RFC 4180, UTF-8, safe to open in a spreadsheet; a line for each choice, pair or step."""

from __future__ import annotations

import csv
import io

from ...guide.guide import Guide
from ..table import safe
from .items import items

NAME = "questions.csv"
COLUMNS = ("id", "article", "level", "terms", "kind", "question", "part", "verdict", "why", "rule", "taught", "address")


def rows(guide: Guide) -> bytes:
    """The file; a pair's part is `left = right`, a step's its place and text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items(guide):
        head = (item.id, item.article, item.level, " ".join(item.terms), item.kind, item.asked)
        tail = (item.rule, item.taught, item.address)
        for choice in item.choices:
            text = " | ".join(choice.forms) if item.kind == "typed" else choice.text
            writer.writerow(map(safe, (*head, text, "right" if choice.right else "wrong", choice.why, *tail)))
        for part in item.parts:
            text = f"{part.left} = {part.right}" if item.kind == "match" else f"{part.right}. {part.left}"
            writer.writerow(map(safe, (*head, text, "right", part.why, *tail)))
    return out.getvalue().encode("utf-8-sig")
