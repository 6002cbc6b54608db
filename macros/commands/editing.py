"""Changes of files at places, gathered first and made all at once: what is replaced, taken out and put in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..data.kinds import Text
from ..data.problems import Place, Problem, Refused


@dataclass(frozen=True, order=True)
class Change:
    """`text[start:end]` of a file becomes `new`; `told` is what a person reads of it."""

    start: int
    end: int
    new: str
    told: str


@dataclass
class File:
    """A file's text, without the mark that some editors put first, and the changes that wait for it."""

    path: str
    text: str
    changes: dict[Change, None] = field(default_factory=dict)

    @property
    def line_end(self) -> str:
        return line_end(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(mark.end() for mark in re.finditer("\n", self.text))]

    def start_of(self, line: int) -> int:
        """Where a line begins; the end of the text for one behind the last."""
        return self.starts[line - 1] if line <= len(self.starts) else len(self.text)

    def add(self, change: Change) -> None:
        """One more, unless it is asked for already."""
        self.changes.setdefault(change)

    def offset(self, place: Place) -> int:
        return self.start_of(place.line) + place.column - 1

    def line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def replace(self, place: Place, old: str, new: str) -> None:
        """The text at a place, which may stand in quotes."""
        start = self.text.find(old, self.offset(place))
        if start < 0 or start - self.offset(place) > 1:
            raise ValueError(f"{place}: no '{old}'")
        self.add(Change(start, start + len(old), new, f"{old} → {new}"))

    def rewrite(self, text: str, told: str) -> None:
        """The whole text anew."""
        self.add(Change(0, len(self.text), text, told))

    def value(self, old: Text, new: str) -> None:
        """A text on one line, with the quotes that it stands in."""
        start = self.offset(old.place)
        mark = self.text[start]
        end = start + len(old)
        if mark in "\"'":
            quoted = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'").match(self.text, start)
            end = quoted.end() if quoted else end
        self.add(Change(start, end, new, f"{old} → {new}"))

    def insert(self, line: int, addition: str, told: str) -> None:
        """Whole lines before a line."""
        start = self.start_of(line)
        before = self.line_end if start and self.text[start - 1] != "\n" else ""
        self.add(Change(start, start, before + addition.replace("\n", self.line_end), told))

    def remove_lines(self, first: int, behind: int, told: str) -> None:
        self.add(Change(self.start_of(first), self.start_of(behind), "", told))

    def take_out(self, place: Place, old: str) -> None:
        """An item of a list, in a line of its own or between commas."""
        start = self.text.find(old, self.offset(place))
        line = self.line_of(start)
        whole = self.text[self.start_of(line) : self.start_of(line + 1)]
        if re.fullmatch(rf"\s*- +[\"']?{re.escape(old)}[\"']?\s*(#.*)?\n?", whole):
            return self.remove_lines(line, line + 1, f"took out {old}")
        quoted = self.text[start - 1 : start] in "\"'" and 1
        begin, end = start - quoted, start + len(old) + quoted
        if behind := re.compile(r"\s*,\s*").match(self.text, end):
            end = behind.end()
        elif before := re.search(r"\s*,\s*$", self.text[:begin]):
            begin = before.start()
        self.add(Change(begin, end, "", f"took out {old}"))

    def drop_list(self, items: Sequence[Text], told: str) -> None:
        """The field of a list, with all its items."""
        lines = self.text.split("\n")
        inline = re.match(r"\s*[\w-]+:\s*\[", lines[items[0].place.line - 1])
        self.remove_lines(items[0].place.line - (not inline), items[-1].place.line + 1, told)

    def changed(self) -> str:
        """The text with all changes; of two that overlap, the later one in the text wins. What is put in at one place
        stands there in the order in which it was asked for."""
        text, before = self.text, len(self.text) + 1
        listed = sorted(enumerate(self.changes), key=lambda one: (one[1].start, one[1].end - one[1].start, one[0]))
        for _, change in reversed(listed):
            if change.end <= before:
                text, before = text[: change.start] + change.new + text[change.end :], change.start
        return text

    def report(self) -> Iterable[str]:
        """A line for each change, with its place."""
        for change in sorted(self.changes):
            yield f"{Place.at(self.path, self.text, change.start)}: {change.told}"


class Files:
    """The files of a guide, read when they are first changed."""

    def __init__(self, root: Path):
        self.root = root
        self.known: dict[str, File] = {}

    def __getitem__(self, path: str) -> File:
        if path not in self.known:
            self.known[path] = File(path, text_of(self.root / path))
        return self.known[path]

    def texts(self) -> dict[str, str]:
        return {path: file.changed() for path, file in self.known.items() if file.changes}

    def write(self) -> None:
        for path, text in self.texts().items():
            (self.root / path).write_text(text, "utf-8", newline="")

    def report(self) -> Iterable[str]:
        for path in sorted(self.known):
            yield from self.known[path].report()


def text_of(path: Path) -> str:
    """A file's text with its own line ends, without the mark that some editors put first."""
    return path.read_bytes().removeprefix(codecs.BOM_UTF8).decode("utf-8")


def line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def refused(place: Place, code: str, message: str, hint: str = "") -> Refused:
    """One problem because of which nothing is changed."""
    return Refused([Problem(place, code, message, hint)], "nothing written")


def block(file: File, place: Place) -> tuple[int, int]:
    """The first line of the item of a list whose fields begin at a place, and the line behind its last: without the
    blank lines and comments that stand before what follows."""
    lines = file.text.split("\n")
    indent = len(lines[place.line - 1]) - len(lines[place.line - 1].lstrip(" "))
    end = place.line
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip(" ")) > indent):
        end += 1
    while end > place.line and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return place.line, end + 1
