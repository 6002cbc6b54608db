"""What is sold beside the concepts: products with their stages and limits, which of them answers what a buyer says, and
what else a buyer may choose. Stages and limits are facts, so each number and each day stands once."""

from __future__ import annotations

from dataclasses import dataclass

from ..data.kinds import (
    NOWHERE,
    CoachingPhrase,
    CoachingProse,
    CoachingSentence,
    Day,
    Days,
    Id,
    Ids,
    Phrase,
    Sentence,
    Text,
)
from ..data.problems import Place


@dataclass(frozen=True)
class Product:
    """A product or a feature that the guide names. `also` are its other names and abbreviations; `needs` is the edition
    and the engine it takes; `stage` and `limits` are facts; `government` is what was seen of it in government cells."""

    id: Id
    name: Phrase
    maker: Phrase
    does: Sentence
    does_not: Sentence
    needs: Sentence
    stage: Id
    government: Sentence
    sources: tuple[Id, ...]
    owner: Phrase
    reviewed: Day
    review_days: Days
    also: tuple[Phrase, ...] = ()
    limits: tuple[Id, ...] = ()
    terms: tuple[Id, ...] = ()
    rows: tuple[Id, ...] = ()
    place: Place = NOWHERE

    @property
    def names(self) -> tuple[Text, ...]:
        """Every name it goes by, its own first."""
        return (self.name, *self.also)


@dataclass(frozen=True)
class Offer:
    """What answers a buyer: the `situation`, sentences in which a buyer `says` it, `further` ones by which it is found
    and which no page shows, ideas that mean it where it `hears` them together, and the `products` that answer, the
    first one first; none where the answer is not ours. `not_ours` is the part that no product of ours does, `before`
    what has to be there first, `caps` facts that limit it."""

    id: Id
    situation: CoachingPhrase
    says: tuple[CoachingPhrase, ...]
    answer: CoachingSentence
    further: tuple[CoachingPhrase, ...] = ()
    hears: tuple[Ids, ...] = ()
    products: tuple[Id, ...] = ()
    before: CoachingSentence = Text("")
    caps: tuple[Id, ...] = ()
    not_ours: CoachingSentence = Text("")
    place: Place = NOWHERE


@dataclass(frozen=True)
class Idea:
    """What a buyer may speak of, and the `words` that people of any trade use for it: a word in all its forms, a
    phrase, or, after `=`, a word in this form alone."""

    id: Id
    words: tuple[Phrase, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class ProductsFile:
    """products.yml. `idle` is what people say in a call that no offer answers."""

    products: tuple[Product, ...]
    offers: tuple[Offer, ...] = ()
    ideas: tuple[Idea, ...] = ()
    idle: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Alternative:
    """What a buyer may choose instead: where it is `strong`, plainly; where it `differs`; and the question that shows
    the difference. `facts` hold its stages and numbers."""

    id: Id
    name: Phrase
    strong: CoachingProse
    differs: CoachingProse
    ask: CoachingSentence
    as_of: Day
    sources: tuple[Id, ...]
    reviewed: Day
    review_days: Days
    facts: tuple[Id, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class Retort:
    """A hostile sentence and an answer of facts alone, those that speak against us first."""

    id: Id
    says: CoachingPhrase
    answer: CoachingProse
    as_of: Day
    facts: tuple[Id, ...]
    reviewed: Day
    review_days: Days
    ask: CoachingSentence = Text("")
    place: Place = NOWHERE


@dataclass(frozen=True)
class AlternativesFile:
    """alternatives.yml."""

    alternatives: tuple[Alternative, ...]
    retorts: tuple[Retort, ...] = ()
