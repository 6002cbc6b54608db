"""No line of what people read as code is longer than 120 characters: ruff holds Python to it, this the rest."""

from __future__ import annotations

import re

from conftest import ROOT

LONGEST = 120
KINDS = ("macros/templates", "macros/theme", "docs/assets/css", "tests/js")
ENDINGS = {".css", ".d.ts", ".html", ".j2", ".js", ".mjs", ".typ"}
GOES_ON = "{# -#}"
"""At the end of a template's line: it goes on in the next one, and nothing stands between the two."""


def files():
    for folder in KINDS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in ENDINGS and "node_modules" not in path.parts:
                yield path


def test_no_line_is_long():
    found = {
        f"{path.relative_to(ROOT)}:{number}": len(line)
        for path in files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST
    }
    assert found == {}
    assert len(list(files())) > 100


def test_a_line_that_goes_on_is_followed_by_what_it_goes_on_with():
    broken = [
        path.relative_to(ROOT).as_posix()
        for path in files()
        if path.suffix == ".j2" and re.search(r"\{# -#\}(?!\n *\S)", path.read_text("utf-8"))
    ]
    assert broken == []
