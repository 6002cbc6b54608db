"""A site in the making, as the outputs meet it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..data.store import Store
from ..guide.guide import Guide
from .rendered import RenderedPage


@dataclass(frozen=True)
class Draft:
    """The project's `root`, the site's `folder`, the guide in its edition, and the `pages` as MkDocs rendered them, by
    path. `tell` is given a line that the author should read; `store` has what was made of the same before."""

    root: Path
    folder: Path
    guide: Guide
    pages: dict[str, RenderedPage]
    tell: Callable[[str], None] = print
    store: Store = field(default_factory=Store)
