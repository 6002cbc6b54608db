"""Files before anything reads or publishes them: plain, of bounded size, inside the guide's folder, with a name that is
one file on every system."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .problems import Place, Problem

MIB = 1024 * 1024
MAX_BYTES = 4 * MIB
"""Of a file that people write."""
MORE = {"glossary.yml": 16 * MIB}
"""Of one that cannot be split: some six thousand terms."""
LARGEST = 64 * MIB
"""Of a picture, a film or another file that pages only link to."""
DEEPEST, LONGEST = 12, 200
"""Folders within one another below the guide's own; characters of a path below docs/."""
READ = (".md", ".yml", ".svg")
"""The endings of what the guide is made of."""
KINDS = {
    stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder", stat.S_IFLNK: "a symbolic link",
}  # fmt: skip
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
_FORBIDDEN = set('<>:"|?*\\')


def plain(root: Path, name: str) -> tuple[bytes | None, Problem | None]:
    """What a plain file of bounded size holds, or why it is not read: looked at before it is opened, and once more when
    it is open."""
    path, largest = root / name, bound(name)
    if problem := _not_plain(root, name, largest):
        return None, problem
    try:
        with open(
            os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)), "rb"
        ) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None, Problem(
                    Place(name), "no-plain-file", "the file is replaced while it is read", "read again"
                )
            data = file.read(largest + 1)
    except OSError as error:
        message = f"file cannot be read: {(error.strerror or type(error).__name__).lower()}"
        return None, Problem(Place(name), "missing-file", message)
    return (None, too_large(name, largest)) if len(data) > largest else (data, None)


def is_device(name: str) -> bool:
    """Whether Windows keeps the name for a device, whatever its ending."""
    return name.partition(".")[0].lower() in _DEVICES


def bound(name: str) -> int:
    """How many bytes a file may have that people write."""
    return MORE.get(name, MAX_BYTES)


def too_large(name: str, largest: int) -> Problem:
    """A file that has more."""
    cures = {MAX_BYTES: "split it" if name.endswith(".md") else "shorten its texts", LARGEST: "shrink it"}
    cure = cures.get(largest, "shorten its texts, or make two guides of it")
    return Problem(Place(name), "too-large", f"file is over {largest // MIB} MiB", cure)


def entries(root: Path, below: str) -> tuple[list[str], list[Problem]]:
    """Every file below a folder, as paths from the root, and a problem for each entry that is none to publish. What
    begins with a dot is nobody's, unless it looks like a page."""
    found: list[str] = []
    problems: list[Problem] = []
    if (root / below).is_symlink():
        return [], list(filter(None, [_not_plain(root, below, LARGEST)]))

    def unreadable(error: OSError) -> None:
        place = Place(Path(error.filename).relative_to(root).as_posix())
        problems.append(Problem(place, "missing-file", f"folder cannot be read: {(error.strerror or '').lower()}"))

    for folder, folders, names in os.walk(root / below, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*folders, *names]):
            path = Path(folder, name)
            told = path.relative_to(root).as_posix()
            if name.startswith(".") and not name.endswith(".md"):
                continue
            problems += _unsafe_name(told, name)
            if path.is_symlink() or name not in folders or name.endswith(READ):
                problem = _not_plain(root, told, LARGEST)
                problems += [problem] if problem else []
                found += [] if problem else [told]
        if len(Path(folder).relative_to(root).parts) > DEEPEST:
            place = Place(Path(folder).relative_to(root).as_posix())
            problems.append(Problem(place, "too-deep", f"folders are nested deeper than {DEEPEST}", "move it up"))
            folders.clear()
    return found, problems + list(_clashes(found))


def _not_plain(root: Path, name: str, largest: int) -> Problem | None:
    path, place = root / name, Place(name)
    try:
        status = path.lstat()
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        why = (
            "file is missing"
            if missing
            else f"file cannot be read: {(getattr(error, 'strerror', '') or 'no name').lower()}"
        )
        return Problem(place, "missing-file", why)
    if stat.S_ISLNK(status.st_mode) and path.is_dir():
        message = "the folder is a symbolic link, and nothing behind it would be checked"
        return Problem(place, "linked-folder", message, "put the files themselves here")
    if stat.S_ISLNK(status.st_mode):
        return Problem(place, "linked-file", "the file is a symbolic link", "put the file itself here")
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        return Problem(place, "no-plain-file", f"this is no plain file but {kind}", "put the file itself here")
    return too_large(name, largest) if status.st_size > largest else None


def _unsafe_name(told: str, name: str) -> Iterator[Problem]:
    """A name that some system cannot have, or shows as another."""
    if not name.isprintable():
        yield Problem(Place(told), "unsafe-name", "the name holds a character that nobody sees", "rename it")
    elif _FORBIDDEN & set(name) or name.endswith((" ", ".")) or is_device(name):
        yield Problem(Place(told), "unsafe-name", "no file can have this name on Windows", "rename it")
    elif len(told) > LONGEST:
        message = f"the path has {len(told)} characters and may have {LONGEST}"
        yield Problem(Place(told), "unsafe-name", message, "shorten its names")


def _clashes(found: list[str]) -> Iterator[Problem]:
    """Files, and folders, that are one where a system does not tell capitals from small letters."""
    alike: dict[str, str] = {}
    for path in sorted({part.as_posix() for name in found for part in (Path(name), *Path(name).parents)}):
        page = path.removesuffix(".md") + ".html" if path.endswith(".md") else path
        first = alike.setdefault(page.casefold(), path)
        if first != path:
            yield Problem(Place(path), "unsafe-name", f"differs from '{first}' in capitals only", "rename one")
