"""Positioned nodes to dataclasses, driven by the dataclasses' own annotations; every problem is collected."""

from __future__ import annotations

import dataclasses
import difflib
import re
import typing
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from . import slips
from .days import is_day
from .files import is_device
from .kinds import Kind, Text
from .problems import Place, Problem
from .unsafe import without_types
from .yaml import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
D = TypeVar("D", bound="DataclassInstance")
_hints: dict[type, dict[str, Any]] = {}
_required: dict[type, frozenset[str]] = {}

NOTHING = "nothing"
_TITLES = {
    "ArticleHead": "the front matter", "Belief": "a misconception", "BeliefsFile": "the misconceptions file",
    "Deprecated": "a deprecated form", "PageHead": "the front matter", "RoleAsk": "a question for a role",
    "Seen": "an entry of what was seen", "SeenFile": "the file of what was seen",
    "Spoken": "an entry of the spoken file", "SpokenFile": "the spoken file",
    "Written": "an entry of what documents write",
}  # fmt: skip
"""What authors call the classes whose names are not their words."""
_MARKUP = re.compile(r"<[a-zA-Z/!?]|\{\{|\{%|\{#")


def hints(cls: type) -> dict[str, Any]:
    """A dataclass's field types, `Annotated` kept, `place` left out."""
    if cls not in _hints:
        told = typing.get_type_hints(cls, include_extras=True)
        _hints[cls] = {name: hint for name, hint in told.items() if name != "place"}
    return _hints[cls]


def required(cls: type) -> frozenset[str]:
    """The fields without a default."""
    if cls not in _required:
        _required[cls] = frozenset(
            field.name
            for field in dataclasses.fields(cls)
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        )
    return _required[cls]


def build(
    node: Node | None, cls: type[T], place: Place, problems: list[Problem], optional: frozenset[str] = frozenset()
) -> T:
    """A `cls` from `node`. What is missing or wrong is added to `problems` and stands in as empty text; the `optional`
    fields, as `Class.field`, may be missing."""
    if not isinstance(node, Mapping):
        found = NOTHING if node is None else _name(node)
        problems.append(
            Problem(node.place if node else place, "wrong-type", f"expected fields of {_title(cls)}, found {found}")
        )
        node = Mapping(place)
        return cls(**{name: _empty(hint) for name, hint in hints(cls).items()}, **_place(cls, place))
    fields = hints(cls)
    _put_back(node, fields, problems)
    for name, position in node.keys.items():
        if name not in fields:
            message = f"{_has(cls)} no field '{shorten(name)}'"
            problems.append(Problem(position, "unknown-field", message, suggestion(name, fields)))
    values: dict[str, Any] = {}
    needed = {name for name in required(cls) if f"{cls.__name__}.{name}" not in optional}
    for name, hint in fields.items():
        if name in node.entries:
            values[name] = _value(node.entries[name], hint, f"'{name}'", problems, _filling(name in needed), optional)
        elif name in required(cls):
            values[name] = _empty(hint)
        if name in needed and name not in node.entries:
            problems.append(Problem(node.place, "missing-field", f"{_has(cls)} no '{name}'", f"add '{name}:'"))
    return cls(**values, **_place(cls, node.place))


def _put_back(node: Mapping, fields: dict[str, Any], problems: list[Problem]) -> None:
    """One problem for each entry that stands in another list of the file than its own, as at the end of a file whose
    last list is another one; it is taken out, so that no field of it is told by itself."""
    kinds = {name: typing.get_args(hint)[0] for name, hint in fields.items() if typing.get_origin(hint) is tuple}
    kinds = {name: kind for name, kind in kinds.items() if dataclasses.is_dataclass(kind)}
    for name, kind in kinds.items():
        found = node.entries.get(name)
        if not isinstance(found, Sequence):
            continue
        for item in list(found.items):
            if isinstance(item, Mapping) and len(item.keys.keys() - hints(kind).keys()) > 2:
                homes = [home for home in kinds if item.keys.keys() <= hints(kinds[home]).keys()]
                if homes:
                    message, cure = f"an entry of '{homes[0]}' stands under '{name}'", f"move it up, under '{homes[0]}'"
                    problems.append(Problem(item.place, "unknown-field", message, cure))
                    found.items = [other for other in found.items if other is not item]


def suggestion(word: str, known: typing.Iterable[str]) -> str:
    """`did you mean 'x'?` where something close is known, else nothing."""
    close = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean '{close[0]}'?" if close else ""


TODO = "TODO"
"""What a scaffold puts where an id or a day would be made up."""


def _filling(needed: bool) -> str:
    """What to do about a field without content: one that is needed cannot be removed."""
    return "fill it" if needed else "fill it, or remove the field"


def _value(node: Node, hint: Any, name: str, problems: list[Problem], filling: str, optional: frozenset[str]) -> Any:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _items(node, typing.get_args(hint)[0], name, problems, filling, optional)
    if origin is Literal:
        return _choice(node, typing.get_args(hint), name, problems)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return build(node, hint, node.place, problems, optional)
    return _text(node, hint.__metadata__[0], name, problems, filling)


