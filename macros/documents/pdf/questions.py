"""A quiz question for paper: the question where its article asks it, its answer in the key at the back, and links both
ways."""

from __future__ import annotations

import string as letters
from typing import Any

from ...data.markup import CHOICES, OPTION, REASON, RULE, SAYS, SCENE, TAUGHT, WHY, classes_of
from .code import array, call, joined, string

ANSWERS = "answers"
"""The label of the answer key; that of one answer is `answers#id`."""


class Question:
    """One form of a rendered quiz. `page` translates what it holds."""

    def __init__(self, page: Any, form: Any):
        self.page = page
        self.form = form
        self.id = form.get("data-question")
        self.home = page.homes.get(self.id, page.path)

    def code(self) -> list[str]:
        """The question, and its answer put by for the key; a question that another page asks is only named."""
        place = string(f"{self.home}#q-{self.id}")
        if self.home != self.page.path:
            return [call("asked-elsewhere", call("label", place), self.part("legend"))]
        number = string(self.form.get("aria-label", "").split()[1])
        answer = string(f"{ANSWERS}#{self.id}")
        noting, self.page.noting = self.page.noting, False
        asked = [
            str(self.page.level + 1), place, answer, number, string(self.form.get("data-type", "")),
            self.part("p", SCENE), self.part("legend"),
            array(self.options()), array(self.choices()),
        ]  # fmt: skip
        self.page.noting = noting
        self.page.answers.append(self.answer(place, answer, number))
        return [call("question", *asked)]

    def answer(self, place: str, answer: str, number: str) -> str:
        """The entry in the key: every option with its reason."""
        kept, self.page.notes = self.page.notes, self.page.answer_notes
        self.page.shelf, shelf = f"{ANSWERS}/", self.page.shelf
        lines = list(self.form.iter("li"))
        reasons = [
            array(
                [
                    string(self.letter(line.get("data-value"))),
                    string(line.get("data-verdict", "")),
                    self.part("span", REASON, line),
                    self.part("span", WHY, line),
                ]
            )
            for line in lines
            if line.get("data-value")
        ]
        entry = call("answer", answer, place, number, array(reasons), self.part("p", RULE), self.part("p", TAUGHT))
        self.page.notes, self.page.shelf = kept, shelf
        return entry

    def letter(self, value: str) -> str:
        """The letter by which the question offers an option, the partner of a pair, or a step."""
        kind = self.form.get("data-kind")
        if kind == "typed":
            return ""
        if kind == "match":
            offered = [option.get("value") for option in next(self.form.iter("select")) if option.get("value")]
        elif kind == "order":
            offered = [step.get("data-item") for step in self.form.iter("div") if step.get("data-item")]
        else:
            offered = [choice.get("value") for choice in self.form.iter("input")]
        return letters.ascii_uppercase[offered.index(value)]

    def options(self) -> list[str]:
        """What one chooses from; the first reply of a turn comes after what is said in it."""
        opening: dict[Any, str] = {}
        for turn in self.form.iter("div"):
            if turn.get("data-turn"):
                first = next(part for part in turn.iter("span") if OPTION in classes_of(part.get("class")))
                opening[first] = self.part("p", SAYS, turn)
        found = [part for part in self.form.iter("span") if OPTION in classes_of(part.get("class"))]
        return [
            call("turn", opening[part], self.alone(part)) if part in opening else self.alone(part) for part in found
        ]

    def choices(self) -> list[str]:
        """What the left sides of pairs are to be matched with, in the order of the page."""
        lists = (part for part in self.form.iter("ul") if CHOICES in classes_of(part.get("class")))
        return [joined(self.page.inside(item)) for part in lists for item in part]

    def part(self, tag: str, kind: str = "", within: Any = None) -> str:
        """The first such part, or none."""
        return next(iter(self.parts(tag, kind, within)), "none")

    def parts(self, tag: str, kind: str = "", within: Any = None) -> list[str]:
        """What each such part of the question holds."""
        root = self.form if within is None else within
        found = (part for part in root.iter(tag) if not kind or kind in classes_of(part.get("class")))
        return [self.alone(part) for part in found]

    def alone(self, part: Any) -> str:
        """What a part holds that is set by itself, so that nothing stands before it."""
        self.page.before = " "
        return joined(self.page.inside(part) or ["none"])
