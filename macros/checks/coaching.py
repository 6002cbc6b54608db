"""What marks coaching must mark it whole, or the public edition would leave too much or too little out; and what is
safe to send speaks to no seller."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.fields import suggestion
from ..data.problems import Place, Problem
from ..guide.entries import Fact, Row, Term
from ..guide.guide import Guide
from ..guide.lessons import Page
from ..guide.products import Product
from ..guide.texts import passages
from ..prose.editions import coaching, marks
from ..prose.sections import unquoted

OPEN, CLOSE = "<!-- coaching -->", "<!-- /coaching -->"


def check(guide: Guide) -> Iterator[Problem]:
    for path in guide.settings.coaching_pages:
        if path not in guide.pages_by_path:
            hint = suggestion(path, guide.pages_by_path)
            yield Problem(path.place, "missing-page", f"the coaching page '{path}' does not exist", hint)
        elif path in vars(guide.settings.pages).values():
            message = f"'{path}' carries a table that every edition needs"
            yield Problem(path.place, "coaching-mark", message, "mark parts of it instead")
    for page in guide.pages:
        yield from _marks(page)
    if guide.settings.seller_phrases:
        yield from _addressed(guide)


def _addressed(guide: Guide) -> Iterator[Problem]:
    """Where a text that may be sent to anybody speaks to the seller: a term's, a row's, a product's, or a fact's
    that they cite."""
    phrases = re.compile("|".join(map(_pattern, guide.settings.seller_phrases)))
    hidden = {id(text) for text in coaching(guide)}
    for passage in passages(guide):
        sendable = isinstance(passage.entry, Term | Row | Fact | Product) and (
            passage.kind.prose or passage.field == "value"
        )
        if sendable and id(passage.text) not in hidden and (match := phrases.search(unquoted(passage.text))):
            message = f"'{' '.join(match.group().split())}' speaks to the seller"
            hint = "say what is so; what a seller does with it belongs on the card"
            yield Problem(passage.text.place, "speaks-to-seller", message, hint)


def _pattern(phrase: str) -> str:
    """An expression for a phrase: at the beginning of a sentence when it has a capital letter, else anywhere."""
    words = r"\s+".join(map(re.escape, phrase.split()))
    return rf"(?:\A|(?<=[.!?:]\s)){words}\b" if phrase[:1].isupper() else rf"\b{words}\b"


def _marks(page: Page) -> Iterator[Problem]:
    opened: Place | None = None
    for place, opens in marks(page):
        if opens and opened:
            yield Problem(place, "coaching-mark", f"'{OPEN}' inside another (opened at line {opened.line})", "close it")
        elif not opens and not opened:
            yield Problem(place, "coaching-mark", f"'{CLOSE}' closes nothing", f"open it with '{OPEN}'")
        opened = place if opens else None
    if opened:
        yield Problem(opened, "coaching-mark", f"'{OPEN}' is never closed", f"close it with '{CLOSE}'")
