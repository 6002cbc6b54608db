"""What the guide's facts rest on, as `guide coverage` says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.commands import cli
from macros.prose.coverage import Evidence, evidence
from macros.reading.loading import load

FACT = """
  - id: {id}
    value: 7 knots
    statement: Some boat made 7 knots.
    as_of: 2025-06-01
    sources:
      - {source}
    reviewed: 2026-01-05
    review_days: 3650
"""
SOURCE = """
  - id: {id}
    title: {id}
    publisher: Harbor Office
    url: https://harbor.example.org/{id}
    checked: 2026-01-05
    how: {how}
    grade: {grade}
"""


def test_a_primary_source_counts_as_read_only_when_it_was(sailing: Path):
    with (sailing / "docs" / "sources.yml").open("a") as sources, (sailing / "docs" / "dates.yml").open("a") as dates:
        for name, how, grade in (("seen", "cited", "primary"), ("told", "read", "secondary")):
            sources.write(SOURCE.format(id=name, how=how, grade=grade))
            dates.write(FACT.format(id=f"fact-{name}", source=name))
    assert evidence(load(sailing)[0]) == Evidence(facts=3, primary=2, read=1)


def test_coverage_says_it_in_a_line(sailing: Path, capsys: pytest.CaptureFixture[str]):
    cli.main(["-C", str(sailing), "coverage"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "dated facts: 1, 100.0 % of them on a primary source, 100.0 % on one that was read"


def test_a_share_is_never_rounded_up_to_all():
    assert Evidence(facts=3000, primary=2999, read=0).percent(2999) == "99.9 %"


def test_a_guide_without_facts_has_no_share():
    assert "0.0 %" in str(Evidence(0, 0, 0))
