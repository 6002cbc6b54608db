"""What is known of the sources' addresses over time: on which day each was there, since when it is gone, and where a
copy is kept. The weekly job asks (`guide links --keep`); a build reads what it wrote and asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from ..data.days import is_day
from ..data.kinds import NOWHERE, Day, Text, Url
from ..data.problems import Place

Told = Literal["there", "gone", "unclear"]
"""What an answer says of a page. Whoever keeps programs out, is slow or out of order says nothing of it."""
PATIENCE = timedelta(days=30)
"""An address has to be gone for so long, at the first asking and at the last, before readers are told."""


@dataclass(frozen=True)
class Seen:
    """What is known of an address: the last day it was `seen`; the first and the last day since then on which it was
    gone; a copy of the page, `archived` near the day on which the source was checked."""

    url: Url
    seen: Day = Text("")
    gone_from: Day = Text("")
    gone_to: Day = Text("")
    archived: Url = Text("")
    place: Place = NOWHERE

    @property
    def lost(self) -> bool:
        """Whether it has been gone for so long that readers are told."""
        if not (is_day(self.gone_from) and is_day(self.gone_to)):
            return False
        return date.fromisoformat(self.gone_to) - date.fromisoformat(self.gone_from) >= PATIENCE

    def after(self, told: Told, day: Text) -> Seen:
        """The same once more is known. What is unclear leaves everything as it was."""
        if told == "there":
            return replace(self, seen=day, gone_from=Text(""), gone_to=Text(""))
        return replace(self, gone_from=self.gone_from or day, gone_to=day) if told == "gone" else self


@dataclass(frozen=True)
class SeenFile:
    """seen.yml, which `guide links --keep` writes and nobody else."""

    seen: tuple[Seen, ...] = ()

    @cached_property
    def known(self) -> dict[str, Seen]:
        """By address."""
        return {entry.url: entry for entry in self.seen}

    @cached_property
    def lost(self) -> dict[str, Seen]:
        """What readers are told is gone, by address."""
        return {url: entry for url, entry in self.known.items() if entry.lost}


def noted(known: SeenFile, urls: Iterable[Text], told: Mapping[str, Told], day: Text) -> list[Seen]:
    """What is known of each address after a day on which answers `told` something of it. Others are dropped."""
    return [known.known.get(url, Seen(url)).after(told.get(url, "unclear"), day) for url in urls]


def written(entries: Iterable[Seen]) -> str:
    """The file's lines. An address cannot hold a quotation mark."""
    lines = []
    for entry in entries:
        fields = {"seen": entry.seen, "gone_from": entry.gone_from, "gone_to": entry.gone_to}
        told = [f"    {name}: {day}" for name, day in fields.items() if day]
        told += [f'    archived: "{entry.archived}"'] if entry.archived else []
        lines += [f'  - url: "{entry.url}"', *told] if told else []
    return "".join(f"{line}\n" for line in lines)
