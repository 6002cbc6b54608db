"""Which offer is meant by a sentence. What is heard in it are ideas: each stands for the verbs or the objects that
people use for one another, whatever their trade. An offer names the ideas that mean it together; sentences that are
alike speak for it, too. lookup-offers.js decides the same in the browser; tests/offers.yml holds the two together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .hearing import stem, words
from .learning import learned, likely
from .products import Idea, Offer

ALIKE = 5.0
"""What a sentence counts that is wholly alike, beside the ideas that are heard together."""
WHOLE = 0.7
"""How much of that one sentence gives; the rest is how far the offer's sentences hold what was said together."""
FURTHER = 0.3
"""What an idea counts that the offer knows, beside those that mean it together."""
LEAST = -8.0
"""The least that signs count which speak against an offer, by what was learned from all sentences (learning.py)."""
OFTEN = 3
"""Sentences in which a word has to stand to be a sign of its own there, beside the ideas."""
GAP = 1
"""Words that may stand between those of a phrase."""
SURE, AHEAD = 4.0, 1.2
"""The score at which an offer is meant, and how far the next must lie behind it: where less is sure, the nearest are
shown instead, which costs a glance, while a wrong answer in front of a buyer costs more."""
NEAR, MOST = 0.0, 3
"""The score from which an offer may be meant; so many are shown at most."""
SHORT = 5
"""Words up to which a question for what a word means is no more than that."""
LITTLE = frozenset(
    words(
        "a about all am an and any are as at be been but by can could did do does for from get had has have he her "
        "him his how i if in into is it its just may me my no not of on one or our out should so some that the "
        "their them then there they this to us use uses was we were what when where which who will with would you "
        "your even ever just long need needs own really want wants "
    )
)
"""Words that say nothing of what is meant."""
PARTICLES = frozenset({"in", "on", "out"})
"""Those that make another verb of one, such as "log in"."""
WHAT, IS = frozenset({"what", "whats"}), frozenset({"is", "are", "does"})
"""How a question for what a word means begins."""
MEANING = frozenset({"explain", "define", "difference"})
"""What such a question holds near its beginning."""
WORKS = frozenset({"work", "works", "function"})
"""How a question for what a thing does ends that begins with how."""


@dataclass(frozen=True)
class Near:
    """An offer that may be meant, how much speaks for it, and the words of the sentence that do."""

    offer: Offer
    score: int
    by: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """What a sentence leads to: the nearest offers, the best one first, and whether that one is meant."""

    sure: bool = False
    nearest: tuple[Near, ...] = ()

    @property
    def meant(self) -> Offer | None:
        """The offer that is meant for sure."""
        return self.nearest[0].offer if self.sure else None


@dataclass(frozen=True)
class Said:
    """A sentence taken apart: its words, and where each idea is heard, by the ideas' numbers."""

    words: list[str]
    heard: dict[int, list[tuple[int, ...]]]
    stems: list[str]


