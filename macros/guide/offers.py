"""From a buyer's sentence to what answers it. `routed` fills an offer in, for the page and the lookup alike; `route`
finds the offer that is meant, as docs/assets/js/lookup-offers.js does in the browser; tests/offers.yml holds the two
together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from .entries import Fact
from .guide import Guide
from .hearing import stem, words
from .products import Offer, Product
from .texts import plain

LEAST = 0.4
"""The fit below which nothing is meant."""
ALIKE = 0.7
"""How much one sentence that is alike counts, beside how much of what was said the offer's sentences hold together."""
RELATED = 0.8
"""What a word is worth that people use for the one in the offer, beside that word itself."""
FEWEST = 2
"""Words that must be shared as they are, in any form: one alone, such as "agent", is no sentence."""
LONGEST = 8
"""Words of a product's name at most."""
LITTLE = frozenset(
    words(
        "a about all am an and any are as at be been but by can could did do does for from get had has have he her "
        "him his how i if in into is it its just may me my no not of on one or our out should so some that the "
        "their them then there they this to us use uses was we were what when where which who will with would you "
        "your even ever just long need needs own really want wants "
    )
)
"""Words that say nothing of what is meant."""


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
    """The offer whose sentences share most with what was said; nothing where none shares enough. Rare words count more,
    and the first offer of those that fit alike."""
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(guide.settings.same_words):
        for word in words(group):
            groups.setdefault(stem(word), set()).add(number)
    told = [[_stems(text) for text in (*offer.says, *offer.further, offer.situation)] for offer in guide.offers]
    used = Counter(one for sentences in told for one in set().union(*sentences))
    asked = _stems(said)

    def weight(one: str) -> float:
        return math.log(1 + len(told) / used.get(one, 1))

    def near(one: str, others: Collection[str]) -> float:
        if one in others:
            return 1
        own = groups.get(one, set())
        return RELATED if own and any(groups.get(other, own) & own for other in others if other in groups) else 0

    best, meant = 0.0, None
    in_all = sum(map(weight, asked)) or 1
    for offer, sentences in zip(guide.offers, told, strict=True):
        every = set().union(*sentences)
        if sum(one in every for one in asked) < FEWEST:
            continue
        alike = max(
            2 * sum(weight(one) * near(one, stems) for one in asked) / (in_all + sum(map(weight, stems)))
            for stems in sentences
        )
        held = sum(weight(one) * near(one, every) for one in asked) / in_all
        fit = ALIKE * alike + (1 - ALIKE) * held
        if fit >= LEAST and fit > best + 1e-9:
            best, meant = fit, offer
    return routed(guide, meant) if meant else None


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


def _stems(text: str) -> list[str]:
    return list(dict.fromkeys(stem(word) for word in words(text) if word not in LITTLE))
