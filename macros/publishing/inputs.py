"""All that a site is made of, in one digest: a build holds to one state of it, and what is older than it is known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..data.days import moment
from ..data.engine import borrows, lent
from ..data.files import entries
from ..data.problems import Place, Problem, Refused
from ..data.store import Store, digest
from ..data.yaml import Mapping, Node, Scalar, read
from ..guide.settings import CONFIG
from ..reading.loading import DOCS, GLOSSARY
from ..reading.lockfile import LOCK

_ENGINE = Path(__file__).parent.parent
_UNREAD = {"__pycache__"}
_MADE = ("site", "dist", DOCS, "")
"""Folders that mkdocs.yml may name and that are made by a build, or looked through anyway."""


@dataclass(frozen=True)
class _File:
    """What a file holds, and marks that differ once it was written again, be it with the same."""

    content: str
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Inputs:
    """The files that a site is made of, by their names from the project's folder, those of the engine among them, and
    the packages that make it."""

    files: dict[str, _File]
    engine: frozenset[str]
    packages: tuple[str, ...]
    moment: str

    @cached_property
    def digest(self) -> str:
        """What differs as soon as any of it does. The moment counts, since documents show it; when a file was written
        does not."""
        told = [(name, file.content) for name, file in sorted(self.files.items())]
        return digest(repr((told, self.packages, self.moment)).encode())

    @cached_property
    def maker(self) -> str:
        """What differs as soon as the engine or a package does."""
        told = [(name, self.files[name].content) for name in sorted(self.engine)]
        return digest(repr((told, self.packages)).encode())

    @cached_property
    def ground(self) -> str:
        """What differs as soon as the settings, what they name outside of docs/, or the moment does: all that a page
        depends on beside its own words and the engine."""
        data = {GLOSSARY, LOCK}
        told = [(name, file.content) for name, file in sorted(self.files.items()) if not name.startswith(f"{DOCS}/")]
        return digest(repr(([entry for entry in told if entry[0] not in data], self.moment)).encode())

    @cached_property
    def modules(self) -> dict[str, str]:
        """What the modules of the engine hold, which a process loads once."""
        return {name: self.files[name].content for name in self.engine if name.endswith(".py")}


def inputs(root: Path) -> Inputs:
    """All that a site of the guide below `root` is made of, as it stands now."""
    found = {name: root / name for name in (CONFIG, GLOSSARY, LOCK, *entries(root, DOCS)[0])}
    found |= {_name(root, path): path for path in _named(root)}
    own = (root / _ENGINE.name).resolve() == _ENGINE.resolve()
    engine = Path(_ENGINE.name) if own else _ENGINE
    own_files = {(engine / path.relative_to(_ENGINE)).as_posix(): path for path in _below(_ENGINE)}
    own_files |= {(engine / path).as_posix(): file for path, file in lent().items()} if borrows(root) else {}
    files = {name: file for name, path in (found | own_files).items() if (file := _file(path))}
    return Inputs(files, frozenset(own_files.keys() & files.keys()), _packages(), moment().isoformat())


_at_start: dict[str, dict[str, str]] = {}


def store_for(root: Path, now: Inputs) -> Store:
    """What was made by this engine is kept in the project's folder. A process that still runs modules which were saved
    since it began, as a server may, is neither the old engine nor the new one: it keeps nothing."""
    began = _at_start.setdefault(str(_ENGINE), now.modules)
    return Store(root / ".cache" / "kept", now.maker) if began == now.modules else Store()


def unchanged(root: Path, before: Inputs) -> None:
    """Raise `Refused` where anything has been written since `before`: what was made meanwhile may be of two states."""
    now = inputs(root)
    names = sorted(name for name in {*before.files, *now.files} if before.files.get(name) != now.files.get(name))
    message, hint = "the file changed while the site was being built", "build again"
    problems = [Problem(Place(name), "changed-meanwhile", message, hint) for name in names]
    if not problems and before.digest != now.digest:
        problems = [Problem(Place(CONFIG), "changed-meanwhile", "the packages changed while the site was built", hint)]
    if problems:
        raise Refused(problems)


def _file(path: Path) -> _File | None:
    """None where there is no such file, or it went while it was looked at."""
    try:
        status = path.stat()
        marks = (status.st_ino, status.st_size, status.st_mtime_ns)
        return _File(digest(path.read_bytes()), marks) if path.is_file() else None
    except OSError:
        return None


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _below(folder: Path) -> Iterator[Path]:
    """Every file below a folder, but what Python keeps for itself."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in _UNREAD:
            yield from _below(path)
        elif path.is_file():
            yield path


def _named(root: Path) -> Iterator[Path]:
    """The files that mkdocs.yml names, and those in the folders that it names: hooks, templates of one's own."""
    try:
        node, _ = read(CONFIG, (root / CONFIG).read_bytes())
    except OSError:
        return
    for text in set(_texts(node)):
        path = root / text
        if text.partition("/")[0] in _MADE or text.startswith((".", "/")) or ".." in path.parts or len(text) > 200:
            continue
        if path.is_dir() and path.resolve() != _ENGINE.resolve():
            yield from _below(path)
        elif path.is_file():
            yield path


def _texts(node: Node | None) -> Iterator[str]:
    if isinstance(node, Scalar) and "\n" not in node.value and "\0" not in node.value:
        yield node.value
    for inner in node.entries.values() if isinstance(node, Mapping) else getattr(node, "items", ()):
        yield from _texts(inner)


def _packages() -> tuple[str, ...]:
    """Python and what is installed beside it, with versions, as the names of its folders tell them."""
    folders = sorted({path.name for place in sys.path for path in Path(place or ".").glob("*.dist-info")})
    return (sys.version, *folders)
