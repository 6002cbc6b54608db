"""What a file of data says. A process that loads a guide again, as a server does, reads only what has changed."""

from __future__ import annotations

from typing import Any

from ..data.fields import D, build
from ..data.problems import Place, Problem
from ..data.yaml import Node, read

_built: dict[tuple[str, type[Any], frozenset[str]], tuple[bytes, Any, tuple[Problem, ...]]] = {}
"""The last content of each file that was asked for, with what was made of it; nothing that is made can be changed."""


def built(name: str, data: bytes, cls: type[D], optional: frozenset[str]) -> tuple[D | None, list[Problem]]:
    """What the file `name`, which holds `data`, says, and what is wrong with it; None where it cannot be read. The
    `optional` fields may be missing."""
    last = _built.get((name, cls, optional))
    if last is None or last[0] != data:
        node, problems = parsed(name, data)
        value = None if node is None else build(node, cls, Place(name), problems, optional)
        last = _built[name, cls, optional] = data, value, tuple(problems)
    return last[1], list(last[2])


def parsed(name: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    """The nodes of a file, and what is wrong with them."""
    node, problems = read(name, data)
    if node is None and not problems:
        problems = [Problem(Place(name), "empty", "file is empty")]
    return node, problems
