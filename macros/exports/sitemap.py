"""The pages for search engines: the site's own and those that are safe to send, no redirects; dated where the data says
when a page last changed, never by the day of a build."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..guide.addresses import html_path
from ..guide.contrasts import page_path, pairs
from ..guide.guide import Guide
from .records import changed
from .writing import gzipped, render

NAME, PACKED, ROBOTS = "sitemap.xml", "sitemap.xml.gz", "robots.txt"


def files(guide: Guide) -> dict[str, bytes]:
    """`sitemap.xml`, the same compressed, in place of those that MkDocs wrote; and `robots.txt` where the site is all
    there is at its host, since robots read it nowhere else. They need the site's address."""
    sitemap = render("sitemap.xml.j2", places=places(guide))
    found = {NAME: sitemap, PACKED: gzipped(sitemap)}
    if urlsplit(guide.publication.url).path == "/":
        found[ROBOTS] = render("robots.txt.j2", sitemap=guide.publication.url + NAME)
    return found


def places(guide: Guide) -> list[tuple[str, str]]:
    """The address of each page with the day it last changed, which may be empty."""
    base = guide.publication.url
    found = [(base + html_path(page.path), "") for page in guide.pages_in_order]
    for term in guide.glossary.terms:
        found.append((base + html_path(guide.term_path(term.id)), changed(guide, term)))
    found += [(base + html_path(page_path(pair)), "") for pair in pairs(guide)]
    if guide.share_base == base:  # a sitemap speaks for its own place only
        found += [(base + guide.share_path(pair.id), "") for pair in pairs(guide)]
        found += [(base + path, "") for path in map(guide.article_share, guide.articles) if path]
        found += [(base + guide.share_path(term.id), changed(guide, term)) for term in guide.glossary.terms]
        found += [(base + guide.row_path(row.id), "") for row in guide.mapping.rows]
    return found
