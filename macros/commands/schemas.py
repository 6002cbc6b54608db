"""JSON Schemas of the data files, derived from the model, so that editors know the fields."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from ..data.fields import hints, required
from ..data.kinds import Kind
from ..guide.briefs import BriefsFile
from ..guide.entries import FactsFile, Glossary, MappingFile, SourcesFile
from ..guide.lessons import BeliefsFile, Quiz
from ..guide.products import AlternativesFile, ProductsFile
from ..guide.seen import SeenFile
from ..guide.wording import SpokenFile

FOLDER = ".schemas"
FILES = {
    "glossary": Glossary, "mapping": MappingFile, "facts": FactsFile,
    "sources": SourcesFile, "misconceptions": BeliefsFile, "spoken": SpokenFile, "quiz": Quiz,
    "products": ProductsFile, "alternatives": AlternativesFile, "briefs": BriefsFile, "seen": SeenFile,
}  # fmt: skip
"""Schema name to the class its files hold. A data file names its schema in its first line."""


def schema(cls: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file that holds one `cls`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": cls.__name__, **_object(cls)}


def write(root: Path) -> list[Path]:
    """Write every schema below `root`; the paths written."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    paths = []
    for name, cls in FILES.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(schema(cls), indent=2) + "\n", "utf-8")
        paths.append(path)
    return paths


def _object(cls: type) -> dict[str, Any]:
    return {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split()),
        "properties": {name: _value(hint) for name, hint in hints(cls).items()},
        "required": sorted(required(cls), key=list(hints(cls)).index) if required(cls) else [],
        "additionalProperties": False,
    }


def _value(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is tuple:
        return {"type": "array", "minItems": 1, "items": _value(get_args(hint)[0])}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _object(hint)
    return _text(hint.__metadata__[0])


def _text(kind: Kind) -> dict[str, Any]:
    if kind.name == "days":
        return {"type": "integer", "minimum": 1, "maximum": 10**kind.longest - 1}
    text: dict[str, Any] = {"type": "string", "minLength": kind.shortest, "maxLength": kind.longest}
    if kind.pattern:
        text["pattern"] = f"^(?:{kind.pattern})$"
    if kind.expects:
        text["description"] = kind.expects
    return text
