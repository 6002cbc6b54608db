"""The engine as a package: where a guide that holds none of its own takes the theme from, and scripts, styles and the
mark for its pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent
NAME = FOLDER.name
"""In mkdocs.yml, what begins with this is a part of the engine, wherever that is installed."""
_INSTALLED, _BESIDE = FOLDER / "assets", FOLDER.parent / "docs" / "assets"
_LENT = ("css", "js", "images")
LENT = "assets"
"""The folder below docs/ in which they seem to stand."""


def borrows(root: Path) -> bool:
    """Whether the guide below `root` lives by an engine that is installed elsewhere."""
    return not (root / NAME).exists()


@cache
def lent() -> dict[str, Path]:
    """The files that the engine brings along for pages, by their path below docs/."""
    home = _INSTALLED if _INSTALLED.is_dir() else _BESIDE
    found = [path for kind in _LENT for path in sorted((home / kind).glob("*.*")) if path.is_file()]
    return {f"{LENT}/{path.relative_to(home).as_posix()}": path for path in found}


def asset(root: Path, docs: str, path: str) -> Path:
    """Where a file of the guide stands that is named from docs/: its own, or the one that the engine lends it."""
    own = root / docs / path
    return own if own.exists() or not borrows(root) else lent().get(path, own)
