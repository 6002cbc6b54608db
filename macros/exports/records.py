"""A term as other programs read it: plain texts, facts filled in, addresses spelled out, nothing empty."""

from __future__ import annotations

from typing import Any

from ..data.kinds import Text
from ..guide.addresses import html_path
from ..guide.entries import Deprecated, Row, Source, Term
from ..guide.guide import Guide
from ..guide.history import history
from ..guide.texts import facts_in, plain


def record(guide: Guide, term: Term) -> dict[str, Any]:
    """Everything the guide says of a term, in the fields of schema/terms-1.json. What speaks to the seller stands apart
    under `coaching`, which an edition without it does not have."""

    def told(text: str) -> str:
        return plain(guide, text)

    return filled(
        id=term.id,
        preferred=term.preferred,
        abbreviation=term.abbreviation,
        synonyms=list(term.synonyms),
        forms=list(term.forms),
        deprecated=[loose.form for loose in term.deprecated],
        heard_as=list(term.heard_as),
        area=term.area,
        definition=told(term.definition),
        mechanism=told(term.mechanism),
        misconception=filled(
            belief=told(term.misconception.belief),
            correction=told(term.misconception.correction),
        ),
        say=told(term.sentence),
        broader=list(term.broader),
        narrower=guide.narrower_of(term.id),
        related=[
            filled(term=relation.term, relation=relation.relation, note=told(relation.note))
            for relation in term.related
        ],
        mapping=[_row(guide, row) for row in guide.rows_of(term.id)],
        unmapped=told(term.unmapped),
        facts=_facts(guide, term),
        sources=[_source(guide, guide.sources[identity]) for identity in term.sources],
        page=html_path(guide.term_path(term.id)),
        share=guide.share_path(term.id),
        published=published(guide, term),
        changes=[{"on": change.on, "what": told(change.what)} for change in term.changes],
        reviewed=term.reviewed,
        coaching=filled(
            ask=told(term.card.ask),
            avoid=told(term.card.avoid),
            instead=told(term.card.instead),
            deprecated=[_loose(guide, loose) for loose in term.deprecated if loose.say],
        ),
    )


def published(guide: Guide, term: Term) -> str:
    """The day the term first appeared; empty where the lock does not say."""
    return guide.locked.get(Text(f"term {term.id}"), "")


def changed(guide: Guide, term: Term) -> str:
    """The last day on which something about the term changed, in the author's eyes; empty where nothing says."""
    return max([published(guide, term), *(change.on for change in term.changes)])


def updated(guide: Guide) -> str:
    """The last day on which something happened to the terms; where nothing says, that of the last review."""
    days = [day.on for day in history(guide)] or [term.reviewed for term in guide.glossary.terms]
    return max(days, default="1970-01-01")


def filled(**fields: Any) -> dict[str, Any]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value}


def _row(guide: Guide, row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "concept": row.concept,
        "counterpart": row.counterpart,
        "holds": plain(guide, row.holds),
        "breaks": plain(guide, row.breaks),
        "share": guide.row_path(row.id),
    }


def _facts(guide: Guide, term: Term) -> list[dict[str, Any]]:
    """The dated values that the term's texts hold."""
    told = (term.definition, term.mechanism, term.misconception.belief, term.misconception.correction, term.card.say)
    return [
        {"id": fact.id, "value": fact.value, "statement": plain(guide, fact.statement), "as_of": fact.as_of}
        for fact in facts_in(guide, *told)
    ]


def _source(guide: Guide, source: Source) -> dict[str, Any]:
    lost = guide.seen.lost.get(source.url)
    return filled(
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        checked=source.checked,
        how=source.how,
        gone_since=lost.gone_from if lost else "",
        archived=lost.archived if lost else "",
    )


def _loose(guide: Guide, loose: Deprecated) -> dict[str, Any]:
    return {"form": loose.form, "say": plain(guide, loose.say)}
