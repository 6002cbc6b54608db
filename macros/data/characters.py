"""Bytes to text: UTF-8 alone, and no character that nobody sees."""

from __future__ import annotations

import codecs
import re
import unicodedata

from .files import bound, too_large
from .problems import Place, Problem

# C0 and C1 controls but tab and line feed, line separators, soft hyphens, zero-width characters, fillers, variation
# selectors, bidirectional overrides, tag characters and halves of characters: all are invisible in an editor and
# change what a reader or a terminal shows, or cannot be written to a file. Joiners and non-joiners spell words of some
# scripts and make one sign of several: they may stand behind a letter or a sign of these.
INVISIBLE = re.compile(
    "(?<![\u0590-\u1cff\u2600-\u27bf\U0001f000-\U0001faff])[\u200c\u200d]|[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e01ef]"
)


def decode(path: str, data: bytes, *, first_line: int = 1) -> tuple[str | None, list[Problem]]:
    """Bytes to text with unix line ends, without the mark that some editors put first; a problem for each line's first
    forbidden character. No text when the bytes are too many or no UTF-8."""
    if len(data) > bound(path):
        return None, [too_large(path, bound(path))]
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [not_utf8(path, error, first_line)]
    text = text.replace("\r\n", "\n")
    problems = []
    for number, line in enumerate(text.split("\n"), first_line):
        if match := INVISIBLE.search(line):
            place = Place(path, number, match.start() + 1)
            message = f"invisible character U+{ord(match.group()):04X}"
            problems.append(Problem(place, "control-character", message, "delete it"))
    return text, problems


def direction(text: str) -> str:
    """The direction of the first letter that has one; empty where none does."""
    ways = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    return next((ways[way] for way in map(unicodedata.bidirectional, text) if way in ways), "")


def decoded(path: str, data: bytes, problems: list[Problem]) -> str:
    """Bytes of a built file as text, just as they stand; nothing, and one more problem, where they are no UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(not_utf8(path, error))
        return ""


def not_utf8(path: str, error: UnicodeDecodeError, first_line: int = 1) -> Problem:
    """A file's first byte that is no UTF-8."""
    before = error.object[: error.start].decode("utf-8")
    place = Place.at(path, before, len(before), first_line)
    return Problem(place, "encoding", f"byte 0x{error.object[error.start]:02x} is not UTF-8", "save as UTF-8")
