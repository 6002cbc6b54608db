"""The terms as a table: RFC 4180, UTF-8 with the mark by which Excel knows it, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from ..guide.guide import Guide
from .records import record

NAME = "terms.csv"
COLUMNS = (
    "id", "preferred", "abbreviation", "synonyms", "deprecated", "heard_as", "area", "definition", "mechanism",
    "belief", "correction", "say", "broader", "related", "share", "published", "reviewed",
)  # fmt: skip
JOINT = " | "
"""Between the items of one cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def files(guide: Guide) -> dict[str, bytes]:
    """`terms.csv`, a line for each term in glossary order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in row] for row in rows(guide))
    return {NAME: out.getvalue().encode("utf-8-sig")}


def rows(guide: Guide) -> list[list[str]]:
    """The cells of each term; lists are joined, and the address is absolute where the site has one."""
    lines = []
    for term in guide.glossary.terms:
        told = record(guide, term)
        cells = {name: told.get(name, "") for name in COLUMNS}
        cells |= told.get("misconception", {})
        cells["area"] = guide.areas[term.area].name
        cells["related"] = [f"{relation.relation} {relation.term}" for relation in term.related]
        cells["share"] = guide.share_base + told["share"]
        lines.append([JOINT.join(cell) if isinstance(cell, list) else cell for cell in cells.values()])
    return lines


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that could be is given an apostrophe in front, and so is one
    that begins with an apostrophe, so that taking one away always gives back the text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
