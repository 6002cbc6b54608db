"""How hard an article is to read: sentence length and the Flesch–Kincaid grade (Kincaid et al., 1975)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyphen

from ..guide.guide import Guide
from ..guide.lessons import Page
from .flow import BANDS, flows
from .sections import sections

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]*]*\s+")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W_])?|\d[\d,.]*")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_ADMONITION = re.compile(r"^!!! .*$")


@dataclass(frozen=True)
class Readability:
    """Of one article: words, words a sentence, and the school grade that reads it with ease."""

    page: Page
    words: int
    words_a_sentence: float
    grade: float


def readability(page: Page) -> Readability:
    """Measures the prose: headings, code, macros and table markup left out."""
    sentences = [found for block in _blocks(page) for found in _SENTENCE.split(block) if _WORD.search(found)]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    length = len(words) / max(1, len(sentences))
    syllables = sum(map(_syllables, words)) / max(1, len(words))
    return Readability(page, len(words), length, 0.39 * length + 11.8 * syllables - 15.59)


def measures(guide: Guide) -> Iterator[str]:
    """The report as lines of text: an article a line, a measure outside its band marked with a star."""
    names = "".join(f"{band.name:>8}" for band in BANDS)
    yield f"{'words':>6} {'grade':>6}{names} {'links':>6}  article"
    for flow in flows(guide):
        found = readability(flow.page)
        cells = (f"{band.shown(flow.values[band.name])}{'*' if band in flow.outside else ' '}" for band in BANDS)
        columns = "".join(f"{cell:>8}" for cell in cells)
        yield f"{found.words:>6} {found.grade:>6.1f}{columns} {flow.connectives:>6.2f}  {flow.page.path}"
    yield "bands: " + ", ".join(f"{band.name} {band.limits}" for band in BANDS)


def _blocks(page: Page) -> list[str]:
    """Paragraphs and list items, each on one line."""
    blocks: list[str] = []
    for section in sections(page):
        open_block = False
        for _, line in section.lines:
            if not line.strip() or _ADMONITION.match(line):
                open_block = False
            elif open_block and not _BULLET.match(line):
                blocks[-1] += " " + line.strip()
            else:
                blocks.append(_BULLET.sub("", line).strip())
                open_block = True
    return blocks


@functools.cache
def _syllables(word: str) -> int:
    # Hyphenation points undercount syllables of a single letter, so a run of vowels is a floor.
    points = len(_dictionary().positions(word)) + 1
    vowels = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouy])e$", "", word.lower()))) or 1
    return max(points, vowels)


@functools.cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
