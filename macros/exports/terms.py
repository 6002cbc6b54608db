"""The terms as JSON, all in one file and each in its own, in a form that a published schema describes."""

from __future__ import annotations

import json
from typing import Any

from ..guide import Guide
from ..model import Term
from ..rendering import TEMPLATES
from .records import filled, record, updated
from .writing import json_bytes

VERSION = "1"
"""Raised, with a schema of its own beside the old one, when a reader of the form as it is would break."""
ALL = "terms.json"
SCHEMA = f"schema/terms-{VERSION}.json"


def files(guide: Guide) -> dict[str, bytes]:
    """`terms.json`, `terms/<id>.json` for each term, and their schema."""
    each = {one(term.id): json_bytes(document(guide, [term], f"../{SCHEMA}")) for term in guide.glossary.terms}
    return {ALL: json_bytes(document(guide, guide.glossary.terms, SCHEMA)), **each, SCHEMA: schema(guide)}


def one(term: str) -> str:
    """Where a term's own file stands."""
    return f"terms/{term}.json"


def document(guide: Guide, terms: tuple[Term, ...] | list[Term], schema: str) -> dict[str, Any]:
    """Some terms with their areas and the retired ids that lead to them; `schema` is where the schema stands, as seen
    from the document."""
    ids, areas = {term.id for term in terms}, {term.area for term in terms}
    return {
        "$schema": schema,
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
        "areas": [
            {"id": area.id, "name": area.name, "description": area.description}
            for area in guide.glossary.areas
            if area.id in areas
        ],
        "terms": [record(guide, term) for term in terms],
        "retired": [
            {"id": entry.id, "to": entry.to, "on": entry.on} for entry in guide.glossary.retired if entry.to in ids
        ],
    }


def schema(guide: Guide) -> bytes:
    """The published schema, which knows its own address where the site has one."""
    written = json.loads((TEMPLATES / f"terms-{VERSION}.schema.json").read_text("utf-8"))
    dialect = {"$schema": written.pop("$schema")}
    address = {"$id": guide.publication.url + SCHEMA} if guide.publication.url else {}
    return json_bytes({**dialect, **address, **written})
