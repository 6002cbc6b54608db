"""The terms as JSON, all in one file and each in its own, in a form that a published schema describes."""

from __future__ import annotations

import json
from typing import Any

from ..guide.guide import Guide
from ..guide.texts import plain
from ..pages.templates import TEMPLATES
from .records import filled, record, updated
from .writing import json_bytes

VERSION = "1"
"""Raised, with a schema of its own beside the old one, when a reader of the form as it is would break."""
ALL = "terms.json"
SCHEMA = f"schema/terms-{VERSION}.json"


def files(guide: Guide) -> dict[str, bytes]:
    """`terms.json`, a file for each term below `terms/`, and their schema."""
    records, head = [record(guide, term) for term in guide.glossary.terms], _head(guide)
    found = {ALL: json_bytes(document(guide, {"$schema": SCHEMA, **head}, records)), SCHEMA: schema(guide)}
    for told in records:
        found[f"terms/{told['id']}.json"] = json_bytes(document(guide, {"$schema": f"../{SCHEMA}", **head}, [told]))
    return found


def document(guide: Guide, head: dict[str, Any], records: list[dict[str, Any]]) -> dict[str, Any]:
    """Some terms with their areas and the retired ids that lead to them, below what is said of the guide."""
    ids, areas = {told["id"] for told in records}, {told["area"] for told in records}
    return {
        **head,
        "areas": [
            {"id": area.id, "name": area.name, "description": plain(guide, area.description)}
            for area in guide.glossary.areas
            if area.id in areas
        ],
        "terms": records,
        "retired": [
            {"id": entry.id, "to": entry.to, "on": entry.on} for entry in guide.glossary.retired if entry.to in ids
        ],
    }


def _head(guide: Guide) -> dict[str, Any]:
    return {
        "version": VERSION,
        **filled(
            title=guide.publication.name,
            description=guide.publication.description,
            rights=guide.publication.copyright,
            base=guide.publication.url,
            share_base=guide.share_base,
        ),
        "edition": guide.edition,
        "updated": updated(guide),
    }


def schema(guide: Guide) -> bytes:
    """The published schema, which knows its own address where the site has one."""
    written = json.loads((TEMPLATES / f"terms-{VERSION}.schema.json").read_text("utf-8"))
    rules = written["$defs"]["term"]
    rules["required"] = [name for name in rules["required"] if f"Term.{name}" not in guide.settings.optional_fields]
    dialect = {"$schema": written.pop("$schema")}
    address = {"$id": guide.publication.url + SCHEMA} if guide.publication.url else {}
    return json_bytes({**dialect, **address, **written})
