"""Questions in a terminal, from the same bank, in the same order for a seed, and by the same rules as on the site."""

from __future__ import annotations

import string
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ..data.fields import suggestion
from ..data.problems import Place, Problem, Refused
from ..guide.grading import grade, key_of, kind_of
from ..guide.guide import Guide
from ..guide.lessons import Asked, Pair, Question, Step, Turn
from ..guide.questions import shuffled
from ..guide.texts import plain
from ..pages.view import View

T = TypeVar("T")
_MASK = 0xFFFFFFFF
_WIDTH = 88


def shuffle(items: Sequence[T], seed: int) -> list[T]:
    """The items in an order that the seed alone decides, as `kit.shuffle` has it on the site (mulberry32)."""
    numbers = _mulberry32(seed & _MASK)
    return [item for _, item in sorted(((next(numbers), item) for item in items), key=lambda pair: pair[0])]


def _mulberry32(state: int) -> Iterator[int]:
    while True:
        state = (state + 0x6D2B79F5) & _MASK
        mixed = ((state ^ (state >> 15)) * (1 | state)) & _MASK
        mixed = ((mixed + (((mixed ^ (mixed >> 7)) * (61 | mixed)) & _MASK)) & _MASK) ^ mixed
        yield mixed ^ (mixed >> 14)


def chosen(guide: Guide, terms: Sequence[str], count: int, seed: int) -> list[Asked]:
    """`count` questions, of the terms where any are named; raises `Refused` for a term that is none."""
    for term in terms:
        if term not in guide.terms:
            hint = suggestion(term, guide.terms)
            raise Refused([Problem(Place("--term"), "unknown-id", f"there is no term '{term}'", hint)], "nothing asked")
    found = [asked for asked in guide.asked if not terms or set(terms) & set(asked.question.terms)]
    return shuffle(found, seed)[:count]


def ask(guide: Guide, asked: Sequence[Asked], read: Callable[[str], str], tell: Callable[[str], None]) -> float:
    """Ask each question and say what was missed; the sum of the scores. `read` is given a prompt and answers a line; an
    empty line passes."""
    view, scores = View(guide), []
    for number, one in enumerate(asked, 1):
        tell(f"\nQuestion {number} of {len(asked)}\n")
        scores.append(_one(guide, one.question, read, tell))
    missed = [one for one, score in zip(asked, scores, strict=True) if score < 1]
    tell(f"\n{len(asked) - len(missed)} of {len(asked)} right.")
    for one in missed:
        title = view.section_title(one.page.path, one.question.section)
        rule = f"{plain(guide, one.question.rule)} ({one.page.path}, {title})"
        tell(_folded(f"{plain(guide, one.question.stem)}\n{rule}"))
    return sum(scores)


def _one(guide: Guide, question: Question, read: Callable[[str], str], tell: Callable[[str], None]) -> float:
    for text in (question.scene, question.stem):
        if text:
            tell(_folded(plain(guide, text)))
    key = key_of(question)
    given = (_turns if key.kind == "turns" else _given)(guide, question, read, tell)
    score = grade(key, given)
    tell("Right." if score == 1 else f"Partly right: {score:.0%}." if score else "Not quite.")
    told: list[tuple[str, str, str]]
    told = [(f"{choice.verdict.capitalize()}: ", choice.text, choice.why) for choice in question.choices]
    parts: tuple[Pair | Step, ...] = question.pairs or question.steps
    told = told or [(f"{number}. ", *_part(part)) for number, part in enumerate(parts, 1)]
    for verdict, said, why in told:
        tell(_folded(f"{verdict}{plain(guide, said)} – {plain(guide, why)}"))
    tell(_folded(plain(guide, question.rule)))
    return score


def _part(part: Pair | Step) -> tuple[str, str]:
    """What a pair or a step says, and why."""
    return f"{part.left}: {part.right}" if isinstance(part, Pair) else part.text, part.why


def _given(guide: Guide, question: Question, read: Callable[[str], str], tell: Callable[[str], None]) -> list[str]:
    """The answer in the numbers of the file, as the grader wants it."""
    kind = kind_of(question)
    if kind == "typed":
        line = read("Your answer: ").strip()
        return [line] if line else []
    order = shuffled(question) if kind in ("match", "order") else range(len(question.options))
    parts = [part.text for part in question.options or question.steps] or [pair.right for pair in question.pairs]
    for pair in question.pairs:
        tell(_folded(plain(guide, pair.left), "- "))
    for letter, index in zip(string.ascii_lowercase, order, strict=False):
        tell(_folded(plain(guide, parts[index]), f"{letter}) "))
    wanted = {
        "choose": "Letter: ", "multiple": "Letters: ", "order": "All letters in order: ",
        "match": "A letter for each line: ",
    }[kind]  # fmt: skip
    least, most = {"choose": (1, 1), "multiple": (1, len(parts))}.get(kind, (len(parts), len(parts)))
    return [str(order[at] + 1) for at in _letters(read, tell, wanted, len(parts), least, most)]


def _turns(guide: Guide, question: Question, read: Callable[[str], str], tell: Callable[[str], None]) -> list[str]:
    turns = {turn.id: turn for turn in question.turns}
    first: dict[str, int] = {}
    number = 1
    for one in question.turns:
        first[one.id] = number
        number += len(one.replies)
    given: list[str] = []
    turn: Turn | None = question.turns[0]
    while turn:
        tell(_folded(plain(guide, turn.says)))
        for letter, reply in zip(string.ascii_lowercase, turn.replies, strict=False):
            tell(_folded(plain(guide, reply.text), f"{letter}) "))
        at = next(iter(_letters(read, tell, "Letter: ", len(turn.replies), 1, 1)), None)
        if at is None:
            return []
        given.append(str(first[turn.id] + at))
        turn = turns.get(turn.replies[at].next)
    return given


def _letters(
    read: Callable[[str], str], tell: Callable[[str], None], wanted: str, count: int, least: int, most: int
) -> list[int]:
    """The places of the letters that are answered, asked again until they fit; none for an empty line."""
    while True:
        found = [letter for letter in read(wanted).lower() if letter not in " ,;"]
        places = [ord(letter) - ord("a") for letter in found]
        if not found or (least <= len(found) <= most and all(0 <= place < count for place in places)):
            return places
        number = str(least) if least == most else f"{least} to {most}"
        tell(f"Answer with {number} of the letters a to {string.ascii_lowercase[count - 1]}, or nothing to pass.")


def _folded(text: str, mark: str = "") -> str:
    lines = text.split("\n")
    return "\n".join(
        textwrap.fill(line, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark)) for line in lines
    )
