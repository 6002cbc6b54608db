"""Changes of one YAML file that leave every other character as it is: comments, order, quotes and line breaks."""

from __future__ import annotations

import difflib
import json
from typing import cast

import yaml

from ..data.days import is_day
from ..data.yaml import IMPLICIT
from .editing import Change, File

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def composed(text: str) -> yaml.MappingNode:
    """The nodes of a file, with where each begins and ends."""
    return cast(yaml.MappingNode, yaml.compose(text, Loader=Loader))


def fields(node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """The fields of a node: name to the nodes of the name and of the value."""
    return {name.value: (name, value) for name, value in node.value}


def emitted(text: str, style: str | None = None, old: str = "") -> str:
    """A text on one line as YAML that every reader takes for that text; in the quotes of the text it replaces, and a
    day as bare as an `old` one."""
    if style is None and is_day(text) and is_day(old):
        return text
    if style == "'" and "\\" not in json.dumps(text, ensure_ascii=False):
        return "'" + text.replace("'", "''") + "'"
    plain = style != '"' and text and not IMPLICIT.fullmatch(text) and "\n" not in text and ": " not in text
    try:
        if plain and yaml.load(f"- {text}\n", Loader=yaml.BaseLoader) == [text]:
            return text
    except yaml.YAMLError:
        pass
    return json.dumps(text, ensure_ascii=False)


class Editor:
    """Gathers the changes of one file."""

    def __init__(self, file: File):
        self.file = file
        self.lines = file.text.split("\n")

    def at(self, mark: yaml.Mark) -> int:
        return self.file.starts[mark.line] + mark.column

    def last_line(self, node: yaml.Node) -> int:
        """The last line, counted from 0, on which something of a node stands."""
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            line, last = node.start_mark.line + 1, node.start_mark.line
            while line < len(self.lines) and line < node.end_mark.line + 1:
                text = self.lines[line]
                if text.strip() and line < node.end_mark.line:
                    last = line
                line += 1
            return last
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.last_line(last[1] if isinstance(last, tuple) else last)
        return node.end_mark.line

    def replace(self, node: yaml.ScalarNode, new: str, told: str) -> None:
        """One text by another, written as the first one was."""
        start = self.at(node.start_mark)
        if node.style in ("|", ">"):
            first = self.lines[node.start_mark.line + 1]
            indent = first[: len(first) - len(first.lstrip(" "))]
            last = self.last_line(node)
            end = self.file.starts[last] + len(self.lines[last].rstrip("\r"))
            return self.change(start, end, f">-{self.file.line_end}{indent}{new}", told)
        self.change(start, self.at(node.end_mark), emitted(new, node.style or None, node.value), told)

    def change(self, start: int, end: int, new: str, told: str) -> None:
        self.file.add(Change(start, end, new, told))

    def remove(self, first: int, last: int, told: str) -> None:
        """Whole lines, counted from 0."""
        self.file.remove_lines(first + 1, last + 2, told)

    def items(self, node: yaml.SequenceNode, new: list[str], told: str) -> None:
        """The items of a list, those that stay untouched."""
        old = [item.value for item in node.value]
        if node.flow_style:
            return self.change(
                self.at(node.start_mark), self.at(node.end_mark), f"[{', '.join(map(_in_brackets, new))}]", told
            )
        indent = " " * (node.start_mark.column)
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            both = min(i2 - i1, j2 - j1)
            for at in range(both):
                self.replace(node.value[i1 + at], new[j1 + at], told)
            for item in node.value[i1 + both : i2]:
                self.remove(item.start_mark.line, self.last_line(item), told)
            added = "".join(f"{indent}- {emitted(text)}\n" for text in new[j1 + both : j2])
            if added:
                before = i1 + both
                line = self.last_line(node.value[before - 1]) + 1 if before else node.start_mark.line
                self.file.insert(line + 1, added, told)

    def add(self, parent: yaml.MappingNode, order: list[str], name: str, value: str | list[str], told: str) -> None:
        """A field that was not there, behind the one that it follows in `order`."""
        present = fields(parent)
        before = [other for other in order[: order.index(name)] if other in present]
        line = self.last_line(present[before[-1]][1]) + 1 if before else parent.start_mark.line
        indent = " " * parent.start_mark.column
        items = "".join(f"{indent}  - {emitted(text)}\n" for text in value) if isinstance(value, list) else ""
        text = f"{indent}{name}:\n{items}" if isinstance(value, list) else f"{indent}{name}: {emitted(value)}\n"
        self.file.insert(line + 1, text, told)


def _in_brackets(text: str) -> str:
    """An item of a list between brackets, where more marks are signs of YAML."""
    plain = emitted(text)
    try:
        alike = yaml.load(f"[{plain}, {plain}]", Loader=yaml.BaseLoader) == [text, text]
    except yaml.YAMLError:
        alike = False
    return plain if alike else json.dumps(text, ensure_ascii=False)
