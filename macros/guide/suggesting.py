"""Where a reader reports what is wrong with a page: the repository's form, filled in as far as it can be, or a mail."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from .addresses import html_path
from .guide import Guide

FORM = "correction.yml"
"""The form in .github/ISSUE_TEMPLATE that a report opens."""


def suggestion_address(guide: Guide, name: str, path: str, anchor: str = "") -> str:
    """The address that opens a report on a page or a part of it; empty where mkdocs.yml names none."""
    to = str(guide.settings.reports).rstrip("/")
    if not to:
        return ""
    where = guide.publication.url + html_path(path) + (f"#{anchor}" if anchor else "")
    title = f"Correction: {name}"
    if to.startswith("mailto:"):
        return f"{to}?subject={quote(title)}&body={quote(where)}"
    if "gitlab" in (urlsplit(to).hostname or ""):
        return f"{to}/-/issues/new?issue%5Btitle%5D={quote(title)}&issue%5Bdescription%5D={quote(where)}"
    return f"{to}/issues/new?template={FORM}&title={quote(title)}&where={quote(where, safe='')}"
