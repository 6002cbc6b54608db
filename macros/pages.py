"""The pages nobody writes by hand: one for each term, and one for each term that was retired."""

from __future__ import annotations

from .guide import Guide
from .rendering import Templates, html_path


def generated(guide: Guide, templates: Templates) -> dict[str, str]:
    """Path below docs/ (or on the site, for finished HTML) to content."""
    return {**_terms(guide, templates), **_redirects(guide, templates)}


def _terms(guide: Guide, templates: Templates) -> dict[str, str]:
    return {
        guide.term_path(term.id): templates.markdown("term.md.j2", guide.term_path(term.id), term=term)
        for term in guide.glossary.terms
    }


def _redirects(guide: Guide, templates: Templates) -> dict[str, str]:
    pages = {}
    for entry in guide.glossary.retired:
        path = guide.term_path(entry.id)
        target, title = guide.term_path(entry.to), guide.terms[entry.to].preferred
        pages[html_path(path)] = templates.redirect(path, target, title)
    return pages
