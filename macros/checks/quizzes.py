"""Questions that can be answered: as many right options as the type wants, a reason each, a section that teaches it."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.kinds import NOWHERE, Text
from ..data.problems import Place, Problem
from ..guide.grading import fold
from ..guide.guide import Guide
from ..guide.lessons import Article, Question
from ..prose.sections import sections
from .scenarios import check as in_turns

SEVERAL_RIGHT = {"multiple"}
"""Types that may have more than one right option; the others have one, unless it is typed."""
PARTS = {"match": "pairs", "order": "steps"}
"""Types made of something other than options."""
BLANK = "___"
MOST = 26
"""Choices are told by their letters on paper."""


def check(guide: Guide) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for page in guide.articles:
        anchors = {section.anchor for section in sections(page) if section.level > 1}
        for question in page.quiz.questions if page.quiz else ():
            first = seen.setdefault(question.id, question.id.place)
            if first != question.id.place and first.path != question.id.place.path:
                message = f"question id '{question.id}' given twice (first at {first})"
                yield Problem(question.id.place, "duplicate-id", message, "ids never repeat")
            yield from _question(question)
            yield from _section(page, question, anchors)


def _section(page: Article, question: Question, anchors: set[str]) -> Iterator[Problem]:
    if question.section and question.section not in anchors:
        message = f"'{page.path}' has no section '#{question.section}'"
        yield Problem(question.section.place, "unknown-id", message, f"one of {', '.join(sorted(anchors - {''}))}")


def _problem(question: Question, place: Place, message: str, hint: str = "") -> Problem:
    return Problem(place, "broken-question", f"question '{question.id}' {message}", hint)


def _question(question: Question) -> Iterator[Problem]:
    wanted = "turns" if question.type == "scenario" and question.turns else PARTS.get(question.type, "options")
    for name in ("options", "pairs", "steps", "turns"):
        given = getattr(question, name)
        if name == wanted and len(given) < (3 if name in PARTS.values() else 2):
            least = f"three {name}" if name in PARTS.values() else f"two {name}"
            yield _problem(question, question.place, f"of type {question.type} needs at least {least}")
        elif name == wanted and len(given) > MOST:
            yield _problem(question, question.place, f"has {len(given)} {name}, at most {MOST}", "ask less at once")
        elif name != wanted and given:
            yield _problem(question, question.place, f"of type {question.type} has no use for {name}", f"use {wanted}")
    if question.type == "scenario" and not question.scene:
        yield _problem(question, question.place, "is a scenario without a scene", "add 'scene:', what the buyer says")
    if question.type == "cloze" and question.stem.count(BLANK) != 1:
        yield _problem(question, question.stem.place, "is a cloze without one blank", f"write {BLANK} where it goes")
    yield from _typed(question)
    yield from _twice(question)
    yield from in_turns(question)
    if wanted == "options" and question.options:
        yield from _verdicts(question)


def _verdicts(question: Question) -> Iterator[Problem]:
    right = [option for option in question.options if option.verdict == "right"]
    wrong = [option for option in question.options if option.verdict == "wrong"]
    if len(right) + len(wrong) < len(question.options):
        return  # a verdict is missing, and that was reported
    several = question.type in SEVERAL_RIGHT or question.typed == "yes"
    if not right:
        yield _problem(question, question.place, "has no right option", "mark one with 'verdict: right'")
    if len(right) > 1 and not several:
        hint = "use 'type: multiple', or mark one only" if question.type == "single" else "mark one only"
        yield _problem(question, question.place, f"has {len(right)} right options", hint)
    elif not wrong:
        yield _problem(question, question.place, "has no wrong option", "mark one with 'verdict: wrong'")
    if question.type == "multiple" and len(right) == 1:
        yield _problem(question, question.place, "has one right option", "use 'type: single', or mark two")
    if question.type == "true-false" and sorted(option.text for option in question.options) != ["False", "True"]:
        yield _problem(question, question.place, "must have the options True and False", "quote them")
    for option in wrong:
        if option.misconception.place == NOWHERE:
            place = option.text.place
            yield _problem(question, place, "has a wrong option that stems from no misconception", "name one")
    for option in right:
        if option.misconception:
            place = option.misconception.place
            yield _problem(question, place, "has a right option that stems from a misconception", "remove it")


def _typed(question: Question) -> Iterator[Problem]:
    """A typed answer is told right or wrong by its forms, so that no form may belong to two options."""
    if question.typed != "yes":
        for form in (form for option in question.options for form in option.forms):
            yield _problem(question, form.place, "gives forms of an option that nobody types", "add 'typed: \"yes\"'")
        return
    if question.type != "cloze":
        place = question.typed.place if isinstance(question.typed, Text) else question.place
        yield _problem(question, place, "is typed and no cloze", "use 'type: cloze'")
    seen: set[str] = set()
    for option in question.options:
        for form in (option.text, *option.forms):
            if fold(form) in seen:
                yield _problem(question, form.place, f"gives the form '{form}' twice", "remove one")
            seen.add(fold(form))


def _twice(question: Question) -> Iterator[Problem]:
    for name, texts in {
        "option": [option.text for option in question.options if question.typed != "yes"],
        "step": [step.text for step in question.steps],
        "partner": [pair.right for pair in question.pairs],
    }.items():
        seen: set[str] = set()
        for text in texts:
            key = " ".join(text.split()).casefold()
            if key and key in seen:
                yield _problem(question, text.place, f"gives one {name} twice", "reword one")
            seen.add(key)
