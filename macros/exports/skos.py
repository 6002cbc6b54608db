"""The glossary as a SKOS concept scheme, in JSON-LD and in Turtle, both written from one list of nodes.

Terms are concepts, named by the addresses of their share pages; areas are collections. `part-of` and `has-part` become
Dublin Core's properties. `contrast` and `uses` have no SKOS word, so the scheme declares its own, below
`skos:semanticRelation` and beside `skos:related`. A retired id is no concept any more: it is deprecated and names its
successor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..guide.entries import Term
from ..guide.guide import Guide
from ..guide.texts import plain
from .records import changed, published, updated
from .writing import json_bytes, render

TURTLE, JSON_LD = "terms.ttl", "terms.jsonld"
PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
WORDS, ENGLISH, IRI = {"@language": "en"}, {"@language": "en"}, {"@type": "@id"}
CODE: dict[str, str] = {}
DAY, TRUTH = {"@type": "xsd:date"}, {"@type": "xsd:boolean"}
PROPERTIES = {
    "skos:prefLabel": WORDS, "skos:altLabel": WORDS, "skos:hiddenLabel": WORDS, "skos:definition": WORDS,
    "skos:note": WORDS, "skos:scopeNote": WORDS, "skos:changeNote": WORDS, "skos:inScheme": IRI,
    "skos:topConceptOf": IRI, "skos:hasTopConcept": IRI, "skos:broader": IRI, "skos:narrower": IRI,
    "skos:related": IRI, "skos:member": IRI, "guide:contrast": IRI, "guide:uses": IRI, "guide:usedBy": IRI,
    "dct:isPartOf": IRI, "dct:hasPart": IRI, "dct:isReplacedBy": IRI, "dct:source": IRI, "dct:identifier": CODE,
    "dct:issued": DAY, "dct:modified": DAY, "dct:title": WORDS, "dct:description": WORDS, "dct:rights": WORDS,
    "owl:deprecated": TRUTH, "owl:inverseOf": IRI, "rdfs:label": ENGLISH, "rdfs:subPropertyOf": IRI,
}  # fmt: skip
"""Each property and what its values are, as a JSON-LD context says it; `WORDS` are in the guide's language."""
_RELATIONS = {
    "contrast": "guide:contrast", "part-of": "dct:isPartOf", "has-part": "dct:hasPart",
    "uses": "guide:uses", "used-by": "guide:usedBy",
}  # fmt: skip
_INVERSES = {"guide:contrast": "guide:contrast", "guide:uses": "guide:usedBy", "guide:usedBy": "guide:uses"}


@dataclass
class Node:
    """A thing: its address, its class (empty for none), and its values by property."""

    iri: str
    kind: str
    values: dict[str, list[str]] = field(default_factory=dict)


def files(guide: Guide) -> dict[str, bytes]:
    """`terms.ttl` and `terms.jsonld`; need the site's address."""
    prefixes = {**PREFIXES, "guide": _own(guide, "")}
    nodes = list(graph(guide))
    words = {"@language": guide.publication.language}
    properties = {name: words if kind is WORDS else kind for name, kind in PROPERTIES.items()}
    turtle = render("terms.ttl.j2", prefixes=prefixes, nodes=nodes, properties=properties)
    context = {**prefixes, **{name: kind for name, kind in properties.items() if kind}}
    return {TURTLE: turtle, JSON_LD: json_bytes({"@context": context, "@graph": [_json(node) for node in nodes]})}


