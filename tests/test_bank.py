"""Rules for the question bank as a whole, which speak only of a bank that is large enough."""

from __future__ import annotations

import pytest

from macros.commands.cli import main

QUESTION = """\
  - id: guess-{number}
    type: single
    level: recall
    terms:
      - rudder
    section: two-winds
    stem: What does mark {number} on the stern stand for?
    options:
{options}    rule: Read the mark.
"""
RIGHT = "      - text: {text}\n        verdict: right\n        why: It is so.\n"
WRONG = "      - text: {text}\n        verdict: wrong\n        why: It is not so.\n        misconception: {belief}\n"


def write(root, count: int, right_at, right_text: str, belief: str = "flag-is-truth") -> None:
    """Add `count` questions of three options to the guide; `right_at(number)` is the place of the right one."""
    quiz = root / "docs" / "lessons" / "01-wind.quiz.yml"
    questions = ""
    for number in range(count):
        wrong = iter([WRONG.format(text="The draft", belief=belief), WRONG.format(text="The depth", belief=belief)])
        options = [RIGHT.format(text=right_text) if at == right_at(number) else next(wrong) for at in range(3)]
        questions += QUESTION.format(number=number, options="".join(options))
    quiz.write_text(quiz.read_text("utf-8") + questions, "utf-8")


def said(root, capsys) -> list[str]:
    main(["-C", str(root), "check"])
    return capsys.readouterr().err.splitlines()


CONTRASTS = [
    "glossary.yml:25:15: no question tells 'true-wind' from 'apparent-wind'; add one with 'level: discriminate' and "
    "'terms: [true-wind, apparent-wind]' [untested-contrast]",
    "glossary.yml:56:15: no question tells 'apparent-wind' from 'true-wind'; add one with 'level: discriminate' and "
    "'terms: [apparent-wind, true-wind]' [untested-contrast]",
]


def test_a_fair_bank_lacks_only_its_contrasts(sailing, capsys):
    write(sailing, 24, lambda number: number % 3, "Keel")
    assert said(sailing, capsys) == [*CONTRASTS, "2 problems"]


def test_a_guessers_bank_is_told_so(sailing, capsys):
    write(sailing, 24, lambda number: 0, "The length of the keel")
    assert said(sailing, capsys)[:3] == [
        "docs/lessons/01-wind.quiz.yml:495:5: the right option is number 1 in 25 of 25 questions; "
        "between 15% and 40% is fair [key-position]",
        "docs/lessons/01-wind.quiz.yml:495:5: the right option is number 2 in 0 of 25 questions; "
        "between 15% and 40% is fair [key-position]",
        "docs/lessons/01-wind.quiz.yml:495:5: the right option is number 3 in 0 of 25 questions; "
        "between 15% and 40% is fair [key-position]",
    ]
    assert "the right option is the longest in 25 of 25 questions" in said(sailing, capsys)[3]


@pytest.mark.parametrize(("wrong_options", "behind"), [(0, "0 questions"), (2, "1 question")])
def test_a_misconception_is_tested_in_two_questions(sailing, capsys, wrong_options, behind):
    beliefs = sailing / "docs" / "misconceptions.yml"
    lone = "  - id: keel-is-decor\n    belief: The keel is for show.\n    terms:\n      - rudder\n"
    beliefs.write_text(beliefs.read_text("utf-8") + lone, "utf-8")
    write(sailing, 24, lambda number: number % 3, "Keel")
    if wrong_options:
        wrong = "".join(WRONG.format(text=f"Part {at}", belief="keel-is-decor") for at in range(wrong_options))
        quiz = sailing / "docs" / "lessons" / "01-wind.quiz.yml"
        one = QUESTION.format(number="once", options=RIGHT.format(text="Keel") + wrong)
        quiz.write_text(quiz.read_text("utf-8") + one, "utf-8")
    assert said(sailing, capsys)[0] == (
        f"docs/misconceptions.yml:6:9: misconception 'keel-is-decor' is behind the wrong options of {behind}; "
        "test it in two, or remove it [lone-misconception]"
    )


@pytest.mark.parametrize("count", [2, 17])
def test_a_small_bank_is_left_alone(sailing, capsys, count):
    write(sailing, count, lambda number: 0, "The length of the keel")
    assert said(sailing, capsys) == ["0 problems"]
