"""A row of the mapping on paper: its pair as a head, what is told of it, and beside that what it rests on.

On the site a row is a line that opens in place; paper closes nothing, and keeps a row on one page."""

from __future__ import annotations

from typing import Any

from .code import call, joined


def line(page: Any, element: Any) -> str:
    """The row as one call: what it is about, what that is like, its parts, and its ground. `page` translates what it
    holds."""
    body = _one(element, "line__body")
    ground = _one(body, "line__ground")
    ground.drop_tree()
    noting, page.noting = page.noting, False
    concept, like = (page.inside(_one(element, name)) for name in ("line__concept", "line__like"))
    pair = joined([*page.mark(body), *concept]), joined(like or ["none"])
    parts = page.inside(body)
    beside = page.inside(ground)
    page.noting = noting
    return call("mapping-row", *pair, joined(parts or ["none"]), joined(beside or ["none"]))


def _one(element: Any, name: str) -> Any:
    return element.find_class(name)[0]