def _items(
    node: Node, hint: Any, name: str, problems: list[Problem], filling: str, optional: frozenset[str]
) -> tuple[Any, ...]:
    if not isinstance(node, Sequence):
        cure = "put '- ' before it" if _name(node) != NOTHING else filling
        problems.append(Problem(node.place, "wrong-type", f"expected a list in {name}, found {_name(node)}", cure))
        return ()
    if not node.items:
        problems.append(Problem(node.place, "empty", f"the list {name} is empty", filling))
    values = []
    for item in node.items:
        value = _value(item, hint, f"{name}", problems, "fill it, or remove it", optional)
        if isinstance(value, Text) and value and value in values:
            problems.append(Problem(item.place, "duplicate-item", f"'{value}' stands twice in {name}", "keep one"))
        values.append(value)
    return tuple(values)


def _choice(node: Node, choices: tuple[str, ...], name: str, problems: list[Problem]) -> Text:
    if not isinstance(node, Scalar):
        problems.append(Problem(node.place, "wrong-type", f"expected text in {name}, found {_name(node)}"))
        return Text(choices[0], node.place)
    if not node.value.strip():
        problems.append(Problem(node.place, "empty", f"{name} is empty", f"one of {', '.join(choices)}"))
        return Text(choices[0], node.place)
    if node.value not in choices:
        hint = suggestion(node.value, choices) or f"one of {', '.join(choices)}"
        problems.append(Problem(node.place, "unknown-value", f"{name} cannot be '{shorten(node.value)}'", hint))
        return Text(choices[0], node.place)
    return Text(node.value, node.place)


def _text(node: Node, kind: Kind, name: str, problems: list[Problem], filling: str) -> Text:
    if not isinstance(node, Scalar):
        cure = _as_text(node)
        problems.append(Problem(node.place, "wrong-type", f"expected text in {name}, found {_name(node)}", cure))
        return Text("", node.place)
    value = Text(node.value.strip("\n"), node.place)

    def problem(code: str, message: str, hint: str = "") -> Text:
        problems.append(Problem(node.place, code, message, hint))
        return value

    if not value.strip():
        return problem("empty", f"{name} is empty", filling)
    if slips.quoted(value):
        return problem("wrong-form", f"curly quotes become part of {name}", "use straight quotes, or none")
    if markup := _MARKUP.search(without_types(value)):
        return problem("markup", f"{name} holds markup '{markup.group()}'", "texts are plain; describe it in words")
    if kind.name not in ("day", "days") and node.implicit:
        return problem("implicit-type", f"{name} '{value}' is not text to other YAML readers", f'quote it: "{value}"')
    if value != value.strip():
        return problem("padding", f"{name} begins or ends with a space", "remove it")
    if "\n" in value and kind.expects == "one line":
        return problem("wrong-form", f"{name} has a line break", "write it on one line")
    if value == TODO and kind.expects and kind.expects != "one line":
        problem("unfinished", f"{name} is still to be written", "replace the TODO")
        return Text("", node.place)
    if kind.pattern and not re.fullmatch(kind.pattern, value):
        problem("wrong-form", f"{name} cannot be '{shorten(value)}'", f"expected {kind.expects}")
        return Text("", node.place)
    if kind.name == "id" and name == "'id'" and is_device(value):
        problem("wrong-form", f"{name} cannot be '{value}'", "Windows keeps this name for itself: add a word")
        return Text("", node.place)
    if kind.name == "day" and not is_day(value):
        problem("wrong-form", f"{name} '{value}' is not a day of the calendar")
        return Text("", node.place)
    if len(value) > kind.longest:
        return problem("too-long", f"{name} has {len(value)} characters, at most {kind.longest}", "shorten it")
    return value


def _as_text(node: Node) -> str:
    """How to write what was read as fields or as a list where a text belongs, if it may have been meant as one."""
    if isinstance(node, Mapping) and len(node.entries) == 1:
        name, inner = next(iter(node.entries.items()))
        if isinstance(inner, Scalar):
            return f'quote it: "{shorten(f"{name}: {inner.value}".strip())}"'
    return "write one text" if isinstance(node, Mapping) else "quote text that begins with '[' or '-'"


def shorten(text: str, limit: int = 60) -> str:
    """At most `limit` characters on one line, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _empty(hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return ()
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint(**{name: _empty(inner) for name, inner in hints(hint).items()})
    return Text("")


def _place(cls: type, place: Place) -> dict[str, Place]:
    return {"place": place} if any(field.name == "place" for field in dataclasses.fields(cls)) else {}


def _title(cls: type) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()
    article = "the" if words.endswith(("file", "s", "glossary")) else "an" if words[0] in "aeiou" else "a"
    return _TITLES.get(cls.__name__, f"{article} {words}")


def _has(cls: type) -> str:
    title = _title(cls)
    return f"{title} have" if title.endswith("s") else f"{title} has"


def _name(node: Node) -> str:
    if isinstance(node, Scalar) and not node.value.strip():
        return NOTHING
    return {Scalar: "text", Sequence: "a list", Mapping: "fields"}[type(node)]
