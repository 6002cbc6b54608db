"""The whole guide in memory: everything the loader read, with the look-ups that checks and pages share."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, TypeVar

from ..data.kinds import Text
from .addresses import CARDS, COMPARE, ROWS, SHARE
from .briefs import BriefsFile
from .entries import Area, Fact, Glossary, Homonym, MappingFile, Row, Source, Term
from .lessons import Article, Asked, Belief, Page
from .products import Alternative, Idea, Offer, Product, Retort
from .routing import Router
from .seen import SeenFile
from .settings import Publication, Settings
from .wording import Spoken, Written

T = TypeVar("T")
MOVING_DAYS = 366
"""A fact reviewed at least this often is one that moves."""


@dataclass(frozen=True)
class Guide:
    """Immutable; paths are relative to docs/ unless they are a file's own name. `edition` says for whom it is: `full`
    for sellers, `public` for anybody. `answering` are the scripts beside drawings, `wide` their wide forms."""

    settings: Settings
    glossary: Glossary
    mapping: MappingFile
    fact_list: tuple[Fact, ...]
    source_list: tuple[Source, ...]
    belief_list: tuple[Belief, ...]
    pages: tuple[Page, ...]
    nav: tuple[Text, ...]
    locked: dict[Text, Text] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict, repr=False)
    answering: dict[str, str] = field(default_factory=dict, repr=False)
    wide: dict[str, str] = field(default_factory=dict, repr=False)
    publication: Publication = field(default_factory=Publication)
    spoken_list: tuple[Spoken, ...] = ()
    often: tuple[Text, ...] = ()
    written: tuple[Written, ...] = ()
    products: tuple[Product, ...] = ()
    offers: tuple[Offer, ...] = ()
    ideas: tuple[Idea, ...] = ()
    idle: tuple[Text, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    retorts: tuple[Retort, ...] = ()
    briefs: BriefsFile = field(default_factory=BriefsFile)
    seen: SeenFile = field(default_factory=SeenFile)
    edition: Literal["full", "public"] = "full"

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.id: term for term in self.glossary.terms}

    @cached_property
    def homonyms(self) -> dict[str, Homonym]:
        return {homonym.id: homonym for homonym in self.glossary.homonyms}

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {area.id: area for area in self.glossary.areas}

    @cached_property
    def rows(self) -> dict[str, Row]:
        return {row.id: row for row in self.mapping.rows}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.fact_list}

    @cached_property
    def products_by_id(self) -> dict[str, Product]:
        return {product.id: product for product in self.products}

    @cached_property
    def router(self) -> Router:
        return Router(self.ideas, self.offers, self.idle)

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.source_list}

    @cached_property
    def beliefs(self) -> dict[str, Belief]:
        return {belief.id: belief for belief in self.belief_list}

    @cached_property
    def spoken(self) -> dict[str, Spoken]:
        """How people ask for each term, by its id, where spoken.yml says so."""
        return {entry.id: entry for entry in self.spoken_list}

    @cached_property
    def pages_by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles in reading order; one that nav leaves out comes last."""
        return tuple(page for page in self.pages_in_order if isinstance(page, Article))

    @cached_property
    def pages_in_order(self) -> tuple[Page, ...]:
        """The hand-written pages in nav order, the rest after them by path."""
        order: dict[str, int] = {path: index for index, path in enumerate(self.nav)}
        return tuple(sorted(self.pages, key=lambda page: (order.get(page.path, len(order)), page.path)))

    @cached_property
    def paths(self) -> tuple[Page, ...]:
        """The learning paths in nav order: the pages of the folder that mkdocs.yml names for them."""
        folder = self.settings.paths
        return tuple(page for page in self.pages_in_order if folder and posixpath.dirname(page.path) == folder)

    @cached_property
    def moving_facts(self) -> tuple[Fact, ...]:
        """The facts that a reader should look up again on the day."""
        return tuple(fact for fact in self.fact_list if int(fact.review_days) <= MOVING_DAYS)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every question, in reading order."""
        return tuple(Asked(page, question) for page in self.articles if page.quiz for question in page.quiz.questions)

    @cached_property
    def _questions(self) -> dict[str, list[Asked]]:
        return _group((term, asked) for asked in self.asked for term in asked.question.terms)

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        return _group((term, row) for row in self.mapping.rows for term in (*row.terms, *row.counterpart_terms))

    @cached_property
    def _products(self) -> dict[str, list[Product]]:
        """By the id of a term or a row, which share none: `term x`, `row x`."""
        terms = [(f"term {term}", product) for product in self.products for term in product.terms]
        return _group([*terms, *((f"row {row}", product) for product in self.products for row in product.rows)])

    @cached_property
    def _introduced(self) -> dict[str, Article]:
        return {term: page for page in reversed(self.articles) for term in page.head.introduces}

    @cached_property
    def _narrower(self) -> dict[str, list[str]]:
        return _group((parent, term.id) for term in self.glossary.terms for parent in term.broader)

    def questions_of(self, term: str) -> list[Asked]:
        return self._questions.get(term, [])

    def rows_of(self, term: str) -> list[Row]:
        return self._rows.get(term, [])

    def products_of(self, kind: Literal["term", "row"], identity: str) -> list[Product]:
        """The products that bear on a term or on a row."""
        return self._products.get(f"{kind} {identity}", [])

    def narrower_of(self, term: str) -> list[str]:
        """The ids of the terms that name this one as broader, in glossary order."""
        return self._narrower.get(term, [])

    def article_of(self, term: str) -> Article | None:
        """The first article that introduces the term."""
        return self._introduced.get(term)

    def articles_linked_from(self, page: Page) -> list[Article]:
        """The articles that a page links to, in the order in which it first does."""
        order = {article.path: page.text.find(posixpath.basename(article.path)) for article in self.articles}
        linked = [article for article in self.articles if order[article.path] >= 0]
        return sorted(linked, key=lambda article: order[article.path])

    @property
    def glossary_path(self) -> str:
        return self.settings.pages.glossary

    @property
    def mapping_path(self) -> str:
        return self.settings.pages.mapping

    @property
    def facts_path(self) -> str:
        return self.settings.pages.facts

    @property
    def share_base(self) -> str:
        """Where links that are safe to send begin; empty when mkdocs.yml names no address."""
        return self.settings.share_url or self.publication.url

    def share_path(self, term: str) -> str:
        """A term's page for customers, below the site's root: short and permanent."""
        return f"{SHARE}/{term}/"

    def row_path(self, row: str) -> str:
        """A row's page for customers, likewise."""
        return f"{ROWS}/{row}/"

    def article_share(self, page: Page) -> str:
        """An article's page for customers: none where the article itself is for sellers."""
        if not isinstance(page, Article) or page.path in self.settings.coaching_pages:
            return ""
        return self.share_path(posixpath.basename(page.path).removesuffix(".md"))

    def term_path(self, term: str) -> str:
        """Where the term's own page stands: beside the glossary's index."""
        return posixpath.join(posixpath.dirname(self.glossary_path), f"{term}.md")

    def homonym_path(self, homonym: str) -> str:
        """Where the page stands that tells the meanings of a form apart."""
        return f"{COMPARE}/{homonym}/index.md"

    def card_path(self, page: Page) -> str:
        """Where the card of an article or a path stands on the site; empty for a page that has none."""
        name = posixpath.basename(page.path).removesuffix(".md")
        return f"{CARDS}/{name}.pdf" if isinstance(page, Article) or page in self.paths else ""

    @property
    def sheet_path(self) -> str:
        """Where the sheet for before a call stands on the site; empty in an edition without coaching."""
        return f"{CARDS}/before-the-call.pdf" if any(term.card.ask for term in self.glossary.terms) else ""

    @property
    def coached(self) -> bool:
        """Whether anything in this edition speaks to the seller."""
        return bool(self.settings.coaching_pages or self.sheet_path)

    def file_name(self, ending: str) -> str:
        """What a file that holds the whole guide is called, after the site's name."""
        name = re.sub(r"[^a-z0-9]+", "-", self.publication.name.lower()).strip("-")
        return f"{name or 'guide'}.{ending}"

    def due(self, item: Fact | Term | Row | Product | Alternative | Retort) -> date:
        """The day by which something is to be reviewed again."""
        days = getattr(item, "review_days", self.settings.review_days)
        return date.fromisoformat(item.reviewed) + timedelta(days=int(days))


def _group(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
