"""The engine's types, read by mypy as strictly as it can."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT

CONFIG = str(ROOT / "pyproject.toml")


def mypy(*words: str, cwd=ROOT) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "mypy", *words], cwd=cwd, capture_output=True, text=True)


def test_every_type_of_the_engine_fits():
    done = mypy()
    assert done.returncode == 0, done.stdout
    checked = int(re.search(r"no issues found in (\d+) source files", done.stdout)[1])
    assert checked == len(list((ROOT / "macros").rglob("*.py")))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("def untold(words):\n    return words\n", "no-untyped-def"),
        ("from macros.guide.lessons import Page\n\n\ndef minutes(page: Page) -> str:\n    return page.head.minutes\n",
         "attr-defined"),
        ("from macros.pages.view import View\n\n\ndef terms(view: View) -> int:\n    return len(view.terms)\n",
         "attr-defined"),
    ],
    ids=["no types", "a page that may be no article", "a view that is no guide"],
)  # fmt: skip
def test_a_planted_fault_is_seen(text, code, tmp_path):
    (tmp_path / "fault.py").write_text(text, "utf-8")
    done = mypy("--config-file", CONFIG, "--cache-dir", str(ROOT / ".cache" / "mypy"), str(tmp_path / "fault.py"))
    assert done.returncode == 1
    assert f"[{code}]" in done.stdout


def test_nothing_in_the_engine_forwards_what_it_does_not_know_or_keeps_a_checker_quiet():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "macros").rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"def __getattr__|#\s*type:\s*ignore", line)
    ]
    assert found == []
