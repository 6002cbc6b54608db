"""Places in a page as it is shown, found by the words of the source's line that a problem speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from html.parser import HTMLParser

_APART = re.compile(r"\{fact:[^}]*\}|\]\([^)]*\)|\{\{|\}\}|</?[A-Za-z][^>]*>|\{[.#:][^}]*\}")
"""What a page shows otherwise than the source has it."""
_KEY = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?[\"'>|]*")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)\s+[\w-]+")
_LEAST, _LEAST_OF_DATA = 4, 8
"""Letters by which a line can be found; a short one of data, such as a day, might stand anywhere."""
_BEGINNING = 24
"""Letters at the beginning of a line that are enough where not all of it is found."""
_UNSEEN = {"script", "style", "title", "textarea", "select", "option", "svg", "template", "button"}
_MAIN = ("article", "main", "body")


def folded(text: str) -> str:
    """The letters and digits of a text, which no quotation mark, emphasis or line break changes."""
    return "".join(char for char in text.casefold() if char.isalnum())


def needle(line: str, column: int, in_words: bool) -> str:
    """What to look for of a line: the longest part of it that the page shows as it is, rather than others the one with
    the column that is spoken of. `in_words` tells a line of a page from one of data. Empty where there is none."""
    begin = (_ADMONITION.match(line.lstrip()) if in_words else _KEY.match(line)) or re.compile("").match(line)
    start = begin.end() + (len(line) - len(line.lstrip()) if in_words else 0) if begin else 0
    cuts = [(start, start), *(match.span() for match in _APART.finditer(line, start)), (len(line), len(line))]
    parts = [(before[1], after[0]) for before, after in zip(cuts, cuts[1:], strict=False)]
    least = _LEAST if in_words else _LEAST_OF_DATA
    long = [(first, last) for first, last in parts if len(folded(line[first:last])) >= least]
    at = [part for part in long if part[0] < column <= part[1]]
    first, last = max(at or long, key=lambda part: part[1] - part[0], default=(0, 0))
    return folded(line[first:last])


def marked(
    html: str, start: int, places: Sequence[tuple[int, str]], marks: Mapping[int, str]
) -> tuple[str, frozenset[int]]:
    """A page with the mark of each place, before the words that were looked for, and which of them were found. The same
    words are found again further down, since places come in the order of the source."""
    shown = _Words(html, start)
    text, after, found = "".join(shown.text), 0, list[tuple[int, int]]()
    for number, wanted in places:
        if not wanted:
            continue
        tries = ((words, begin) for words in (wanted, wanted[:_BEGINNING]) for begin in (after, 0))
        index = next((at for words, begin in tries if (at := text.find(words, begin)) >= 0), -1)
        if index >= 0:
            found.append((shown.at[index], number))
            after = index + 1
    for offset, number in sorted(found, reverse=True):
        html = html[:offset] + marks[number] + html[offset:]
    return html, frozenset(number for _, number in found)


class _Words(HTMLParser):
    """The letters and digits that the main part of a page shows, and where in the page each of them stands."""

    def __init__(self, html: str, start: int):
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self.at: list[int] = []
        self._hidden = 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", html))]
        main = next((found for name in _MAIN if (found := re.compile(rf"<{name}\b").search(html, start))), None)
        self._first = main.start() if main else start
        close = html.rfind("</article", self._first)
        self._last = close if close >= 0 else len(html)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNSEEN and self._hidden > 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """It holds no words."""

    def handle_data(self, data: str) -> None:
        begin = self._offset()
        for index, char in enumerate(data):
            self._take(char, begin + index)

    def handle_entityref(self, name: str) -> None:
        self._take(unescape(f"&{name};"), self._offset())

    def handle_charref(self, name: str) -> None:
        self._take(unescape(f"&#{name};"), self._offset())

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _take(self, text: str, offset: int) -> None:
        if not self._hidden and self._first <= offset < self._last:
            for char in folded(text):
                self.text.append(char)
                self.at.append(offset)
