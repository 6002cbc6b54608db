"""The pages nobody writes by hand: one for each term, one for each pair of terms that are easily confused
and for each form that several share, and one for
each address that has moved."""

from __future__ import annotations

from ..guide.addresses import COMPARE, html_path
from ..guide.contrasts import page_path, pairs
from ..guide.guide import Guide
from .templates import Templates


def generated(guide: Guide, templates: Templates) -> dict[str, str]:
    """Path below docs/ (or on the site, for finished HTML) to content."""
    made = (_terms, _homonyms, _comparisons, _redirects)
    return {path: text for make in made for path, text in make(guide, templates).items()}


def redirects(guide: Guide) -> set[str]:
    """Where on the site a page stands that only sends its readers on."""
    found = {f"{COMPARE}/{pair.turned}/index.html" for pair in pairs(guide)}
    for entry in guide.glossary.retired:
        found |= {html_path(guide.term_path(entry.id)), f"{guide.share_path(entry.id)}index.html"}
    return found | {f"{guide.row_path(entry.id)}index.html" for entry in guide.mapping.retired}


def _terms(guide: Guide, templates: Templates) -> dict[str, str]:
    return {
        guide.term_path(term.id): templates.markdown("term.md.j2", guide.term_path(term.id), term=term)
        for term in guide.glossary.terms
    }


def _homonyms(guide: Guide, templates: Templates) -> dict[str, str]:
    """A page for each form that several terms share."""
    found = {}
    for homonym in guide.glossary.homonyms:
        path, terms = guide.homonym_path(homonym.id), [guide.terms[term] for term in homonym.terms]
        found[path] = templates.markdown("homonym.md.j2", path, homonym=homonym, terms=terms)
    return found


def _comparisons(guide: Guide, templates: Templates) -> dict[str, str]:
    """A page for each pair, and at the address with the two turned round a redirect to it."""
    found = {}
    for pair in pairs(guide):
        path = page_path(pair)
        found[path] = templates.markdown("compare.md.j2", path, pair=pair)
        turned = f"{COMPARE}/{pair.turned}/index.html"
        found[turned] = templates.redirect(turned, path, f"{pair.first.preferred} and {pair.second.preferred}")
    return found


def _redirects(guide: Guide, templates: Templates) -> dict[str, str]:
    pages: dict[str, str] = {}
    for entry in guide.glossary.retired:
        path = guide.term_path(entry.id)
        target, title = guide.term_path(entry.to), guide.terms[entry.to].preferred
        pages[html_path(path)] = templates.redirect(path, target, title)
    return pages
