"""What was made once, kept by a digest of all that it was made of. So it never has to be found out what is out of date:
whoever asks for anything else asks under another name."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

LARGEST = 400_000_000
"""Bytes that a store may take; what was not asked for the longest goes first."""
_SUM, _NEW = 16, ".new-"


class Store:
    """A folder of results; without one, all is made each time. `maker` stands for the code that makes them, its
    templates and its packages: another one finds nothing of what this one made. What is new is kept from `keep` on:
    before, nobody knows whether what it was made of stayed what it was. What cannot be read is made again."""

    def __init__(self, folder: Path | None = None, maker: str = ""):
        self._folder = folder
        self._maker = maker
        self._new: dict[Path, Path] = {}

    def once(self, kind: str, made_of: Any, make: Callable[[], bytes]) -> bytes:
        """What `make` gives, called only where nothing was made of the same before. `made_of` are texts, numbers, and
        lists and mappings of such, and all that the result depends on beside the maker."""
        if not self._folder:
            return make()
        name = digest(repr((self._maker, kind, made_of)).encode("utf-8", "surrogatepass"))
        path = self._folder / name[:2] / name[2:]
        kept = _read(self._new.get(path, path))
        if kept is None:
            kept = make()
            self._put(self._folder, path, kept)
        return kept

    def keep(self) -> None:
        """Let what is new be found from now on, and what was not asked for the longest go where all takes too much."""
        for path, written in self._new.items():
            with suppress(OSError):
                path.parent.mkdir(exist_ok=True)
                written.replace(path)
        self._new.clear()
        if self._folder:
            _bound(self._folder)

    def forget(self) -> None:
        """Drop what is new."""
        for written in self._new.values():
            with suppress(OSError):
                written.unlink()
        self._new.clear()

    def _put(self, folder: Path, path: Path, data: bytes) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, prefix=_NEW)
            self._new[path] = Path(name)
            with open(handle, "wb") as file:
                file.write(_sum(data) + data)


def digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=_SUM).hexdigest()


def _sum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()


def _read(path: Path) -> bytes | None:
    """What is kept there, marked as asked for; None where there is nothing, or what a disk made of it."""
    try:
        held = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return held[_SUM:] if len(held) >= _SUM and _sum(held[_SUM:]) == held[:_SUM] else None


def _bound(folder: Path) -> None:
    found = []
    for path in (*folder.glob("*/*"), *folder.glob(f"{_NEW}*")):  # what a killed build left is old some day
        with suppress(OSError):
            status = path.stat()
            found.append((status.st_mtime_ns, status.st_size, path))
    total = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if total <= LARGEST:
            break
        with suppress(OSError):
            path.unlink()
        total -= size
