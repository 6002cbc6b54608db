"""A folder aside, and its exchange with the site that stands."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

SITE = "site"
"""The folder that a build puts in place."""
_PREFIX = ".site-"
"""What folders aside begin with."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


@contextmanager
def aside(root: Path) -> Iterator[Path]:
    """A folder beside the site, on the same disk, that goes with all that is still in it. It is locked while it is in
    use; what a killed build left unlocked goes now."""
    with ExitStack() as held:
        with _locked(root, wait=True):  # so that nobody finds a new folder before it is locked
            for left in root.glob(f"{_PREFIX}*"):
                if left.is_dir() and not left.is_symlink():
                    with _locked(left) as ours:
                        if ours:
                            shutil.rmtree(left, ignore_errors=True)
            made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=root))
            held.enter_context(_locked(made))
        try:
            yield made
        finally:
            try:
                shutil.rmtree(made, ignore_errors=True)
            except BaseException:  # a signal that comes now is the last one heard: what it broke off is done again
                shutil.rmtree(made, ignore_errors=True)
                raise


@contextmanager
def _locked(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Hold the folder's lock, which goes with the process that holds it; false where another one does and this one does
    not wait."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # somebody else took it away
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        held = True
    except OSError:
        held = False
    try:
        yield held
    finally:
        os.close(handle)


def readable(folder: Path) -> None:
    """Let everybody read the folder and all in it, whatever the umask: whoever serves a site is somebody else."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


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
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)
