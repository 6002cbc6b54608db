"""The guide's own words: acronyms it never explains, forms it has deprecated, openings it repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from ..data.fields import TODO
from ..data.problems import WARNING, Place, Problem
from ..guide.forms import FormIndex, Match, key, words
from ..guide.guide import Guide
from ..guide.texts import FACT, Passage, passages
from ..prose.sections import path_of, sections, unquoted

_ACRONYM = re.compile(r"(?<![\w/.])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?=s?(?![\w]))")
_TODO = re.compile(r"\bTODO\b")
_OTHERS_WORDS = {"form", "avoid", "belief", "heard_as", "scene", "stem", "text", "expansion"}
"""Fields that report what others say, so that deprecated forms belong there."""

OPENING_SHARE = 0.15
"""The most definitions that may begin with the same two words, and the most articles with the same one."""
ENOUGH = 12
"""Shares say nothing about fewer."""


def check(guide: Guide) -> Iterator[Problem]:
    known = _known_acronyms(guide)
    index = FormIndex([(entry.form, entry.say) for term in guide.glossary.terms for entry in term.deprecated])
    former, former_ids = _former_names(guide)
    for text, place, own in _texts(guide):
        for match in _ACRONYM.finditer(text):
            if match.group() not in known and match.group() != "TODO":
                hint = "make it a term's abbreviation, or add it to 'acronyms' in glossary.yml"
                message = f"'{match.group()}' is explained nowhere"
                yield Problem(place(match.start()), "undefined-acronym", message, hint)
        said = unquoted(text) if own else ""
        for found in index.matches(said):
            message = f"'{_as_written(text, found)}' is deprecated"
            yield Problem(place(found.start), "deprecated-form", message, f"say: {found.id}")
        for found in former.matches(said):
            if to := former_ids.get(found.id):
                since = "any more" if to == found.id else "since it was retired"
                message = f"'{_as_written(text, found)}' is no name of '{found.id}' {since}"
                hint = f"write '{guide.terms[to].preferred}', or list it under 'synonyms' of '{to}'"
                yield Problem(place(found.start), "former-name", message, hint, WARNING)
    for unfinished in _unfinished(guide):
        yield Problem(unfinished, "unfinished", "still to be written", "replace the TODO")
    definitions = [term.definition for term in guide.glossary.terms if term.definition]
    yield from _openings([(text, text.place) for text in definitions], 2, "definition")
    yield from _openings(list(_first_paragraphs(guide)), 1, "article")


def _as_written(text: str, found: Match) -> str:
    return " ".join(text[found.start : found.end].split())


def _former_names(guide: Guide) -> tuple[FormIndex, dict[str, str]]:
    """The words of ids that name no term, since the name was changed by hand or the entry retired; found beside all
    names, since a longer one may hold them. And the term that each of these ids leads to."""
    named = [(form, "") for term in guide.glossary.terms for form in term.surface_forms]
    named += [(entry.form, "") for term in guide.glossary.terms for entry in term.deprecated]
    named += [(homonym.form, "") for homonym in guide.glossary.homonyms]
    keys = {" ".join(words(key(form))) for form, _ in named}
    named_now = [term.id for term in guide.glossary.terms if term.preferred and not term.preferred.startswith(TODO)]
    leads = {str(term): str(term) for term in named_now}
    leads |= {str(gone.id): str(gone.to) for gone in guide.glossary.retired}
    former = {term: to for term, to in leads.items() if to in guide.terms and term.replace("-", " ") not in keys}
    return FormIndex([*named, *((term.replace("-", " "), term) for term in former)]), former


def _unfinished(guide: Guide) -> Iterator[Place]:
    """Where a TODO is left: in a text of the data, or anywhere in a page, headings, calls and fields included."""
    for passage in passages(guide):
        if passage.text.startswith(TODO) or _is_prose(passage) and _TODO.search(passage.text):
            yield passage.text.place
    told = [text for source in guide.source_list for text in (source.title, source.publisher)]
    for text in (*vars(guide.settings.labels).values(), *told):
        if text.startswith(TODO):
            yield text.place
    for page in guide.pages:
        for number, line in enumerate(page.text.split("\n") if page.macros else (), 1):
            for todo in _TODO.finditer(line):
                yield Place(path_of(page), number, todo.start() + 1)


def _openings(texts: list[tuple[str, Place]], length: int, kind: str) -> Iterator[Problem]:
    """A problem at the last of the texts that begin alike, where too many do."""
    begun: dict[str, list[Place]] = {}
    for text, place in (told for told in texts if " " in told[0]):  # other scripts put no space between words
        begun.setdefault(" ".join(words(text)[:length]).casefold(), []).append(place)
    for opening, places in begun.items():
        if len(texts) >= ENOUGH and len(places) > OPENING_SHARE * len(texts):
            message = f"'{opening}' begins {len(places)} of {len(texts)} {kind}s"
            yield Problem(places[-1], "repeated-opening", message, f"at most {OPENING_SHARE:.0%}: begin otherwise")


def _first_paragraphs(guide: Guide) -> Iterator[tuple[str, Place]]:
    """What each article says first, below its title."""
    for page in guide.articles:
        for section in sections(page):
            if section.level == 1 and (found := re.search(r"\S", section.text)):
                yield section.text[found.start() :], section.place(page, found.start())


def _known_acronyms(guide: Guide) -> set[str]:
    forms = [form for term in guide.glossary.terms for form in term.surface_forms]
    forms += [entry.form for entry in guide.glossary.acronyms]
    return {acronym for form in forms for acronym in _ACRONYM.findall(form)}


def _texts(guide: Guide) -> Iterator[tuple[str, Callable[[int], Place], bool]]:
    """Each text, a function from an offset in it to a place, and whether the words are the guide's own."""
    for passage in passages(guide):
        if _is_prose(passage):
            text = FACT.sub(lambda match: " " * len(match.group()), passage.text)
            yield text, _same(passage.text.place), passage.field not in _OTHERS_WORDS
    for page in guide.articles:
        for section in sections(page):
            yield section.text, partial(section.place, page), True


def _is_prose(passage: Passage) -> bool:
    return passage.kind.prose or passage.field in ("concept", "counterpart", "title")


def _same(place: Place) -> Callable[[int], Place]:
    return lambda offset: place