class Router:
    """Everything worked out that no sentence changes. The weights of ideas are for the browser, too."""

    def __init__(self, ideas: Sequence[Idea], offers: Sequence[Offer], idle: Sequence[str] = ()) -> None:
        self._offers = offers
        self.phrases = [[phrase(form) for form in idea.words] for idea in ideas]
        self._begins: dict[str, list[tuple[int, list[str]]]] = {}
        for number, forms in enumerate(self.phrases):
            for form in forms:
                self._begins.setdefault(form[0], []).append((number, form))
        numbers: dict[str, int] = {idea.id: number for number, idea in enumerate(ideas)}
        self.together = [[[numbers[one] for one in hears.split()] for hears in offer.hears] for offer in offers]
        texts = [[*offer.says, *offer.further, offer.situation] for offer in offers]
        told = [(self.take_apart(said), at) for at, text in enumerate([*texts, idle]) for said in text]
        often = Counter(one for said, _ in told for one in said.stems)
        self.common = [one for one, times in often.items() if times >= OFTEN]
        self._signs = {one: number for number, one in enumerate(self.common, len(ideas))}
        signs = [(self._signs_of(said), at) for said, at in told]
        self.learned = learned(signs, len(ideas) + len(self.common), len(offers)) if told else []
        counted = Counter(number for said, at in told if at < len(offers) for number in said.heard)
        in_all = sum(map(len, texts))
        self.weights = [round(math.log(max(in_all, 1) / (counted[number] + 2)), 2) for number in range(len(ideas))]
        self._told = [[stems(text) for text in said] for said in texts]
        self._every = [set().union(*told) for told in self._told]
        self._used = Counter(one for every in self._every for one in every)

    def _signs_of(self, said: Said) -> list[int]:
        """The numbers of the ideas that are heard and of common words."""
        return [*said.heard, *(self._signs[one] for one in said.stems if one in self._signs)]

    def hear(self, text: str) -> Heard:
        """What a sentence leads to; nothing where too little speaks for any, and where a word's meaning is asked."""
        said = self.take_apart(text)
        if not _asks(said):
            return Heard()
        fits = likely(self.learned, self._signs_of(said)) if self._offers else []
        all_of_them = [self._near(number, said, max(fits[number], LEAST)) for number in range(len(self._offers))]
        nearest = sorted(all_of_them, key=lambda near: -near.score)
        if not nearest:
            return Heard()
        first, second = nearest[0], nearest[1].score if len(nearest) > 1 else 1000 * LEAST
        sure = first.score >= 1000 * SURE and first.score - second >= 1000 * AHEAD
        kept = [near for near in nearest[:MOST] if near.score >= 1000 * NEAR]
        return Heard(sure, tuple(kept))

    def take_apart(self, text: str) -> Said:
        """Where ideas are heard. A word that belongs to a phrase, such as "desk" in "help desk", is not heard alone."""
        heard_words = words(text)
        forms = [stem(word) for word in heard_words]
        alone, phrases = [], []
        for at, word in enumerate(heard_words):
            for number, form in (*self._begins.get(forms[at], ()), *self._begins.get(f"={word}", ())):
                if len(form) > 1:
                    places = _places(form, forms, at)
                    if places:
                        phrases.append((number, places))
                elif word not in LITTLE or form[0][0] == "=":
                    alone.append((number, (at,)))
        little = {at for at, word in enumerate(heard_words) if word in LITTLE - PARTICLES}
        taken = {at for _, places in phrases if little.isdisjoint(places) for at in places}
        heard: dict[int, list[tuple[int, ...]]] = {}
        for number, places in (*phrases, *((number, places) for number, places in alone if places[0] not in taken)):
            if places not in heard.setdefault(number, []):
                heard[number].append(places)
        return Said(heard_words, heard, stems(text))

    def _near(self, number: int, said: Said, fits: float) -> Near:
        best: float = 0
        meant: tuple[int, ...] = ()
        for together in self.together[number]:
            worth = sum(self.weights[idea] for idea in together)
            if worth > best + 1e-9 and _distinct(together, said.heard):
                best, meant = worth, tuple(together)
        known = dict.fromkeys(idea for together in self.together[number] for idea in together if idea in said.heard)
        further = sum(self.weights[idea] for idea in known if idea not in meant)
        told = best + FURTHER * further + ALIKE * self._alike(number, said.stems) + fits
        score = math.floor(1000 * told + 0.5)
        places = sorted({at for idea in meant or known for place in said.heard[idea] for at in place})
        shared = [word for word in said.words if word not in LITTLE and stem(word) in self._every[number]]
        return Near(self._offers[number], score, tuple(dict.fromkeys([said.words[at] for at in places] or shared)))

    def _alike(self, number: int, asked: list[str]) -> float:
        """How like the offer's sentences what was said is, from 0 to 1; rare words count more."""

        def weight(one: str) -> float:
            return math.log(1 + len(self._offers) / self._used.get(one, 1))

        def shared(others: Collection[str]) -> float:
            return sum(weight(one) for one in asked if one in others)

        in_all = sum(map(weight, asked)) or 1
        likest = max(2 * shared(told) / (in_all + sum(map(weight, told))) for told in self._told[number])
        return WHOLE * likest + (1 - WHOLE) * shared(self._every[number]) / in_all


def phrase(form: str) -> list[str]:
    """A form of an idea as it is looked for: stems in a row, or one word as it is where it begins with `=`."""
    return [f"={words(form)[0]}"] if form.startswith("=") else [stem(word) for word in words(form)]


def stems(text: str) -> list[str]:
    """What a text says, each stem once."""
    return list(dict.fromkeys(stem(word) for word in words(text) if word not in LITTLE))


def _places(form: list[str], said: list[str], at: int) -> tuple[int, ...]:
    """Where the words of a phrase stand that begins there; nothing where it does not."""
    places = [at]
    for one in form[1:]:
        after = places[-1] + 1
        found = [next_at for next_at, word in enumerate(said[after : after + GAP + 1], after) if word == one]
        if not found:
            return ()
        places.append(found[0])
    return tuple(places)


def _distinct(together: list[int], heard: dict[int, list[tuple[int, ...]]]) -> bool:
    """Whether each of the ideas is heard in words of its own: one word never stands for two of them."""

    def from_idea(number: int, taken: frozenset[tuple[int, ...]]) -> bool:
        if number == len(together):
            return True
        return any(
            from_idea(number + 1, taken | {places}) for places in heard.get(together[number], ()) if places not in taken
        )

    return from_idea(0, frozenset())


def _asks(said: Said) -> bool:
    """Whether it is a sentence, and asks for more than what a word means."""
    told = said.words
    defines = 1 < len(told) <= SHORT and told[0] in WHAT and told[1] in IS
    works = told[:1] == ["how"] and told[-1] in WORKS
    return not defines and not works and MEANING.isdisjoint(told[:4]) and (len(told) > 2 or len(said.stems) > 1)
