"""The pages nobody writes by hand: one for each term, one for each pair of terms that are easily confused and
for each form that several share, and one for each address that has moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from ..guide.addresses import COMPARE, html_path
from ..guide.contrasts import page_path, pairs
from ..guide.guide import Guide
from .templates import Templates


class Generated(Mapping[str, str]):
    """Path below docs/ (or on the site, for finished HTML) to content, which is made when it is asked for."""

    def __init__(self, makers: dict[str, Callable[[], str]]):
        self._makers = makers
        self._made: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def generated(guide: Guide, templates: Templates) -> Generated:
    """All generated pages of a guide."""
    made = (_terms, _homonyms, _comparisons, _redirects)
    return Generated({path: maker for make in made for path, maker in make(guide, templates).items()})


def redirects(guide: Guide) -> set[str]:
    """Where on the site a page stands that only sends its readers on."""
    found = {f"{COMPARE}/{pair.turned}/index.html" for pair in pairs(guide)}
    for entry in guide.glossary.retired:
        found |= {html_path(guide.term_path(entry.id)), f"{guide.share_path(entry.id)}index.html"}
    return found | {f"{guide.row_path(entry.id)}index.html" for entry in guide.mapping.retired}


def _terms(guide: Guide, templates: Templates) -> dict[str, Callable[[], str]]:
    return {
        guide.term_path(term.id): partial(templates.markdown, "term.md.j2", guide.term_path(term.id), term=term)
        for term in guide.glossary.terms
    }


def _homonyms(guide: Guide, templates: Templates) -> dict[str, Callable[[], str]]:
    """A page for each form that several terms share."""
    found: dict[str, Callable[[], str]] = {}
    for homonym in guide.glossary.homonyms:
        path, terms = guide.homonym_path(homonym.id), [guide.terms[term] for term in homonym.terms]
        found[path] = partial(templates.markdown, "homonym.md.j2", path, homonym=homonym, terms=terms)
    return found


def _comparisons(guide: Guide, templates: Templates) -> dict[str, Callable[[], str]]:
    """A page for each pair, and at the address with the two turned round a redirect to it."""
    found: dict[str, Callable[[], str]] = {}
    for pair in pairs(guide):
        path = page_path(pair)
        found[path] = partial(templates.markdown, "compare.md.j2", path, pair=pair)
        turned = f"{COMPARE}/{pair.turned}/index.html"
        names = f"{pair.first.preferred} and {pair.second.preferred}"
        found[turned] = partial(templates.redirect, turned, path, names)
    return found


def _redirects(guide: Guide, templates: Templates) -> dict[str, Callable[[], str]]:
    pages: dict[str, Callable[[], str]] = {}
    for entry in guide.glossary.retired:
        path = guide.term_path(entry.id)
        target, title = guide.term_path(entry.to), guide.terms[entry.to].preferred
        pages[html_path(path)] = partial(templates.redirect, path, target, title)
    return pages
