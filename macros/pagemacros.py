"""The macros that hand-written pages call: one method for each name in `calls.SIGNATURES`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from .guide import Guide
from .lessons import Page, Question
from .rendering import Templates
from .view import View


class PageMacros:
    """Each method takes the calling page first, then the arguments written in the page."""

    def __init__(self, guide: Guide, templates: Templates):
        self.guide = guide
        self.templates = templates

    def term(self, page: Page, term: str, words: str = "") -> Markup:
        """A link to a term with its preview, in other words where given."""
        return self._html("term-mark.html.j2", page, term=self.guide.terms[term], words=words)

    def fact(self, page: Page, fact: str) -> Markup:
        """A dated value, linked to where it is dated."""
        return self.templates.fact(self.guide, fact)

    def mapping(self, page: Page, row: str) -> Markup:
        """One row of the mapping, told in full."""
        return self._html("row.html.j2", page, row=self.guide.rows[row])

    def mapping_table(self, page: Page) -> Markup:
        """The whole mapping."""
        retired: dict[str, list[str]] = {}
        for entry in self.guide.mapping.retired:
            retired.setdefault(entry.to, []).append(entry.id)
        return self._html("mapping.html.j2", page, rows=self.guide.mapping.rows, retired=retired)

    def glossary_index(self, page: Page) -> Markup:
        """The A–Z and the areas."""
        return self._html("glossary.html.j2", page, groups=View(self.guide).letters)

    def facts_table(self, page: Page) -> Markup:
        """Every dated value, the one due first on top."""
        facts = sorted(self.guide.fact_list, key=lambda fact: (self.guide.due(fact), fact.id))
        return self._html("facts.html.j2", page, facts=facts)

    def article_list(self, page: Page) -> Markup:
        """The articles in reading order."""
        return self._html("articles.html.j2", page, articles=self.guide.articles)

    def figure(self, page: Page, name: str, alt: str, caption: str) -> Markup:
        """A drawing, inline, so that it takes the colors of the page."""
        svg = Markup(self.guide.figures[name].strip())
        return self._html("figure.html.j2", page, svg=svg, alt=alt, caption=caption, name=name)

    def quiz(self, page: Page) -> Markup:
        """The article's questions."""
        questions = page.quiz.questions
        hashes = {question.id: content_hash(question) for question in questions}
        return self._html("quiz.html.j2", page, questions=questions, hashes=hashes, title=page.head.title)

    def source_list(self, page: Page) -> Markup:
        """The article's sources."""
        listed = [self.guide.sources[identity] for identity in page.head.sources]
        return self._html("sources.html.j2", page, sources=listed)

    def _html(self, template: str, page: Page, **context: Any) -> Markup:
        return self.templates.html(template, page.path, **context)


def content_hash(question: Question) -> str:
    """Eight hex digits that change when anything a reader answered to has changed."""
    told = json.dumps(asdict(question, dict_factory=_without_place), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _without_place(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if name != "place"}
