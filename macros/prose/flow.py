"""How an article's sentences follow from one another, measured on its running text: dialogue, boxes, figures, tables,
code and quizzes left out. Each measure has a band; an editor decides what to do about one that lies outside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from statistics import mean, pstdev

from ..guide.guide import Guide
from ..guide.lessons import Page
from .sections import Section, sections
from .usage import Use, uses

_SENTENCE = re.compile(r"(?<=[.!?])[\"”')\]*]*\s+")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W_])?|\d[\d,.]*\d|\d")
_BULLET = re.compile(r"^\s{0,3}(?:[-*+]|\d+\.)\s+")
# A bold or italic label before a paragraph or an item is a heading in all but name.
_LABEL = re.compile(r"^(?:\*\*[^*]+[.:?]\*\*|\*[^*]+:\*)\s*")
_APART = re.compile(r"^(?:!!! |> |\|| {4}|\t)")


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONNECTIVES = _listed(
    "because so which but since therefore instead although though whereas while unless until if then thus hence "
    "however yet whose where when"
)
_LINKS = _listed(
    "this that these those it its they their them he his she her so but because then instead still such both neither "
    "either here there which and or yet nor also thus therefore however otherwise although though since while if even "
    "only another others one none each all most some many few first second third next last finally after before until "
    "once now later meanwhile again too"
)
_EMPTY = _LINKS | _CONNECTIVES | _listed(
    "a an the of to in on at by for from with without as is are was were be been being has have had do does did can "
    "could may might must shall should will would not no any every more less than very what who whom how why when "
    "where into onto over under about between through out up down off per you your we our us i my me own same other "
    "much just like get gets got make makes made take takes say says"
)  # fmt: skip


@dataclass(frozen=True)
class Band:
    """What a measure is called, and between which values it should lie."""

    name: str
    least: float
    most: float
    percent: bool = False

    def holds(self, value: float) -> bool:
        return self.least <= value <= self.most

    def shown(self, value: float) -> str:
        return f"{value:.0%}" if self.percent else f"{value:.1f}"

    @property
    def limits(self) -> str:
        """`14.0 to 17.0`, `at least 8.0`, `at most 18%`."""
        if self.most == float("inf"):
            return f"at least {self.shown(self.least)}"
        if self.least == 0:
            return f"at most {self.shown(self.most)}"
        return f"{self.shown(self.least)} to {self.shown(self.most)}"


BANDS = (
    Band("mean", 14, 17),
    Band("spread", 8, float("inf")),
    Band("short", 0, 0.18, percent=True),
    Band("long", 0.05, 0.20, percent=True),
    Band("tied", 0.60, 1, percent=True),
    Band("terms", 0, 1.5),
    Band("new", 0, 5),
)
_SHORT, _LONG = 8, 25


@dataclass(frozen=True)
class Flow:
    """Of one article, its running text: sentences a section, distinct terms, and most new terms in one section."""

    page: Page
    sentences: tuple[tuple[str, ...], ...]
    terms_used: int
    most_new: int

    @cached_property
    def lengths(self) -> list[int]:
        return [len(words(sentence)) for section in self.sentences for sentence in section]

    @cached_property
    def values(self) -> dict[str, float]:
        """Each measure by the name of its band: words a sentence and their standard deviation; shares of sentences
        under 8 and over 25 words, and of those tied to the one before; distinct terms per 100 words; most terms that
        one section uses first."""
        lengths = self.lengths or [0]
        return {
            "mean": mean(lengths),
            "spread": pstdev(lengths),
            "short": sum(length < _SHORT for length in lengths) / len(lengths),
            "long": sum(length > _LONG for length in lengths) / len(lengths),
            "tied": self._tied,
            "terms": 100 * self.terms_used / max(1, sum(lengths)),
            "new": self.most_new,
        }

    @property
    def connectives(self) -> float:
        """Words such as because, so and which, per 100 words; shown, and held to no band."""
        found = [word.casefold() for section in self.sentences for sentence in section for word in words(sentence)]
        return 100 * sum(word in _CONNECTIVES for word in found) / max(1, len(found))

    @property
    def outside(self) -> list[Band]:
        """The bands that the article leaves."""
        return [band for band in BANDS if not band.holds(self.values[band.name])]

    @property
    def _tied(self) -> float:
        pairs = [pair for section in self.sentences for pair in zip(section, section[1:], strict=False)]
        return sum(tied(before, sentence) for before, sentence in pairs) / max(1, len(pairs))


def flows(guide: Guide) -> list[Flow]:
    """A measurement for each article, in reading order."""
    used: dict[str, list[Use]] = {}
    for use in uses(guide):
        used.setdefault(use.path, []).append(use)
    return [_flow(page, used.get(page.path, [])) for page in guide.articles]


def _flow(page: Page, used: list[Use]) -> Flow:
    first: dict[str, str] = {}
    for use in used:
        first.setdefault(use.term, use.anchor)
    new = [list(first.values()).count(anchor) for anchor in set(first.values())]
    return Flow(page, tuple(filter(None, map(_sentences, sections(page)))), len(first), max(new, default=0))


def _sentences(section: Section) -> tuple[str, ...]:
    found = [sentence for block in _blocks(section) for sentence in _SENTENCE.split(block) if words(sentence)]
    return tuple(found)


def _blocks(section: Section) -> list[str]:
    """Paragraphs and list items outside boxes, tables and quotations, each on one line without its label."""
    blocks: list[str] = []
    open_block = False
    for _, line in section.lines:
        item = _BULLET.match(line)
        if not line.strip() or (not open_block and not item and _APART.match(line)) or line.startswith(("!!!", "|")):
            open_block = False
        elif open_block and not item:
            blocks[-1] += " " + line.strip()
        else:
            blocks.append(_BULLET.sub("", line).strip())
            open_block = True
    return [_LABEL.sub("", block) for block in blocks]


def words(text: str) -> list[str]:
    """The words of a text; a number is one."""
    return _WORD.findall(text)


def tied(before: str, sentence: str) -> bool:
    """Whether a sentence opens with a word that points back, or shares a word of content with the one before."""
    here = words(sentence)
    return here[0].casefold() in _LINKS or bool(_content(before) & _content(sentence))


def _content(sentence: str) -> set[str]:
    """Its words of content, cut to what inflection leaves alone."""
    return {_stem(word.casefold()) for word in words(sentence) if word.casefold() not in _EMPTY and len(word) > 2}


def _stem(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ations", "ation", "ingly", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "ly", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
