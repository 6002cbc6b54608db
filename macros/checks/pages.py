"""Hand-written pages: the macros they call, the files they link to, and terms used before they are introduced."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urlsplit

from ..data.fields import TODO, suggestion
from ..data.problems import Place, Problem
from ..data.slips import merges
from ..guide.guide import Guide
from ..guide.lessons import Article, Page
from ..guide.texts import FACT
from ..prose.calls import SIGNATURES, Call, calls
from ..prose.sections import blanked, body, path_of, sections, without_code
from .ids import is_gone, moved

_LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?([^)\s>]+)")


def check(guide: Guide) -> Iterator[Problem]:
    retired = [entry.id for entry in guide.glossary.retired]
    for page in guide.pages:
        found, problems = calls(page)
        yield from problems
        for call in found:
            yield from _ids(guide, page, call)
        yield from _links(guide, page)
        yield from _facts(page)
        yield from merges(path_of(page), body(page), page.body_line, between=False)  # a line of `=` may be a heading's
        if not isinstance(page, Article) and all(section.level != 1 for section in sections(page)):
            message, hint = "the page has no top heading", "begin it with '# ' and its title"
            yield Problem(Place(path_of(page), page.body_line), "top-heading", message, hint)
        if page.path in {guide.term_path(term) for term in [*guide.terms, *retired]}:
            message = "a generated page has this path"
            yield Problem(Place(path_of(page)), "taken-path", message, "rename the page or the term")
    yield from _nav(guide)
    yield from _cards(guide)


def _ids(guide: Guide, page: Page, call: Call) -> Iterator[Problem]:
    known: dict[str, Collection[str]] = {
        "term": guide.terms,
        "fact": guide.facts,
        "row": guide.rows,
        "figure": guide.figures,
    }
    for kind, argument in zip(SIGNATURES[call.name], call.arguments, strict=False):
        if kind == "count" and not argument.isdecimal():
            yield Problem(call.place, "macro-arguments", f"'{call.name}' takes a whole number, not '{argument}'")
        for fact in FACT.findall(argument) if kind.startswith("words") else ():
            if fact not in guide.facts:
                message = f"'{call.name}' names a fact '{fact}' that does not exist"
                yield Problem(call.place, "unknown-id", message, suggestion(fact, guide.facts))
        if kind in known and argument not in known[kind] and argument != TODO and not is_gone(guide, kind, argument):
            hint = moved(guide, kind, argument) or suggestion(argument, known[kind])
            yield Problem(
                call.place, "unknown-id", f"'{call.name}' names a {kind} '{argument}' that does not exist", hint
            )
    if call.name in ("quiz", "source_list") and not isinstance(page, Article):
        yield Problem(call.place, "macro-arguments", f"'{call.name}' works in articles only")


def _facts(page: Page) -> Iterator[Problem]:
    """Texts of the data hold facts as `{fact:id}`; a page shows that as it stands."""
    text = blanked(body(page) if isinstance(page, Article) else page.text)
    first_line = page.body_line if isinstance(page, Article) else 1
    for match in FACT.finditer(text):
        place = Place.at(path_of(page), text, match.start(), first_line)
        hint = "write its value" if place.line < page.body_line else f'write {{{{ fact("{match.group(1)}") }}}}'
        yield Problem(place, "unexpanded-fact", f"'{match.group()}' stands for a value in data only", hint)


def _links(guide: Guide, page: Page) -> Iterator[Problem]:
    generated = {guide.term_path(term) for term in guide.terms}
    for match in _LINK.finditer(without_code(page.text)):
        place = Place.at(path_of(page), page.text, match.start())
        try:
            urlsplit(match.group(1))
        except ValueError:
            yield Problem(place, "broken-link", f"link to '{match.group(1)}': that is no address", "check its host")
            continue
        target = unquote(match.group(1).partition("#")[0])
        if not target or re.match(r"[a-z][a-z0-9+.-]*:|//|\{", target):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target))
        if target.endswith(".md") and path not in guide.pages_by_path and path not in generated:
            gone: dict[str, str] = {guide.term_path(entry.id): entry.id for entry in guide.glossary.retired}
            gone |= {guide.term_path(line.partition(" ")[2]): line.partition(" ")[2] for line in guide.locked}
            hint = moved(guide, "term", gone.get(path, "")) or suggestion(path, [*guide.pages_by_path, *generated])
            yield Problem(place, "missing-page", f"link to '{target}', which does not exist", hint)


def _nav(guide: Guide) -> Iterator[Problem]:
    known = set(guide.pages_by_path)
    for path in guide.nav:
        if path not in known:
            yield Problem(
                path.place, "missing-page", f"nav names '{path}', which does not exist", suggestion(path, known)
            )
    for page in guide.articles:
        if page.path not in guide.nav:
            message = "the article is not in the nav of mkdocs.yml"
            yield Problem(Place(path_of(page)), "missing-page", message, "add it: nav is the reading order")
    for name, path in {**vars(guide.settings.pages), "practice": guide.settings.practice}.items():
        if path and path not in known:
            yield Problem(
                path.place, "missing-page", f"the {name} page '{path}' does not exist", suggestion(path, known)
            )


def _cards(guide: Guide) -> Iterator[Problem]:
    if (folder := guide.settings.paths) and not guide.paths:
        known = {posixpath.dirname(page.path) for page in guide.pages} - {""}
        message = f"the folder of paths '{folder}' has no pages"
        yield Problem(folder.place, "missing-page", message, suggestion(folder, known))
    taken = {guide.sheet_path: "the sheet for before a call"}
    for page in (*guide.articles, *guide.paths):
        path = guide.card_path(page)
        if path in taken:
            message = f"its card '{path}' would take the place of that of {taken[path]}"
            yield Problem(Place(path_of(page)), "taken-path", message, "rename the page")
        taken.setdefault(path, f"'{page.path}'")
