"""The choices from which a brief for one call is made. They hold names and lead to what the guide already says."""

from __future__ import annotations

from dataclasses import dataclass

from ..data.kinds import NOWHERE, Id, Phrase, Text
from ..data.problems import Place


@dataclass(frozen=True)
class Choice:
    """Something that may be so of a call: the `terms` that come up then, the likeliest first, the `facts` that date its
    rules, and the `products` to know. `role` is one of those of the cards, whose questions are asked."""

    id: Id
    name: Phrase
    terms: tuple[Id, ...]
    facts: tuple[Id, ...] = ()
    products: tuple[Id, ...] = ()
    role: Phrase = Text("")
    place: Place = NOWHERE


@dataclass(frozen=True)
class BriefsFile:
    """briefs.yml: the kinds of buyers, the `people` in the room, and what they have `owned` so far."""

    kinds: tuple[Choice, ...] = ()
    people: tuple[Choice, ...] = ()
    owned: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All of them."""
        return (*self.kinds, *self.people, *self.owned)