def graph(guide: Guide) -> Iterator[Node]:
    """Everything the scheme says, in a fixed order."""
    scheme, publication = _own(guide, "scheme"), guide.publication
    tops = [_concept(guide, term.id) for term in guide.glossary.terms if not term.broader]
    yield _node(scheme, "skos:ConceptScheme", {
        "dct:title": [publication.name], "dct:description": [publication.description],
        "dct:rights": [publication.copyright], "dct:modified": [updated(guide)], "skos:hasTopConcept": tops,
    })  # fmt: skip
    for name, inverse in _INVERSES.items():
        yield _node(_own(guide, name.removeprefix("guide:")), "rdf:Property", {
            "rdfs:label": [name.removeprefix("guide:")], "rdfs:subPropertyOf": [PREFIXES["skos"] + "semanticRelation"],
            "owl:inverseOf": [_own(guide, inverse.removeprefix("guide:"))],
        })  # fmt: skip
    for area in guide.glossary.areas:
        yield _node(_own(guide, f"area-{area.id}"), "skos:Collection", {
            "skos:prefLabel": [area.name], "skos:definition": [plain(guide, area.description)],
            "skos:inScheme": [scheme],
            "skos:member": [_concept(guide, term.id) for term in guide.glossary.terms if term.area == area.id],
        })  # fmt: skip
    for term in guide.glossary.terms:
        yield _term(guide, term, scheme)
    for entry in guide.glossary.retired:
        yield _node(_concept(guide, entry.id), "", {
            "dct:identifier": [entry.id], "dct:modified": [entry.on], "owl:deprecated": ["true"],
            "dct:isReplacedBy": [_concept(guide, entry.to)],
        })  # fmt: skip


def _term(guide: Guide, term: Term, scheme: str) -> Node:
    def told(text: str) -> str:
        return plain(guide, text)

    names: list[str] = [name for name in dict.fromkeys((term.abbreviation, *term.synonyms)) if name != term.preferred]
    hidden = dict.fromkeys((*term.forms, *(loose.form for loose in term.deprecated), *term.heard_as))
    typed: dict[str, list[str]] = {}
    for relation in term.related:
        if name := _RELATIONS.get(relation.relation):
            typed.setdefault(name, []).append(_concept(guide, relation.term))
    # SKOS forbids `related` between a concept and what stands above or below it in the hierarchy (S27).
    apart = [
        relation.term
        for relation in term.related
        if relation.term not in _above(guide, term.id) and term.id not in _above(guide, relation.term)
    ]
    notes = [
        f"{guide.terms[relation.term].preferred}: {told(relation.note)}" for relation in term.related if relation.note
    ]
    return _node(_concept(guide, term.id), "skos:Concept", {
        "dct:identifier": [term.id],
        "skos:prefLabel": [term.preferred],
        "skos:altLabel": names,
        "skos:hiddenLabel": [form for form in hidden if form not in (term.preferred, *names)],
        "skos:definition": [told(term.definition)],
        "skos:note": [told(term.mechanism)] if term.mechanism else [],
        "skos:scopeNote": notes,
        "skos:changeNote": [f"{change.on}: {told(change.what)}" for change in term.changes],
        "skos:inScheme": [scheme],
        "skos:topConceptOf": [] if term.broader else [scheme],
        "skos:broader": [_concept(guide, parent) for parent in term.broader],
        "skos:narrower": [_concept(guide, child) for child in guide.narrower_of(term.id)],
        "skos:related": [_concept(guide, other) for other in dict.fromkeys(apart)],
        **typed,
        "dct:source": _grounds(guide, term),
        "dct:issued": [published(guide, term)],
        "dct:modified": [changed(guide, term)],
    })  # fmt: skip


def _grounds(guide: Guide, term: Term) -> list[str]:
    """The address of each source, followed by that of a copy where it is gone."""
    urls = [guide.sources[identity].url for identity in term.sources]
    lost = guide.seen.lost
    return [found for url in urls for found in (url, *([lost[url].archived] if url in lost else ())) if found]


def _above(guide: Guide, term: str) -> set[str]:
    """The ids of all terms broader than this one, at any distance."""
    parents = set(guide.terms[term].broader)
    return parents.union(*(_above(guide, parent) for parent in parents))


def _concept(guide: Guide, term: str) -> str:
    return guide.share_base + guide.share_path(term)


def _own(guide: Guide, name: str) -> str:
    """The address of something only this scheme has."""
    return f"{guide.share_base}{TURTLE}#{name}"


def _node(iri: str, kind: str, values: dict[str, list[str]]) -> Node:
    return Node(iri, kind, {name: kept for name, given in values.items() if (kept := [text for text in given if text])})


def _json(node: Node) -> dict[str, Any]:
    return {"@id": node.iri, **({"@type": node.kind} if node.kind else {}), **node.values}
