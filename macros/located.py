"""YAML to nodes that know their position, with the language's surprises refused.

Every scalar stays text: nothing is turned into a number, a boolean or a date. Anchors, aliases, tags, duplicate
keys, directives, several documents, comments that swallow the end of a value, control and bidirectional characters,
nesting over `MAX_DEPTH` and files over `MAX_BYTES` are problems, not values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from .problems import Place, Problem

MAX_DEPTH = 16
MAX_BYTES = 4 * 1024 * 1024

# C0 and C1 controls but tab and line feed, line separators, zero-width characters and bidirectional overrides:
# all are invisible in an editor and change what a reader or a terminal shows.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
# What YAML 1.1 readers take for something other than text when it stands unquoted.
_IMPLICIT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?(0b[01_]+|0x[0-9a-f_]+|0o?[0-7_]+|[0-9][0-9_]*(:[0-5]?[0-9])*)"
    r"|[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)(e[-+]?[0-9]+)?|[-+]?[0-9]+e[-+]?[0-9]+|[-+]?\.inf|\.nan"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|=|<<",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scalar:
    """A piece of text; `implicit` when unquoted and another YAML reader would not read it as text."""

    value: str
    place: Place
    implicit: bool = False


@dataclass
class Sequence:
    """A list of nodes."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass
class Mapping:
    """Keys to nodes, in file order; `keys` holds each key's own position."""

    place: Place
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def read(path: str, data: bytes, *, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Parse one YAML document; `first_line` shifts positions for front matter. No exception leaves this function."""
    text, problems = decode(path, data, first_line=first_line)
    if text is None or problems:
        return None, problems
    reader = _Reader(path, text, first_line)
    try:
        node = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reader.place(mark) if mark else Place(path, first_line)
        words = " ".join(filter(None, [error.context, error.problem])) or "not readable"
        reader.problem(place, "yaml-syntax", f"not valid YAML: {words}", "quote text that holds ': ', '#' or brackets")
        node = None
    except (yaml.YAMLError, ValueError) as error:
        reader.problem(Place(path, first_line), "yaml-syntax", f"not valid YAML: {' '.join(str(error).split())}")
        node = None
    return (None if reader.fatal else node), reader.problems


def decode(path: str, data: bytes, *, first_line: int = 1) -> tuple[str | None, list[Problem]]:
    """Bytes to text with unix line ends; a problem for each forbidden character, none for what cannot be decoded."""
    if len(data) > MAX_BYTES:
        return None, [Problem(Place(path), "too-large", f"file is over {MAX_BYTES // 1024 // 1024} MiB", "split it")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = error.start - before.rfind(b"\n")
        place = Place(path, first_line + before.count(b"\n"), column)
        return None, [Problem(place, "encoding", f"byte 0x{data[error.start]:02x} is not UTF-8", "save as UTF-8")]
    text = text.replace("\r\n", "\n")
    problems = []
    for match in _FORBIDDEN.finditer(text):
        before = text[: match.start()]
        place = Place(path, first_line + before.count("\n"), match.start() - before.rfind("\n"))
        problems.append(
            Problem(place, "control-character", f"invisible character U+{ord(match.group()):04X}", "delete it")
        )
    return text, problems


class _Reader:
    """Walks the parser's events once, without recursion, so depth costs no stack."""

    def __init__(self, path: str, text: str, first_line: int):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.fatal = False

    def place(self, mark: yaml.Mark) -> Place:
        return Place(self.path, mark.line + self.first_line, mark.column + 1)

    def problem(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.fatal = self.fatal or code in ("yaml-syntax", "too-deep")
        self.problems.append(Problem(place, code, message, hint))

    def document(self) -> Node | None:
        root: Node | None = None
        stack: list[Sequence | Mapping] = []
        pending: list[Scalar | None] = []  # the key each open mapping waits to fill
        documents = 0
        for event in self.events():
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.problem(self.place(event.start_mark), "yaml-syntax", "a second document starts here")
                    return None
                if event.version or event.tags:
                    self.problem(self.place(event.start_mark), "yaml-directive", "YAML directives are not allowed")
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                pending.pop()
            elif isinstance(event, yaml.NodeEvent):
                node = self.node(event)
                if not stack:
                    root = node
                elif not self.attach(stack[-1], node, pending, event):
                    return None
                if not isinstance(node, Scalar):
                    stack.append(node)
                    pending.append(None)
                    if len(stack) > MAX_DEPTH:
                        self.problem(node.place, "too-deep", f"nested deeper than {MAX_DEPTH} levels")
                        return None
        return root

    def events(self) -> Iterator[yaml.Event]:
        return yaml.parse(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def attach(self, parent: Sequence | Mapping, node: Node, pending: list[Scalar | None], event: yaml.Event) -> bool:
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return True
        key = pending[-1]
        if key is None:
            if not isinstance(node, Scalar):
                self.problem(node.place, "yaml-syntax", "a key must be plain text")
                return False
            pending[-1] = node
            if node.value in parent.keys:
                first = parent.keys[node.value]
                self.problem(
                    node.place,
                    "duplicate-key",
                    f"field '{node.value}' given twice (first at {first.line}:{first.column})",
                    "keep one",
                )
            else:
                parent.keys[node.value] = node.place
            return True
        parent.entries.setdefault(key.value, node)
        pending[-1] = None
        return True

    def node(self, event: yaml.NodeEvent) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.problem(place, "yaml-alias", f"alias '*{event.anchor}' is not allowed", "write the value out")
            return Scalar("", place)
        if event.anchor:
            self.problem(place, "yaml-anchor", f"anchor '&{event.anchor}' is not allowed", "write the value out")
        if event.tag:
            self.problem(place, "yaml-tag", f"tag '{event.tag}' is not allowed", "values are text; remove the tag")
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place)
        plain = event.implicit[0] and event.style in (None, "")
        if plain:
            self.swallowed_comment(event)
        return Scalar(event.value, place, plain and bool(_IMPLICIT.fullmatch(event.value)))

    def swallowed_comment(self, event: yaml.ScalarEvent) -> None:
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        rest = line[event.end_mark.column :]
        if event.value and rest.startswith((" ", "\t")) and rest.lstrip().startswith("#"):
            column = event.end_mark.column + len(rest) - len(rest.lstrip()) + 1
            self.problem(
                Place(self.path, event.end_mark.line + self.first_line, column),
                "swallowed-text",
                "text after ' #' is a comment and would be dropped",
                "quote the value, or put the comment on a line of its own",
            )
