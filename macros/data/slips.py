"""Slips of typing that break YAML at a place other than their own: a space that is none, quotes that quote nothing, an
apostrophe that ends a quoted text, the marks of a merge."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .problems import Place, Problem

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENT = re.compile(rf"[ \t]*([{_SPACES}])")
_AFTER = re.compile(rf"[ \t]*(?:- +)?(?:[\w-]+:|-)([{_SPACES}])")
_APOSTROPHE = re.compile(r"^[ \t]*(?:- +)?(?:[\w-]+: +|- +)?'(?:[^']|'')*(?P<at>')\w")
_CURLY = re.compile(r"^[ \t]*(?:- +)?(?:[\w-]+: +)?(?P<at>[“”‘„«])[^“”‘’„«»]*[“”’»][ \t]*$")
_QUOTED = re.compile(r"[“„«][^“”„«»]*[“”»]|[‘][^‘’]*[’]")
_MERGE = re.compile(r"(?:<{7}|>{7}|[|]{7})(?: |$)|={7}$")
_SLIPS = (
    (_APOSTROPHE, "this apostrophe ends the quoted text", "write it twice, or use double quotes"),
    (_CURLY, "curly quotes quote nothing", 'use straight quotes: "…"'),
)


def spaces(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """A problem for each line whose indentation, or whose gap after a name or a hyphen, holds a space that YAML takes
    for a letter."""
    for number, line in enumerate(text.split("\n"), first_line):
        found = _INDENT.match(line) or _AFTER.match(line)
        if found and line.strip():
            name = unicodedata.name(found.group(1)).lower()
            message = f"the character {name} (U+{ord(found.group(1)):04X}) stands where a plain space belongs"
            yield Problem(Place(path, number, found.start(1) + 1), "yaml-syntax", message, "type a plain space instead")


def merge_mark(line: str) -> str:
    """The mark that a merge puts at the beginning of a line; empty where there is none."""
    found = _MERGE.match(line)
    return found.group().strip() if found else ""


def merges(
    path: str, text: str, first_line: int = 1, *, between: bool = True, keep: str = "one side"
) -> Iterator[Problem]:
    """A problem for each merge that was left for somebody to decide, where it begins; for a mark left over, too.
    Without `between`, the line between two sides counts in a merge alone, since a line of text may look like it."""
    within = False
    for number, line in enumerate(text.split("\n"), first_line):
        begun, mark = within, merge_mark(line) if between or line[:1] != "=" else ""
        within = mark[:1] == "<" or (within and mark[:1] != ">")
        if mark and (mark[:1] == "<" or not begun):
            message = f"a merge was left undecided at '{mark}'"
            yield Problem(Place(path, number), "undecided-merge", message, f"keep {keep}, delete the marks")


def slip(lines: list[str]) -> tuple[int, int, str, str] | None:
    """The slip in the last of the lines, or in the one before: how many lines above the last, the column, what is
    wrong, and the cure."""
    for above, line in enumerate(reversed(lines)):
        for pattern, message, hint in _SLIPS:
            if found := pattern.search(line):
                return above, found.start("at"), message, hint
    return None


def quoted(text: str) -> bool:
    """Whether a text stands between curly quotes, which would become part of it."""
    return bool(_QUOTED.fullmatch(text.strip()))
