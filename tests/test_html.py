"""Pages as the Nu HTML checker reads them, which is the one that the HTML standard's own editors use."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from browser_site import pages_of
from conftest import ROOT
from structures import representatives

CHECKER = ROOT / "tests" / "js" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
ALLOWED = {
    # Material's two switches for the drawer and for search keep Firefox from setting them again on a reload. Browsers
    # act on it; the standard knows it for fields that one types into only.
    "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, “datetime-local”, “email”, "
    "“hidden”, “month”, “number”, “password”, “range”, “search”, “tel”, “text”, “time”, “url”, or “week”.",
}
"""Whole messages, each with why it stands. No other error is let through."""


def errors(pages: list[Path]) -> list[tuple[str, int, str]]:
    """What the checker finds wrong: the page, its line, and what is said."""
    assert CHECKER.is_file(), "no Nu HTML checker: run make setup"
    # Deep pages need a deeper stack than Java gives by itself.
    words = ["java", "-XX:+UseSerialGC", "-Xss8m", "-jar", str(CHECKER)]
    words += ["--format", "json", "--errors-only", "--exit-zero-always", *map(str, pages)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stderr)["messages"]
    return [(item.get("url", ""), item.get("lastLine", 0), item["message"]) for item in told]


def faults(pages: list[Path]) -> list[tuple[str, int, str]]:
    return [fault for fault in errors(pages) if fault[2] not in ALLOWED]


def test_every_structure_is_valid(site, built_public):
    public = built_public / "site-public"
    pages = [folder / path for folder in (site, public) for path in representatives(folder)]
    assert faults(pages) == []


@pytest.mark.everything
@pytest.mark.parametrize("edition", ["full", "public"])
def test_every_page_is_valid(edition, built, built_public):
    folder = built / "site" if edition == "full" else built_public / "site-public"
    assert faults([folder / path for path in pages_of(folder)]) == []


def test_what_is_let_through_is_still_needed(site):
    """A filter that nothing meets any longer goes."""
    assert {said for _, _, said in errors([site / "index.html"])} == ALLOWED


def test_the_checker_sees_a_fault(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>A</title><p id="a"><p id="a"><b><p></b></html>', "utf-8")
    assert any("Duplicate ID" in said for _, _, said in faults([page]))
