"""Where terms occur in plain text: the longest form first, word by word. Hyphen and space are alike between words; any
other mark belongs to the name (`C++`, `.NET`, `X.509`, `AT&T`) and stands in a text as it stands in the form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ..data.kinds import Text
from .entries import Homonym, Term

_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\ufe63\uff0d", "-") | dict.fromkeys("\u00a0\u202f\n", " "))
"""All hyphens are one, and so are all spaces; one character for one, so that places stay."""
JOINER = "\u2060"
"""A word joiner, which nobody sees."""
_JOINT = re.compile(r"[ -]+|\u2013")
"""What may stand between two words of a form where it has a space or a hyphen. A dash is one where no space is."""
_BEFORE = re.compile(r"(?:[^\W_][-&@_]|(?<![.])[.])$")
_AFTER = re.compile(r"[-&@_.][^\W_]|[+#](?![^\W_]|[\"'“‘])")
"""A name beside these is part of a longer one: `prompt-driven`, `R&D`, `Node.js`, `.NET`, `C++`."""


@dataclass(frozen=True)
class Match:
    """`text[start:end]` is a form of the concept `id`."""

    start: int
    end: int
    id: str


@dataclass(frozen=True)
class _Form:
    """A form taken apart: its words, the marks before the first, between each two and after the last."""

    words: tuple[str, ...]
    lead: str
    gaps: tuple[str, ...]
    tail: str
    id: str

    @property
    def is_letter(self) -> bool:
        """Whether the form is one capital letter: `C` is no `c`, and none of `C++`, `C#` and `C*`."""
        return len(self.words) == 1 == len(self.words[0]) and self.words[0].isupper() and not self.lead + self.tail

    @property
    def length(self) -> tuple[int, int]:
        return len(self.words), len(self.lead) + len(self.tail) + sum(not _JOINT.fullmatch(gap) for gap in self.gaps)


_ALONE = "\u3005-\u3007\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that put no space between words; each is a word here. A run of katakana is one word."""


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits, each with the marks that belong to it, as an accent that is a character of its own does."""
    marks = "".join(re.escape(chr(code)) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")
    return re.compile(rf"[{_ALONE}][{marks}]*|[^\W_{_ALONE}](?:[^\W_{_ALONE}]|[{marks}])*")


def composed(text: str) -> tuple[str, list[int] | None]:
    """The text with composed letters (NFC), hyphens and spaces as one of a kind each, and without word joiners; and for
    each of its characters the offset that it had before, unless all have kept theirs."""
    if JOINER not in text and unicodedata.is_normalized("NFC", text):
        return text.translate(_HYPHENS), None
    pieces: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(text):
        if char == JOINER:
            continue
        both = unicodedata.normalize("NFC", pieces[-1] + char) if pieces else ""
        if pieces and (unicodedata.combining(char) or not both.endswith(char)):
            pieces[-1] = both
        else:
            pieces.append(char)
            starts.append(at)
    offsets = [start for piece, start in zip(pieces, starts, strict=True) for _ in piece]
    return "".join(pieces).translate(_HYPHENS), [*offsets, len(text)]


def words(form: str) -> tuple[str, ...]:
    """The words of a form: letters and digits, split at everything else."""
    return tuple(_word().findall(composed(form)[0]))


def key(form: str) -> str:
    """Two forms with the same key are the same form to a reader."""
    apart = _apart(form, "")
    if apart is None:
        return ""
    gaps = [" " if _JOINT.fullmatch(gap) else gap for gap in apart.gaps]
    middle = "".join(part for pair in zip(apart.words, [*gaps, ""], strict=True) for part in pair)
    return f"{apart.lead}{middle}{apart.tail}".casefold()


def order(form: str) -> tuple[str, str]:
    """Where a form stands in an alphabet: by its words, and by its marks only among those that are alike."""
    return " ".join(words(form)).casefold(), key(form)


def matchable(form: str) -> bool:
    """Whether a text that holds nothing but the form is found to hold the form."""
    found = next(FormIndex([(form, "")]).matches(form), None)
    return found is not None and (found.start, found.end) == (0, len(form))


def _apart(form: str, identity: str) -> _Form | None:
    text = re.sub(r"\s+", " ", composed(form)[0].strip())
    found = list(_word().finditer(text))
    if not found:
        return None
    gaps = tuple(text[left.end() : right.start()] for left, right in zip(found, found[1:], strict=False))
    parts = tuple(word.group() for word in found)
    return _Form(parts, text[: found[0].start()], gaps, text[found[-1].end() :], identity)


class FormIndex:
    """Finds forms in time proportional to the text, however many forms there are."""

    def __init__(self, forms: Iterable[tuple[str, str]]):
        """`forms`: pairs of a surface form and the id it stands for."""
        self._by_first: dict[str, list[_Form]] = {}
        for form, identity in forms:
            if apart := _apart(form, identity):
                self._by_first.setdefault(apart.words[0].casefold(), []).append(apart)
        for candidates in self._by_first.values():
            candidates.sort(key=lambda form: form.length, reverse=True)  # stable: of two alike, the one given first

    def matches(self, text: str) -> Iterator[Match]:
        """The occurrences in `text`, left to right, never overlapping."""
        plain, offsets = composed(text)
        found = list(_word().finditer(plain))
        index = reached = 0
        while index < len(found):
            match = self._longest(plain, found, index, reached)
            if match:
                form, start, reached = match
                yield Match(*((start, reached) if offsets is None else (offsets[start], offsets[reached])), form.id)
                index += len(form.words)
            else:
                index += 1

    def _longest(
        self, text: str, found: list[re.Match[str]], index: int, reached: int
    ) -> tuple[_Form, int, int] | None:
        for form in self._by_first.get(found[index].group().casefold(), ()):
            run = found[index : index + len(form.words)]
            if len(run) < len(form.words) or not all(map(_same, form.words, (word.group() for word in run))):
                continue
            start, end = run[0].start() - len(form.lead), run[-1].end() + len(form.tail)
            if start < reached or text[start : run[0].start()] != form.lead or text[run[-1].end() : end] != form.tail:
                continue
            gaps = (text[left.end() : right.start()] for left, right in zip(run, run[1:], strict=False))
            if all(map(_alike, form.gaps, gaps)) and _alone(text, start, end, form):
                return form, start, end
        return None


def _same(part: str, word: str) -> bool:
    # A capital after the first letter marks an abbreviation ("RAG", "LoRA", "IdP"): its case is part of the form.
    if part[1:] != part[1:].lower():
        return part == word
    return part.casefold() == word.casefold()


def _alike(own: str, gap: str) -> bool:
    """Whether a text has between two words what a form has there."""
    return bool(_JOINT.fullmatch(gap)) if _JOINT.fullmatch(own) else re.sub(r" +", " ", gap) == own


def _alone(text: str, start: int, end: int, form: _Form) -> bool:
    """Whether what stands around a form is not part of a longer name."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if form.lead and (before[-1:].isalnum() or before.endswith(form.lead[0].strip("([") or "\0")):
        return False
    if form.tail and (after[:1].isalnum() or after.startswith(form.tail[-1].strip(")]") or "\0")):
        return False
    if form.is_letter and (text[start:end] != form.words[0] or (after[:1] == "*" and before[-1:] != "*")):
        return False
    number = before[-1:] == "," and before[:1].isdigit() and text[start].isdigit()
    return not (number or _BEFORE.search(before) or _AFTER.match(after))


def term_forms(terms: Iterable[Term], homonyms: Iterable[Homonym] = ()) -> list[tuple[Text, Text]]:
    """Every linkable form of every term with the term's id; one that several share stands for none of them."""
    shared = {key(homonym.form) for homonym in homonyms}
    pairs = ((form, term.id) for term in terms for form in term.surface_forms)
    return [(form, identity) for form, identity in pairs if not shared or key(form) not in shared]
