"""What changed among the terms, day by day, for the line on the home page that tells a returning reader what is new."""

from __future__ import annotations

from typing import Any

from ..guide.addresses import html_path
from ..guide.entries import Term
from ..guide.guide import Guide
from ..guide.history import history
from ..pages.draft import Draft
from ..prose.calls import pages_with
from .lookup import embedded

SCRIPT = "assets/changes.js"
DAYS = 12
"""Who was away for longer is told of these last days, and finds the rest on the page of changes."""


def write(draft: Draft) -> None:
    """`assets/changes.js`: the latest days on which terms came or changed."""
    (draft.folder / SCRIPT).write_text(f"var guideChanges = {embedded(document(draft.guide))};\n", "utf-8")


def document(guide: Guide) -> dict[str, Any]:
    """`days`, the latest first, each with the terms that came and those that changed as id, name and page; `page` lists
    them all, where a page does."""
    days = [
        {"on": day.on, "new": [_term(guide, term) for term in day.added],
         "changed": [_term(guide, term) for term, _ in day.changed]}
        for day in history(guide)
    ]  # fmt: skip
    listing = next(pages_with(guide, "changes"), "")
    told = [day for day in days if day["new"] or day["changed"]]
    return {"days": told[:DAYS], "page": html_path(listing) if listing else ""}


def _term(guide: Guide, term: Term) -> list[str]:
    return [term.id, term.preferred, html_path(guide.term_path(term.id))]
