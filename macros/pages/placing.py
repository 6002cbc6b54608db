"""Which of an article's questions stand where: a few after the section that they ask about, six to eight at the end,
which cover most of what the article teaches, the rest in practice. The same bank gives the same choice."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from ..guide.guide import Guide
from ..guide.lessons import LEVELS, Article, Question
from ..prose.usage import uses

PROMPT, CHECK, REST = "prompt", "check", "rest"
LEAST, MOST = 6, 8
"""How many questions stand at an article's end, where its bank has as many."""
PROMPTS = 2
"""At most so many after one section."""
_LIGHT = ("single", "true-false", "cloze")
"""Types that a reader answers with one tap."""


@dataclass(frozen=True)
class Placed:
    """A question and where it stands: PROMPT, CHECK or REST."""

    question: Question
    place: str


def told(guide: Guide) -> frozenset[tuple[str, str, str]]:
    """Which section of which page uses which term."""
    return frozenset((use.path, use.anchor, use.term) for use in uses(guide))


def placed(guide: Guide, page: Article, told: Container[tuple[str, str, str]]) -> list[Placed]:
    """The questions of an article in the order of its bank, each with its place. A prompt turns on a term that its
    section uses, so that the section alone answers it. Where the guide has no page for practice, what would be left to
    that stands at the end as well."""
    bank = list(page.quiz.questions) if page.quiz else []
    near = [one for one in bank if _is_light(one) and (page.path, one.section, one.terms[0]) in told]
    prompts = [min(of, key=_weight) for section in _sections(near) if (of := _about(near, section))]
    checks = covering(guide, page, [question for question in bank if question not in prompts])
    left = [question for question in bank if question not in prompts and question not in checks]
    for section in _sections(near):
        room = PROMPTS - sum(question.section == section for question in prompts)
        further = [question for question in _about(near, section) if question in left]
        prompts += sorted(further, key=_weight)[: max(room, 0)]
    rest = REST if guide.settings.practice else CHECK
    return [
        Placed(question, PROMPT if question in prompts else CHECK if question in checks else rest) for question in bank
    ]


def covering(guide: Guide, page: Article, bank: Sequence[Question]) -> list[Question]:
    """Six to eight questions, each taken because it adds most to what those before it cover; the first of equals."""
    taken: list[Question] = []
    covered: set[tuple[str, ...]] = set()
    introduced: set[str] = set(page.head.introduces)
    while len(taken) < min(MOST, len(bank)):
        left = [question for question in bank if question not in taken]
        best = max(left, key=lambda question: _gain(set(_told(guide, question)) - covered, introduced))
        new = set(_told(guide, best)) - covered
        if not new and len(taken) >= LEAST:
            break
        taken.append(best)
        covered |= new
    return taken


def _told(guide: Guide, question: Question) -> Iterator[tuple[str, ...]]:
    """What a question covers: its terms, the one it turns on, each contrast in its direction, the misconceptions behind
    its wrong choices, its level, its section, its type."""
    yield from (("term", term) for term in question.terms)
    yield "turns on", question.terms[0] if question.terms else ""
    contrasts = {
        relation.term
        for term in question.terms[:1] if term in guide.terms
        for relation in guide.terms[term].related if relation.relation == "contrast"
    }  # fmt: skip
    yield from (("contrast", question.terms[0], other) for other in question.terms[1:] if other in contrasts)
    yield from (("belief", choice.misconception) for choice in question.choices if choice.misconception)
    yield from (("level", question.level), ("section", question.section), ("type", question.type))


_WORTH = {"term": 1, "turns on": 2, "contrast": 3, "belief": 2, "level": 1, "section": 2, "type": 1}


def _gain(new: set[tuple[str, ...]], introduced: set[str]) -> int:
    return sum(_WORTH[kind] * (2 if names[0] in introduced else 1) for kind, *names in new)


def _sections(bank: Sequence[Question]) -> list[str]:
    return list(dict.fromkeys(question.section for question in bank))


def _is_light(question: Question) -> bool:
    return question.type in _LIGHT and question.typed != "yes" and question.level in LEVELS[:3]


def _weight(question: Question) -> tuple[int, int]:
    texts = [question.scene, question.stem, *(option.text for option in question.options)]
    return LEVELS.index(question.level), sum(map(len, texts))


def _about(bank: Sequence[Question], section: str) -> list[Question]:
    return [question for question in bank if question.section == section]
