"""A checked guide with everything that is made from it, made once for each build."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from .attachments import attached
from .building import suggestion
from .checks import check
from .editions import EDITIONS, FULL, PUBLIC, edition
from .guide import Guide
from .linking import Linker
from .loading import BELIEFS, DOCS, FIGURES, QUIZ_ENDING, SOURCES, SPOKEN, Loader, load_once
from .pagemacros import PageMacros
from .pages import generated
from .problems import Place, Problem, Refused, errors, ordered
from .prose import path_of
from .rendered import RenderedPage
from .rendering import Templates
from .sending import bars


@dataclass(frozen=True)
class Site:
    """What a build needs: the guide in one edition, the `whole` that was cut from, and the pages rendered so far, by
    path."""

    guide: Guide
    whole: Guide
    problems: tuple[Problem, ...]
    rendered: dict[str, RenderedPage] = field(default_factory=dict)

    @cached_property
    def templates(self) -> Templates:
        return Templates(self.guide)

    @cached_property
    def macros(self) -> PageMacros:
        return PageMacros(self.guide, self.templates)

    @cached_property
    def generated(self) -> dict[str, str]:
        return generated(self.guide, self.templates)

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """The hand-written pages that this edition goes without."""
        return self.guide.settings.coaching_pages if self.guide.edition == PUBLIC else ()

    @cached_property
    def unpublished(self) -> set[str]:
        """Files below docs/ that are no part of the site: data, figures, which stand in the pages that show them, and
        what only coaching links to where this edition goes without it."""
        pages = self.whole.settings.pages
        read = {SOURCES, BELIEFS, SPOKEN, Loader.beside(pages.mapping), Loader.beside(pages.facts)}
        sold = self.whole.settings.products
        read |= {Loader.beside(path) for path in (sold.page, sold.alternatives) if path}
        read |= {f"{FIGURES}/{name}.svg" for name in self.whole.figures}
        read |= {path_of(page).removesuffix(".md") + QUIZ_ENDING for page in self.whole.articles}
        return {path.removeprefix(f"{DOCS}/") for path in read} | (
            attached(self.whole.pages) - attached(self.guide.pages) - set(self.guide.pages_by_path)
        )

    @cached_property
    def bars(self) -> dict[str, Markup]:
        """What may be sent in place of each page, as it stands below the page's title."""
        return bars(self.guide, self.templates)

    @cached_property
    def linker(self) -> Linker:
        return Linker(self.guide)


_building: dict[Path, Site] = {}

EDITION = "GUIDE_EDITION"
"""The environment variable by which a build tells MkDocs, a process of its own, which edition it makes."""


def today() -> date:
    """The day that counts: that of SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def moment() -> datetime:
    """What documents say of when they were made: SOURCE_DATE_EPOCH where it is set, else the beginning of the day, so
    that two builds of one day are alike."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.combine(today(), time(), UTC)


def problems_of(root: Path, day: date, overdue: str | None = None) -> tuple[Guide | None, list[Problem]]:
    """The guide below `root` and everything wrong with it on `day`; `overdue` overrides how grave a late review is."""
    guide, problems = load_once(root)
    return guide, check(guide, day, problems, overdue) if guide else ordered(problems)


def begin(root: Path) -> Site:
    """The site that a build which begins now is made of, in the edition that the environment asks for; raises `Refused`
    with every problem when there are errors. The whole guide is checked, whatever the edition."""
    asked = os.environ.get(EDITION, FULL)
    if asked not in EDITIONS:
        hint = suggestion(asked, EDITIONS) or f"one of {', '.join(EDITIONS)}"
        raise Refused([Problem(Place(EDITION), "unknown-edition", f"there is no edition '{asked}'", hint)])
    guide, problems = problems_of(root, today())
    if guide is None or errors(problems):
        raise Refused(problems)
    _building[root] = Site(edition(guide, asked), guide, tuple(problems))
    return _building[root]


def building(root: Path) -> Site:
    """The site of the build that runs, whatever has been saved since it began: the next one sees that."""
    return _building[root]
