"""What the lookup knows: each term's card and every word that may lead to it, as one compact JSON document.

The page `call/` carries the document inside itself, so that it works alone; the palette on every other page loads it as
a script, the only way a page opened from disk can. Which words lead to which term how strongly is worked out here, once
a build; docs/assets/js/lookup.js compares.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from ..data.quotes import curled_data
from ..guide.addresses import LOOKUP, html_path
from ..guide.entries import Row, Term
from ..guide.guide import Guide
from ..guide.hearing import words
from ..guide.texts import FACT, plain
from ..pages.draft import Draft
from ..pages.templates import Templates
from ..prose.calls import calls
from ..prose.sections import sections
from . import offers

PAGE, SCRIPT, SAYINGS = f"{LOOKUP}/index.html", f"{LOOKUP}/cards.js", f"{LOOKUP}/sayings.js"
OFFERS = f"{LOOKUP}/offers.js"
CODE = f"{LOOKUP}/lookup.js"
"""The lookup's scripts in one file, in the order in which each needs those before it."""
JOINED = tuple(
    f"assets/js/lookup{part}.js"
    for part in ("-index", "-matches", "", "-sure", "-store", "-start", "-list", "-card", "-onward", "-view")
)
WORDS = "assets/js/lookup-words.js"
"""Stands alone, since the filters of long tables need it without the rest."""
BELIEFS = f"{LOOKUP}/beliefs.js"
STORE = "assets/js/lookup-store.js"
_KIT = "assets/js/kit.js"
READER = ("assets/js/reader-words.js", "assets/js/reader-beliefs.js", "assets/js/reader-find.js")
BESIDE = (
    (f"{LOOKUP}/follow-up.html", "follow-up.html.j2",
     (_KIT, SCRIPT, STORE, "assets/js/follow-up-mail.js", "assets/js/follow-up.js")),
    (f"{LOOKUP}/read.html", "read.html.j2",
     (_KIT, WORDS, SCRIPT, SAYINGS, BELIEFS, STORE, *READER, "assets/js/reader.js")),
    (f"{LOOKUP}/device.html", "device.html.j2", (_KIT, "assets/js/device.js")),
)  # fmt: skip
"""The pages beside the lookup, each with its template and its scripts."""
KEEPER = "assets/js/offline.js"
"""The script that keeps the guide for times without a network; a guide may go without it."""
VERSION = 1
_HEAD = re.compile(r"\A/\*.*?\*/\n", re.DOTALL)
"""What a script says of itself at its head, for who reads it here: some 7 % of what the call page would fetch of it."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_SHORTEST = 25
"""Characters: a first sentence shorter than this says too little alone."""


def write(draft: Draft) -> None:
    """`call/`, and the script from which the palette takes the same data, where mkdocs.yml asks for them."""
    if draft.guide.settings.lookup != "yes":
        return
    document = cards(draft.guide, phrases=False)
    (draft.folder / PAGE).parent.mkdir(parents=True, exist_ok=True)
    code = "".join(_HEAD.sub("", (draft.folder / part).read_text("utf-8")) for part in JOINED)
    (draft.folder / CODE).write_text(code, "utf-8")
    told = "".join((draft.folder / part).read_text("utf-8") for part in offers.CODE)
    (draft.folder / OFFERS).write_text(f"var guideOffers = {embedded(offers.document(draft.guide))};\n{told}", "utf-8")
    for part in {*JOINED, *offers.CODE} - {STORE}:
        (draft.folder / part).unlink()
    scripts = [WORDS, CODE, "assets/js/call.js", *([KEEPER] if (draft.folder / KEEPER).is_file() else [])]
    page = Templates(draft.guide).html("call.html.j2", PAGE, data=embedded(document), scripts=scripts)
    (draft.folder / PAGE).write_text(page, "utf-8")
    held, words_of = embedded(beliefs(draft.guide)), embedded(written(draft.guide))
    (draft.folder / BELIEFS).write_text(f"var guideBeliefs = {held};\nvar guideWritten = {words_of};\n", "utf-8")
    for path, template, parts in BESIDE:
        (draft.folder / path).write_text(Templates(draft.guide).html(template, path, scripts=parts), "utf-8")
    (draft.folder / SCRIPT).write_text(f"var guideCards = {embedded(document)};\n", "utf-8")
    (draft.folder / SAYINGS).write_text(f"var guideSayings = {embedded(sayings(draft.guide))};\n", "utf-8")


def embedded(document: dict[str, Any]) -> Markup:
    """JSON that may stand in a script element and in a script: no `<` and no line separator is left in it. Its texts
    are for people, quotation marks and all."""
    text = json.dumps(curled_data(document), ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def sayings(guide: Guide) -> dict[str, list[str]]:
    """What people say of each term, of its own entry and of spoken.yml. It comes after the page can be used: it is most
    of what the lookup knows."""
    said = {term.id: _said(guide, term) for term in guide.glossary.terms}
    return {term: phrases for term, phrases in said.items() if phrases}


def _said(guide: Guide, term: Term) -> list[str]:
    """Without those that count for more, as names."""
    own = guide.spoken.get(term.id)
    return [form for form in (*term.spoken, *own.phrases) if form not in own.names] if own else list(term.spoken)


def beliefs(guide: Guide) -> dict[str, list[str]]:
    """What people wrongly believe of each term, and what is so."""
    told = partial(plain, guide)
    return {
        term.id: [told(term.misconception.belief), told(term.misconception.correction)] for term in guide.glossary.terms
    }


def written(guide: Guide) -> dict[str, list[list[str]]]:
    """How documents write of each term: what means it, its everyday words, those that have to stand beside them, and
    what only sounds like it."""
    return {
        entry.id: [list(said) for said in (entry.phrases, entry.everyday, entry.beside, entry.unlike)]
        for entry in guide.written
    }


@dataclass(frozen=True)
class Answer:
    """What the lookup leads to besides terms: a page of the site. `names` count like a term's own names, `sayings` like
    what people say; `kind` is told beside the name, and `say` is the line below it."""

    id: str
    name: str
    kind: str
    say: str
    page: str
    names: tuple[str, ...] = ()
    sayings: tuple[str, ...] = ()


def cards(guide: Guide, phrases: bool = True, answers: Iterable[Answer] = ()) -> dict[str, Any]:
    """The document, with or without what people say: `terms` in glossary order, empty fields left out.

    `share` is the address of a term's page for customers, `page` that of its own page below the site's root, with
    `{id}` in place of the id; `share` has no host when mkdocs.yml names none. `moved` leads from retired ids to others;
    `acronyms` are those that are explained and are no terms; `lists` are the pages, by title and path, on which to look
    further. A term's `area` counts in `areas`; `often` are the terms to offer before anything is typed, and `answers`
    what it leads to besides terms."""
    return {
        "version": VERSION,
        "share": guide.share_base + guide.share_path("{id}"),
        "page": html_path(guide.term_path("{id}")),
        "moved": {entry.id: entry.to for entry in guide.glossary.retired},
        "labels": {"bridge": guide.settings.labels.bridge, "roles": list(guide.settings.roles)},
        "same": list(guide.settings.same_words),
        "acronyms": [[entry.form, entry.expansion] for entry in guide.glossary.acronyms],
        "lists": _lists(guide),
        "areas": [area.name for area in guide.glossary.areas],
        "often": list(guide.often),
        "terms": [_card(guide, term, phrases) for term in guide.glossary.terms],
        "answers": [_answer(answer) for answer in answers],
    }


def _lists(guide: Guide) -> list[list[str]]:
    """The pages that list all phrases and all terms, in that order: title and path."""
    pages = {call.name: page for page in guide.pages for call in calls(page)[0]}
    listing = [pages[name] for name in ("objection_table", "glossary_index") if name in pages]
    return [
        [next((part.title for part in sections(page) if part.level == 1), page.path), html_path(page.path)]
        for page in listing
    ]


def _card(guide: Guide, term: Term, phrases: bool) -> dict[str, Any]:
    told, said = partial(plain, guide), guide.spoken.get(term.id)
    card = {
        "id": term.id,
        "area": list(guide.areas).index(term.area),
        "name": term.preferred,
        "title": term.title if term.title[:1] != term.preferred[:1].upper() else "",
        "short": term.abbreviation,
        "forms": [*term.synonyms, *term.forms],
        "old": [[entry.form, told(entry.say)] for entry in term.deprecated],
        "heard": list(term.heard_as),
        "known": [*(said.names if said else ()), *_former(guide, term)],
        "spoken": _said(guide, term) if phrases else [],
        "say": told(term.sentence),
        "ask": told(term.card.ask),
        "asks": [[entry.role, told(entry.ask)] for entry in term.card.asks if entry.ask],
        "avoid": told(term.card.avoid),
        "instead": told(term.card.instead),
        "bridge": [[row.concept, row.counterpart, _opening(told(row.breaks))] for row in _rows(guide, term)[:1]],
        "unmapped": _opening(told(term.unmapped)),
        "apart": [relation.term for relation in term.related if relation.relation == "contrast"],
    }
    card["words"] = _words(term, (term.preferred, term.card.say, term.card.avoid))
    return {name: value for name, value in card.items() if value}


def _former(guide: Guide, term: Term) -> list[str]:
    """The words of the ids that were retired in favor of this term: somebody may have learned them."""
    return [entry.id.replace("-", " ") for entry in guide.glossary.retired if entry.to == term.id]


def _answer(answer: Answer) -> dict[str, Any]:
    told = {
        "id": answer.id, "name": answer.name, "kind": answer.kind, "say": answer.say, "page": answer.page,
        "forms": list(answer.names), "spoken": list(answer.sayings),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _rows(guide: Guide, term: Term) -> list[Row]:
    """The term's rows, the one that is most about it first: that in which it is named earliest."""
    return sorted(guide.rows_of(term.id), key=lambda row: (*row.terms, *row.counterpart_terms).index(term.id))


def _opening(text: str) -> str:
    """The first sentence, or as many as it takes to say something."""
    sentences, opening = _SENTENCE.split(text), ""
    while sentences and len(opening) < _SHORTEST:
        opening = f"{opening} {sentences.pop(0)}".strip()
    return opening


def _words(term: Term, told: Iterable[str]) -> str:
    """The words by which the guide defines the term and tells what people wrongly believe of it, without those that the
    card holds anyway. More text (mechanism, rows, questions) was tried: it found no more and weighed twice as much."""
    known = set(words(" ".join(told)))
    return " ".join(sorted(set(words(FACT.sub(" ", f"{term.definition} {term.misconception.belief}"))) - known))
