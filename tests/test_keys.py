"""Nobody changes a key, takes away an explanation or renames a term unnoticed: the check tells of it, or a key that is
written a second time does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, copy_project

from macros.checks import quizzes
from macros.commands.cli import main
from macros.data.kinds import Text
from macros.guide.lessons import Question, Quiz
from macros.reading.loading import load

KEYS = ROOT / "tests" / "keys.yml"


def disagrees(question: Question, written: dict[str, str] | list[str] | None) -> bool:
    """Whether a question of type match or order has another key than the one written a second time."""
    if written is None:
        return True
    if question.steps:
        told = [(step.text, said) for step, said in zip(question.steps, written, strict=False)]
        return len(question.steps) != len(written) or any(not text.startswith(said) for text, said in told)
    pairs = [
        [said for left, said in written.items() if pair.left.startswith(left) and pair.right.startswith(said)]
        for pair in question.pairs
    ]
    return len(question.pairs) != len(written) or any(len(found) != 1 for found in pairs)


def exchanged(question: Question) -> Iterator[Question]:
    """The question with two neighbors among its steps, or among the partners of its pairs, in each other's place."""
    for at in range(len(question.steps) - 1):
        steps = list(question.steps)
        steps[at], steps[at + 1] = steps[at + 1], steps[at]
        yield replace(question, steps=tuple(steps))
    for at in range(len(question.pairs) - 1):
        pairs = list(question.pairs)
        pairs[at] = replace(pairs[at], right=question.pairs[at + 1].right)
        pairs[at + 1] = replace(pairs[at + 1], right=question.pairs[at].right)
        yield replace(question, pairs=tuple(pairs))


def test_what_belongs_together_and_comes_first_is_written_twice(guide):
    written = yaml.safe_load(KEYS.read_text("utf-8"))
    placed = {one.question.id: one.question for one in guide.asked if one.question.pairs or one.question.steps}
    assert [name for name, question in placed.items() if disagrees(question, written.get(name))] == [], (
        "change the key in tests/keys.yml as well, once you have read both"
    )
    assert set(written) == set(placed)


def test_an_exchange_of_any_two_neighbors_disagrees_with_what_is_written(guide):
    written = yaml.safe_load(KEYS.read_text("utf-8"))
    changed = [(one.question, other) for one in guide.asked for other in exchanged(one.question)]
    assert len(changed) > 60
    assert [question.id for question, other in changed if not disagrees(other, written[question.id])] == []


FLIPPED = {"right": Text("wrong"), "wrong": Text("right")}


def flipped(question: Question) -> Iterator[Question]:
    """The question with one verdict turned over, of an option or of a reply."""
    for at, option in enumerate(question.options):
        changed = replace(option, verdict=FLIPPED[option.verdict])
        yield replace(question, options=(*question.options[:at], changed, *question.options[at + 1 :]))
    for place, turn in enumerate(question.turns):
        for at, reply in enumerate(turn.replies):
            changed = replace(reply, verdict=FLIPPED[reply.verdict])
            replies = (*turn.replies[:at], changed, *turn.replies[at + 1 :])
            turns = list(question.turns)
            turns[place] = replace(turn, replies=replies)
            yield replace(question, turns=tuple(turns))


@pytest.mark.parametrize("source", ["guide", "questions"])
def test_flipping_any_verdict_fails_the_check(source, request):
    found = request.getfixturevalue(source)
    guide = load(found)[0] if isinstance(found, Path) else found
    unnoticed, count = [], 0
    for one in guide.asked:
        for number, question in enumerate(flipped(one.question)):
            count += 1
            page = replace(one.page, quiz=Quiz((question,)))
            if not list(quizzes.check(replace(guide, pages=(page,)))):
                unnoticed.append((one.question.id, number))
    assert count > len(guide.asked)
    assert unnoticed == []


EXPLANATION = r"(?m)^ +{}: .*\n(?: {{8,}}(?![ -]*[\w-]+: )\S.*\n)*"


@pytest.mark.first
@pytest.mark.parametrize("field", ["why", "rule"])
def test_deleting_any_explanation_of_the_bank_fails_the_check(tmp_path, capsys, field):
    """All at once: the check misses each of them."""
    root = copy_project(ROOT, tmp_path / "guide")
    deleted = there = 0
    for path in sorted((root / "docs").rglob("*.quiz.yml")):
        text = path.read_text("utf-8")
        there += len(re.findall(rf"(?m)^ +(?:- )?{field}:", text))
        text, count = re.subn(EXPLANATION.format(field), "", text)
        deleted += count
        path.write_text(text, "utf-8")
    assert main(["-C", str(root), "check"]) == 1
    assert capsys.readouterr().err.count(f"no '{field}'") == deleted == there > 200


@pytest.mark.first
def test_renaming_any_term_of_the_guide_fails_the_check(tmp_path, capsys, guide):
    """All at once: each term of old is missed by something, and each new one is in no lock."""
    root = copy_project(ROOT, tmp_path / "guide")
    glossary = root / "glossary.yml"
    renamed = re.sub(r"(?m)^(  - id: )(\S+)$", r"\1\2-renamed", glossary.read_text("utf-8"))
    glossary.write_text(renamed, "utf-8")
    assert main(["-C", str(root), "check"]) == 1
    told = capsys.readouterr().err
    assert [term for term in guide.terms if f"'term {term}' was published and is gone" not in told] == []
    assert [term for term in guide.terms if f"'term {term}-renamed' is not in" not in told] == []
