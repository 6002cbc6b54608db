"""Questions that can be answered: as many right options as the type wants, a reason each, a section that teaches it."""

from __future__ import annotations

from collections.abc import Iterator

from ..guide import Guide
from ..lessons import Page, Question
from ..problems import Place, Problem
from ..prose import sections

MOST_RIGHT = {"single": 1, "true-false": 1}


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


def _section(page: Page, question: Question, anchors: set[str]) -> Iterator[Problem]:
    if question.section and question.section not in anchors:
        message = f"'{page.path}' has no section '#{question.section}'"
        yield Problem(question.section.place, "unknown-id", message, f"one of {', '.join(sorted(anchors - {''}))}")


def _question(question: Question) -> Iterator[Problem]:
    def problem(place: Place, message: str, hint: str = "") -> Problem:
        return Problem(place, "broken-question", f"question '{question.id}' {message}", hint)

    right = [option for option in question.options if option.verdict == "right"]
    wrong = [option for option in question.options if option.verdict == "wrong"]
    if len(right) + len(wrong) < len(question.options):
        return  # a verdict is missing, and that was reported
    if not right:
        yield problem(question.place, "has no right option", "mark one with 'verdict: right'")
    if len(right) > MOST_RIGHT.get(question.type, len(right)):
        hint = "use 'type: multiple', or mark one only" if question.type == "single" else "mark one only"
        yield problem(question.place, f"has {len(right)} right options", hint)
    elif not wrong:
        yield problem(question.place, "has no wrong option", "mark one with 'verdict: wrong'")
    if question.type == "multiple" and len(right) == 1:
        yield problem(question.place, "has one right option", "use 'type: single', or mark two")
    if question.type == "true-false" and sorted(option.text for option in question.options) != ["False", "True"]:
        yield problem(question.place, "must have the options True and False", "quote them")
    for option in wrong:
        if not option.misconception:
            yield problem(option.text.place, "has a wrong option that stems from no misconception", "name one")
    for option in right:
        if option.misconception:
            yield problem(option.misconception.place, "has a right option that stems from a misconception", "remove it")
    seen: set[str] = set()
    for option in question.options:
        key = " ".join(option.text.split()).casefold()
        if key and key in seen:
            yield problem(option.text.place, "gives one option twice", "reword one")
        seen.add(key)
