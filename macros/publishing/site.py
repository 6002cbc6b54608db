"""A checked guide with everything that is made from it, made once for each build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from .. import exports
from ..browser.search import write_search_script
from ..data.days import today
from ..data.fields import suggestion
from ..data.problems import Place, Problem, Refused, errors, ordered
from ..data.store import Store
from ..guide.guide import Guide
from ..guide.lessons import Article
from ..guide.suggesting import suggestion_address
from ..guide.texts import plain
from ..pages.draft import Draft
from ..pages.generated import Generated, generated
from ..pages.macros import PageMacros
from ..pages.rendered import RenderedPage
from ..pages.term_links import Linker, UnknownMarks
from ..prose.editions import EDITIONS, FULL, PUBLIC, edition, unmarked
from ..prose.sections import body
from ..reading.loading import load_once
from ..share.bars import bars
from .as_far import AsFar, is_serving
from .handover import EDITION
from .inputs import Inputs, inputs, store_for, unchanged
from .named import named
from .outputs import OUTPUTS
from .readable import problems_of, readable

__all__ = [
    "Site", "UnknownMarks", "begin", "handed", "is_serving", "loaded", "opened", "problems_of", "running", "take",
]  # fmt: skip


@dataclass(frozen=True)
class Site(AsFar):
    """What a build needs: the guide in one edition, the `whole` that was cut from, the files as they stood before any
    was read, and the pages rendered so far, by path."""

    guide: Guide
    whole: Guide
    problems: tuple[Problem, ...]
    inputs: Inputs
    rendered: dict[str, RenderedPage] = field(default_factory=dict)
    store: Store = field(default_factory=Store)
    stale: tuple[str, ...] = ()
    """The files that are shown as they last could be read."""
    unmade: set[str] = field(default_factory=set)
    """The pages that could not be made of an unfinished guide."""

    @cached_property
    def macros(self) -> PageMacros:
        return PageMacros(self.guide, self.templates, exports.LEFT_OUT)

    @cached_property
    def generated(self) -> Generated:
        return generated(self.guide, self.templates)

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """The hand-written pages that this edition goes without."""
        return self.guide.settings.coaching_pages if self.guide.edition == PUBLIC else ()

    def published(self, root: Path) -> set[str]:
        """The files below docs/ that this edition publishes: its pages, and what something names."""
        return named(self.guide, root) | set(self.guide.pages_by_path) - set(self.hidden)

    @cached_property
    def bars(self) -> dict[str, Markup]:
        """What may be sent in place of each page, as it stands below the page's title."""
        return bars(self.guide, self.templates)

    @cached_property
    def term_pages(self) -> list[str]:
        return [self.guide.term_path(term) for term in self.guide.terms]

    def source(self, path: str) -> str | None:
        """A hand-written page as the guide was loaded with it, whatever has been saved since."""
        page = self.guide.pages_by_path.get(path)
        return page.text if page else None

    def markdown(self, path: str) -> str:
        """A hand-written page's body as its edition has it."""
        return unmarked(body(self.guide.pages_by_path[path]))

    def meta(self, path: str) -> dict[str, str]:
        """What a hand-written page says of itself, with the values of its facts, beyond what its front matter says."""
        page = self.guide.pages_by_path[path]
        return {"description": plain(self.guide, page.head.description)} if isinstance(page, Article) else {}

    def finished(self, path: str, title: str, html: str) -> str:
        """A page as MkDocs rendered it with its terms linked, kept for the documents made from it. Raises
        `UnknownMarks`."""
        linked = self.linker.link(html, path)
        self.rendered[path] = RenderedPage(path, title, linked)
        return linked

    def context(self, path: str) -> dict[str, Any]:
        """What the theme is told of a page: whether it is a path, its number among the articles, what stands below
        its title (an article's opening, what may be sent in its place), where a change is suggested, and where its card
        stands, unless that is told there."""
        own, bar = self.guide.pages_by_path.get(path), self.bars.get(path, "")
        card = self.guide.card_path(own) if own else ""
        number = self.guide.articles.index(own) + 1 if own in self.guide.articles else 0
        report = suggestion_address(self.guide, own.head.title, path) if isinstance(own, Article) else ""
        opening = self.templates.html("opening.html.j2", path, article=own, number=number) if number else ""
        told = {"is_path": own in self.guide.paths, "number": number, "bar": Markup(opening) + bar, "report": report}
        return {**told, "card": "" if card in bar else card}

    def complete(self, root: Path, folder: Path, pause: Callable[[], None]) -> None:
        """Make the search index loadable from disk, too; write what goes with the pages for an author who looks on.
        `pause` is called before each step."""
        write_search_script(folder)
        if is_serving():
            draft = Draft(root, folder, self.guide, self.rendered, store=self.store)
            for output in OUTPUTS:
                if output.quick:
                    pause()
                    self.as_far("", partial(output.write, draft), lambda: None)
            if self.is_unfinished:
                return
            with suppress(Refused):  # saved meanwhile: the next build shows that
                unchanged(root, self.inputs)
                self.store.keep()

    @cached_property
    def linker(self) -> Linker:
        return Linker(self.guide, self.store)


