"""Definitions and forms, held to the rules of terminology work (ISO 704)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.fields import suggestion
from ..data.kinds import Text
from ..data.problems import Problem
from ..guide.entries import Term
from ..guide.forms import FormIndex, key, matchable, term_forms, words
from ..guide.guide import Guide
from ..prose.usage import uses
from .ids import is_renamed
from .references import circles

LONGEST_DEFINITION = 35
_STOPS, _MARKS = (".", "。", "।", "۔"), ("?", "？", "؟", "\u037e")
"""What closes a sentence and a question, in scripts that have marks of their own."""


def check(guide: Guide) -> Iterator[Problem]:
    yield from _shared_forms(guide)
    yield from _homonyms(guide)
    forms = term_forms(guide.glossary.terms, guide.glossary.homonyms)
    names = FormIndex([*forms, *((f"{form}s", identity) for form, identity in forms)])
    for term in guide.glossary.terms:
        if term.definition:
            yield from _definition(term, names)
        yield from _card(guide, term)
    yield from circles(
        _mentions(guide), "definition-cycle", "is defined by way of itself", "reword one definition of the circle"
    )
    yield from _coverage(guide)


def _shared_forms(guide: Guide) -> Iterator[Problem]:
    owners: dict[str, tuple[Text, Term]] = {}
    declared = {key(homonym.form): set(homonym.terms) for homonym in guide.glossary.homonyms}
    for term in guide.glossary.terms:
        deprecated = tuple(entry.form for entry in term.deprecated)
        for form in (*term.surface_forms, *deprecated):
            if not form:
                continue
            if not matchable(form):
                message = f"form '{form}' can be found in no text"
                yield Problem(form.place, "unmatchable-form", message, "a form has a letter or a digit")
                continue
            first, owner = owners.setdefault(key(form), (form, term))
            if owner is not term and {owner.id, term.id} <= declared.get(key(form), set()):
                continue
            if owner is not term:
                at = f"{first.place.line}:{first.place.column}"
                message = f"form '{form}' already stands for '{owner.id}' (at {at})"
                yield Problem(
                    form.place,
                    "shared-form",
                    message,
                    "one form, one term; if both are called so, declare it under 'homonyms'",
                )
            elif first is not form:
                yield Problem(form.place, "duplicate-item", f"form '{form}' is given twice", "keep one")


def _homonyms(guide: Guide) -> Iterator[Problem]:
    """A declared homonym names two terms or more, each of which has the form; its id is no term's."""
    seen: set[str] = set()
    for homonym in guide.glossary.homonyms:
        if homonym.id in guide.terms:
            message = f"'{homonym.id}' is the id of a term"
            yield Problem(homonym.id.place, "duplicate-id", message, "ids never repeat: name the homonym otherwise")
        if len(homonym.terms) == 1:
            message = f"'{homonym.form}' names one term here"
            yield Problem(homonym.terms[0].place, "shared-form", message, "name the others, or remove the homonym")
        if key(homonym.form) in seen:
            message = f"'{homonym.form}' is declared twice"
            yield Problem(homonym.form.place, "duplicate-item", message, "keep one, with all its terms")
        seen.add(key(homonym.form))
        for term in (guide.terms[identity] for identity in homonym.terms if identity in guide.terms):
            if key(homonym.form) not in map(key, filter(None, term.surface_forms)):
                at = next(identity.place for identity in homonym.terms if identity == term.id)
                message = f"'{term.id}' has no form '{homonym.form}'"
                yield Problem(at, "shared-form", message, "add it to the term's synonyms, or remove the term here")


def _definition(term: Term, names: FormIndex) -> Iterator[Problem]:
    definition = term.definition
    length = len(definition.split())
    if length > LONGEST_DEFINITION:
        message = f"the definition of '{term.id}' has {length} words, at most {LONGEST_DEFINITION}"
        yield Problem(definition.place, "long-definition", message, "move detail to 'mechanism'")
    if not definition.endswith(_STOPS) or re.search(r"[.!?;]\s+[A-Z]", definition):
        message = f"the definition of '{term.id}' is not one sentence"
        yield Problem(definition.place, "definition-sentences", message, "one sentence, closed by a full stop")
    if own := _own_words(term, names):
        message = f"the definition of '{term.id}' uses '{own}', the word it defines"
        yield Problem(definition.place, "circular-definition", message, "say in other words what sets it apart")


_FRAME = re.compile(r"[^.;:]{1,120}?\b(?:is|are|means|refers to|occurs when|happens when)\b ", re.IGNORECASE)
"""How a sentence begins that says first what it defines: "A storm sail is"."""
_SUBJECT = re.compile(r"(?:In [^,.;:]{1,60}, )?(?:(?:An?|The) )?", re.IGNORECASE)
_VERB = re.compile(r"(?: \([^()]{1,40}\)|, [^,.;:]{1,60},)? (?=[a-z]+s\b)")
"""How one begins whose subject is what it defines, whatever it says of it: "In a gale, a storm sail keeps"."""


