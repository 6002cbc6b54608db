"""What changed among the terms as an Atom feed (RFC 4287): an entry a day, dated and named from the data alone."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..guide.addresses import html_path
from ..guide.guide import Guide
from ..guide.history import history
from ..guide.texts import plain
from ..prose.calls import pages_with
from .records import updated
from .writing import render

NAME = "changes.atom"


def files(guide: Guide) -> dict[str, bytes]:
    """`changes.atom`; needs the site's address."""
    days = history(guide)
    first = days[-1].on if days else updated(guide)
    listing = _listing(guide)
    context = {
        "publication": guide.publication,
        "share_base": guide.share_base,
        "address": guide.publication.url + NAME,
        "page": guide.publication.url + html_path(listing or guide.glossary_path),
        "anchored": bool(listing),
        "id": tag(guide, first),
        "updated": updated(guide),
        "days": [(tag(guide, day.on, "changes"), day) for day in days],
    }
    return {NAME: render("changes.xml.j2", guide=guide, plain=lambda text: plain(guide, text), **context)}


def tag(guide: Guide, day: str, name: str = "") -> str:
    """A tag URI (RFC 4151) below the address of share pages, the same in every edition: it names a thing for good
    and promises nothing at that address."""
    base = urlsplit(guide.share_base)
    return f"tag:{base.hostname},{day}:{base.path}{name}"


def _listing(guide: Guide) -> str:
    """The page that shows the same to people, with an anchor for each day; empty when there is none."""
    return next(pages_with(guide, "changes"), "")
