"""What docs/contributing.md shows can be done as it is shown."""

from __future__ import annotations

import re
import shutil

import pytest
from conftest import EPOCH, ROOT, copy_project

from macros.commands.cli import main
from macros.data.days import today
from macros.publishing.site import problems_of

PAGE = (ROOT / "docs" / "contributing.md").read_text("utf-8")
ENTRIES = {
    "stale-index-late-sync": "docs/okta/mapping.yml",
    "gpt3-request-limit": "docs/facts.yml",
    "permissions-editor-closed-file": "docs/learn/06-whose-permissions.quiz.yml",
}
"""The examples that are whole entries, and where a reader puts them."""


def example(identity: str) -> str:
    found = re.search(rf"^```yaml\n(  - id: {identity}\n.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found, identity
    return found[1]


@pytest.mark.first
def test_its_examples_are_taken_as_they_stand(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = copy_project(ROOT, tmp_path / "guide")
    for identity, name in ENTRIES.items():
        path = root / name
        entries, mark, retired = path.read_text("utf-8").partition("\nretired:\n")
        path.write_text(f"{entries}\n{example(identity)}{mark}{retired}", "utf-8")
    assert [(problem.code, problem.place.path) for problem in problems_of(root, today())[1]] == [
        ("unlocked-id", ENTRIES["stale-index-late-sync"])
    ]
    assert main(["-C", str(root), "lock"]) == 0
    commands = re.findall(r"^ *guide (new [^\n]+|rename [^\n]+)$", PAGE, re.MULTILINE)
    assert [words.split()[:2] for words in commands] == [
        ["new", "term"],
        ["new", "article"],
        ["rename", "answer-cache"],
    ]
    for words in commands[:2]:
        assert main(["-C", str(root), *words.split()]) == 0
    assert capsys.readouterr().err == ""
    shutil.rmtree(root)
