"""What a site owner decides in mkdocs.yml: the order of pages, and everything under `extra.guide`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..data.kinds import FOLDER, NOWHERE, PAGE, REPORTS, Days, Phrase, Text, Url
from ..data.problems import Place
from .parts import Part, optional_fields

CONFIG = "mkdocs.yml"
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"}


@dataclass(frozen=True)
class Labels:
    """Words that belong to the subject, so that the engine need not know it. `edition` stands on the cover of a guide
    that is for everybody, where else it says that the full edition is for sellers; `card` is the heading of what is
    said aloud ("On a call"), and `spoken` what stands below a card of such words."""

    subject: Phrase
    bridge: Phrase
    mapping: Phrase
    concept: Phrase
    counterpart: Phrase
    edition: Phrase = Text("")
    card: Phrase = Text("")
    spoken: Phrase = Text("")


@dataclass(frozen=True)
class PagePaths:
    """The hand-written pages that carry the generated tables. The mapping's and the facts' data stand beside
    their pages, with the same name and the ending `.yml`."""

    glossary: PAGE
    mapping: PAGE
    facts: PAGE


@dataclass(frozen=True)
class Products:
    """The pages that carry what is sold; the data of `page` and of `alternatives` stand beside them. In prose, a name
    that begins with one of the `makers` is a product's, or one of `others`; a stage is one of `stages` and belongs to a
    fact, which has its day."""

    page: PAGE = Text("")
    offers: PAGE = Text("")
    alternatives: PAGE = Text("")
    makers: tuple[Phrase, ...] = ()
    others: tuple[Phrase, ...] = ()
    stages: tuple[Phrase, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True)
class Scripts:
    """Files below docs/, each group joined into one: `questions` for pages that ask, `bank` for those that choose from
    all questions, `recall` for review over time."""

    questions: tuple[Phrase, ...] = ()
    bank: tuple[Phrase, ...] = ()
    recall: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class SectionPlan:
    """One step of an article's anatomy. A `heading` of `*` stands for `least` or more free sections; one of `coaching`
    speaks to the seller and is left out of the public edition, as is one that contains `quiz`."""

    heading: Phrase
    least: Days = Text("1")
    ends_with: Phrase = Text("")
    contains: Phrase = Text("")
    coaching: Literal["yes", "no"] = "no"


@dataclass(frozen=True)
class Settings:
    """`extra.guide` in mkdocs.yml. An article has from `least_words` to `most_words` words, where these are given.
    Terms and rows are due again `review_days` after their review. A letter that no face has for paper stops the build,
    unless `missing_letters` is a warning: then a box stands in its place. The public edition goes without
    `coaching_pages`; links that are safe to send begin with `share_url`, where the public edition stands (default:
    `site_url`).
    `offline: "no"` takes back what readers' browsers keep for times without a network. `lookup: "yes"` makes the page
    `call/`, which needs the guide's own scripts and styles. `roles` are those that a card may ask differently;
    `seller_phrases` speak to the seller and stay out of texts that are safe to send, the capitalized ones at the
    beginning of a sentence, the others anywhere; `same_words` are groups of words that people use for one another:
    `invoice bill cost`.
    `reports` is the repository, or the address, at which readers suggest changes; without it no page offers that.
    `optional` names the parts that this guide may go without; what there is of them is published all the same.
    `publish` names files below docs/ that belong on the site although no page, style or setting names them: `CNAME`.
    The pages in the folder `paths` are learning paths, and on the page
    `practice` a reader chooses from all questions."""

    labels: Labels
    pages: PagePaths
    articles: FOLDER
    review_days: Days
    anatomy: tuple[SectionPlan, ...]
    least_words: Days = Text("")
    most_words: Days = Text("")
    overdue: Literal["warning", "error"] = "warning"
    missing_letters: Literal["error", "warning"] = "error"
    coaching_pages: tuple[PAGE, ...] = ()
    share_url: Url = Text("")
    paths: FOLDER = Text("")
    practice: PAGE = Text("")
    offline: Literal["yes", "no"] = "yes"
    lookup: Literal["no", "yes"] = "no"
    roles: tuple[Phrase, ...] = ()
    seller_phrases: tuple[Phrase, ...] = ()
    same_words: tuple[Phrase, ...] = ()
    publish: tuple[Phrase, ...] = ()
    optional: tuple[Part, ...] = ()
    reports: REPORTS = Text("")
    scripts: Scripts = field(default_factory=Scripts)
    products: Products = field(default_factory=Products)
    place: Place = NOWHERE

    @property
    def optional_fields(self) -> frozenset[str]:
        """The fields that an entry may go without, as `Class.field`."""
        return optional_fields(self.optional)


@dataclass(frozen=True)
class Publication:
    """What mkdocs.yml says of the site as a whole: the options of MkDocs that pages outside of it need, too. `url` ends
    in a slash or is empty; `mark` is the path of its icon below docs/ when that is an SVG; `parts` names the section of
    nav that each page stands in, if any; `named` are the files below docs/ that every page loads, `extensions` those of
    Markdown that are on, `language` that of the theme."""

    name: str = ""
    url: str = ""
    description: str = ""
    copyright: str = ""
    mark: Text = Text("")
    parts: dict[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    language: str = "en"

    @property
    def tongue(self) -> str:
        """The language without its region or script, such as `pt` of `pt-BR`."""
        return self.language.partition("-")[0]

    @property
    def direction(self) -> str:
        """In which direction the language of the theme is written."""
        return "rtl" if self.tongue in _RIGHT_TO_LEFT else "ltr"
