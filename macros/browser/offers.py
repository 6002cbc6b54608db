"""What the lookup adds to its cards once the page can be used: the products by their names and, for sellers, what
answers a buyer's sentence. In the public edition there are no offers, and so none here."""

from __future__ import annotations

from typing import Any

from ..data.days import written
from ..guide import offers, routing
from ..guide.addresses import html_path
from ..guide.entries import Fact
from ..guide.guide import Guide
from ..guide.products import Offer, Product
from ..guide.texts import plain

CODE = ("assets/js/lookup-offers.js", "assets/js/lookup-answer.js")
"""The scripts that come with the data, in one file."""


def document(guide: Guide) -> dict[str, Any]:
    """The offers and the products, stages and caps with their days, and the numbers by which an offer is chosen."""
    router = guide.router
    return {
        "alike": routing.ALIKE,
        "whole": routing.WHOLE,
        "further": routing.FURTHER,
        "gap": routing.GAP,
        "sure": routing.SURE,
        "ahead": routing.AHEAD,
        "near": routing.NEAR,
        "most": routing.MOST,
        "short": routing.SHORT,
        "defining": [sorted(told) for told in (routing.WHAT, routing.IS, routing.MEANING)],
        "works": sorted(routing.WORKS),
        "particles": sorted(routing.PARTICLES),
        "longest": offers.LONGEST,
        "little": sorted(routing.LITTLE),
        "ideas": [[" ".join(form) for form in forms] for forms in router.phrases],
        "weights": router.weights,
        "common": router.common,
        "learned": router.learned,
        "least": routing.LEAST,
        "offers": [
            _offer(guide, offer) | {"hears": together}
            for offer, together in zip(guide.offers, router.together, strict=True)
        ],
        "products": [_product(guide, product) for product in guide.products],
    }


def _offer(guide: Guide, offer: Offer) -> dict[str, Any]:
    told = offers.routed(guide, offer)
    return {
        "id": offer.id,
        "situation": offer.situation,
        "says": list(offer.says),
        "further": list(offer.further),
        "answer": told.answer,
        "products": list(offer.products),
        "before": told.before,
        "caps": [dated(guide, fact) for fact in told.caps],
        "not": told.not_ours,
    }


def _product(guide: Guide, product: Product) -> dict[str, Any]:
    stage = guide.facts[product.stage]
    return {
        "id": product.id,
        "name": product.name,
        "names": [[name, offers.apart(name)] for name in offers.names(product)],
        "does": plain(guide, product.does),
        "not": plain(guide, product.does_not),
        "needs": plain(guide, product.needs),
        "stage": stage.value,
        "day": written(stage.as_of),
        "page": f"{html_path(guide.settings.products.page)}#{product.id}" if guide.settings.products.page else "",
    }


def dated(guide: Guide, fact: Fact) -> list[str]:
    """What a fact says, and of which day."""
    return [plain(guide, fact.statement), written(fact.as_of)]
