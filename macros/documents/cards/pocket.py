"""Pocket cards, four to a page: one for each term that an article is about before all others."""

from __future__ import annotations

from typing import Any

from ...data.days import written
from ...data.store import Store
from ...guide.addresses import POCKET
from ...guide.entries import Term
from ...guide.guide import Guide
from ...guide.leading import pocket_terms
from ...guide.texts import plain, sentences
from ...pages.codes import qr
from .contents import Card, Item

PER_PAGE = 4


def pocket(guide: Guide, store: Store) -> list[Card]:
    """The deck, in the order of the articles; none where no article is about a term."""
    chosen = pocket_terms(guide)
    if not chosen:
        return []
    data = {
        "guide": guide.publication.name, "title": "Pocket cards", "aside": guide.settings.labels.spoken,
        "spoken": any(term.card.ask for _, term in chosen.values()),
        "cards": [_pocket(guide, number, term, store) for number, term in chosen.values()],
    }  # fmt: skip
    return [Card(POCKET, "", "pocket.typ", -(-len(chosen) // PER_PAGE), data)]


def _pocket(guide: Guide, number: int, term: Term, store: Store) -> Item:
    address = guide.share_base and guide.share_base + guide.share_path(term.id)
    texts: dict[str, Any] = {name: plain(guide, getattr(term.card, name)) for name in ("ask", "avoid", "instead")}
    likeness = [
        {"counterpart": row.counterpart, "breaks": sentences(plain(guide, row.breaks))[0]}
        for row in guide.rows_of(term.id)[:1]
    ]
    return texts | {
        "say": plain(guide, term.card.say), "definition": plain(guide, term.definition), "likeness": likeness,
        "name": term.title, "abbreviation": term.abbreviation, "article": number,
        "reviewed": written(term.reviewed),
        "address": address, "code": address and qr(address, store).decode(),
    }  # fmt: skip
