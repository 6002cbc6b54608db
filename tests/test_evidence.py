"""What the facts rest on, and when they are to be looked at again, as `guide coverage` and `guide due` say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import EPOCH

from macros.commands import cli
from macros.guide.watch import due
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


def test_what_falls_due_is_listed_with_its_place_and_its_sources(sailing, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    dates = sailing / "docs" / "dates.yml"
    dates.write_text(dates.read_text("utf-8").replace("review_days: 3650", "review_days: 365"), "utf-8")
    assert cli.main(["-C", str(sailing), "due", "--within", "60"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2027-01-05  fact         hull-speed  docs/dates.yml:8  https://harbor.example.org/almanac",
        "1 entry is to be reviewed by 2027-01-26",
    ]
    assert cli.main(["-C", str(sailing), "due", "--within", "10"]) == 0
    assert capsys.readouterr().out == "0 entries are to be reviewed by 2026-12-07\n"


def test_everything_with_a_review_falls_due_in_order(guide):
    entries = due(guide)
    kinds = {"term": guide.terms, "row": guide.rows, "fact": guide.facts, "product": guide.products}
    for kind, wanted in kinds.items():
        assert sum(entry.kind == kind for entry in entries) == len(wanted)
    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    assert all(entry.owner for entry in entries if entry.kind == "product")


@pytest.mark.parametrize("given", ["-1", "x", "3651", "1.5"])
def test_a_number_of_days_that_is_none_is_wrong_usage(given, sailing, capsys):
    with pytest.raises(SystemExit):
        cli.main(["-C", str(sailing), "due", f"--within={given}"])
    assert "is not a number of days such as 90" in capsys.readouterr().err
