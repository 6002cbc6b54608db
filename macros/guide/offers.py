"""From a buyer's sentence to what answers it. `routed` fills an offer in, for the page and the lookup alike; `route`
finds the offer that is meant, for programs that cannot run the lookup's scripts."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .entries import Fact
from .guide import Guide
from .products import Offer, Product
from .texts import plain

LEAST = 0.3
"""The share of words, rare ones counting more, below which nothing is meant."""
_WORD = re.compile(r"[^\W_]+")
LITTLE = frozenset(
    _WORD.findall(
        "a about all am an and any are as at be been but by can could did do does for from get had has have he her "
        "him his how i if in into is it its just may me my no not of on one or our out should so some that the "
        "their them then there they this to us use uses was we were what when where which who will with would you "
        "your "
    )
)
"""Words that say nothing of what is meant."""
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")


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


def route(guide: Guide, said: str) -> Route | None:
    """The offer whose sentences share most with what was said; nothing where none shares enough. One sentence that is
    alike counts as much as how much of what was said the offer's sentences hold together."""
    same = {word: group.split()[0] for group in reversed(guide.settings.same_words) for word in group.split()}
    told = {offer.id: [_stems(text, same) for text in (*offer.says, offer.situation)] for offer in guide.offers}
    used = Counter(stem for sentences in told.values() for stem in set().union(*sentences))
    rarest = math.log(1 + len(guide.offers))

    def weight(stems: Iterable[str]) -> float:
        return sum(math.log(1 + len(guide.offers) / used[stem]) if stem in used else rarest for stem in stems)

    asked = _stems(said, same)

    def fit(offer: Offer) -> float:
        alike = max(2 * weight(stems & asked) / (weight(stems) + weight(asked) or 1) for stems in told[offer.id])
        held = weight(asked & set().union(*told[offer.id])) / (weight(asked) or 1)
        return (alike + held) / 2

    fits = [(fit(offer), offer) for offer in guide.offers]
    best, meant = max(fits, key=lambda judged: judged[0], default=(0.0, None))
    return routed(guide, meant) if meant and best >= LEAST else None


def _stems(text: str, same: dict[str, str]) -> set[str]:
    bare = re.sub(r"[\u0300-\u036f'’]", "", unicodedata.normalize("NFKD", text)).lower()
    return {_ENDING.sub("", same.get(word, word)) for word in _WORD.findall(bare) if word not in LITTLE}
