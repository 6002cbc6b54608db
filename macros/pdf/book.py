"""The book's plan: which pages stand in which part, in which order, and everything the templates set around them."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import lxml.html

from ..forms import key
from ..guide import Guide
from ..problems import Problem, Refused
from ..rendered import RenderedPage
from ..rendering import written
from ..texts import plain
from .addresses import Addresses
from .backmatter import index_entries, sources
from .code import collapsed, curled, joined
from .elements import DROPPED_CLASSES
from .faults import at_source, missing_page
from .figures import palette, printable
from .translation import Translation


@dataclass
class Part:
    """A part of the book and its chapters, each with the file that holds its code. `opening` are the chapters that
    stand under the part's own heading."""

    title: str
    label: str
    opening: list[str] = field(default_factory=list)
    chapters: list[dict[str, Any]] = field(default_factory=list)


class Book:
    """One guide on its way onto paper."""

    def __init__(self, guide: Guide, pages: dict[str, RenderedPage], day: date):
        self.guide = guide
        self.pages = pages
        self.day = day
        self.addresses = Addresses()
        self.homes = {asked.question.id: asked.page.path for asked in guide.asked}
        self.terms = [guide.term_path(term.id) for term in sorted(guide.glossary.terms, key=lambda t: key(t.preferred))]
        self.files: dict[str, str] = {}
        self.answers: list[dict[str, str]] = []
        self.problems: list[Problem] = []
        self.bookmarks = 0

    @property
    def order(self) -> list[str]:
        """Every page in the order of the book: the terms follow the page of the glossary."""
        order: list[str] = []
        for page in self.guide.pages_in_order:
            order.append(page.path)
            order += self.terms if page.path == self.guide.glossary_path else []
        return order

    def write(self, folder: Path, root: Path) -> None:
        """Everything Typst needs, below `folder`. Raises `Refused` when the book would lack something."""
        roots = {path: self.parsed(path) for path in self.order if path in self.pages}
        self.problems += [missing_page(path) for path in self.order if path not in self.pages]
        for path, tree in roots.items():
            self.addresses.add(path, tree)
        for path, tree in roots.items():
            for link in filter(shown, tree.iter("a")):
                self.addresses.resolve(path, link.get("href", ""))
        index = index_entries(self.guide, self.addresses)
        parts = self.parts(roots)
        if self.problems:
            raise Refused([at_source(self.guide, problem) for problem in self.problems])
        # Each part has a bookmark, and so have the answers with each of their articles, the sources and the index.
        self.bookmarks += len(parts) + len(self.answers) + bool(self.answers) + 2
        colors = palette(root)
        figures = {f"figures/{name}.svg": printable(svg, colors) for name, svg in self.guide.figures.items()}
        plan = {
            **self.about(),
            "colors": colors,
            "facts": self.facts(),
            "articles": self.articles(),
            "parts": [vars(part) for part in parts],
            "answers": self.answers,
            "sources": sources(self.guide),
            "index": index,
        }
        for name, text in {**self.files, **figures, "book.json": json.dumps(plan, ensure_ascii=False)}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def parsed(self, path: str) -> Any:
        """A rendered page as a tree."""
        return lxml.html.fragment_fromstring(self.pages[path].html, create_parent="body")

    def parts(self, roots: dict[str, Any]) -> list[Part]:
        """The parts, one for each section of nav and one for each page that stands in none. A section stays together
        where another stands inside it."""
        named = self.guide.publication.parts
        parts: dict[str, list[str]] = {}
        for path in self.order:
            page = self.guide.glossary_path if path in self.guide_terms else path
            parts.setdefault(named.get(page) or f"/{page}", []).append(path)
        return [self.part(title, paths, roots) for title, paths in parts.items()]

    def part(self, title: str, paths: Iterable[str], roots: dict[str, Any]) -> Part:
        alone = title.startswith("/")
        made = Part("" if alone else curled(title), "" if alone else f"part {title}")
        for path in paths:
            if path not in roots:
                continue
            opens = path == title[1:] if alone else posixpath.basename(path) == "index.md" and not made.opening
            if opens:
                made.label = path
                made.title = made.title or self.heading(roots[path])
            self.chapter(made, path, roots[path], opens)
        return made

    def chapter(self, part: Part, path: str, tree: Any, opens: bool) -> None:
        """Translate one page and enter it in its part."""
        term = path in self.guide_terms
        page = Translation(path, self.addresses, 0 if opens else 1, opens, term, self.homes)
        name = f"pages/{len(self.files):04d}.typ"
        body = page.page(tree)
        self.files[name] = file(body)
        self.problems += page.problems
        self.bookmarks += page.bookmarks
        kind = "term" if term else shape(tree)
        (part.opening if opens else part.chapters).append({"file": name, "kind": kind, "label": path})
        if page.answers:
            answers = f"answers/{len(self.answers):04d}.typ"
            self.files[answers] = file(joined(page.answers))
            self.answers.append({"title": self.heading(tree), "label": path, "file": answers})

    @staticmethod
    def heading(tree: Any) -> str:
        """A page's title as the page itself has it; nav may shorten it."""
        top = next(tree.iter("h1"))
        return curled(collapsed("".join(top.xpath("text() | *[not(contains(@class, 'headerlink'))]//text()"))).strip())

    @cached_property
    def guide_terms(self) -> set[str]:
        return set(self.terms)

    def articles(self) -> dict[str, dict[str, str]]:
        """What stands above an article's title and below it: its number and its question."""
        articles = enumerate(self.guide.articles, 1)
        return {page.path: {"number": str(number), "question": curled(page.head.question)} for number, page in articles}

    def about(self) -> dict[str, Any]:
        """What the cover and the imprint say."""
        site = self.guide.publication
        return {
            "title": curled(site.name),
            "description": curled(site.description),
            "copyright": curled(site.copyright),
            "url": site.url,
            "edition": self.guide.edition,
            "date": written(self.day),
            "words": [curled(term.preferred) for term in self.guide.glossary.terms],
        }

    def facts(self) -> dict[str, list[str]]:
        """What a note says of each fact: its date and its statement."""
        told: dict[str, list[str]] = {}
        for fact in self.guide.fact_list:
            told[fact.id] = [written(fact.as_of), curled(plain(self.guide, fact.statement))]
        return told


def shown(element: Any) -> bool:
    """Whether the book shows an element: a place to which only dropped links lead needs no name in it."""
    line = [element, *element.iterancestors()]
    return not any(name in DROPPED_CLASSES for one in line for name in (one.get("class") or "").split())


def file(body: str) -> str:
    """A file of Typst code that gives `body`."""
    return f'#import "/elements.typ": *\n#{{{body}}}\n'


def shape(tree: Any) -> str:
    """How a page lies on paper: `wide` for the mapping, `columns` for many short entries, else `prose`."""
    classes = {name for element in tree.iter("table", "ul") for name in (element.get("class") or "").split()}
    return "wide" if "mapping" in classes else "columns" if classes & {"letter__terms", "phrases"} else "prose"
