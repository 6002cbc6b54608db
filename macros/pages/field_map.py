"""The field as one drawing: the terms that the mapping speaks of on one side, those that it compares them with on the
other, the rows as bridges between them, and how terms of one side hang together as arcs at its edge.

The order of terms within an area is the one thing that is searched for: each goes to the middle of what it is connected
with, a few times over, so that bridges and arcs are short and cross little. The same guide gives the same drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean

from font_source_sans_pro import SourceSansPro
from PIL import ImageFont

from ..guide.entries import Area, Row, Term
from ..guide.guide import Guide

LINE, HEAD, TOP = 17.0, 42.0, 40.0
"""Between two terms; before an area's first term, its name included; before the first area."""
WIDTH = 1000
LEFT, LEFT_END, RIGHT, RIGHT_END = 145.0, 375.0, 610.0, 830.0
"""Where the labels of either side begin and end; bridges stand between, arcs outside."""
SIZE, GAP, LONG = 13, 6.0, 30
"""Of the letters; between a label and a line; from how many letters on a name gives way to its abbreviation."""
DEEPEST, SWEEPS = 128.0, 8
TIES = {"contrast": "contrast", "part-of": "part", "has-part": "part", "uses": "part", "used-by": "part"}
"""What is drawn as an arc, and as which; that two terms are only worth reading together is none."""


@dataclass
class Spot:
    """A term on the drawing, at the middle of its line."""

    term: Term
    x: float
    y: float = 0.0

    @property
    def label(self) -> str:
        """The name, or the abbreviation of a long one."""
        return (
            self.term.abbreviation
            if self.term.abbreviation and len(self.term.preferred) > LONG
            else self.term.preferred
        )

    @property
    def end(self) -> float:
        """Where a line may go on from the label."""
        return round(self.x + _font().getlength(self.label) + GAP, 1)


@dataclass(frozen=True)
class Tie:
    """A line of the drawing: what it joins, the path it takes, and the row that it stands for, if any."""

    kind: str
    ends: tuple[str, str]
    path: str
    row: Row | None = None


@dataclass(frozen=True)
class Group:
    """An area's terms, from the top, and where the area's name stands."""

    area: Area
    spots: tuple[Spot, ...]
    x: float
    y: float


@dataclass(frozen=True)
class FieldMap:
    """The drawing."""

    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]
    height: float
    rows: dict[str, list[Row]] = field(repr=False)


def field_map(guide: Guide) -> FieldMap:
    """The drawing of a guide."""
    sides = _sides(guide)
    pairs = _bridged(guide, sides)
    near = _near(guide, pairs)
    spots: dict[str, Spot] = {
        term.id: Spot(term, RIGHT if term.area in sides else LEFT) for term in guide.glossary.terms
    }
    by_area = {area: [spot for spot in spots.values() if spot.term.area == area] for area in guide.areas}
    groups: list[Group] = []
    for _ in range(SWEEPS):
        groups = _placed(guide, by_area, sides)
        heights: dict[str, float] = {identity: spot.y for identity, spot in spots.items()}
        for inside in by_area.values():
            inside.sort(key=lambda spot: fmean([spot.y, *(heights[other] for other in near[spot.term.id])]))
    ties = [*_arcs(guide, spots), *_bridges(pairs, spots)]
    rows: dict[str, list[Row]] = {}
    for row in guide.mapping.rows:
        rows.setdefault(guide.terms[row.terms[0]].area, []).append(row)
    return FieldMap(tuple(groups), tuple(ties), max(spot.y for spot in spots.values()) + LINE, rows)


def _sides(guide: Guide) -> set[str]:
    """The areas whose terms the mapping compares others with."""
    told: Counter[str] = Counter()
    for row in guide.mapping.rows:
        told.update(guide.terms[term].area for term in row.counterpart_terms)
        told.subtract(guide.terms[term].area for term in row.terms)
    return {area for area, count in told.items() if count > 0}


