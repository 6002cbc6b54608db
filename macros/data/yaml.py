"""YAML to nodes that know their position, with the language's surprises refused.

Every scalar stays text: nothing is turned into a number, a boolean or a date. Anchors, aliases, tags, duplicate
keys, directives, several documents, comments that swallow the end of a value, control and bidirectional characters,
nesting over `MAX_DEPTH` and files over their bound are problems, not values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from . import slips
from .characters import INVISIBLE, decode
from .problems import Place, Problem

MAX_DEPTH = 16

# What YAML 1.1 readers take for something other than text when it stands unquoted.
IMPLICIT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?(0b[01_]+|0x[0-9a-f_]+|0o?[0-7_]+|[0-9][0-9_]*(:[0-5]?[0-9])*)"
    r"|[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*)(e[-+]?[0-9]+)?|[-+]?[0-9]+e[-+]?[0-9]+|[-+]?\.inf|\.nan"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|=|<<",
    re.IGNORECASE,
)
# Part of what the parser says, what an author is told instead, the cure, and whether it is told where the construct
# began rather than where the parser gave up. `{}` is the character there.
_SYNTAX = (
    ("unexpected end of stream", "this quote is never closed", "add the closing quote", True),
    ("expected ',' or ']'", "this bracket is never closed", "add ']', or quote text that begins with '['", True),
    ("expected ',' or '}'", "this brace is never closed", "add '}', or quote text that begins with '{'", True),
    ("not find expected ':'", "a field's name needs ': ' after it", "write 'field: text'", True),
    ("mapping values are not allowed", "': ' cannot stand here", "quote text that holds it, or indent alike", False),
    ("expected key", "no field can begin here", "indent fields alike, or quote text that holds quotes", False),
    ("expected '-' indicator", "expected '- ' here", "indent the fields of one item alike", False),
    ("tab character", "a tab indents this line", "indent with spaces", False),
    ("cannot start any token", "text cannot begin with '{}'", "quote it", False),
    ("expected node content", "text cannot begin with '{}'", "quote it", False),
    ("undefined tag handle", "tags are not allowed", "values are text; remove the tag", False),
    ("unknown escape", "a backslash escapes nothing here", "write it twice, or use single quotes", False),
    ("expected escape sequence", "a backslash escapes nothing here", "write it twice, or use single quotes", False),
    ("hexdecimal number", "a backslash escapes nothing here", "write it twice, or use single quotes", False),
)
_FATAL = {"yaml-syntax", "yaml-alias", "yaml-tag", "control-character", "too-deep"}
"""Codes of problems after which the values are not what the author meant, so that nothing is built from them."""


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
    problems += [*slips.merges(path, text, first_line), *slips.spaces(path, text, first_line)] if text else []
    if text is None or problems:
        return None, problems
    reader = _Reader(path, text, first_line)
    try:
        node = reader.document()
    except yaml.MarkedYAMLError as error:
        reader.syntax(error)
        node = None
    except (yaml.YAMLError, ValueError) as error:
        reader.problem(Place(path, first_line), "yaml-syntax", f"not valid YAML: {' '.join(str(error).split())}")
        node = None
    return (None if reader.fatal else node), reader.problems


class _Reader:
    """Walks the parser's events once, without recursion, so depth costs no stack."""

    def __init__(self, path: str, text: str, first_line: int):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.fatal = False

    def place(self, mark: Any) -> Place:
        line = min(mark.line, len(self.lines) - 1)  # the parser counts one line more where the last one is not ended
        column = mark.column if line == mark.line else len(self.lines[line])
        return Place(self.path, line + self.first_line, column + 1)

    def problem(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.fatal = self.fatal or code in _FATAL
        self.problems.append(Problem(place, code, message, hint))

    def syntax(self, error: yaml.MarkedYAMLError) -> None:
        words = " ".join(filter(None, [error.context, error.problem])) or "not readable"
        told = next((saying[1:] for saying in _SYNTAX if saying[0] in words), (f"not valid YAML: {words}", "", False))
        message, hint, begun = told
        mark = (begun and error.context_mark) or error.problem_mark or error.context_mark
        if not mark:
            return self.problem(Place(self.path, self.first_line), "yaml-syntax", message, hint)
        if slip := slips.slip(self.lines[mark.line - 1 : mark.line + 1] if mark.line else self.lines[:1]):
            above, column, message, hint = slip
            place = Place(self.path, max(mark.line - above, 0) + self.first_line, column + 1)
            return self.problem(place, "yaml-syntax", message, hint)
        found = self.lines[mark.line][mark.column : mark.column + 1] if mark.line < len(self.lines) else ""
        if found == "\t":
            message, hint = "a tab indents this line", "indent with spaces"
        elif "{}" in message and not found:
            message, hint = "a text is missing here", "write it, or close what is open"
        self.problem(self.place(mark), "yaml-syntax", message.replace("{}", found), hint)

    def document(self) -> Node | None:
        root: Node | None = None
        stack: list[Sequence | Mapping] = []
        pending: list[Scalar | None] = []  # the key each open mapping waits to fill
        documents = 0
        for event in self.events():  # of whatever kind, which the stubs tell of the pure parser only
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

    def events(self) -> Iterator[Any]:
        return yaml.parse(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def attach(self, parent: Sequence | Mapping, node: Node, pending: list[Scalar | None], event: Any) -> bool:
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

    def node(self, event: Any) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.problem(place, "yaml-alias", f"alias '*{event.anchor}' is not allowed", "write the value out")
            return Scalar("", place)
        if event.anchor:
            self.problem(place, "yaml-anchor", f"anchor '&{event.anchor}' is not allowed", "write the value out")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.problem(place, "yaml-tag", f"tag '{tag}' is not allowed", "values are text; remove the tag")
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place)
        if hidden := INVISIBLE.search(event.value):
            message = f"an escape makes the invisible character U+{ord(hidden.group()):04X}"
            self.problem(place, "control-character", message, "remove it")
        plain = event.implicit[0] and event.style in (None, "")
        if plain:
            self.swallowed_comment(event)
        return Scalar(event.value, place, plain and bool(IMPLICIT.fullmatch(event.value)))

    def swallowed_comment(self, event: Any) -> None:
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
