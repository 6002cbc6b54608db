"""The words of a drawing, measured in the face that pages and documents are set in: none leaves its box or the drawing,
and none runs into another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from math import cos, radians, sin

from fontTools.ttLib import TTFont
from lxml import etree

from ..data.problems import Place, Problem

_PACKAGE = "font_source_sans_pro"
_BOLD, _SEMIBOLD = 700, 600
_RISE, _FALL = 0.66, 0.2
"""How far letters reach above and below their line, in parts of their size."""
_SLACK = 0.5
_UNSEEN = {"defs", "symbol", "clipPath", "mask", "pattern", "marker", "metadata", "title", "desc"}
_INHERITED = ("font-size", "font-weight", "font-style", "text-anchor")
_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Area:
    """A part of the drawing, in the units of its view box."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        return min(across, min(self.bottom, other.bottom) - max(self.top, other.top)) > _SLACK

    def beyond(self, other: Area) -> float:
        """How far this area reaches out of the other."""
        return max(
            other.left - self.left, self.right - other.right, other.top - self.top, self.bottom - other.bottom, 0.0
        )


@dataclass(frozen=True)
class Label:
    """Words in one run, and where they stand."""

    words: str
    area: Area
    line: int


def overflowing(path: str, text: str) -> Iterator[Problem]:
    """A problem for each label that leaves its place."""
    root = etree.fromstring(text.encode())
    found: list[Label] = []
    boxes: list[Area] = []
    walk(root, (1, 0, 0, 1, 0, 0), {}, found, boxes)
    if len(view := _numbers(root.get("viewBox", ""))) == 4:
        whole = Area(view[0], view[1], view[0] + view[2], view[1] + view[3])
        yield from (_over(path, label, whole, "the drawing") for label in found if label.area.beyond(whole) > _SLACK)
    for label in found:
        for box in boxes:
            if label.area.meets(box) and label.area.beyond(box) > _SLACK and box.beyond(label.area) > _SLACK:
                yield _over(path, label, box, "a box")
                break
    for at, label in enumerate(found):
        for other in found[:at]:
            if label.area.meets(other.area):
                message = f"the label '{label.words}' runs into '{other.words}'"
                yield Problem(Place(path, label.line), "label-overflow", message, "move one of them")


def _over(path: str, label: Label, area: Area, what: str) -> Problem:
    message = f"the label '{label.words}' reaches {label.area.beyond(area):.0f} units over the edge of {what}"
    return Problem(Place(path, label.line), "label-overflow", message, "shorten or move it, or give it more room")


def walk(element: etree._Element, outer: Matrix, style: dict[str, str], found: list[Label], boxes: list[Area]) -> None:
    """Collect the labels and the boxes of an element, moved by `outer` and with the `style` around it."""
    if not isinstance(element.tag, str):
        return
    name = etree.QName(element).localname
    if name in _UNSEEN or element.get("display") == "none":
        return
    matrix = _combined(outer, element.get("transform", ""))
    style = style | _own(element)
    if name == "text":
        found += _runs(element, matrix, style)
        return
    if name == "rect":
        x, y, width, height = (_length(element.get(key)) for key in ("x", "y", "width", "height"))
        if width and height:
            boxes.append(_moved(matrix, Area(x, y, x + width, y + height)))
    for child in element:
        walk(child, matrix, style, found, boxes)


def _own(element: etree._Element) -> dict[str, str]:
    """What an element says of its style, and those in it inherit."""
    return {key: told for key in _INHERITED if (told := element.get(key))}


def _runs(element: etree._Element, matrix: Matrix, style: dict[str, str]) -> Iterator[Label]:
    """The runs of a text: a part with a place of its own begins another."""
    x, y = _length(element.get("x")), _length(element.get("y"))
    pieces: list[tuple[str, dict[str, str]]] = [(element.text or "", style)]
    for part in element:
        own = style | _own(part)
        if part.get("x") is not None or part.get("y") is not None:
            yield from _run(element, pieces, x, y, matrix)
            pieces = []
            x, y = _length(part.get("x"), x), _length(part.get("y"), y)
        pieces += [("".join(part.itertext()), own), (part.tail or "", style)]
    yield from _run(element, pieces, x, y, matrix)


def _run(
    element: etree._Element, pieces: list[tuple[str, dict[str, str]]], x: float, y: float, matrix: Matrix
) -> Iterator[Label]:
    words = " ".join("".join(text for text, _ in pieces).split())
    if not words:
        return
    width = sum(_width(re.sub(r"\s+", " ", text), style) for text, style in pieces)
    size = max(_size(style) for _, style in pieces)
    begin = x - width * {"middle": 0.5, "end": 1}.get(pieces[0][1].get("text-anchor", ""), 0)
    area = Area(begin, y - size * _RISE, begin + width, y + size * _FALL)
    yield Label(words, _moved(matrix, area), element.sourceline or 1)


def _width(text: str, style: dict[str, str]) -> float:
    letters, advances, units = _face(style.get("font-weight", ""), style.get("font-style", "") == "italic")
    return sum(advances[letters.get(ord(letter), ".notdef")][0] for letter in text) * _size(style) / units


def _size(style: dict[str, str]) -> float:
    return _length(style.get("font-size"), 16.0)


@cache
def _face(weight: str, italic: bool) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    """The letters of the face, how far each moves the next, and the units of that."""
    heavy = {"bold": _BOLD, "bolder": _BOLD}.get(weight) or int(weight if weight.isdecimal() else 400)
    cut = "Bold" if heavy >= _BOLD else "Semibold" if heavy >= _SEMIBOLD else "" if italic else "Regular"
    with as_file(files(_PACKAGE) / "files" / f"SourceSansPro-{cut}{'It' if italic else ''}.ttf") as file:
        font = TTFont(file)
        return font.getBestCmap(), dict(font["hmtx"].metrics), font["head"].unitsPerEm


def _combined(outer: Matrix, transform: str) -> Matrix:
    for kind, given in _TRANSFORM.findall(transform):
        a, b, c, d, e, f = outer
        g, h, i, j, k, m = _matrix(kind, _numbers(given))
        outer = (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)
    return outer


def _matrix(kind: str, given: list[float]) -> Matrix:
    first, second, third = [*given, 0.0, 0.0, 0.0][:3]
    if kind == "matrix" and len(given) == 6:
        return (given[0], given[1], given[2], given[3], given[4], given[5])
    if kind == "scale":
        return (first, 0, 0, second if len(given) > 1 else first, 0, 0)
    if kind == "rotate":
        turn, lean = cos(radians(first)), sin(radians(first))
        return (turn, lean, -lean, turn, second - second * turn + third * lean, third - second * lean - third * turn)
    return (1, 0, 0, 1, first, second) if kind == "translate" else (1, 0, 0, 1, 0, 0)


def _moved(matrix: Matrix, area: Area) -> Area:
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (area.left, area.right) for y in (area.top, area.bottom)]
    across, down = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return Area(min(across), min(down), max(across), max(down))


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _length(text: str | None, other: float = 0.0) -> float:
    return next(iter(_numbers(text or "")), other)
