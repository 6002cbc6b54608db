"""The macros that hand-written pages call: one method for each name in `calls.SIGNATURES`."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property
from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from ..guide.forms import order
from ..guide.guide import Guide
from ..guide.history import history
from ..guide.lessons import LEVELS, Article, Asked, Page
from ..guide.offers import routed
from ..prose.coverage import coverage, evidence
from . import field_map as drawn
from . import placing
from . import timeline as dates
from .practice import article_key, choices
from .templates import Templates

UNKNOWN = "https://example.org/"
"""What stands for the address of a site that has none, in a line to copy (RFC 2606)."""


class PageMacros:
    """Each method takes the calling page first, then the arguments written in the page. `addressed` are the files that
    only a site with an address has."""

    def __init__(self, guide: Guide, templates: Templates, addressed: Container[str] = ()):
        self.guide = guide
        self.templates = templates
        self.addressed = addressed

    @cached_property
    def _told(self) -> frozenset[tuple[str, str, str]]:
        return placing.told(self.guide)

    def term(self, page: Page, term: str, words: str = "") -> Markup:
        """A link to a term with its preview, in other words where given; a table needs `\\|` where they hold `|`."""
        words = words.replace("\\|", "|")
        return self._html("term-mark.html.j2", page, term=self.guide.terms[term], words=words)

    def fact(self, page: Page, fact: str) -> Markup:
        """A dated value, linked to where it is dated."""
        return self.templates.fact(self.guide, fact)

    def mapping(self, page: Page, row: str) -> Markup:
        """One row of the mapping, told in full."""
        return self._html("row.html.j2", page, row=self.guide.rows[row])

    def glance(self, page: Page, term: str, who: str, said: str) -> Markup:
        """What somebody says, and the card it leads to; without coaching, what the term is and is not."""
        return self._html("glance.html.j2", page, term=self.guide.terms[term], who=who, said=said)

    def mapping_table(self, page: Page) -> Markup:
        """The whole mapping."""
        retired: dict[str, list[str]] = {}
        for entry in self.guide.mapping.retired:
            retired.setdefault(entry.to, []).append(entry.id)
        return self._html(
            "mapping.html.j2", page, groups=self.templates.view.rows_by_area, retired=retired,
            listed=[product for product in self.guide.products if product.rows],
        )  # fmt: skip

    def glossary_index(self, page: Page) -> Markup:
        """The A–Z and the areas."""
        return self._html("glossary.html.j2", page, groups=self.templates.view.letters)

    def field_map(self, page: Page) -> Markup:
        """Every term on one sheet, with the mapping's rows as bridges between its two sides."""
        places = {
            "width": drawn.WIDTH,
            "left": drawn.LEFT,
            "left_end": drawn.LEFT_END,
            "right": drawn.RIGHT,
            "size": drawn.SIZE,
        }
        return self._html("field-map.html.j2", page, map=drawn.field_map(self.guide), **places)

    def timeline(self, page: Page) -> Markup:
        """The dates among the dated facts."""
        return self._html("timeline.html.j2", page, told=dates.timeline(self.guide), width=dates.WIDTH)

    def facts_table(self, page: Page) -> Markup:
        """Every dated value, the one due first on top."""
        facts = sorted(self.guide.fact_list, key=lambda fact: (self.guide.due(fact), fact.id))
        return self._html("facts.html.j2", page, facts=facts)

    def article_list(self, page: Page) -> Markup:
        """The articles in reading order."""
        return self._html("articles.html.j2", page, articles=self.guide.articles)

    def card_list(self, page: Page) -> Markup:
        """The cards of the articles and the paths, and the sheet."""
        return self._html("cards.html.j2", page)

    def coverage_table(self, page: Page) -> Markup:
        """What the guide says of each term, a line each."""
        return self._html(
            "coverage.html.j2", page, lines=coverage(self.guide), levels=LEVELS, evidence=evidence(self.guide)
        )

    def objection_table(self, page: Page) -> Markup:
        """From what a buyer says to the term it means, in alphabetical order of the words heard."""
        heard = [(phrase, term) for term in self.guide.glossary.terms for phrase in term.heard_as]
        heard.sort(key=lambda entry: (order(entry[0]), entry[1].id))
        return self._html("objections.html.j2", page, heard=heard)

    def aging_facts(self, page: Page) -> Markup:
        """The facts that move, the oldest first."""
        facts = sorted(self.guide.moving_facts, key=lambda fact: (fact.as_of, fact.id))
        return self._html("aging.html.j2", page, facts=facts)

    def product_list(self, page: Page) -> Markup:
        """Every product with its stage, in the order of the data."""
        return self._html("products.html.j2", page, products=self.guide.products)

    def concept_products(self, page: Page) -> Markup:
        """From each concept to the products that bear on it, in alphabetical order."""
        terms = [term for term in self.guide.glossary.terms if self.guide.products_of("term", term.id)]
        terms.sort(key=lambda term: order(term.preferred))
        return self._html("concept-products.html.j2", page, terms=terms)

    def offer_table(self, page: Page) -> Markup:
        """From what a buyer says to what answers it."""
        return self._html("offers.html.j2", page, routes=[routed(self.guide, offer) for offer in self.guide.offers])

    def alternative_list(self, page: Page) -> Markup:
        """What a buyer may choose instead."""
        return self._html("alternatives.html.j2", page, alternatives=self.guide.alternatives)

    def retort_list(self, page: Page) -> Markup:
        """Hostile sentences and answers of facts."""
        return self._html("retorts.html.j2", page, retorts=self.guide.retorts)

    def call_brief(self, page: Page) -> Markup:
        """The choices of a brief for one call; scripts make it of them."""
        return self._html("brief.html.j2", page, paths=choices(self.guide)["paths"])

    def changes(self, page: Page) -> Markup:
        """Terms added, changed and retired, day by day."""
        return self._html("changes.html.j2", page, days=history(self.guide))

    def file(self, page: Page, path: str) -> Markup:
        """A link to a file that a build adds to the site; only its name where the site has no address and so goes
        without the file."""
        absent = path in self.addressed and not self.guide.publication.url
        return self._html("file.html.j2", page, path=path, absent=absent)

    def address(self, page: Page, path: str = "") -> str:
        """Where the site stands, or something on it, for a reader to copy."""
        return (self.guide.publication.url or UNKNOWN) + path

    def figure(self, page: Page, name: str, alt: str, caption: str) -> Markup:
        """A drawing, inline, so that it takes the colors of the page, with what lets it answer."""
        svg, wide = (Markup(drawn.get(name, "").strip()) for drawn in (self.guide.figures, self.guide.wide))
        script = self.guide.answering.get(name, "")
        return self._html(
            "figure.html.j2", page, svg=svg, wide=wide, alt=alt, caption=caption, name=name, script=script
        )

    def quiz(self, page: Article) -> Markup:
        """The article's questions; nothing in an edition that goes without quizzes."""
        found = placing.placed(self.guide, page, self._told)
        places = [placed.place for placed in found]
        practice = f"?article={article_key(page)}" if placing.REST in places else ""
        return self._quiz(page, [Asked(page, placed.question) for placed in found], places, practice)

    def mixed_quiz(self, page: Page, count: str) -> Markup:
        """`count` questions from the articles that the page links to, taken in turn from each."""
        banks = [
            [asked for asked in self.guide.asked if asked.page is article]
            for article in self.guide.articles_linked_from(page)
        ]
        turns = [asked for turn in zip_longest(*map(_hardest_first, banks)) for asked in turn if asked]
        asked = turns[: int(count)]
        return self._quiz(page, asked, [placing.CHECK] * len(asked))

    def practice(self, page: Page) -> Markup:
        """The choice of questions to practice."""
        return self._html("practice.html.j2", page, levels=LEVELS, **choices(self.guide))

    def review(self, page: Page) -> Markup:
        """Review over time."""
        return self._html("review.html.j2", page, **choices(self.guide))

    def progress(self, page: Page) -> Markup:
        """What a reader knows, by article, path and term."""
        return self._html("progress.html.j2", page, **choices(self.guide))

    def _quiz(self, page: Page, asked: list[Asked], places: list[str], practice: str = "") -> Markup:
        if not asked:
            return Markup()
        return self._html("quiz.html.j2", page, asked=asked, places=places, practice=practice)

    def source_list(self, page: Article) -> Markup:
        """The article's sources."""
        listed = [self.guide.sources[identity] for identity in page.head.sources]
        return self._html("sources.html.j2", page, sources=listed)

    def _html(self, template: str, page: Page, **context: Any) -> Markup:
        return self.templates.html(template, page.path, **context)


def _hardest_first(bank: list[Asked]) -> list[Asked]:
    return sorted(bank, key=lambda asked: LEVELS[::-1].index(asked.question.level))
