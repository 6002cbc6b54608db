"""The guide that a command works on, whatever else is wrong with it."""

from __future__ import annotations

from pathlib import Path

from ..data.problems import Refused
from ..guide.guide import Guide
from ..reading.loading import load_once


def loaded(root: Path, outcome: str = "nothing written") -> Guide:
    """The guide below `root`. Raises `Refused` with what was left undone where a file could not be read at all."""
    guide, problems = load_once(root)
    if guide is None:
        raise Refused(problems, outcome)
    return guide
