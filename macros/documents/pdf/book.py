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

from ...data.days import written
from ...data.markup import LINE, classes_of
from ...data.problems import Problem, Refused
from ...data.quotes import curled
from ...guide.forms import order
from ...guide.guide import Guide
from ...guide.texts import plain
from ...pages.boxes import BOX, boxed
from ...pages.faces import Face, families
from ...pages.rendered import RenderedPage
from ...prose.calls import on_screen
from .addresses import Addresses
from .backmatter import index_entries, sources
from .code import collapsed
from .elements import shown
from .faults import at_source, missing_page
from .figures import palette, printable
from .questions import ANSWERS
from .translation import Translation

TERMS = "terms"
"""The kind of a chapter of entries."""
TOGETHER = 150
"""How many entries follow each other without a page break: Typst sets what lies between two breaks on another core.
Below that, one run of columns wastes no paper."""
FIRST_PAGE, PAGE_HOLDS = 5, 3800
"""Where the first page of a site stands in the book, and how many letters a page of paper holds; only the draft counts
on it."""


@dataclass
class Chapter:
    """One page, or a run of entries: its `kind` says how it is set; the code of its pages; its title in the contents,
    where it has one."""

    kind: str
    pages: list[str]
    title: str = ""


@dataclass
class Part:
    """A part of the book and its chapters; `opening` is the one that stands under the part's own heading."""

    title: str
    label: str
    opening: Chapter | None = None
    chapters: list[Chapter] = field(default_factory=list)


