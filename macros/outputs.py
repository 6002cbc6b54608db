"""What a site holds besides the pages of MkDocs.

Each output writes its files into the folder in which the site is being built, before that is checked and put in place.
It reads the guide in its edition and the rendered pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import cards, epub
from .guide import Guide
from .rendered import RenderedPage
from .site import moment


@dataclass(frozen=True)
class Built:
    """A site in the making: the project's `root`, the site's `folder`, and the `pages` rendered so far, by path."""

    root: Path
    folder: Path
    guide: Guide
    pages: dict[str, RenderedPage]


@dataclass(frozen=True)
class Output:
    """`doing` says in a few words what `write` does; `write` raises `Refused` when it cannot do it whole."""

    doing: str
    write: Callable[[Built], None]


OUTPUTS: tuple[Output, ...] = (
    Output("setting the cards", lambda built: cards.write(built.guide, built.pages, built.folder, moment())),
    Output("writing the EPUB", lambda built: epub.write(built.guide, built.pages, built.folder, moment())),
)
