"""A table of a rendered page: its caption, its head, and its rows cell by cell."""

from __future__ import annotations

from typing import Any

from ...data.markup import MAPPING
from .code import array, call, joined


def table(page: Any, element: Any, classes: list[str]) -> str:
    """The table as one call: caption, head cells, rows, and the columns that hold numbers. `page` translates what the
    cells hold."""
    kind = "mapping-table" if MAPPING in classes else "data-table"
    if kind == "mapping-table":
        _sources_first(element)
    caption = next((joined(page.inside(part)) for part in element.iter("caption")), "none")
    lines = list(element.iter("tr"))
    head = [code for line in lines if line.getparent().tag == "thead" for _, code in page.cells(line)]
    body = [list(page.cells(line)) for line in lines if line.getparent().tag != "thead"]
    numbers = [str("number" in (cell.get("class") or "")).lower() for cell, _ in body[0]] if body else []
    rows = array(array(code for _, code in cells) for cells in body)
    return call(kind, caption, array(head), rows, array(numbers))


def _sources_first(element: Any) -> None:
    """Move each row's sources below its name, where there is room: a column shared with other text would grow long."""
    for details in list(element.iter("details")):
        if not "".join(details.getparent().itertext()).replace("".join(details.itertext()), "").strip():
            continue
        row = next(parent for parent in details.iterancestors("tr"))
        details.tail = None
        row[0].append(details)
