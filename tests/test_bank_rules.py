"""The rules of the question bank at their edges, each in memory: the words they look for one by one, and the numbers
from which they speak. tests/test_bank.py asks them of whole guides."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest

from macros.checks import bank
from macros.data.kinds import Text
from macros.guide.lessons import Option


@pytest.fixture(scope="module")
def question(small_guide):
    return next(asked.question for asked in small_guide.asked if asked.question.id == "which-wind")


def codes(question) -> list[str]:
    return [problem.code for problem in bank._wording(question)]


def first_worded(question, text: str):
    """The question with a text for its first option."""
    options = (dataclasses.replace(question.options[0], text=Text(text)), *question.options[1:])
    return dataclasses.replace(question, options=options)


@pytest.mark.parametrize(
    "text",
    [
        "All of the above",
        "Some of the above",
        "all of these",
        "None of them",
        "Both answers",
        "neither these",
        "ALL THESE",
        "both of them",
    ],
)
def test_an_option_that_stands_for_the_others_is_told(text, question):
    assert codes(first_worded(question, text)) == ["lazy-option"]


@pytest.mark.parametrize(
    "text",
    [
        "All of the sails",
        "What is of the abovementioned kind",
        "Not all of these",
        "Allow these",
        "none of theirs",
        "these",
        "both of themes",
        "It is all of them",
    ],
)
def test_an_option_of_its_own_is_left_alone(text, question):
    assert codes(first_worded(question, text)) == []


@pytest.mark.parametrize(
    "stem",
    [
        "Which wind is not felt?",
        "What isn't felt?",
        "Which sails aren't set?",
        "What doesn't turn?",
        "Which boats don't turn?",
        "Which wind is never felt?",
        "What is felt except aboard?",
        "Name all winds except one.",
        "EXCEPT for which wind?",
    ],
)
def test_a_stem_that_asks_for_what_is_not_so_is_told(stem, question):
    assert codes(dataclasses.replace(question, stem=Text(stem))) == ["negative-stem"]


@pytest.mark.parametrize(
    "stem",
    [
        "A boat is not moving. Which wind is felt?",
        "What is noted?",
        "Which wind, in a knot?",
        "An exception: what moves?",
        "It isn't so. What moves?",
        "Why is it not so?",
    ],
)
def test_a_stem_that_asks_for_what_is_so_is_left_alone(stem, question):
    assert codes(dataclasses.replace(question, stem=Text(stem))) == []


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        ("A flag shows an ___ wind.", True),
        ("A flag shows a ___ wind.", True),
        ("The flow aboard is an", True),
        ("The flow aboard is a:", True),
        ("The flow aboard is a …", True),
        ("A wind ___ it", False),
        ("The flow is a wind.", False),
        ("Panama ___ it", False),
        ("The flow aboard is AN .", True),
    ],
)
def test_a_stem_that_ends_on_an_article_is_told(stem, told, question):
    assert codes(dataclasses.replace(question, stem=Text(stem))) == ["grammar-clue"] * told


def asked(question, right: int, lengths: tuple[int, ...] = (9, 9, 9), **change) -> SimpleNamespace:
    """A question whose right option is the one at `right`, its options so long."""
    options = tuple(
        Option(Text("x" * length), "right" if at == right else "wrong", Text("y"), Text("" if at == right else "b"))
        for at, length in enumerate(lengths)
    )
    return SimpleNamespace(question=dataclasses.replace(question, options=options, **change))


def shares(questions: list[SimpleNamespace]) -> list[str]:
    return [f"{problem.code}: {problem.message}" for problem in bank._shares(SimpleNamespace(asked=questions))]


def fair(question, number: int, **change) -> list[SimpleNamespace]:
    return [asked(question, at % 3, **change) for at in range(number)]


@pytest.mark.parametrize(("number", "told"), [(19, False), (20, True), (21, True)])
def test_shares_are_told_of_twenty_questions_and_more(number, told, question):
    assert bool(shares([asked(question, 0)] * number)) is told


@pytest.mark.parametrize(("long", "told"), [(7, False), (8, True)])
def test_the_right_option_may_be_the_longest_in_a_third(long, told, question):
    """Of 20, 35 % are 7."""
    bank_of_20 = [
        asked(question, at % 3, tuple(10 if at % 3 == place and at < long else 9 for place in range(3)))
        for at in range(20)
    ]
    expected = [f"longest-option: the right option is the longest in {long} of 20 questions"] if told else []
    assert shares(bank_of_20) == expected


def test_the_longest_is_longer_than_each_other(question):
    assert [
        bank._is_longest(asked(question, 0, lengths).question)
        for lengths in ((3, 2, 1), (3, 3, 1), (2, 3, 1), (2, 1, 3))
    ] == [True, False, False, False]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((3, 8, 8), []),
        ((2, 8, 8), ["1 in 2"]),
        ((8, 3, 8), []),
        ((8, 2, 8), ["2 in 2"]),
        ((8, 8, 3), []),
        ((8, 8, 2), ["3 in 2"]),
        ((9, 8, 3), ["1 in 9"]),
        ((3, 9, 8), ["2 in 9"]),
        ((3, 8, 9), ["3 in 9"]),
        ((8, 8, 4), []),
    ],
)
def test_the_right_option_stands_in_each_place_in_a_fair_share(places, told, question):
    """Of 20, 15 % are 3 and 40 % are 8; the rest has its right option in a fourth place."""
    questions = [asked(question, place, (9, 9, 9, 9)) for place, number in enumerate(places) for _ in range(number)]
    questions += [asked(question, 3, (9, 9, 9, 9))] * (20 - len(questions))
    assert [one.split("number ")[1].rpartition(" of")[0] for one in shares(questions)] == told


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({"type": "single"}, True),
        ({"type": "scenario"}, True),
        ({"type": "cloze"}, True),
        ({"type": "true-false"}, False),
        ({"type": "multiple"}, False),
        ({"type": "cloze", "typed": "yes"}, False),
    ],
)
def test_only_questions_with_one_right_option_to_choose_are_counted(change, counted, question):
    assert bool(shares([asked(question, 0, **change)] * 20)) is counted


def test_a_question_without_a_right_option_is_not_counted(question):
    assert shares([asked(question, 9)] * 20) == []


@pytest.mark.parametrize(
    ("number", "times", "told"), [(19, 0, []), (20, 0, ["0 questions"]), (20, 1, ["1 question"]), (20, 2, [])]
)
def test_a_misconception_is_tested_twice_in_a_bank_of_twenty(number, times, told, question):
    """Two options of one question are one test."""
    belief = SimpleNamespace(id=Text("b"))
    questions = [asked(question, 0)] * times + [asked(question, 0, (9,))] * (number - times)
    found = bank._misconceptions(SimpleNamespace(asked=questions, belief_list=[belief]))
    assert [problem.message.rpartition(" of ")[2] for problem in found] == told


@pytest.mark.parametrize(
    ("number", "level", "terms", "told"),
    [
        (19, "recall", ("a", "b"), 0),
        (20, "recall", ("a", "b"), 1),
        (20, "discriminate", ("a", "b"), 0),
        (20, "discriminate", ("b", "a"), 1),
        (20, "discriminate", ("a", "c", "b"), 0),
        (20, "discriminate", ("a",), 1),
        (20, "discriminate", (), 1),
    ],
)
def test_a_contrast_has_a_question_that_begins_with_its_term(number, level, terms, told, question):
    other = SimpleNamespace(relation="see-also", term=Text("z"))
    related = (SimpleNamespace(relation="contrast", term=Text("b")), other)
    glossary = SimpleNamespace(terms=[SimpleNamespace(id=Text("a"), related=related)])
    questions = [asked(question, 0, level=level, terms=terms)] * number
    found = bank._contrasts(SimpleNamespace(asked=questions, glossary=glossary))
    assert [problem.message for problem in found] == ["no question tells 'a' from 'b'"] * told


def test_all_of_it_is_asked(question):
    """Each part of the check speaks, the sums among them."""
    belief, related = SimpleNamespace(id=Text("c")), (SimpleNamespace(relation="contrast", term=Text("b")),)
    term = SimpleNamespace(id=Text("a"), related=related)
    questions = [asked(question, 0, stem=Text("Which is not it?"))] * 20
    guide = SimpleNamespace(asked=questions, belief_list=[belief], glossary=SimpleNamespace(terms=[term]))
    assert {problem.code for problem in bank.check(guide)} == {
        "negative-stem",
        "key-position",
        "lone-misconception",
        "untested-contrast",
    }
