"""The guide for an assistant: a server over standard input and output, with the official SDK `mcp` of the protocol.

It answers from one edition of the guide, each answer with its days, and opens no connection."""

from __future__ import annotations

import sys
from typing import Any

from ..exports.records import filled, record
from ..guide.entries import Row
from ..guide.guide import Guide
from ..guide.offers import Route, named, routed
from ..guide.products import Product
from ..guide.texts import plain
from .asking import Asking

ABOUT = (
    "The terms of this guide, each with its mechanism, its sources and the day it was reviewed. Look a phrase up "
    "first; where it is not sure, show the nearest terms and ask. Say the dates of facts. Texts under 'coaching' "
    "are for the seller alone and are never sent to a customer; the address under 'send' is made to be sent."
)


def run(guide: Guide) -> int:
    """Answer until the input ends; the exit code. Standard output is the protocol's, so all else goes elsewhere."""
    try:
        server(guide).run()
    except ModuleNotFoundError as missing:
        if missing.name != "mcp":
            raise
        print("guide: the SDK of the protocol is not installed; try: .venv/bin/pip install mcp", file=sys.stderr)
        return 2
    return 0


def server(guide: Guide) -> Any:
    """The server, ready to run. Raises `ModuleNotFoundError` where the SDK is not installed."""
    from mcp.server import MCPServer

    made, asking = MCPServer(guide.publication.name, instructions=ABOUT), Asking(guide)

    @made.tool()
    def look_up(phrase: str) -> dict[str, Any]:
        """Find the term that somebody means by a phrase, in their own words. `sure` says whether one term is meant."""
        found, sure = asking.find(phrase)
        nearest = [
            {"id": one.term.id, "term": one.term.preferred, "say": plain(guide, one.term.sentence), "found_by": one.by}
            for one in found
        ]
        return {"sure": sure, "nearest": nearest}

    @made.tool()
    def answer(sentence: str) -> dict[str, Any]:
        """What answers a buyer's sentence: the products with edition, dated stage and caps, what has to be there first,
        and what is not ours. Where no one answer is meant for sure, `nearest` holds the situations that may be, each
        with the words that speak for it: ask which. Nothing at all means that nothing in this guide answers it."""
        heard, product = guide.router.hear(sentence), named(guide, sentence)
        nearest = [
            {"situation": near.offer.situation, "found_by": list(near.by), **_offer(guide, routed(guide, near.offer))}
            for near in heard.nearest
        ]
        return filled(
            offer=_offer(guide, routed(guide, heard.meant)) if heard.meant else None,
            nearest=[] if heard.sure else nearest,
            product=_product(guide, product) if product else None,
        )

    @made.tool()
    def term(id: str) -> dict[str, Any]:
        """Everything the guide says of the term with this id, as `look_up` gives it."""
        moved: dict[str, str] = {entry.id: entry.to for entry in guide.glossary.retired}
        known = guide.terms.get(moved.get(id, id))
        if known is None:
            return {"error": f"there is no term '{id}'; use look_up"}
        return record(guide, known) | {"send": guide.share_base + guide.share_path(known.id)}

    @made.tool()
    def row(id: str) -> dict[str, Any]:
        """One row of the mapping: a concept, its counterpart, where the likeness holds and where it breaks."""
        known = guide.rows.get(id)
        return _row(guide, known) if known else {"error": f"there is no row '{id}'", "rows": list(guide.rows)}

    @made.tool()
    def facts(about: str = "") -> list[dict[str, Any]]:
        """Dated facts, all or those that hold a word: prices, sizes, stages, each with the day it was so."""
        told = [
            filled(id=fact.id, statement=plain(guide, fact.statement), as_of=fact.as_of, reviewed=fact.reviewed)
            for fact in guide.fact_list
        ]
        return [fact for fact in told if about.casefold() in f"{fact['id']} {fact['statement']}".casefold()]

    return made


def _offer(guide: Guide, meant: Route) -> dict[str, Any]:
    return filled(
        situation=meant.offer.situation,
        answer=meant.answer,
        products=[_product(guide, step.product) for step in meant.steps],
        before=meant.before,
        caps=[filled(statement=plain(guide, cap.statement), as_of=cap.as_of) for cap in meant.caps],
        not_ours=meant.not_ours,
    )


def _product(guide: Guide, product: Product) -> dict[str, Any]:
    stage = guide.facts[product.stage]
    return filled(
        id=product.id,
        name=product.name,
        does=plain(guide, product.does),
        does_not=plain(guide, product.does_not),
        needs=plain(guide, product.needs),
        stage=stage.value,
        as_of=stage.as_of,
    )


def _row(guide: Guide, row: Row) -> dict[str, Any]:
    return filled(
        id=row.id,
        concept=row.concept,
        counterpart=row.counterpart,
        holds=plain(guide, row.holds),
        breaks=plain(guide, row.breaks),
        reviewed=row.reviewed,
        send=guide.share_base + guide.row_path(row.id),
        coaching=filled(consequence=plain(guide, row.consequence), ask=plain(guide, row.ask)),
    )
