"""What may be sent in place of a page: the bar below the title of each page that has such a page beside it."""

from __future__ import annotations

from markupsafe import Markup

from ..guide.addresses import LOOKUP, html_path
from ..guide.contrasts import page_path, pairs
from ..guide.guide import Guide
from ..pages.templates import Templates
from ..prose.editions import FULL
from .terms import PAGE, QR


def bars(guide: Guide, templates: Templates) -> dict[str, Markup]:
    """The bar of each page that has one, by the page's path below docs/."""
    prints = f"{LOOKUP}/{PAGE}?print=" if guide.settings.lookup == "yes" else ""
    found = {}

    def bar(path: str, safe: str, card: str, coaches: bool) -> None:
        address = safe and (guide.share_base + safe if guide.share_base else safe + PAGE)
        found[path] = templates.html(
            "send.html.j2", html_path(path),
            address=address, code=safe + QR if safe and guide.share_base else "", prints=card,
            coaches=coaches and guide.edition == FULL, here=not guide.share_base,
        )  # fmt: skip

    for term in guide.glossary.terms:
        bar(guide.term_path(term.id), guide.share_path(term.id), prints and prints + term.id, bool(term.card.ask))
    for pair in pairs(guide):
        bar(page_path(pair), guide.share_path(pair.id), "", bool(pair.first.card.ask))
    for page in guide.articles:
        bar(page.path, guide.article_share(page), guide.card_path(page), True)
    return found
