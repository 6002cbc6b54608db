"""Products as prose names them: each has an entry, and its stage has a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ..data.fields import suggestion
from ..data.kinds import Text
from ..data.problems import Place, Problem
from ..guide.forms import key
from ..guide.guide import Guide
from ..guide.products import Offer, Product
from ..guide.texts import FACT, passages
from ..prose.sections import sections, unquoted

_NAME = r"(?:(?:for|with) )?[A-Z][\w-]*"
_REPORTED = (
    "says",
    "also",
    "name",
    "maker",
    "owner",
    "heard_as",
    "stem",
    "scene",
    "text",
    "belief",
    "statement",
    "value",
)
"""Fields that hold names themselves, what others say, or the dated statement of a stage."""


def check(guide: Guide) -> Iterator[Problem]:
    sold = guide.settings.products
    yield from _pages(guide)
    yield from _names(guide)
    for offer in guide.offers:
        yield from _offer(offer)
    if not sold.makers:
        return
    named = re.compile(rf"\b(?:{_any(sold.makers)})(?:['’]s)?((?:\s{_NAME})+)")
    known = {key(form) for product in guide.products for form in product.names}
    known |= {key(form.removeprefix(f"{product.maker} ")) for product in guide.products for form in product.names}
    known |= {key(other) for other in sold.others}
    forms = _any([form for product in guide.products for form in product.names])
    staged = (
        re.compile(rf"\b({_any(sold.stages)})\s(?:(?:feature|release|product)\s)?(?:the\s)?({forms})\b")
        if forms and sold.stages
        else None
    )
    for text, place, reported in _texts(guide):
        for match in () if reported else named.finditer(unquoted(text)):
            words = match.group(1).split()
            if not any(key(" ".join(words[:end])) in known for end in range(len(words), 0, -1)):
                name = " ".join(match.group().split())
                hint = suggestion(name, [form for product in guide.products for form in product.names])
                message = f"'{name}' has no entry among the products"
                yield Problem(
                    place(match.start()), "unknown-product", message, hint or "add it, or name it among 'others'"
                )
        for match in staged.finditer(unquoted(text)) if staged and not reported else ():
            message = f"'{' '.join(match.group().split())}' gives a stage as an adjective, without its day"
            yield Problem(place(match.start()), "undated-stage", message, "name the fact that dates the stage")


def _pages(guide: Guide) -> Iterator[Problem]:
    """Pages that mkdocs.yml names for what is sold: there, and for sellers where they coach."""
    sold = guide.settings.products
    for path, coaching in ((sold.page, False), (sold.offers, True), (sold.alternatives, True)):
        if path and path not in guide.pages_by_path:
            hint = suggestion(path, guide.pages_by_path)
            yield Problem(path.place, "missing-page", f"the page '{path}' does not exist", hint)
        elif path and coaching != (path in guide.settings.coaching_pages):
            message = f"'{path}' is for sellers" if coaching else f"'{path}' carries a table that every edition needs"
            hint = "add it to 'coaching_pages'" if coaching else "take it out of 'coaching_pages'"
            yield Problem(path.place, "coaching-mark", message, hint)


def _names(guide: Guide) -> Iterator[Problem]:
    """A name that two products go by leads to neither."""
    owners: dict[str, tuple[Text, Product]] = {}
    for product in guide.products:
        for form in product.names:
            first, owner = owners.setdefault(key(form), (form, product))
            if form and first is not form:
                message = f"'{form}' already stands for '{owner.id}' (at {first.place.line}:{first.place.column})"
                yield Problem(form.place, "shared-form", message, "one name, one product")


def _offer(offer: Offer) -> Iterator[Problem]:
    if not offer.products and not offer.not_ours:
        message = f"'{offer.id}' leads to no product and does not say that it is not ours"
        yield Problem(offer.place, "missing-field", message, "add 'products:' or 'not_ours:'")


def _texts(guide: Guide) -> Iterator[tuple[str, Callable[[int], Place], bool]]:
    """Each text, a function from an offset in it to a place, and whether names in it are not the guide's own words."""
    for passage in passages(guide):
        if passage.kind.name in ("sentence", "prose", "phrase"):
            text = FACT.sub(lambda match: " " * len(match.group()), passage.text)
            yield text, _same(passage.text.place), passage.field in _REPORTED
    for page in guide.pages:
        if page.macros:
            for section in sections(page):
                yield section.text, partial(section.place, page), False


def _same(place: Place) -> Callable[[int], Place]:
    return lambda offset: place


def _any(words: Iterable[str]) -> str:
    return "|".join(r"\s".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
