"""No opening that half the guide shares."""

from __future__ import annotations

import pytest

from macros.commands.cli import main


def add(root, count: int) -> None:
    """As many terms and articles as the scaffold makes them: all begin alike."""
    for number in range(count):
        assert main(["-C", str(root), "new", "term", f"lee-shore-{number}"]) == 0
        assert main(["-C", str(root), "new", "article", f"{number + 10}-tides"]) == 0


def said(root, capsys) -> list[str]:
    capsys.readouterr()
    main(["-C", str(root), "check"])
    return [line for line in capsys.readouterr().err.splitlines() if line.endswith("[repeated-opening]")]


def test_openings_that_too_many_share_are_told(sailing, capsys):
    add(sailing, 11)
    assert said(sailing, capsys) == [
        "docs/lessons/20-tides.md:17:1: 'todo' begins 11 of 12 articles; "
        "at most 15%: begin otherwise [repeated-opening]",
        "glossary.yml:347:17: 'todo one' begins 11 of 14 definitions; at most 15%: begin otherwise [repeated-opening]",
    ]


@pytest.mark.parametrize("count", [2, 8])
def test_a_small_guide_is_left_alone(sailing, capsys, count):
    add(sailing, count)
    assert said(sailing, capsys) == []
