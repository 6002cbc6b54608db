"""From a buyer's sentence to what answers it. `routed` fills an offer in that routing.py finds meant, for the page
and the lookup alike; `named` finds the product that is named."""

from __future__ import annotations

from dataclasses import dataclass

from .entries import Fact
from .guide import Guide
from .hearing import words
from .products import Offer, Product
from .texts import plain

LONGEST = 8
"""Words of a product's name at most."""


@dataclass(frozen=True)
class Step:
    """A product that answers, the edition it needs, and the dated fact of its stage."""

    product: Product
    edition: str
    stage: Fact


@dataclass(frozen=True)
class Route:
    """An offer with its facts filled in. `caps` hold its own and those of its products, once each."""

    offer: Offer
    answer: str
    steps: tuple[Step, ...]
    before: str
    caps: tuple[Fact, ...]
    not_ours: str


def routed(guide: Guide, offer: Offer) -> Route:
    """Everything to know before the offer is made."""
    products = [guide.products_by_id[identity] for identity in offer.products]
    steps = tuple(Step(one, plain(guide, one.needs), guide.facts[one.stage]) for one in products)
    limits = dict.fromkeys([*offer.caps, *(limit for product in products for limit in product.limits)])
    return Route(
        offer,
        plain(guide, offer.answer),
        steps,
        plain(guide, offer.before),
        tuple(guide.facts[limit] for limit in limits),
        plain(guide, offer.not_ours),
    )


def named(guide: Guide, said: str) -> Product | None:
    """The product that is named in what was said, by the longest of its names; one capitalized word that is a word of
    everyday speech, too, counts alone only."""
    heard = words(said)
    best: tuple[int, Product | None] = (0, None)
    for product in guide.products:
        for name in names(product):
            joined = "".join(words(name))
            if len(joined) > best[0] and joined in _runs(heard, apart(name)):
                best = len(joined), product
    return best[1]


def _runs(heard: list[str], inside: bool) -> set[str]:
    """All that stands in a row in what was heard, without its spaces, which are nobody's concern in a name."""
    ends = [(at, end) for at in range(len(heard)) for end in range(at + 1, min(len(heard), at + LONGEST) + 1)]
    return {"".join(heard[at:end]) for at, end in ends if inside or end - at == len(heard)}


def names(product: Product) -> list[str]:
    """What a product is called, with its maker's name and without."""
    return list(
        dict.fromkeys(form for name in product.names for form in (name, name.removeprefix(f"{product.maker} ")))
    )


def apart(name: str) -> bool:
    """Whether a name is known for one in the middle of a sentence: it has several words, or capitals inside."""
    return len(words(name)) > 1 or name[1:] != name[1:].lower()
