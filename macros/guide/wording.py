"""How people ask for the terms, and how documents write them: what the lookup and the reader of documents know besides
the glossary."""

from __future__ import annotations

from dataclasses import dataclass

from ..data.kinds import NOWHERE, Id, Phrase
from ..data.problems import Place


@dataclass(frozen=True)
class Spoken:
    """How people ask for the term with this `id`, for the lookup alone. `phrases` are whole sayings; `names` are words
    that lead to the term and are none of its own: `2fa`."""

    id: Id
    phrases: tuple[Phrase, ...] = ()
    names: tuple[Phrase, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class Written:
    """How documents write of the term with this `id`, for the page that reads them. `phrases` mean it without naming
    it; `everyday` are words for it that also mean other things and count only in a sentence with a word of `beside`;
    `unlike` hold a word for it and mean something else. `…` stands for a few words."""

    id: Id
    phrases: tuple[Phrase, ...] = ()
    everyday: tuple[Phrase, ...] = ()
    beside: tuple[Phrase, ...] = ()
    unlike: tuple[Phrase, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class SpokenFile:
    """spoken.yml. `often` are the terms that the lookup offers, by the first of their `heard_as`, before anything is
    typed."""

    spoken: tuple[Spoken, ...]
    often: tuple[Id, ...] = ()
    written: tuple[Written, ...] = ()
