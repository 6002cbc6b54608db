"""The files of a guide, read one by one: what is wrong with each is collected, and whether all could be judged."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from ..data.fields import D, required
from ..data.files import plain
from ..data.problems import Place, Problem
from ..data.yaml import Mapping, Node, Scalar
from .files import built, parsed


class Reader:
    """Reads what lies below `root`, as it would be with the files that are still `unwritten`."""

    def __init__(self, root: Path, unwritten: dict[str, bytes]):
        self.root = root
        self.unwritten = unwritten
        self.problems: list[Problem] = []
        self.complete = True
        self.parts: frozenset[str] = frozenset()
        self.optional: frozenset[str] = frozenset()

    def bytes(self, name: str) -> bytes | None:
        if name in self.unwritten:
            return self.unwritten[name]
        data, problem = plain(self.root, name)
        if problem:
            self.problems.append(problem)
            self.complete = False
        return data

    def node(self, name: str) -> Node | None:
        data = self.bytes(name)
        if data is None:
            return None
        node, problems = parsed(name, data)
        self.problems += problems
        self.complete = self.complete and node is not None
        return node

    def has(self, part: str, name: str) -> bool:
        """Whether there has to be a file, or is one in a guide that could go without."""
        return part not in self.parts or (self.root / name).exists()

    def file(self, name: str, cls: type[D], wanted: bool = True) -> D | None:
        data = self.bytes(name) if wanted else None
        if data is None:
            return None
        value, problems = built(name, data, cls, self.optional)
        self.problems += problems
        self.complete = self.complete and value is not None
        for field in fields(cls) if value is not None else ():
            self.identities(getattr(value, field.name), field.name in required(cls))
        return value

    def identities(self, entries: tuple[Any, ...], wanted: bool) -> None:
        """Where a list is missing or an id is broken or given twice, references to them cannot be judged."""
        spoken = {problem.place for problem in self.problems}
        seen: dict[str, Place] = {}
        self.complete = self.complete and bool(entries or not wanted)
        for entry in entries:
            identity = getattr(entry, "id", None)
            if identity is None:
                continue
            first = seen.setdefault(identity, identity.place)
            if identity and first is not identity.place:
                message = f"id '{identity}' given twice (first at {first.line}:{first.column})"
                self.problems.append(Problem(identity.place, "duplicate-id", message, "ids never repeat"))
            if not identity or first is not identity.place or identity.place in spoken:
                self.complete = False


def parts(settings: Node) -> frozenset[str]:
    """The parts that the guide may go without, as its settings say."""
    node = settings.entries.get("optional") if isinstance(settings, Mapping) else None
    return frozenset(item.value for item in getattr(node, "items", ()) if isinstance(item, Scalar))
