"""Ids that lead nowhere, relations told on one side only, and circles among broader terms."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator

from ..data.fields import suggestion
from ..data.kinds import Text
from ..data.problems import Problem
from ..guide.entries import RELATIONS, Term
from ..guide.guide import Guide
from ..guide.products import Alternative, Retort
from ..guide.texts import FACT, passages
from .ids import is_gone, is_renamed, moved


def check(guide: Guide) -> Iterator[Problem]:
    yield from dangling(guide)
    for term in guide.glossary.terms:
        yield from _relations(guide, term)
    yield from circles(
        {term.id: [Text(parent, parent.place) for parent in term.broader] for term in guide.glossary.terms},
        "broader-cycle", "is broader than itself", "remove one 'broader'",
    )  # fmt: skip
    yield from _fact_references(guide)


def dangling(guide: Guide, unread: Container[str] = ()) -> Iterator[Problem]:
    """Ids that lead nowhere, but for those of kinds that are `unread`."""
    for reference, known, what in references(guide):
        if what in unread:
            continue
        if reference and reference not in known and not is_gone(guide, what, reference):
            hint = moved(guide, what, reference) or suggestion(reference, known) or "add it, or name another"
            yield Problem(reference.place, "dangling-reference", f"there is no {what} '{reference}'", hint)


def references(guide: Guide) -> Iterator[tuple[Text, Collection[str], str]]:
    """Every id by which one entry names another, those that it may name, and what they are."""

    def each(ids: Iterable[Text], known: Collection[str], what: str) -> Iterator[tuple[Text, Collection[str], str]]:
        return ((identity, known, what) for identity in ids)

    for term in guide.glossary.terms:
        yield from each([term.area], guide.areas, "area")
        yield from each([*term.broader, *(relation.term for relation in term.related)], guide.terms, "term")
        yield from each(term.sources, guide.sources, "source")
    for homonym in guide.glossary.homonyms:
        yield from each(homonym.terms, guide.terms, "term")
    for row in guide.mapping.rows:
        yield from each([*row.terms, *row.counterpart_terms], guide.terms, "term")
        yield from each(row.facts, guide.facts, "fact")
        yield from each(row.sources, guide.sources, "source")
    for fact in guide.fact_list:
        yield from each(fact.sources, guide.sources, "source")
    for product in guide.products:
        yield from each([product.stage, *product.limits], guide.facts, "fact")
        yield from each(product.terms, guide.terms, "term")
        yield from each(product.rows, guide.rows, "mapping row")
        yield from each(product.sources, guide.sources, "source")
    ideas = {idea.id: idea for idea in guide.ideas}
    for offer in guide.offers:
        yield from each(offer.products, guide.products_by_id, "product")
        yield from each(offer.caps, guide.facts, "fact")
        for hears in offer.hears:
            yield from each([Text(one, hears.place) for one in hears.split()], ideas, "idea")
    entries: tuple[Alternative | Retort, ...] = (*guide.alternatives, *guide.retorts)
    for entry in entries:
        yield from each(entry.facts, guide.facts, "fact")
    for alternative in guide.alternatives:
        yield from each(alternative.sources, guide.sources, "source")
    for choice in guide.briefs.choices:
        yield from each(choice.terms, guide.terms, "term")
        yield from each(choice.facts, guide.facts, "fact")
        yield from each(choice.products, guide.products_by_id, "product")
        yield from each([choice.role] if choice.role else [], dict.fromkeys(guide.settings.roles), "role")
    for belief in guide.belief_list:
        yield from each(belief.terms, guide.terms, "term")
    for page in guide.articles:
        yield from each([*page.head.introduces, *page.head.ahead], guide.terms, "term")
        yield from each(page.head.rows, guide.rows, "mapping row")
        yield from each(page.head.sources, guide.sources, "source")
    for asked in guide.asked:
        yield from each(asked.question.terms, guide.terms, "term")
        yield from each((option.misconception for option in asked.question.choices), guide.beliefs, "misconception")


def _relations(guide: Guide, term: Term) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for relation in term.related:
        if not (relation.term and relation.relation):
            continue  # what is missing was reported when it was read
        if (relation.term, relation.relation) in told:
            message = f"'{term.id}' names '{relation.term}' as {relation.relation} twice"
            yield Problem(relation.term.place, "duplicate-item", message, "keep one")
            continue
        told.add((relation.term, relation.relation))
        other = guide.terms.get(relation.term)
        inverse = RELATIONS[relation.relation]
        if relation.term == term.id:
            yield Problem(relation.term.place, "self-reference", f"'{term.id}' is related to itself", "remove it")
        elif other and not is_renamed(guide, term.id) and not _answered(term, inverse, other):
            message = f"'{term.id}' names '{other.id}' as {relation.relation}, but not the other way round"
            hint = f"add '- term: {term.id}' with 'relation: {inverse}' to '{other.id}'"
            yield Problem(relation.term.place, "one-way-relation", message, hint)
        if relation.relation == "contrast" and not relation.note:
            message = f"the contrast with '{relation.term}' does not say how the two differ"
            yield Problem(relation.term.place, "missing-field", message, "add 'note:'")


def _answered(term: Term, inverse: str, other: Term) -> bool:
    return any(back.term == term.id and back.relation in (inverse, "") for back in other.related)


def circles(edges: dict[str, list[Text]], code: str, message: str, hint: str) -> Iterator[Problem]:
    """A problem for each circle in a graph, at the edge that closes it; without recursion."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        stack: list[tuple[str, Text | None]] = [(start, None)]
        while stack:
            node, edge = stack.pop()
            if edge is None and path and path[-1] == node:
                done.add(path.pop())
            elif edge is not None and node in path:
                circle = " → ".join([*path[path.index(node) :], node])
                yield Problem(edge.place, code, f"'{node}' {message}: {circle}", hint)
            elif node not in done:
                path.append(node)
                stack.append((node, None))
                stack += [(target, target) for target in reversed(edges.get(node, []))]


def _fact_references(guide: Guide) -> Iterator[Problem]:
    for passage in passages(guide):
        for match in FACT.finditer(passage.text):
            if match.group(1) not in guide.facts:
                hint = suggestion(match.group(1), guide.facts)
                message = f"'{passage.field}' names a fact '{match.group(1)}' that does not exist"
                yield Problem(passage.text.place, "dangling-reference", message, hint)
        if FACT.search(passage.text) and not passage.kind.prose:
            message = f"'{passage.field}' is shown as it stands and cannot hold a fact"
            yield Problem(passage.text.place, "markup", message, "write the fact in a sentence")
        if "{" in FACT.sub("", passage.text) and passage.kind.prose:
            message = f"'{passage.field}' holds a brace that is no fact"
            yield Problem(passage.text.place, "markup", message, "write {fact:id}, or remove the brace")
