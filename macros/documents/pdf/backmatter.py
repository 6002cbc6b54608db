"""What stands at the back of the book and on no page of the site: every source with its address, and the index."""

from __future__ import annotations

from typing import Any

from ...data.days import written
from ...data.quotes import curled
from ...guide.entries import Source
from ...guide.forms import order
from ...guide.guide import Guide
from ...pages.view import View
from .addresses import Addresses


def sources(guide: Guide) -> list[dict[str, str]]:
    """Every source, by publisher and title."""
    listed = sorted(guide.source_list, key=lambda source: (order(source.publisher), order(source.title), source.id))
    return [
        {
            "title": curled(source.title),
            "publisher": curled(source.publisher),
            "url": source.url,
            "how": source.how,
            "checked": written(source.checked),
            **_lost(guide, source),
        }
        for source in listed
    ]


def _lost(guide: Guide, source: Source) -> dict[str, str]:
    """Since when a source is gone, and where a copy is; empty where it is there."""
    lost = guide.seen.lost.get(source.url)
    return {"gone": written(lost.gone_from) if lost else "", "archived": lost.archived if lost else ""}


def index_entries(guide: Guide, addresses: Addresses) -> list[dict[str, Any]]:
    """The index, letter by letter: a term with the label of its entry and those of the sections that use it; another
    form with the term to see."""
    view = View(guide)
    letters = []
    for letter, entries in view.letters:
        lines: list[dict[str, Any]] = []
        for entry in entries:
            path = guide.term_path(entry.term.id)
            if entry.see:
                lines.append({"form": curled(entry.form), "see": curled(entry.term.preferred), "label": path})
            else:
                places = [addresses.label(use.path, use.anchor) for use in view.uses_of(entry.term.id)]
                addresses.used.update(places)
                lines.append({"form": curled(entry.form), "label": path, "uses": list(dict.fromkeys(places))})
        letters.append({"letter": letter, "entries": lines})
    return letters
