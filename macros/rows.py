"""A page for each row of the mapping that is safe to send. A row is an anchor of one long page, and an anchor has no
title, description or picture of its own, so a link to a row needs a page to lead to.

Made like a term's share page: from the row without its coaching, whatever the edition, at a permanent address."""

from __future__ import annotations

import re

from .assembly import Built
from .editions import without_coaching
from .guide import Guide
from .model import Row
from .rendering import Templates
from .share import PAGE, QR, qr, sheet

_ARTICLE = re.compile(r"^(?:An?|The) ")


def write(built: Built) -> None:
    """A page below `m/` for every row, and a redirect for every retired id."""
    guide, templates = built.guide, Templates(built.guide)
    pages = {guide.row_path(row.id) + PAGE: page(guide, templates, row) for row in guide.mapping.rows}
    for entry in guide.mapping.retired:
        place, target = guide.row_path(entry.id) + PAGE, guide.row_path(entry.to) + PAGE
        pages[place] = templates.redirect(place, target, guide.rows[entry.to].concept)
    for path, text in pages.items():
        (built.folder / path).parent.mkdir(parents=True)
        (built.folder / path).write_text(text, "utf-8")
    for row in guide.mapping.rows if guide.share_base else ():
        (built.folder / guide.row_path(row.id) / QR).write_bytes(qr(guide.share_base + guide.row_path(row.id)))


def page(guide: Guide, templates: Templates, row: Row) -> str:
    """The page of one row, as HTML."""
    public = without_coaching(row)
    return sheet(
        guide, templates, "share-row.html.j2", guide.row_path(row.id),
        title=title(public),
        summary=summary(public),
        home=f"{guide.mapping_path}#row-{row.id}",
        row=public,
    )  # fmt: skip


def title(row: Row) -> str:
    """Both sides of a row."""
    return f"{row.concept} is like {_ARTICLE.sub(lambda match: match[0].lower(), row.counterpart)}"


def summary(row: Row) -> str:
    """How far the likeness goes, in three sentences: a preview that shows where it holds shows where it breaks, too."""
    return f"Holds: {_first(1, row.holds)} Breaks: {_first(2, row.breaks)}"


def _first(count: int, text: str) -> str:
    return " ".join(re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)[:count])
