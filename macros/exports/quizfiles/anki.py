"""The questions as a deck for Anki. A note is known by its question's id, so that importing a later file updates it."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from datetime import datetime
from html import escape
from itertools import count
from pathlib import Path

import genanki

from ...guide.guide import Guide
from ..archives import packed
from ..writing import render
from .items import Item, items

NAME = "questions.apkg"
FIELDS = ("Question", "Answer", "Terms", "Id")


def package(guide: Guide, when: datetime) -> bytes:
    """The archive, dated `when`; ids come from the site's name and the questions' ids alone."""
    name = guide.publication.name or "Guide"
    front, back, style = (
        render(f"anki-{part}.j2").decode().strip() for part in ("front.html", "back.html", "style.css")
    )
    model = genanki.Model(
        _number(f"{name} model"), f"{name}: question", fields=[{"name": field} for field in FIELDS],
        templates=[{"name": "Question", "qfmt": front, "afmt": back}], css=style,
    )  # fmt: skip
    deck = genanki.Deck(_number(f"{name} deck"), name)
    for item in items(guide):
        deck.add_note(_note(guide, model, item))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        connection = sqlite3.connect(path)
        seconds = int(when.timestamp())
        genanki.Package(deck).write_to_db(connection.cursor(), float(seconds), count(seconds * 1000))
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        return packed({"collection.anki2": path.read_bytes(), "media": b"{}"}, when)


def _note(guide: Guide, model: genanki.Model, item: Item) -> genanki.Note:
    names = [escape(guide.terms[term].preferred) for term in item.terms]  # a field of a note is HTML
    fields = [render(f"anki-{side}.xml.j2", item=item).decode().strip() for side in ("question", "answer")]
    return genanki.Note(
        model, [*fields, ", ".join(names), item.id], guid=genanki.guid_for(guide.publication.name, item.id),
        tags=[*item.terms, f"level-{item.level}"], sort_field=item.id,
    )  # fmt: skip


def _number(text: str) -> int:
    """A number for Anki that the text alone decides, within what it takes for an id."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % (1 << 30) + (1 << 30)
