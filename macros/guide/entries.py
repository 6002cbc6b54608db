"""What the guide knows: terms, mapping rows, facts and their sources.

The loader and the JSON Schemas are both derived from these classes. Fields without a default are required; a default
makes a field optional. Patterns and lengths ride on the annotations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..data.kinds import NOWHERE, CoachingProse, CoachingSentence, Day, Days, Id, Phrase, Prose, Sentence, Text, Url
from ..data.problems import Place

RELATIONS = {
    "contrast": "contrast", "part-of": "has-part", "has-part": "part-of",
    "uses": "used-by", "used-by": "uses", "see-also": "see-also",
}  # fmt: skip
"""Each typed relation and its inverse (ISO 25964 associative and partitive relations)."""


SECONDARY = "secondary"
"""The grade of a source that speaks of somebody else's thing."""


@dataclass(frozen=True)
class Source:
    """A page somebody can open. `how`: `read` when its text was read on `checked`, `cited` when only its address was
    confirmed in other public material. `grade`: `primary` when whoever made the thing speaks of it, or was there;
    `secondary` when somebody reports, sums up or sells against it."""

    id: Id
    title: Phrase
    publisher: Phrase
    url: Url
    checked: Day
    how: Literal["read", "cited"]
    grade: Literal["primary", "secondary"]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Fact:
    """A number or a stage that moves: stated once, dated, and reviewed every `review_days`."""

    id: Id
    value: Phrase
    statement: Sentence
    as_of: Day
    sources: tuple[Id, ...]
    reviewed: Day
    review_days: Days
    place: Place = NOWHERE


@dataclass(frozen=True)
class Area:
    """A part of the field. Terms of a `mapped` area need a mapping row or a stated reason why there is none."""

    id: Id
    name: Phrase
    description: Sentence
    mapped: Literal["yes", "no"]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Deprecated:
    """A form the guide does not use, and the one to say instead."""

    form: Phrase
    say: CoachingSentence


@dataclass(frozen=True)
class Misconception:
    """What people commonly believe, and what is so."""

    belief: Sentence
    correction: Prose


@dataclass(frozen=True)
class Relation:
    """A typed link to another term; a contrast carries a `note` that says how the two differ."""

    term: Id
    relation: Literal["contrast", "part-of", "has-part", "uses", "used-by", "see-also"]
    note: Sentence = Text("")


@dataclass(frozen=True)
class RoleAsk:
    """The question to put to one role, where it differs from the one for everybody. mkdocs.yml names the roles."""

    role: Phrase
    ask: CoachingSentence


@dataclass(frozen=True)
class Card:
    """For use during a call: one thing to say, one question, one thing not to say and what to say instead. `asks` are
    questions for single roles, which stand beside `ask`."""

    say: Sentence
    ask: CoachingSentence
    avoid: CoachingSentence
    instead: CoachingSentence
    asks: tuple[RoleAsk, ...] = ()


@dataclass(frozen=True)
class Change:
    """What a reader who knew the entry before should know, and since when."""

    on: Day
    what: Sentence


@dataclass(frozen=True)
class Term:
    """A concept and the words for it. `id` never changes. `forms` are inflections, used for linking only; `spoken` are
    everyday words in which people ask for it, used by the lookup only."""

    id: Id
    preferred: Phrase
    area: Id
    heard_as: tuple[Phrase, ...]
    definition: Sentence
    mechanism: Prose
    misconception: Misconception
    related: tuple[Relation, ...]
    card: Card
    sources: tuple[Id, ...]
    reviewed: Day
    abbreviation: Phrase = Text("")
    synonyms: tuple[Phrase, ...] = ()
    forms: tuple[Phrase, ...] = ()
    deprecated: tuple[Deprecated, ...] = ()
    spoken: tuple[Phrase, ...] = ()
    broader: tuple[Id, ...] = ()
    unmapped: Sentence = Text("")
    changes: tuple[Change, ...] = ()
    keeps_case: Literal["yes", "no"] = "no"
    place: Place = NOWHERE

    @property
    def title(self) -> str:
        """The name where a capital letter begins: a first word with a case of its own (gRPC, iOS) keeps it, and so does
        a name that says so with `keeps_case` (npm)."""
        first = self.preferred.partition(" ")[0]
        own = self.keeps_case == "yes" or first != first.lower()
        return str(self.preferred) if own else self.preferred[:1].upper() + self.preferred[1:]

    @property
    def sentence(self) -> Text:
        """What tells the term in one sentence: what its card says, or how it is defined."""
        return self.card.say or self.definition

    @property
    def surface_forms(self) -> tuple[Text, ...]:
        """Every form that names this term and may be linked, preferred term first."""
        abbreviation = (self.abbreviation,) if self.abbreviation else ()
        return (self.preferred, *abbreviation, *self.synonyms, *self.forms)


@dataclass(frozen=True)
class Retired:
    """An id that was once published, and where its readers are sent."""

    id: Id
    to: Id
    on: Day
    place: Place = NOWHERE


@dataclass(frozen=True)
class Homonym:
    """A form that several terms share. In prose it leads to a page of its own, which tells them apart."""

    id: Id
    form: Phrase
    terms: tuple[Id, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Acronym:
    """An acronym that prose may use although it is no term."""

    form: Phrase
    expansion: Phrase


@dataclass(frozen=True)
class Glossary:
    """glossary.yml."""

    areas: tuple[Area, ...]
    terms: tuple[Term, ...]
    acronyms: tuple[Acronym, ...] = ()
    retired: tuple[Retired, ...] = ()
    homonyms: tuple[Homonym, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of the mapping: a concept, its counterpart, where the analogy holds and where it breaks."""

    id: Id
    concept: Phrase
    terms: tuple[Id, ...]
    counterpart: Phrase
    holds: Prose
    breaks: Prose
    consequence: CoachingProse
    ask: CoachingSentence
    sources: tuple[Id, ...]
    reviewed: Day
    counterpart_terms: tuple[Id, ...] = ()
    facts: tuple[Id, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class MappingFile:
    """mapping.yml."""

    rows: tuple[Row, ...]
    retired: tuple[Retired, ...] = ()


@dataclass(frozen=True)
class FactsFile:
    """facts.yml."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class SourcesFile:
    """sources.yml."""

    sources: tuple[Source, ...]
