"""Typst code made of calls and strings only, so that no text of the guide can ever be taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPACE = re.compile(r"\s+")
_QUOTE = re.compile(r"[\"']")
_OPENS = re.compile(r"[\s(\[{/\u2010-\u2015\u2018\u201c-]")
_CURLED = {('"', True): "\u201c", ('"', False): "\u201d", ("'", True): "\u2018", ("'", False): "\u2019"}


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


def curled(text: str, before: str = " ") -> str:
    """`text` with typographic quotation marks; `before` is the character it follows."""

    def turned(match: re.Match[str]) -> str:
        previous = text[match.start() - 1] if match.start() else before
        # An opening mark may follow another one, which is still straight in `text`.
        opens = bool(_OPENS.match(previous)) or (previous in "\"'" and _opened(text[: match.start()], before))
        return _CURLED[match.group(), opens]

    return _QUOTE.sub(turned, text)


def _opened(text: str, before: str) -> bool:
    stem = text.rstrip("\"'")
    return bool(_OPENS.match(stem[-1] if stem else before))
