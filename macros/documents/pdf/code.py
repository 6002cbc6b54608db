"""Typst code made of calls and strings only, so that no text of the guide can ever be taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPACE = re.compile(r"\s+")


def string(text: str) -> str:
    """`text` as a string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def joined(pieces: Iterable[str]) -> str:
    """Expressions whose values follow each other, as one expression."""
    pieces = list(pieces)
    return pieces[0] if len(pieces) == 1 else "{" + ";".join(pieces) + "}"


def call(name: str, *arguments: str) -> str:
    """A call of a function of the templates; the arguments are expressions."""
    return f"{name}({','.join(arguments)})"


def array(items: Iterable[str]) -> str:
    """An array of expressions."""
    return "(" + "".join(f"{item}," for item in items) + ")"


def collapsed(text: str) -> str:
    """White space as a browser shows it."""
    return _SPACE.sub(" ", text)