def _bridged(guide: Guide, sides: set[str]) -> list[tuple[str, str, Row]]:
    """What each row joins: its first term on the one side and its first on the other, where it has both."""
    found: list[tuple[str, str, Row]] = []
    for row in guide.mapping.rows:
        one = [term for term in row.terms if guide.terms[term].area not in sides]
        other = [term for term in (*row.counterpart_terms, *row.terms) if guide.terms[term].area in sides]
        if one and other:
            found.append((one[0], other[0], row))
    return found


def _near(guide: Guide, pairs: Iterable[tuple[str, str, Row]]) -> dict[str, list[str]]:
    """What each term is drawn toward: twice as much to what a bridge joins it with."""
    near: dict[str, list[str]] = {term.id: [] for term in guide.glossary.terms}
    for term in guide.glossary.terms:
        near[term.id] += [other.term for other in term.related if guide.terms[other.term].area == term.area]
    for one, other, _ in pairs:
        near[one] += [other] * 2
        near[other] += [one] * 2
    return near


def _placed(guide: Guide, by_area: dict[str, list[Spot]], sides: set[str]) -> list[Group]:
    """Set the terms below one another, area by area; the shorter side as far apart as the longer one leaves room."""
    groups = []
    long = max(_length(by_area, sides, True), _length(by_area, sides, False))
    for right in (False, True):
        areas = [area for area in guide.areas.values() if (area.id in sides) == right and by_area[area.id]]
        count = sum(len(by_area[area.id]) for area in areas)
        step = (long - HEAD * len(areas)) / max(count, 1)
        y = TOP
        for area in areas:
            top, y = y + HEAD / 2, y + HEAD
            for spot in by_area[area.id]:
                spot.y, y = round(y, 1), y + step
            groups.append(Group(area, tuple(by_area[area.id]), RIGHT if right else LEFT, round(top, 1)))
    return groups


def _length(by_area: dict[str, list[Spot]], sides: set[str], right: bool) -> float:
    inside = [spots for area, spots in by_area.items() if (area in sides) == right and spots]
    return sum(HEAD + LINE * len(spots) for spots in inside)


def _arcs(guide: Guide, spots: dict[str, Spot]) -> list[Tie]:
    """What joins two terms of one side, once."""
    found: dict[tuple[str, str], Tie] = {}
    for term in guide.glossary.terms:
        told = [(relation.term, TIES.get(relation.relation, "")) for relation in term.related]
        for other, kind in [*told, *((broader, "part") for broader in term.broader)]:
            one, two = sorted((spots[term.id], spots[other]), key=lambda spot: spot.y)
            ends = (one.term.id, two.term.id)
            if kind and one.x == two.x and ends not in found:
                found[ends] = Tie(kind, ends, _arc(one, two))
    return list(found.values())


def _arc(one: Spot, two: Spot) -> str:
    deep = min(DEEPEST, 10 + (two.y - one.y) * 0.4)
    if one.x == LEFT:
        x, bend = LEFT - GAP, round(LEFT - GAP - deep, 1)
        return f"M{x:g} {one.y:g}C{bend:g} {one.y:g} {bend:g} {two.y:g} {x:g} {two.y:g}"
    bend = round(RIGHT_END + deep, 1)
    start, end = f"M{one.end:g} {one.y:g}H{RIGHT_END:g}", f"{RIGHT_END:g} {two.y:g}H{two.end:g}"
    return f"{start}C{bend:g} {one.y:g} {bend:g} {two.y:g} {end}"


def _bridges(pairs: Iterable[tuple[str, str, Row]], spots: dict[str, Spot]) -> list[Tie]:
    middle = (LEFT_END + RIGHT) / 2
    found = []
    for one, other, row in pairs:
        start, left, right, end = spots[one].end, spots[one].y, spots[other].y, RIGHT - GAP
        path = (
            f"M{start:g} {left:g}H{max(start, LEFT_END):g}C{middle:g} {left:g} {middle:g} {right:g} {end:g} {right:g}"
        )
        found.append(Tie("bridge", (one, other), path, row))
    return found


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(SourceSansPro, SIZE, layout_engine=ImageFont.Layout.BASIC)
