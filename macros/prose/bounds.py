"""How much a page may hold of what costs its readers, human or not, more than its length says.

Markdown, macros and the PDF each take a time, or a depth, that grows faster than the text does. A page beyond these
bounds was not written by a person; the bounds lie far beyond what one writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.problems import Place, Problem

MARKS = {"{{": 2000, "{%": 200, "{#": 200, "<!--": 500, "![": 2000, "[": 20_000, "<": 20_000, "`": 20_000, "*": 20_000}
"""How often each of these may stand on one page."""
DEEPEST_QUOTE, DEEPEST_LIST, DEEPEST_ELEMENT = 12, 12, 60
LONGEST_RUN = 8000
"""Characters without a space: a string in a PDF ends at 32,767 bytes, a character has up to four."""
_QUOTE = re.compile(r"^[ \t]*((?:>[ \t]?)+)")
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_ITEMS = re.compile(r"^([ \t]*)((?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*?(/?)>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905


def beyond(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """A problem for each bound that the text of a page breaks, where it breaks it; `first_line` is the line in its file
    that it begins at."""
    for mark, most in MARKS.items():
        if text.count(mark) > most:
            position = _nth(text, mark, most)
            message = f"the page holds '{mark}' more than {most:,} times"
            yield Problem(Place.at(path, text, position, first_line), "too-large", message, "split the page")
    for what, deepest, depth in (("quotes", DEEPEST_QUOTE, _quoted), ("lists", DEEPEST_LIST, _listed)):
        lines = enumerate(text.split("\n"), first_line)
        if number := next((number for number, line in lines if depth(line) > deepest), 0):
            yield _deep(Place(path, number), what, deepest)
    if len(text) > LONGEST_RUN and (long := re.search(rf"\S{{{LONGEST_RUN + 1}}}", text)):
        place = Place.at(path, text, long.start(), first_line)
        yield Problem(place, "too-large", f"a word of over {LONGEST_RUN:,} characters", "break it up")
    if position := _too_deep(text):
        yield _deep(Place.at(path, text, position, first_line), "elements", DEEPEST_ELEMENT)


def _quoted(line: str) -> int:
    return quote.group(1).count(">") if (quote := _QUOTE.match(line)) else 0


def _listed(line: str) -> int:
    """How many lists a line opens or stands in: by its indentation, and by the bullets it begins with."""
    items = _ITEMS.match(line)
    return len(items.group(1).expandtabs(4)) // 4 + len(_BULLET.findall(items.group(2))) if items else 0


def _too_deep(text: str) -> int:
    """Where elements are nested too deeply; 0 where they are not. What is never closed counts as open."""
    depth = 0
    for match in _TAG.finditer(text):
        closing, tag, alone = match.groups()
        if tag.lower() not in _VOID and not alone:
            depth = max(depth + (-1 if closing else 1), 0)
            if depth > DEEPEST_ELEMENT:
                return match.start()
    return 0


def _nth(text: str, mark: str, count: int) -> int:
    position = -1
    for _ in range(count + 1):
        position = text.find(mark, position + 1)
    return position


def _deep(place: Place, what: str, deepest: int) -> Problem:
    return Problem(place, "too-deep", f"{what} are nested deeper than {deepest}", "say it in fewer levels")
