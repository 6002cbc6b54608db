"""`guide retire`: an entry goes, nothing names it any more, and its readers are sent elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..data.kinds import Text
from ..data.problems import Place, Problem
from ..guide.guide import Guide
from ..guide.history import ROW, TERM
from ..guide.wording import Spoken, Written
from .editing import block, refused
from .moving import KINDS, Move


def retire(root: Path, guide: Guide, old: str, to: str, dry: bool) -> tuple[list[str], list[Problem]]:
    """Take an entry out and send its readers to another; what `Move.done` gives."""
    move = Move(root, guide, old)
    held = getattr(guide, KINDS[move.kind][1])
    if move.kind not in (TERM, ROW):
        message = f"'{old}' is a {move.kind}, which has no address of its own"
        raise refused(held[old].id.place, "dangling-reference", message, "remove it where it is named, then its entry")
    if to == old or to not in held:
        cure = f"name a {KINDS[move.kind][0]} that stays"
        raise refused(Place(move.home.path), "dangling-reference", f"there is no '{to}' to send readers to", cure)
    if move.alive:
        first, behind = block(move.home, move.entry.place)
        move.home.remove_lines(first, behind, f"took out the entry of {old}")
    inside = move.entry.place.line if move.alive else 0
    for names, needed in _lists(guide, move.kind):
        for name in (name for name in names if name == old):
            file = move.files[name.place.path]
            if move.alive and file is move.home and inside <= name.place.line < behind:
                continue
            if len(names) > 1 or to in names:
                file.take_out(name.place, old) if len(names) > 1 else None
            elif needed:
                file.replace(name.place, old, to)
            else:
                file.drop_list(names, f"took out {old} and its list")
    for term in guide.glossary.terms if move.kind == TERM else ():
        for relation in (one for one in term.related if one.term == old and term.id != old):
            file = move.files[relation.term.place.path]
            if len(term.related) > 1:
                begin, end = block(file, relation.term.place)
                file.remove_lines(begin, end, f"took out the relation to {old}")
            else:
                file.replace(relation.term.place, old, to)
    _elsewhere(move, to)
    move.in_pages(to)
    move.forward(to)
    return move.done(dry)


def _lists(guide: Guide, kind: str) -> Iterator[tuple[tuple[Text, ...], bool]]:
    """Every list that may name the id, and whether it has to name something."""
    if kind == ROW:
        yield from ((page.head.rows, False) for page in guide.articles)
        yield from ((product.rows, False) for product in guide.products)
        return
    yield from ((term.broader, False) for term in guide.glossary.terms)
    for row in guide.mapping.rows:
        yield row.terms, True
        yield row.counterpart_terms, False
    yield from ((product.terms, False) for product in guide.products)
    yield from ((choice.terms, False) for choice in guide.briefs.choices)
    yield from ((belief.terms, True) for belief in guide.belief_list)
    for page in guide.articles:
        yield page.head.introduces, False
        yield page.head.ahead, False
    yield from ((asked.question.terms, True) for asked in guide.asked)
    yield guide.often, False


def _elsewhere(move: Move, to: str) -> None:
    """Forwarding addresses that led to the entry, and what the lookup knew of it."""
    guide, old = move.guide, move.old
    retired = guide.glossary.retired if move.kind == TERM else guide.mapping.retired
    for gone in (entry for entry in retired if entry.to == old):
        move.files[gone.to.place.path].replace(gone.to.place, old, to)
    lists: tuple[tuple[Spoken | Written, ...], ...] = (guide.spoken_list, guide.written)
    for said in lists if move.kind == TERM else ():
        for entry in (own for own in said if own.id == old):
            file = move.files[entry.id.place.path]
            if any(own.id == to for own in said):
                begin, end = block(file, entry.place)
                file.remove_lines(begin, end, f"took out what people say of {old}")
            else:
                file.replace(entry.id.place, old, to)