_running: dict[Path, Site] = {}
_handed: dict[Path, Site] = {}


def opened(root: Path, name: str) -> Site:
    """The site of the guide below `root` in an edition, of one state of its files. Raises `Refused` with every problem
    when there are errors; the whole guide is checked, whatever the edition."""
    before = inputs(root)
    guide, problems = problems_of(root, today())
    if guide is None or errors(problems):
        raise Refused(problems)
    return Site(edition(guide, name), guide, tuple(problems), before, store=store_for(root, before))


def looked_at(root: Path, name: str) -> Site:
    """The same for somebody who looks on: with its problems, and as far as it can be read. Raises `Refused` where there
    is nothing to be seen."""
    before = inputs(root)
    _, problems = problems_of(root, today())
    guide, stale = readable(root)
    if guide is None:
        raise Refused(problems)
    return Site(edition(guide, name), guide, tuple(problems), before, store=store_for(root, before), stale=stale)


@contextmanager
def handed(root: Path, site: Site) -> Iterator[None]:
    """What begins here is made of this site, which a command has opened."""
    _handed[root] = site
    try:
        yield
    finally:
        del _handed[root]
        _running.pop(root, None)


def begin(root: Path) -> Site:
    """The site that a build which begins now is made of: the one that this process was handed, or, where MkDocs is a
    process of its own, one in the edition that the environment asks for."""
    asked = os.environ.get(EDITION, FULL)
    if root not in _handed and asked not in EDITIONS:
        hint = suggestion(asked, EDITIONS) or f"one of {', '.join(EDITIONS)}"
        raise Refused([Problem(Place(EDITION), "unknown-edition", f"there is no edition '{asked}'", hint)])
    if ended := _running.pop(root, None):
        ended.store.forget()
    _running[root] = _handed.get(root) or (looked_at if is_serving() else opened)(root, asked)
    return _running[root]


def loaded(root: Path, before: Site) -> Site | None:
    """The site of what stands there now, in the edition and with the pages of the one `before`; None where it cannot be
    read. Nothing has checked it: its problems are the old ones, and what reading alone finds."""
    now = inputs(root)
    (guide, stale), (_, found) = readable(root), load_once(root)
    if guide is None:
        return None
    cut, problems = edition(guide, before.guide.edition), ordered([*before.problems, *found])
    return Site(cut, guide, tuple(problems), now, dict(before.rendered), before.store, stale)


def take(root: Path, site: Site) -> None:
    """Let single pages be made of this site, until a build begins."""
    _running[root] = site


def running(root: Path) -> Site:
    """The site of the build that runs, whatever has been saved since it began: the next one sees that."""
    return _running[root]
