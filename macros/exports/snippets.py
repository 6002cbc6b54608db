"""Links that are safe to send, for programs that write a text in place of a short one: espanso, Raycast and Alfred.

`:rag` becomes the term's sentence and its link. Nothing here speaks to the seller."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime

import yaml

from ..guide.guide import Guide
from ..guide.texts import plain
from .archives import packed
from .records import updated
from .writing import json_bytes

FOLDER = "snippets"
ESPANSO, RAYCAST, ALFRED = f"{FOLDER}/espanso.zip", f"{FOLDER}/raycast.json", f"{FOLDER}/terms.alfredsnippets"


def files(guide: Guide) -> dict[str, bytes]:
    """One file for each program; they need the site's address."""
    when = datetime.fromisoformat(updated(guide)).replace(tzinfo=UTC)
    entries = [
        (
            f":{term.id}",
            term.title,
            f"{plain(guide, term.sentence)} {guide.share_base}{guide.share_path(term.id)}",
        )
        for term in guide.glossary.terms
    ]
    raycast = [{"name": name, "text": text, "keyword": keyword} for keyword, name, text in entries]
    return {
        ESPANSO: packed(_espanso(guide, entries), when),
        RAYCAST: json_bytes(raycast),
        ALFRED: packed(_alfred(guide, entries), when),
    }


def _espanso(guide: Guide, entries: list[tuple[str, str, str]]) -> dict[str, bytes]:
    """A package: what it is, and its matches, which end at the end of a word."""
    name = guide.file_name("x").rpartition(".")[0]
    manifest = {
        "name": name, "title": guide.publication.name, "description": guide.publication.description,
        "version": updated(guide).replace("-0", ".").replace("-", "."), "author": guide.publication.name,
    }  # fmt: skip
    matches = [
        {"trigger": keyword, "replace": text, "label": label, "right_word": True} for keyword, label, text in entries
    ]
    documents = {"_manifest.yml": manifest, "package.yml": {"matches": matches}}
    return {f"{name}/{file}": yaml.safe_dump(value, sort_keys=False).encode() for file, value in documents.items()}


def _alfred(guide: Guide, entries: list[tuple[str, str, str]]) -> dict[str, bytes]:
    """A collection: one file for each snippet, whose identity comes from its link, so that it stays the same."""
    found = {}
    for keyword, name, text in entries:
        identity = str(uuid.uuid5(uuid.NAMESPACE_URL, guide.share_base + guide.share_path(keyword[1:]))).upper()
        snippet = {"alfredsnippet": {"snippet": text, "uid": identity, "name": name, "keyword": keyword}}
        found[f"{keyword[1:]} [{identity}].json"] = json.dumps(snippet, ensure_ascii=False).encode()
    return found
