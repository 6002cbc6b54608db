"""What `make bench` measures is a guide without a fault: else it would measure how fast problems are found."""

from __future__ import annotations

import pytest
from synthetic import PER_ARTICLE, project

from macros.commands.cli import main


@pytest.mark.parametrize("terms", [24, PER_ARTICLE + 2])
def test_the_synthetic_guide_is_valid(terms, tmp_path, capsys):
    root = project(tmp_path / "guide", terms)
    assert main(["-C", str(root), "check"]) == 0
    counts = f"{terms + 3} terms, 1 mapping row, {terms + 4} questions, {1 + -(-terms // PER_ARTICLE)} articles\n"
    assert capsys.readouterr() == (counts, "0 problems\n")
