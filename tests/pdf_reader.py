"""A PDF as a reader meets it: its text, its links with what they say and where they lead, its outline, its tags."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2

HEAD = 62
"""How far down a page, in points, its running head reaches."""
COLUMN = 85
"""Less than the width of any column, in points, and more than a few words."""
Place = tuple[int, float, float]
"""A page, counted from 1, and a height and a left edge there, in points."""


def letters(text: str) -> str:
    """Only letters and digits, so that neither hyphens nor line breaks nor quotation marks count."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


@dataclass(frozen=True)
class Link:
    """One link; `page` counts from 1, `target` is the name of a place in the document, or empty; `place` is that
    place's page, height and left edge, `url` an address outside."""

    page: int
    target: str
    url: str
    text: str
    place: Place | None


@dataclass(frozen=True)
class Bookmark:
    level: int
    title: str
    page: int
    top: float


class Pdf:
    """One file, opened once."""

    def __init__(self, path: Path):
        self.path = path
        self.file = pikepdf.open(path)
        self.shown = pypdfium2.PdfDocument(path)
        self.numbers = {page.objgen: number for number, page in enumerate(self.file.pages, 1)}
        self.texts = [page.get_textpage() for page in self.shown]

    def __len__(self) -> int:
        return len(self.texts)

    def size(self, number: int) -> tuple[float, float]:
        return self.shown[number - 1].get_size()

    @cached_property
    def heads(self) -> list[str]:
        """The running heads."""
        return [self._within(number, self.size(number)[1] - HEAD, self.size(number)[1]) for number in self._all]

    @cached_property
    def bodies(self) -> list[str]:
        """What stands below the running heads."""
        return [self._within(number, 0, self.size(number)[1] - HEAD) for number in self._all]

    @cached_property
    def squeezed(self) -> list[str]:
        """The letters of each page."""
        return [letters(body) for body in self.bodies]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every named place: that of a heading."""
        tree = pikepdf.NameTree(self.file.Root.Names.Dests)
        return {
            name: self._place(entry.D if isinstance(entry, pikepdf.Dictionary) else entry)
            for name, entry in tree.items()
        }

    @cached_property
    def links(self) -> list[Link]:
        """Every link once, also where it goes over a page; those between a note and its mark are left out."""
        found: dict[object, Link] = {}
        parents = pikepdf.NumberTree(self.file.Root.StructTreeRoot.ParentTree)
        for number, page in enumerate(self.file.pages, 1):
            for annotation in page.get("/Annots", []):
                url = str(annotation.A.URI) if "/A" in annotation else ""
                target = annotation.get("/Dest", "")
                text = self._said(number, annotation)
                if isinstance(target, pikepdf.Array):
                    place, target = self._place(target), ""
                    if not told_page(text) and not text.strip().isalpha():
                        continue
                else:
                    place = self.places[str(target)] if target else None
                element = parents[int(annotation.StructParent)]
                # The same element twice: a link that goes over a page.
                key = element.objgen if element.is_indirect else int(annotation.StructParent)
                known = found.get(key)
                if known:
                    text, first = known.text + text, known.page
                else:
                    first = number
                found[key] = Link(first, str(target), url, text, place)
        return list(found.values())

    @cached_property
    def outline(self) -> list[Bookmark]:
        """The outline, from top to bottom."""
        found = []
        with self.file.open_outline() as outline:
            waiting = [(1, entry) for entry in reversed(outline.root)]
            while waiting:
                level, entry = waiting.pop()
                place = entry.destination
                page, top, _ = (
                    self.places[str(place)] if isinstance(place, (str, pikepdf.String)) else self._place(place)
                )
                found.append(Bookmark(level, entry.title, page, top))
                waiting += [(level + 1, child) for child in reversed(entry.children)]
        return found

    @cached_property
    def tags(self) -> Counter[str]:
        """How often each structure type occurs."""
        found: Counter[str] = Counter()
        waiting = [self.file.Root.StructTreeRoot.K]
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Array):
                waiting += list(item)
            elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
                found[str(item.S)[1:]] += 1
                waiting += [item.K] if "/K" in item else []
        return found

    def pages_with(self, words: str) -> list[int]:
        """The pages whose text has these words."""
        wanted = letters(words)
        return [number for number in self._all if wanted in self.squeezed[number - 1]]

    def has(self, words: str) -> bool:
        """Whether the document says this, on one page, or over pages and columns that follow each other."""
        wanted = letters(words)
        return wanted in self._everything or self._in_pieces(wanted)

    def near(self, place: Place, reach: float = 70, width: float = 2000) -> str:
        """The text that stands at a place; Typst puts one ten points above its line."""
        number, top, left = place
        return self.texts[number - 1].get_text_bounded(left - 4, top - reach, left + width, top)

    @cached_property
    def _everything(self) -> str:
        return "\n".join(self.squeezed)

    def _in_pieces(self, wanted: str) -> bool:
        """Where a column or a page ends within the words, notes may stand between their parts."""
        for number in self._all:
            text = "\n".join(self.squeezed[number - 1 : number + 1])
            low, high = 0, len(wanted)
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (middle, high) if wanted[:middle] in text else (low, middle - 1)
            if low and max(low, len(wanted) - low) >= 12 and wanted[low:] in text:
                return True
        return False

    @property
    def _all(self) -> range:
        return range(1, len(self) + 1)

    def _within(self, number: int, bottom: float, top: float) -> str:
        return self.texts[number - 1].get_text_bounded(0, bottom, self.size(number)[0], top)

    def _place(self, array) -> Place:
        return self.numbers[array[0].objgen], float(array[3]), float(array[2])

    def _said(self, number: int, annotation) -> str:
        corners = [float(value) for value in annotation.get("/QuadPoints", [])]
        quads = [corners[start : start + 8] for start in range(0, len(corners), 8)]
        boxes = [(min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])) for quad in quads]
        boxes = boxes or [tuple(float(value) for value in annotation.Rect)]
        return " ".join(self.texts[number - 1].get_text_bounded(*box) for box in boxes)


def told_page(text: str) -> int | None:
    """The N of `(p. N)` at the end of a link's text."""
    found = re.search(r"\(p\.\s*(\d+)\s*\)\s*$", " ".join(text.split()))
    return int(found[1]) if found else None
