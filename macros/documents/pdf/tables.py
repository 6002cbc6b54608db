"""A table of a rendered page: its caption, its head, and its rows cell by cell."""

from __future__ import annotations

from typing import Any

from .code import array, call, joined


def table(page: Any, element: Any) -> str:
    """The table as one call: caption, head cells, rows, and the columns that hold numbers. `page` translates what the
    cells hold."""
    caption = next((joined(page.inside(part)) for part in element.iter("caption")), "none")
    lines = list(element.iter("tr"))
    head = [code for line in lines if line.getparent().tag == "thead" for _, code in page.cells(line)]
    body = [list(page.cells(line)) for line in lines if line.getparent().tag != "thead"]
    numbers = [str("number" in (cell.get("class") or "")).lower() for cell, _ in body[0]] if body else []
    rows = array(array(code for _, code in cells) for cells in body)
    return call("data-table", caption, array(head), rows, array(numbers))
