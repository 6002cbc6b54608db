"""What the guide holds, for language models (llmstxt.org): one Markdown file of links, each with a sentence."""

from __future__ import annotations

from ..guide.addresses import html_path
from ..guide.guide import Guide
from ..guide.lessons import Article, Page
from ..guide.texts import plain, row_summary, row_title
from ..pages.rendered import RenderedPage
from .table import NAME as TABLE
from .terms import ALL, SCHEMA
from .writing import render

NAME = "llms.txt"


def files(guide: Guide, pages: dict[str, RenderedPage]) -> dict[str, bytes]:
    """`llms.txt`. Pages that speak to the seller as a whole are left out, and terms and rows lead to their share pages;
    without an address of the site, links are relative to the file."""
    base = guide.publication.url

    def line(page: Page) -> tuple[str, str, str]:
        description = plain(guide, page.head.description) if isinstance(page, Article) else page.description
        return pages[page.path].title, base + html_path(page.path), description

    kept = pages.keys() - set(guide.settings.coaching_pages)
    shown = [page for page in guide.pages_in_order if page.path in kept]
    data = {"JSON": ALL, "JSON Schema": SCHEMA, "CSV": TABLE}
    return {NAME: render(
        "llms.txt.j2",
        publication=guide.publication,
        labels=guide.settings.labels,
        articles=[line(page) for page in shown if isinstance(page, Article)],
        areas=[
            (area, [
                (term.preferred, guide.share_base + guide.share_path(term.id), plain(guide, term.definition))
                for term in guide.glossary.terms if term.area == area.id
            ])
            for area in guide.glossary.areas
        ],
        rows=[
            (row_title(row), guide.share_base + guide.row_path(row.id), plain(guide, row_summary(row)))
            for row in guide.mapping.rows
        ],
        data=[(name, base + path) for name, path in data.items()],
        others=[line(page) for page in shown if not isinstance(page, Article)],
    )}  # fmt: skip
