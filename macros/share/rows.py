"""A page for each row of the mapping that is safe to send. A row is an anchor of one long page, and an anchor has no
title, description or picture of its own, so a link to a row needs a page to lead to.

Made like a term's share page: from the row without its coaching, whatever the edition, at a permanent address."""

from __future__ import annotations

from ..guide.entries import Row
from ..guide.guide import Guide
from ..guide.texts import row_summary, row_title
from ..pages.draft import Draft
from ..pages.templates import Templates
from ..prose.editions import without_coaching
from .terms import PAGE, QR, qr, sheet


def write(draft: Draft) -> None:
    """A page below `m/` for every row, and a redirect for every retired id."""
    guide, templates = draft.guide, Templates(draft.guide)
    pages = {guide.row_path(row.id) + PAGE: page(guide, templates, row) for row in guide.mapping.rows}
    for entry in guide.mapping.retired:
        place, target = guide.row_path(entry.id) + PAGE, guide.row_path(entry.to) + PAGE
        pages[place] = templates.redirect(place, target, guide.rows[entry.to].concept)
    for path, text in pages.items():
        (draft.folder / path).parent.mkdir(parents=True)
        (draft.folder / path).write_text(text, "utf-8")
    for path in (guide.row_path(row.id) for row in guide.mapping.rows if guide.share_base):
        (draft.folder / path / QR).write_bytes(qr(guide.share_base + path, draft.store))


def page(guide: Guide, templates: Templates, row: Row) -> str:
    """The page of one row, as HTML."""
    public = without_coaching(row)
    return sheet(
        guide, templates, "share-row.html.j2", guide.row_path(row.id),
        title=row_title(public),
        summary=row_summary(public),
        home=f"{guide.mapping_path}#row-{row.id}",
        row=public,
    )  # fmt: skip
