"""A folder aside, and its exchange with the site that stands."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SITE = "site"
"""The folder that a build puts in place."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


@contextmanager
def aside(root: Path) -> Iterator[Path]:
    """A folder beside the site, on the same disk, that goes with all that is still in it."""
    made = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def swap(new: Path, old: Path) -> None:
    """Put `new` where `old` is. One step where the system can exchange two folders, so that no reader ever finds
    neither; else two, the first undone when the second fails. What was there is left at `new`."""
    if not old.exists():
        new.rename(old)
    elif not _exchange(new, old):
        kept = new.with_name(f"{new.name}-old")
        old.rename(kept)
        try:
            new.rename(old)
        except OSError:
            kept.rename(old)
            raise
        kept.rename(new)


def _exchange(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
