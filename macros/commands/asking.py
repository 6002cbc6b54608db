"""Which term somebody means by a phrase, for programs that cannot run the lookup's scripts: a plain measure of shared
words, rare ones counting more, over the same data. It says when it is not sure."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ..guide.entries import Term
from ..guide.guide import Guide
from ..guide.hearing import words

NEAREST = 3
SURE, AHEAD = 0.6, 1.25
"""A term is meant for sure when a phrase of it shares at least so much of what was said, so much more than the next."""


@dataclass(frozen=True)
class Found:
    """A term, how well it fits from 0 to 1, and the phrase by which it was found."""

    term: Term
    fit: float
    by: str


class Asking:
    """The phrases of one guide, ready to be asked."""

    def __init__(self, guide: Guide):
        self._guide = guide

    def find(self, said: str) -> tuple[list[Found], bool]:
        """The nearest terms, the best first, and whether the first is meant for sure."""
        asked = Counter(words(said))
        best: dict[str, Found] = {}
        for term, phrase, parts in self._phrases:
            fit = self._fit(asked, parts)
            if fit > 0 and (term.id not in best or fit > best[term.id].fit):
                best[term.id] = Found(term, round(fit, 3), phrase)
        found = sorted(best.values(), key=lambda one: (-one.fit, one.term.id))[:NEAREST]
        sure = bool(found) and found[0].fit >= SURE and (len(found) == 1 or found[0].fit >= AHEAD * found[1].fit)
        return found, sure

    @cached_property
    def _phrases(self) -> list[tuple[Term, str, Counter[str]]]:
        found = []
        for term in self._guide.glossary.terms:
            own = self._guide.spoken.get(term.id)
            said = (*own.names, *own.phrases) if own else ()
            loose = (entry.form for entry in term.deprecated)
            for phrase in (*term.surface_forms, *loose, *term.heard_as, *term.spoken, *said):
                found.append((term, str(phrase), Counter(words(phrase))))
        return found

    @cached_property
    def _rarity(self) -> dict[str, float]:
        used: dict[str, set[str]] = {}
        for term, _, parts in self._phrases:
            for word in parts:
                used.setdefault(word, set()).add(term.id)
        return {word: math.log(1 + len(self._guide.terms) / len(ids)) for word, ids in used.items()}

    def _fit(self, asked: Counter[str], parts: Counter[str]) -> float:
        """The weight of the shared words, as a share of both (Dice)."""
        rarity, rarest = self._rarity, math.log(1 + len(self._guide.terms))
        shared = sum(rarity[word] for word in parts if word in asked)
        return 2 * shared / (sum(rarity.get(word, rarest) for word in asked) + sum(rarity[word] for word in parts))
