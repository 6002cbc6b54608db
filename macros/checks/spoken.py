"""What only the lookup and the reader of documents read: no two terms may be asked for or written of in the same words,
since one could then only guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.fields import suggestion
from ..data.kinds import Text
from ..data.problems import Problem
from ..guide.forms import key
from ..guide.guide import Guide
from ..guide.history import TERM
from ..guide.wording import Spoken
from .ids import is_gone, moved

_SENTENCE = re.compile(r"[?!.,;:…\"”]+(?=\s|$)|(?:(?<=\s)|^)[\"“]+")
"""Marks of a sentence, which belong to no name."""


def check(guide: Guide) -> Iterator[Problem]:
    for term in guide.often:
        if term not in guide.terms and not is_gone(guide, TERM, term):
            hint = moved(guide, TERM, term) or suggestion(term, guide.terms) or "add the term, or take it out here"
            yield Problem(term.place, "dangling-reference", f"there is no term '{term}'", hint)
    owners = _named(guide)
    for entry in guide.spoken_list:
        if is_gone(guide, TERM, entry.id):
            continue
        if entry.id not in guide.terms:
            yield _dangling(guide, entry.id)
        elif not (entry.phrases or entry.names):
            yield Problem(entry.place, "empty", f"'{entry.id}' has neither phrases nor names", "remove the entry")
        yield from _shared(entry, owners)
    yield from _written(guide)


def _dangling(guide: Guide, identity: Text) -> Problem:
    hint = moved(guide, TERM, identity) or suggestion(identity, guide.terms) or "add the term, or remove the entry"
    return Problem(identity.place, "dangling-reference", f"there is no term '{identity}'", hint)


def _named(guide: Guide) -> dict[str, tuple[Text, str]]:
    """What already stands for a term, by its form without case and hyphens: the text and the term's id. What several
    buyers say of different terms, `heard_as`, is theirs to share."""
    owners: dict[str, tuple[Text, str]] = {}
    for term in guide.glossary.terms:
        for form in (*term.surface_forms, *(entry.form for entry in term.deprecated), *term.spoken):
            owners.setdefault(_key(form), (form, term.id))
    return owners


def _shared(entry: Spoken, owners: dict[str, tuple[Text, str]]) -> Iterator[Problem]:
    for said in (*entry.names, *entry.phrases):
        first, owner = owners.setdefault(_key(said), (said, entry.id))
        if not said or first is said:
            continue
        if owner == entry.id and first.place.path != said.place.path:
            continue  # here it counts for more: as a name
        if owner == entry.id:
            yield Problem(
                said.place, "duplicate-item", f"'{said}' already stands for '{owner}' (at {first.place})", "keep one"
            )
        else:
            hint = "keep it where it says more, or tell the two apart"
            yield Problem(said.place, "shared-form", f"'{said}' already stands for '{owner}' (at {first.place})", hint)


def _written(guide: Guide) -> Iterator[Problem]:
    """What documents write: each entry is of a term and each phrase of one term only; company is of somebody."""
    owners: dict[str, tuple[Text, str]] = {}
    for entry in guide.written:
        if is_gone(guide, TERM, entry.id):
            continue
        if entry.id not in guide.terms:
            yield _dangling(guide, entry.id)
        elif not (entry.phrases or entry.everyday):
            message = f"'{entry.id}' has neither phrases nor everyday words"
            yield Problem(entry.place, "empty", message, "remove the entry")
        elif entry.beside and not entry.everyday:
            hint = "list the words that count only beside these under 'everyday', or remove 'beside'"
            yield Problem(entry.beside[0].place, "missing-field", f"'{entry.id}' has no everyday words", hint)
        for phrase in entry.phrases:
            first, owner = owners.setdefault(_key(phrase), (phrase, entry.id))
            if first is not phrase:
                message = f"'{phrase}' already stands for '{owner}' (at {first.place})"
                hint = "keep it where it says more, or tell the two apart"
                yield Problem(phrase.place, "shared-form", message, hint)


def _key(form: str) -> str:
    return key(_SENTENCE.sub("", form))
