"""What is wrong with a guide, for whoever looks on: each problem at the page that shows what it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from ..data.problems import Problem
from ..guide.addresses import html_path
from ..guide.guide import Guide
from ..guide.lessons import Article
from ..pages.templates import Templates
from ..reading.loading import DOCS, GLOSSARY, QUIZ_ENDING
from .marking import marked, needle

_ENTRY = re.compile(r"\s*-\s+id:\s*[\"']?([\w-]+)")
STYLE = "__preview/bar.css"
"""Where the server has the bar's style; no site has such a file."""
_BODY = re.compile(r"<body\b[^>]*>")
_POLICY = "Content-Security-Policy"


@dataclass(frozen=True)
class Told:
    """One problem with its number, by which the bar and the place in the text name each other, and the line of the
    source that it speaks of."""

    number: int
    problem: Problem
    line: str
    in_words: bool


@dataclass(frozen=True)
class Trouble:
    """The problems of a guide as it is shown. `stale` are the files that are shown as they last could be read, `unmade`
    the pages that could not be made; where all is `stuck`, nothing could."""

    root: Path
    guide: Guide
    templates: Templates
    problems: tuple[Problem, ...]
    stale: tuple[str, ...] = ()
    unmade: frozenset[str] = frozenset()
    stuck: bool = False

    @cached_property
    def by_page(self) -> dict[str, list[Told]]:
        """The problems of each page, by its path below docs/; below an empty one, those that no page shows."""
        found: dict[str, list[Told]] = {}
        files: dict[str, list[str]] = {}
        for problem in self.problems:
            name = problem.place.path
            if name not in files:
                files[name] = _lines(self.root / name)
            told = found.setdefault(self._page(problem, files[name]), [])
            line = files[name][problem.place.line - 1 : problem.place.line]
            page = self.guide.pages_by_path.get(name.removeprefix(f"{DOCS}/"))
            in_words = page is not None and problem.place.line >= page.body_line
            told.append(Told(len(told) + 1, problem, "".join(line), in_words))
        return found

    def shown_on(self, built: str, html: str, base: str) -> str:
        """A page of the server below `base`, with its bar, and marks where its problems can be found in it. A page that
        allows no style from a file is left as customers will see it."""
        body = _BODY.search(html)
        head = html[: body.start()] if body else html
        if not body or not (self.problems or self.stuck) or (_POLICY in head and "style-src 'self'" not in head):
            return html
        path = self._sources.get(built, "")
        own = self.by_page.get(path, []) if path else []
        marks = {told.number: self._template("mark", told=told) for told in own}
        places = [(told.number, needle(told.line, told.problem.place.column, told.in_words)) for told in own]
        page, seen = marked(html, body.end(), places, marks)
        bar = self._template(
            "bar", own=own, seen=seen, others=self._others(path), loose=self.by_page.get("", []), base=base,
            style=base + STYLE, trouble=self, unmade=path in self.unmade,
        )  # fmt: skip
        return page[: body.end()] + bar + page[body.end() :]

    def _template(self, name: str, **told: object) -> str:
        return str(self.templates.html(f"preview/{name}.html.j2", "", **told))  # no markup, which would escape the page

    def _others(self, own: str) -> list[tuple[str, str, int]]:
        """The address, the name and the number of problems of each other page that has some."""
        return [
            (quote(html_path(path)), self._name(path), len(told))
            for path, told in sorted(self.by_page.items())
            if path and path != own
        ]

    def _name(self, path: str) -> str:
        page = self.guide.pages_by_path.get(path)
        title = page.head.title if isinstance(page, Article) else ""
        return self._terms.get(path) or title or path

    @cached_property
    def _terms(self) -> dict[str, str]:
        return {
            self.guide.term_path(identity): term.preferred or identity for identity, term in self.guide.terms.items()
        }

    @cached_property
    def _sources(self) -> dict[str, str]:
        """The source of each page on the site."""
        return {html_path(path): path for path in (*self.guide.pages_by_path, *self._terms)}

    def _page(self, problem: Problem, lines: list[str]) -> str:
        """The page that shows what a problem speaks of; none for settings and for what many pages show."""
        name = problem.place.path
        if name == GLOSSARY:
            above = (_ENTRY.match(line) for line in reversed(lines[: problem.place.line]))
            identity = next((match[1] for match in above if match), "")
            return self.guide.term_path(identity) if identity in self.guide.terms else self.guide.glossary_path
        stem = name.removeprefix(f"{DOCS}/").removesuffix(QUIZ_ENDING).removesuffix(".yml").removesuffix(".md")
        return f"{stem}.md" if name.startswith(f"{DOCS}/") and f"{stem}.md" in self.guide.pages_by_path else ""


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").split("\n")
    except OSError:
        return []
