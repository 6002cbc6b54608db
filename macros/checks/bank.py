"""The question bank as a whole: nothing that helps a guesser, every contrast tested from both sides, every
misconception met more than once (the item-writing rules of Haladyna, Downing and Rodriguez, 2002)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..data.problems import Problem, count
from ..guide.guide import Guide
from ..guide.lessons import Asked, Question

ENOUGH = 20
"""Shares say nothing about a smaller bank."""
LONGEST_SHARE = 0.35
POSITION_SHARES = (0.15, 0.40)
"""The least and the most of the keys that may stand in each of the first three places."""

_LAZY = re.compile(r"\bof the above\b|^(all|none|both|neither) (of )?(these|them|answers)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(which|what)\b[^?.]*\b(not|isn't|aren't|doesn't|don't|never|except)\b|\bexcept\b", re.IGNORECASE
)
_GRAMMAR = re.compile(r"\ban?( ___|\s*[.:…]*$)", re.IGNORECASE)


def check(guide: Guide) -> Iterator[Problem]:
    for asked in guide.asked:
        yield from _wording(asked.question)
    yield from _shares(guide)
    yield from _misconceptions(guide)
    yield from _contrasts(guide)


def _wording(question: Question) -> Iterator[Problem]:
    if match := _NEGATIVE.search(question.stem):
        message = f"the stem of '{question.id}' asks for what is not so ('{match.group()[-40:]}')"
        yield Problem(question.stem.place, "negative-stem", message, "ask for what is so")
    if _GRAMMAR.search(question.stem):
        message = f"the stem of '{question.id}' ends on an article that fits some options only"
        yield Problem(question.stem.place, "grammar-clue", message, "move 'a' or 'an' into the options")
    for option in question.choices:
        if _LAZY.search(option.text):
            message = f"an option of '{question.id}' stands for the others"
            yield Problem(option.text.place, "lazy-option", message, "write an option of its own")


def _single(guide: Guide) -> list[Asked]:
    types = ("single", "scenario", "cloze")
    return [
        asked
        for asked in guide.asked
        if asked.question.type in types
        and asked.question.typed != "yes"
        and any(option.verdict == "right" for option in asked.question.options)
    ]


def _key(question: Question) -> int:
    return next(index for index, option in enumerate(question.options) if option.verdict == "right")


def _is_longest(question: Question) -> bool:
    lengths = [len(option.text) for option in question.options]
    return lengths[_key(question)] == max(lengths) and lengths.count(max(lengths)) == 1


def _shares(guide: Guide) -> Iterator[Problem]:
    bank = _single(guide)
    if len(bank) < ENOUGH:
        return
    longest = [asked.question for asked in bank if _is_longest(asked.question)]
    if len(longest) > LONGEST_SHARE * len(bank):
        message = f"the right option is the longest in {len(longest)} of {len(bank)} questions"
        hint = f"at most {LONGEST_SHARE:.0%}: trim it here, or let a wrong one say more"
        yield Problem(longest[-1].place, "longest-option", message, hint)
    places = Counter(_key(asked.question) for asked in bank)
    least, most = POSITION_SHARES
    for place in range(3):
        share = places[place] / len(bank)
        if not least <= share <= most:
            message = f"the right option is number {place + 1} in {places[place]} of {len(bank)} questions"
            hint = f"between {least:.0%} and {most:.0%} is fair"
            yield Problem(bank[-1].question.place, "key-position", message, hint)


def _misconceptions(guide: Guide) -> Iterator[Problem]:
    if len(guide.asked) < ENOUGH:
        return
    tested = Counter(
        belief for asked in guide.asked for belief in {option.misconception for option in asked.question.choices}
    )
    for belief in guide.belief_list:
        if tested[belief.id] < 2:
            times = count(tested[belief.id], "question")
            message = f"misconception '{belief.id}' is behind the wrong options of {times}"
            yield Problem(belief.id.place, "lone-misconception", message, "test it in two, or remove it")


def _contrasts(guide: Guide) -> Iterator[Problem]:
    told_apart = {
        (question.terms[0], other)
        for question in (asked.question for asked in guide.asked)
        if question.level == "discriminate" and question.terms
        for other in question.terms[1:]
    }
    for term in guide.glossary.terms if len(guide.asked) >= ENOUGH else ():
        for relation in term.related:
            if relation.relation == "contrast" and (term.id, relation.term) not in told_apart:
                message = f"no question tells '{term.id}' from '{relation.term}'"
                hint = f"add one with 'level: discriminate' and 'terms: [{term.id}, {relation.term}]'"
                yield Problem(relation.term.place, "untested-contrast", message, hint)
