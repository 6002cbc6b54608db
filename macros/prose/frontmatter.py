"""The fields between two lines of `---` at the top of a page."""

from __future__ import annotations

import re

from ..data.problems import Place, Problem
from ..data.yaml import Mapping, Scalar, read

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LOOSE_FIELD = re.compile(r" {0,3}([A-Za-z0-9_-]+):")
"""A first line that MkDocs takes for a field although no '---' stands before it."""


def front_matter(path: str, text: str) -> tuple[Mapping | None, int, list[Problem]]:
    """The page's fields, None where there are none or they cannot be read; the line its body starts on; problems."""
    start = _OPENING.match(text)
    if not start:
        loose = _LOOSE_FIELD.match(text)
        message = f"'{loose.group(1)}:' on the first line is taken for a field and dropped" if loose else ""
        return None, 1, [Problem(Place(path), "front-matter", message, "begin with a heading")] if loose else []
    end = _CLOSING.search(text, start.end())
    if not end:
        return None, 1, [Problem(Place(path), "front-matter", "front matter is not closed", "end it with '---'")]
    node, problems = read(path, text[start.end() : end.start()].encode(), first_line=2)
    body_line = text.count("\n", 0, end.end()) + 2
    if node is not None and not isinstance(node, Mapping):
        message = "front matter must be fields"
        return None, body_line, [*problems, Problem(node.place, "front-matter", message, "write 'title: …'")]
    return node, body_line, problems


def renders_macros(head: Mapping | None) -> bool:
    """Whether macros in the page's body are called. A quoted "false" is a text, which switches nothing off."""
    value = head.entries.get("render_macros") if head else None
    return not (isinstance(value, Scalar) and value.implicit and value.value.lower() in ("false", "no", "off"))
