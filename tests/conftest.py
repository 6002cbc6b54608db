"""Projects to try things on: a small complete guide on another subject, copied afresh for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAILING = Path(__file__).parent / "sailing"


def copy_project(source: Path, target: Path) -> Path:
    """A guide's own files at `target`, with this repository's engine linked in."""
    ignored = shutil.ignore_patterns(".git", ".venv", "site", ".site-*", "macros", "tests", "*.egg-info", ".schemas")
    shutil.copytree(source, target, ignore=ignored)
    (target / "macros").symlink_to(ROOT / "macros", target_is_directory=True)
    return target


@pytest.fixture
def sailing(tmp_path: Path) -> Path:
    """The guide to sailing in a folder of its own."""
    return copy_project(SAILING, tmp_path / "sailing")