class Book:
    """One guide on its way onto paper; `gaps` are the letters in whose place a box stands."""

    def __init__(
        self, guide: Guide, pages: dict[str, RenderedPage], day: date, faces: tuple[Face, ...] = (), gaps: str = ""
    ):
        self.guide, self.faces, self.gaps = guide, faces, gaps
        self.pages = pages
        self.day = day
        self.addresses = Addresses(frozenset(page.path for page in guide.pages if on_screen(page)))
        self.homes: dict[str, str] = {asked.question.id: asked.page.path for asked in guide.asked}
        self.terms = [
            guide.term_path(term.id) for term in sorted(guide.glossary.terms, key=lambda t: order(t.preferred))
        ]
        self.files: dict[str, str] = {}
        self.answers: list[dict[str, str]] = []
        self.guessed: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.bookmarks: list[dict[str, str]] = []

    @property
    def order(self) -> list[str]:
        """Every page in the order of the book: the terms follow the page of the glossary."""
        order: list[str] = []
        for page in self.guide.pages_in_order:
            order += [page.path] if page.path not in self.addresses.on_screen else []
            order += self.terms if page.path == self.guide.glossary_path else []
        return order

    def write(self, folder: Path, root: Path) -> None:
        """Everything Typst needs, below `folder`. Raises `Refused` when the book would lack something."""
        self.problems += [missing_page(path) for path in self.order if path not in self.pages]
        self.learn_addresses()
        index = index_entries(self.guide, self.addresses)
        parts = self.parts()
        if self.problems:
            raise Refused([at_source(self.guide, problem) for problem in self.problems])
        self.bookmarks += marked("Answers", [key["label"] for key in self.answers]) if self.answers else []
        self.bookmarks += [*marked("Sources"), *marked("Index")]
        colors = palette(root)
        figures = {f"figures/{name}.svg": printable(svg, colors) for name, svg in self.guide.figures.items()}
        plan = {
            **self.about(),
            "colors": colors,
            "facts": self.facts(),
            "articles": self.articles(),
            "guessed": self.guessed,
            "parts": [self.laid_out(part) for part in parts],
            "bookmarks": self.bookmarks,
            "answers": self.answers,
            "sources": sources(self.guide),
            "index": index,
        }
        for name, text in {**self.files, **figures, "book.json": json.dumps(plan, ensure_ascii=False)}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(boxed(text, self.gaps), "utf-8")

    def learn_addresses(self) -> None:
        """Every place of the book, about which page it stands on, and which places a link leads to."""
        links: list[tuple[str, str]] = []
        letters = 0
        for path in filter(self.pages.__contains__, self.order):
            tree = self.parsed(path)
            self.addresses.add(path, tree)
            self.guessed[path] = str(FIRST_PAGE + letters // PAGE_HOLDS)
            letters += len(tree.text_content())
            links += [(path, link.get("href", "")) for link in filter(shown, tree.iter("a"))]
        for path, href in links:
            self.addresses.resolve(path, href)

    def parsed(self, path: str) -> Any:
        """A rendered page as a tree. The trees of a large guide are larger than it: none is kept."""
        return lxml.html.fragment_fromstring(self.pages[path].html, create_parent="body")

    def laid_out(self, part: Part) -> dict[str, Any]:
        """What the templates are told of a part: each of its chapters with the file that holds its code."""

        def stored(chapter: Chapter) -> dict[str, str]:
            name = f"chapters/{len(self.files):04d}.typ"
            self.files[name] = file(chapter.pages)
            return {"kind": chapter.kind, "title": chapter.title, "file": name}

        first, *rest = [*filter(None, [part.opening]), *part.chapters]
        return {"title": part.title, "label": part.label, "first": stored(first), "rest": list(map(stored, rest))}

    def parts(self) -> list[Part]:
        """The parts, one for each section of nav and one for each page that stands in none. A section stays together
        where another stands inside it."""
        named = self.guide.publication.parts
        parts: dict[tuple[str, str], list[str]] = {}
        for path in self.order:
            page = self.guide.glossary_path if path in self.guide_terms else path
            title = named.get(page, "")
            parts.setdefault((title, "" if title else page), []).append(path)
        return [self.part(title, alone, paths) for (title, alone), paths in parts.items()]

    def part(self, title: str, alone: str, paths: Iterable[str]) -> Part:
        """A part with all its chapters; `alone` is the page that is a part by itself, where `title` is empty."""
        made = Part(curled(title), f"part {title}" if title else "")
        places: list[str] = []
        for path in filter(self.pages.__contains__, paths):
            opens = path == alone if alone else posixpath.basename(path) == "index.md" and not made.opening
            places += self.chapter(made, path, opens)
        self.bookmarks += marked(made.title, places, made.label)
        return made

    def chapter(self, part: Part, path: str, opens: bool) -> list[str]:
        """Translate one page and enter it in its part; the labels of its bookmarks."""
        tree = self.parsed(path)
        term = path in self.guide_terms
        page = Translation(
            path, self.addresses, 0 if opens else 1, opens, term, self.homes, self.guide.publication.direction
        )
        code = page.page(tree)
        self.problems += page.problems
        last = part.chapters[-1] if part.chapters else None
        if opens:
            part.label = path
            part.title = part.title or self.heading(tree)
            part.opening = Chapter(shape(tree), [code])
        elif not term:
            part.chapters.append(Chapter(shape(tree), [code], self.heading(tree)))
        elif last and last.kind == TERMS and len(last.pages) < TOGETHER:
            last.pages.append(code)
        else:
            part.chapters.append(Chapter(TERMS, [code]))
        if page.answers:
            answers = f"answers/{len(self.answers):04d}.typ"
            self.files[answers] = file(page.answers)
            self.answers.append({"title": self.heading(tree), "label": f"{ANSWERS}/{path}", "file": answers})
        return page.bookmarks

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
        articles = [(page, curled(plain(self.guide, page.head.question))) for page in self.guide.articles]
        return {page.path: {"number": str(number), "question": told} for number, (page, told) in enumerate(articles, 1)}

    def about(self) -> dict[str, Any]:
        """What the cover and the imprint say."""
        site = self.guide.publication
        return {
            "title": curled(site.name),
            "description": curled(site.description),
            "copyright": curled(site.copyright),
            "url": site.url,
            "edition": self.guide.edition,
            "edition-name": curled(self.guide.settings.labels.edition),
            "language": site.tongue,
            "faces": families(self.faces),
            "box": BOX if self.gaps else "",
            "date": written(self.day),
            "words": [curled(term.preferred) for term in self.guide.glossary.terms],
        }

    def facts(self) -> dict[str, list[str]]:
        """What a note says of each fact: its date and its statement."""
        facts, guide = self.guide.fact_list, self.guide
        return {fact.id: [written(fact.as_of), curled(plain(guide, fact.statement))] for fact in facts}


def marked(part: str, places: Iterable[str] = (), label: str = "") -> list[dict[str, str]]:
    """The bookmarks of a part, its own first, each with its label and the part's title."""
    return [{"label": place, "part": part} for place in (label or part.lower(), *places)]


def file(pages: Iterable[str]) -> str:
    """A file of Typst code that gives what each of `pages` gives."""
    return '#import "/elements.typ": *\n#{' + ";\n".join(pages) + "}\n"


def shape(tree: Any) -> str:
    """How a page lies on paper: `rows` for the mapping, `columns` for many short entries, else `prose`."""
    classes = {name for element in tree.iter("details", "ul") for name in classes_of(element.get("class"))}
    return "rows" if LINE in classes else "columns" if classes & {"letter__terms", "phrases"} else "prose"