def _own_words(term: Term, names: FormIndex) -> str:
    """The words by which a definition leans on what it defines: a name of the term, or all the words of its name in
    another order, as in "a tree with evergreen foliage" for an evergreen tree. The kind of thing may be named by the
    word that the name ends with: a storm sail is a small sail. The term may be named before what it is, and a longer
    name that holds its own is another term's, whose definition tells whether it leads back."""
    definition, parts = _unframed(term), words(term.preferred)
    for other in reversed([found for found in names.matches(definition) if found.id != term.id]):
        definition = f"{definition[: other.start]}…{definition[other.end :]}"
    own: list[str] = [term.preferred, *([term.abbreviation] if term.abbreviation else []), *term.synonyms]
    own += [f"{parts[0]}s"] if len(parts) == 1 else []
    if match := next(FormIndex([(form, form) for form in own]).matches(definition), None):
        return definition[match.start : match.end]
    used = {word.casefold() for word in words(definition)}
    return " … ".join(parts) if len(parts) > 1 and {part.casefold() for part in parts} <= used else ""


def _unframed(term: Term) -> str:
    """A definition without the words that only name what is defined, in the singular or the plural."""
    definition, forms = term.definition, [form for form, _ in term_forms([term])]
    names = FormIndex([(form, term.id) for form in dict.fromkeys([*forms, *(f"{form}s" for form in forms)])])
    if (frame := _FRAME.match(definition)) and any(names.matches(frame.group())):
        return definition[frame.end() :]
    begins = _SUBJECT.match(definition)
    first = next(names.matches(definition), None)
    if begins and first and first.start == begins.end() and (verb := _VERB.match(definition, first.end)):
        return definition[verb.end() :]
    return definition


def _card(guide: Guide, term: Term) -> Iterator[Problem]:
    asks = [term.card.ask, *(entry.ask for entry in term.card.asks)]
    for field, text, limit in (("say", term.card.say, 30), *(("ask", ask, 20) for ask in asks)):
        if (length := len(text.split())) > limit:
            message = f"'{field}' of '{term.id}' has {length} words, at most {limit}"
            yield Problem(text.place, "long-card", message, "it is read aloud: shorten it")
    for ask in asks:
        if ask and not ask.endswith(_MARKS):
            yield Problem(ask.place, "card-question", f"'ask' of '{term.id}' is not a question", "end it with '?'")
    seen: set[str] = set()
    for role in (entry.role for entry in term.card.asks if entry.role):
        if role not in guide.settings.roles:
            hint = suggestion(role, guide.settings.roles) or "add it to 'roles' in mkdocs.yml"
            yield Problem(role.place, "unknown-role", f"mkdocs.yml names no role '{role}'", hint)
        elif role in seen:
            yield Problem(role.place, "duplicate-item", f"'{role}' is asked twice", "keep one")
        seen.add(role)


def _mentions(guide: Guide) -> dict[str, list[Text]]:
    index = FormIndex(term_forms(guide.glossary.terms, guide.glossary.homonyms))
    return {
        term.id: [
            Text(match.id, term.definition.place) for match in index.matches(term.definition) if match.id != term.id
        ]
        for term in guide.glossary.terms
    }


def _coverage(guide: Guide) -> Iterator[Problem]:
    used = {use.term for use in uses(guide)} | {term for row in guide.mapping.rows for term in row.terms}
    optional = guide.settings.optional
    for term in guide.glossary.terms:
        if is_renamed(guide, term.id):
            continue
        if term.preferred and term.id not in used and "articles" not in optional:
            message = f"no page and no mapping row uses '{term.id}'"
            yield Problem(term.id.place, "unused-term", message, "use it in an article, or remove it")
        if not guide.questions_of(term.id) and "questions" not in optional:
            message = f"no question tests '{term.id}'"
            yield Problem(term.id.place, "untested-term", message, "add it to a question's 'terms'")
        area = guide.areas.get(term.area)
        mapped = any(term.id in row.terms for row in guide.mapping.rows)
        wanted = area and area.mapped == "yes" and "mapping" not in optional
        if wanted and not mapped and not term.unmapped:
            message = f"'{term.id}' has neither a mapping row nor a reason why it has none"
            yield Problem(term.id.place, "unmapped-term", message, "add a row, or say why not in 'unmapped:'")
        if mapped and term.unmapped:
            message = f"'{term.id}' has a mapping row and a reason why it has none"
            yield Problem(term.unmapped.place, "unmapped-term", message, "remove 'unmapped'")
