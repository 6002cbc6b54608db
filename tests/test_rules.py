"""Rules that no single golden case holds: they speak of two files at once, of sizes, or of what stays silent."""

from __future__ import annotations

import re
from datetime import date

import pytest
from test_faults import CASES, edit, read

from macros.checks import check, parts
from macros.reading.loading import fragment, load

DAY = date(2026, 11, 27)
LOCAL = (
    "article-length", "broken-anatomy", "broken-box", "broken-question", "card-question", "circular-definition",
    "coaching-mark", "control-character", "definition-sentences", "future-date", "grammar-clue", "hard-to-read",
    "insecure-source", "lazy-option", "long-card", "long-definition", "macro-arguments", "macro-syntax",
    "negative-stem", "overdue", "shared-form", "silent-markdown", "top-heading", "undecided-merge", "unexpanded-fact",
    "unfinished", "unknown-macro", "unmatchable-form",
)  # fmt: skip
BROKEN = {"docs/misconceptions.yml": "misconceptions: [", "docs/sources.yml": "sources: ["}
OWN = {"insecure-source": {"docs/sources.yml"}}
"""What is to be told of a file that is read, in which another one is broken."""
FIRST = {}
for path in CASES:
    case = read(path)
    for said in case["says"].splitlines():
        code = re.search(r"\[([a-z-]+)\]$", said)
        named = {change["file"] for change in case["edits"]} | {said.partition(":")[0]}
        if code and not named & ({*BROKEN, "docs/cars/boats.yml", "docs/spoken.yml"} - OWN.get(code[1], set())):
            FIRST.setdefault(code[1], []).append((path, said))


@pytest.mark.parametrize("code", LOCAL)
def test_what_stands_in_one_place_is_told_though_another_file_cannot_be_read(code, sailing):
    """An author who has broken two files is told of both at once, as far as one of them shows it alone."""
    for path, said in FIRST[code]:
        before = {file.relative_to(sailing): file.read_bytes() for file in sailing.rglob("*.*") if file.is_file()}
        for change in read(path)["edits"]:
            edit(sailing, **change)
        guide, problems = load(sailing)
        if guide and said in map(str, check(guide, DAY, problems)):
            break
        for name, data in before.items():
            (sailing / name).write_bytes(data)
    else:
        raise AssertionError(f"no golden case tells of '{code}' in a guide that can be read")
    broken = BROKEN.keys() - OWN.get(code, set())
    for name in broken:
        (sailing / name).write_text(BROKEN[name], "utf-8")
    guide, problems = load(sailing)
    assert guide is None and {problem.place.path for problem in problems} >= broken
    part = fragment(sailing)
    told = [str(problem) for problem in parts.check(part, DAY, problems)]
    assert said in told
    assert all(str(problem) in told for problem in problems)
