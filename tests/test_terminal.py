"""Questions in the terminal, and what exported answers say of them."""

from __future__ import annotations

import json

import pytest
from conftest import ROOT, SAILING, copy_project

from macros.commands import analysis, terminal
from macros.commands.cli import main
from macros.guide.grading import key_of
from macros.guide.questions import content_hash, shuffled
from macros.reading.loading import load


@pytest.fixture
def asking(tmp_path):
    """The guide to sailing with a question of every type."""
    root = copy_project(SAILING, tmp_path / "sailing")
    quiz = root / "docs" / "lessons" / "01-wind.quiz.yml"
    further = (ROOT / "tests" / "every-type.quiz.yml").read_text("utf-8").partition("questions:\n")[2]
    quiz.write_text(quiz.read_text("utf-8") + further, "utf-8")
    return root


def typed(question, right: bool) -> list[str]:
    """The lines that somebody types who knows the answer, or does not."""
    key = key_of(question)
    if key.kind == "typed":
        return [" Relative " if right else "true"]
    if key.kind in ("match", "order"):
        offered = shuffled(question)
        letters = "".join("abcdefgh"[offered.index(number)] for number in range(key.parts))
        return [letters if right else letters[::-1]]
    if key.kind == "turns":
        found, number = [], 0
        for turn in question.turns:
            wanted = [("abc"[at]) for at, reply in enumerate(turn.replies) if (reply.verdict == "right") == right]
            found.append(wanted[0])
            number += len(turn.replies)
        return found if right else found[:1]
    wanted = [at for at, option in enumerate(question.options) if (option.verdict == "right") == right]
    return [" ".join("abcdefgh"[at] for at in (wanted if key.kind == "multiple" else wanted[:1]))]


@pytest.mark.parametrize("right", [True, False])
def test_every_type_is_asked_and_graded(asking, right):
    guide = load(asking)[0]
    lines = [line for one in guide.asked for line in typed(one.question, right)]
    told: list[str] = []
    score = terminal.ask(guide, guide.asked, lambda _: lines.pop(0), told.append)
    assert lines == []
    assert (
        told[-1 if right else -1 - len(guide.asked)]
        == f"\n{len(guide.asked) if right else 0} of {len(guide.asked)} right."
    )
    assert score == len(guide.asked) if right else score < 1
    for one in guide.asked:
        whys = [part.why for part in one.question.choices or one.question.pairs or one.question.steps]
        assert all(any(why in " ".join(text.split()) for text in told) for why in whys), one.question.id


def test_what_is_no_answer_is_asked_again_and_nothing_passes(asking):
    guide = load(asking)[0]
    lines, told = ["z", "ab", ""], []
    assert terminal.ask(guide, guide.asked[:1], lambda _: lines.pop(0), told.append) == 0
    assert told.count("Answer with 1 of the letters a to b, or nothing to pass.") == 2


def test_the_command_asks_the_same_for_a_seed(asking, capsys, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: "")
    seen = []
    for _ in range(2):
        assert main(["-C", str(asking), "quiz", "--term", "rudder", "--n", "2", "--seed", "7"]) == 0
        seen.append(capsys.readouterr().out)
    assert seen[0] == seen[1] and "0 of 2 right." in seen[0]
    assert main(["-C", str(asking), "quiz", "--term", "ruder"]) == 1
    assert capsys.readouterr().err == (
        "--term:1:1: there is no term 'ruder'; did you mean 'rudder'? [unknown-id]\n1 problem; nothing asked\n"
    )


def test_the_command_ends_with_its_input(asking, capsys, monkeypatch):
    def gone(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", gone)
    assert main(["-C", str(asking), "quiz"]) == 0


def results(guide, answers: dict[str, list[str]]) -> dict:
    hashes = {one.question.id: content_hash(one.question) for one in guide.asked}
    events = [
        {"q": name, "h": hashes[name], "t": number, "a": answer, "s": 0}
        for number, (name, answer) in enumerate(answers.items())
    ]
    return {"kind": "guide-quiz", "version": 1, "events": events}


def test_figures_are_those_of_the_first_answers(asking):
    guide = load(asking)[0]
    strong = {"which-wind": ["1"], "steer-stopped": ["2"], "blank-wind": ["1"], "both-winds": ["1", "2"]}
    weak = {"which-wind": ["2"], "steer-stopped": ["2"], "blank-wind": ["2"], "both-winds": ["1"]}
    readers = [results(guide, own)["events"] for own in [strong] * 3 + [weak] * 3]
    readers[0] = [
        *readers[0],
        {**readers[0][0], "t": 99, "a": ["2"]},
        {**readers[0][0], "t": -1, "h": "old", "a": ["2"]},
    ]
    found = {item.question.id: item for item in analysis.items(guide, readers)}
    assert set(found) == set(strong)
    assert (found["which-wind"].readers, found["which-wind"].difficulty) == (6, 0.5)
    assert found["which-wind"].discrimination == pytest.approx(1)
    assert found["both-winds"].difficulty == 0.75
    assert found["both-winds"].dead == ("The true wind",)
    assert found["steer-stopped"].discrimination is None
    assert found["steer-stopped"].flags == ["too easy", "nobody takes: True"]
    assert [item.question.id for item in analysis.items(guide, readers)][-1] == "steer-stopped"


def test_the_command_reports_and_refuses(asking, tmp_path, capsys):
    guide = load(asking)[0]
    good, bad, none, other = (tmp_path / name for name in ("good.json", "bad.json", "none.json", "other.json"))
    good.write_text(json.dumps(results(guide, {"which-wind": ["2"]})), "utf-8")
    assert main(["-C", str(asking), "analyze", str(good)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "question    readers  right  discrimination  look at",
        "which-wind        1     0%               –  too few readers",
        f"1 reader, 1 question of {len(guide.asked)} answered",
    ]
    bad.write_text('{"kind": "guide-quiz",\n x}', "utf-8")
    other.write_text('{"kind": "guide-quiz", "version": 1, "events": [{"q": 1}]}', "utf-8")
    assert main(["-C", str(asking), "analyze", *map(str, (good, bad, none, other))]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{bad}:2:2: expecting property name enclosed in double quotes; export it again [wrong-form]",
        f"{none}:1:1: no such file or directory; name a file that the review page exported [missing-file]",
        f"{other}:1:1: an answer in the file is broken; name a file that the review page exported [wrong-form]",
        "3 problems; nothing analyzed",
    ]


@pytest.mark.parametrize("field", ["why", "rule", "says"])
def test_deleting_any_explanation_fails_the_check(asking, capsys, field):
    quiz = asking / "docs" / "lessons" / "01-wind.quiz.yml"
    lines = quiz.read_text("utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if line.strip().startswith(f"{field}:")]
    assert places
    for number in places:
        quiz.write_text("\n".join([*lines[:number], *lines[number + 1 :]]), "utf-8")
        assert main(["-C", str(asking), "check"]) == 1
        assert f"no '{field}'" in capsys.readouterr().err


@pytest.mark.parametrize("term", ["true-wind", "apparent-wind", "rudder"])
def test_renaming_any_term_fails_the_check(asking, capsys, term):
    glossary = asking / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").replace(f"- id: {term}\n", f"- id: {term}-2\n"), "utf-8")
    assert main(["-C", str(asking), "check"]) == 1
    said = capsys.readouterr().err
    assert f"'term {term}' was published and is gone, and 'term {term}-2' is new" in said
