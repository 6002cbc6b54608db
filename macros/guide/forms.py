"""Where terms occur in plain text: longest form first, hyphen and space alike, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..data.kinds import Text

_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[ \n\u00a0-]+")


@dataclass(frozen=True)
class Match:
    """`text[start:end]` is a form of the concept `id`."""

    start: int
    end: int
    id: str


def words(form: str) -> tuple[str, ...]:
    """The words of a form: letters and digits, split at everything else."""
    return tuple(_WORD.findall(form))


def key(form: str) -> str:
    """Two forms with the same key are the same form to a reader."""
    return " ".join(words(form)).casefold()


class FormIndex:
    """Finds forms in time proportional to the text, however many forms there are."""

    def __init__(self, forms: Iterable[tuple[str, str]]):
        """`forms`: pairs of a surface form and the id it stands for."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, identity in forms:
            if parts := words(form):
                self._by_first.setdefault(parts[0].casefold(), []).append((parts, identity))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))  # stable: of two alike, the one given first

    def matches(self, text: str) -> Iterator[Match]:
        """The occurrences in `text`, left to right, never overlapping."""
        found = list(_WORD.finditer(text))
        index = 0
        while index < len(found):
            match = self._longest(text, found, index)
            if match:
                length, identity = match
                yield Match(found[index].start(), found[index + length - 1].end(), identity)
                index += length
            else:
                index += 1

    def _longest(self, text: str, found: list[re.Match], index: int) -> tuple[int, str] | None:
        for parts, identity in self._by_first.get(found[index].group().casefold(), ()):
            run = found[index : index + len(parts)]
            if len(run) == len(parts) and all(map(_same, parts, (word.group() for word in run))):
                gaps = (text[left.end() : right.start()] for left, right in zip(run, run[1:], strict=False))
                if all(_JOINT.fullmatch(gap) for gap in gaps) and not _compound(text, run[0].start(), run[-1].end()):
                    return len(parts), identity
        return None


def _same(part: str, word: str) -> bool:
    # A capital after the first letter marks an abbreviation ("RAG", "LoRA", "IdP"): its case is part of the form.
    if part[1:] != part[1:].lower():
        return part == word
    return part.casefold() == word.casefold()


def _compound(text: str, start: int, end: int) -> bool:
    # Half of "prompt-driven" is not the term "prompt".
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.fullmatch(r"\w-", before) or re.fullmatch(r"-\w", after))


def term_forms(terms: Iterable) -> list[tuple[Text, Text]]:
    """Every linkable form of every term with the term's id."""
    return [(form, term.id) for term in terms for form in term.surface_forms]
