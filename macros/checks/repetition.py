"""Nothing is told twice in the same words: a paragraph that stands in the articles already is one pasted by mistake, or
words to reach a length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.problems import Place, Problem
from ..guide.guide import Guide
from ..guide.lessons import Page
from ..prose.sections import blanked, body, path_of

LEAST_LETTERS = 50
"""A short line may return: a refrain, a question, what is said aloud."""
_PARAGRAPH = re.compile(r"(?:[ \t]*\S[^\n]*(?:\n|\Z))+")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+", re.MULTILINE)
_WORD = re.compile(r"\w+")


def check(guide: Guide) -> Iterator[Problem]:
    """A problem for each paragraph, or item of a list, that an article has and it or one before it had, too."""
    first: dict[tuple[str, ...], Place] = {}
    for page in guide.articles:
        for place, words in _paragraphs(page):
            if words in first:
                message = f"this paragraph stands at {first[words]} already, word for word"
                yield Problem(place, "repeated-paragraph", message, "keep one, and link to it or say what is new here")
            first.setdefault(words, place)


def _paragraphs(page: Page) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Where each one begins, and its words; what code, macros and addresses hold does not make it long."""
    source = body(page)
    cleaned = blanked(source)
    for block in _PARAGRAPH.finditer(source):
        starts = [block.start(), *(item.start() for item in _ITEM.finditer(source, *block.span()))]
        for start, end in zip(starts, [*starts[1:], block.end()], strict=True):
            if sum(map(len, _WORD.findall(cleaned[start:end]))) >= LEAST_LETTERS:
                text = source[start:end]
                offset = start + len(text) - len(text.lstrip())
                yield (
                    Place.at(path_of(page), source, offset, page.body_line),
                    tuple(_WORD.findall(_ITEM.sub("", text).casefold())),
                )
