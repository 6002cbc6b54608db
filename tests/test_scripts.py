"""The scripts and the style sheets, read by machines, and the pure scripts run by Node.js' own test runner."""

from __future__ import annotations

import json
import random
import re
import subprocess
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
import yaml
from conftest import ROOT
from node_scripts import TOOLS, node, scripts, tool

from macros.guide.grading import Key, fold, grade

HISTORIES = 1000


def said(*words: str) -> str:
    """What a command says that ends well; what it says otherwise fails the test."""
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_pure_scripts_pass_their_own_tests():
    told = said(node(), "--test", *map(str, sorted(TOOLS.glob("*.test.mjs"))))
    assert int(re.search(r"^# pass (\d+)$", told, re.MULTILINE)[1]) >= 16


def test_eslint_finds_nothing():
    said(tool("eslint"), "--config", "tests/js/eslint.config.mjs", "docs/assets", "macros/templates", "tests")


def test_types_of_scripts_fit():
    said(tool("tsc"), "--project", "tests/js")


def test_stylelint_finds_nothing():
    said(tool("stylelint"), "--config", "tests/js/stylelint.config.mjs", "docs/assets/css/*.css")


FAULTS = {
    "eslint": ("(() => {\n  const unused = 1;\n  undeclared();\n})();\n", "js", ("no-unused-vars", "no-undef")),
    "stylelint": (
        "a { color: #12345; }\na { colour: red; }\n",
        "css",
        ("property-no-unknown", "no-duplicate-selectors"),
    ),
    "tsc": ("(() => {\n  const number = 1;\n  number.toUppercase();\n})();\n", "js", ("TS2339",)),
}

ELSEWHERE = """import own from %s;
const moved = one => (one.files && one.files[0].startsWith("docs/") ? { ...one, files: ["*.js"] } : one);
export default own.map(moved);
"""


@pytest.mark.parametrize("name", FAULTS)
def test_each_tool_sees_a_planted_fault(name, tmp_path):
    text, kind, wanted = FAULTS[name]
    file = tmp_path / f"fault.{kind}"
    file.write_text(text, "utf-8")
    config = {
        "eslint": ["--config", str(tmp_path / "eslint.config.mjs"), file.name],
        "stylelint": ["--config", str(TOOLS / "stylelint.config.mjs"), file.name],
        "tsc": ["--project", "."],
    }[name]
    if name == "eslint":
        # The same rules, for a file that stands elsewhere.
        (tmp_path / "eslint.config.mjs").write_text(ELSEWHERE % json.dumps((TOOLS / "eslint.config.mjs").as_uri()))
    if name == "tsc":
        own = {"extends": str(TOOLS / "tsconfig.json"), "files": ["fault.js"], "include": []}
        (tmp_path / "tsconfig.json").write_text(json.dumps(own), "utf-8")
    done = subprocess.run([tool(name), *config], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0
    assert [rule for rule in wanted if rule not in done.stdout + done.stderr] == []


@pytest.mark.parametrize("folder", ["js", "bench/search"])
def test_the_locks_of_node_name_no_host(folder):
    lock = json.loads((ROOT / "tests" / folder / "package-lock.json").read_text("utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert [name for name, entry in lock["packages"].items() if name and "integrity" not in entry] == []


def test_both_graders_agree():
    cases = yaml.safe_load((ROOT / "tests" / "answers.yml").read_text("utf-8"))
    keys = [{"right": [], "forms": [], "parts": 0} | case for case in cases]
    wanted = [case["score"] for case in cases]
    texts = [form for case in keys for form in (*case["forms"], *case["answer"])]
    with scripts("kit", "quiz") as page:
        assert page.evaluate("cases => cases.map(one => kit.grade(one, one.answer))", keys) == wanted
        assert page.evaluate("texts => texts.map(kit.fold)", texts) == [fold(text) for text in texts]
    assert [
        grade(Key(case["kind"], tuple(case["right"]), case["parts"], tuple(case["forms"])), case["answer"])
        for case in keys
    ] == wanted


def test_the_scheduler_is_fsrs_6():
    """A thousand histories, seeded: days and minutes between reviews, every rating; against the package `fsrs`."""
    dice = random.Random(20_261_127)
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    histories, wanted = [], []
    for _ in range(HISTORIES):
        moment, card, events, states = datetime(2026, 1, 1, tzinfo=UTC), fsrs.Card(), [], []
        for _ in range(dice.randint(1, 12)):
            rating = dice.choices((1, 2, 3, 4), (2, 2, 5, 1))[0]
            card, _log = scheduler.review_card(card, fsrs.Rating(rating), moment)
            events.append([rating, int(moment.timestamp() * 1000)])
            states.append([card.stability, card.difficulty, (card.due - moment).days])
            moment += timedelta(
                minutes=dice.choice((3, 700, 1440, 1441, 5000, 20_000, 200_000)), seconds=dice.randint(0, 59)
            )
        histories.append(events)
        wanted.append(states)
    with scripts("kit", "fsrs") as page:
        seen = page.evaluate(
            """histories => histories.map(events => {
              let card;
              return events.map(([rating, now]) => {
                card = kit.fsrs.review(card, rating, now);
                return [card.s, card.d, kit.fsrs.interval(card)];
              });
            })""",
            histories,
        )
    assert sum(map(len, wanted)) > 5 * HISTORIES
    for states, own in zip(wanted, seen, strict=True):
        for one, other in zip(states, own, strict=True):
            assert other == pytest.approx(one, rel=1e-9)
