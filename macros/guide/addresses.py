"""Where things stand on the site: the folders that have a name of their own, and addresses seen from a page."""

from __future__ import annotations

import posixpath

CARDS = "cards"
"""The site's folder for one-page cards."""
SHARE, ROWS, LOOKUP, COMPARE = "g", "m", "call", "compare"
SITE_ONLY = tuple(f"{folder}/" for folder in (SHARE, ROWS, LOOKUP, COMPARE))
"""Folders of pages that only the site has: no book holds them."""


def html_path(path: str) -> str:
    """Where the page made from `path` stands on the site; an anchor stays."""
    source, mark, anchor = path.partition("#")
    return (source[:-3] + ".html" if source.endswith(".md") else source) + mark + anchor


def relative(path: str, page: str) -> str:
    """`path` as seen from `page`; both below docs/."""
    target, mark, anchor = path.partition("#")
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + mark + anchor
