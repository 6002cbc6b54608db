"""What keeps every page on its way through the engine: mkdocs.yml has to load it, and MkDocs must find no page that the
loader does not read, since nothing would check that one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..data.problems import Place, Problem
from ..data.yaml import Mapping, Node, Scalar, Sequence
from ..prose.attachments import targets
from .drawings import drawing

HOOKS, PLUGIN, MODULE = "macros/hooks.py", "macros", "macros"
_PAGES = frozenset({".htm", ".html", ".mht", ".mhtml", ".shtml", ".svgz", ".xht", ".xhtml", ".xml"})
"""Endings of files that a browser runs as pages, or cannot be looked into here."""
OTHER_ENDINGS = ("*.markdown", "*.mdown", "*.mkdn", "*.mkd")
"""Names that MkDocs takes for pages, too; their text would go unchecked."""


def unloaded(config: Node) -> Iterator[Problem]:
    """A problem for each part of the engine that mkdocs.yml does not load."""
    entries = config.entries if isinstance(config, Mapping) else {}
    if HOOKS not in _names(entries.get("hooks")):
        place = entries["hooks"].place if "hooks" in entries else config.place
        yield Problem(place, "missing-field", "the guide's hooks are not loaded", f"add '{HOOKS}' under 'hooks:'")
    options = _names(entries.get("plugins")).get(PLUGIN)
    module = options.entries.get("module_name") if isinstance(options, Mapping) else None
    if not (isinstance(module, Scalar) and module.value == MODULE):
        place = entries["plugins"].place if "plugins" in entries else config.place
        hint = f"add '{PLUGIN}:' with 'module_name: {MODULE}' under 'plugins:'"
        yield Problem(place, "missing-field", "the guide's macros are not loaded", hint)


def unread(root: Path, docs: str) -> Iterator[Problem]:
    """A problem for each page and folder below `docs` that MkDocs would publish and the loader does not read."""
    for path in sorted(path for ending in OTHER_ENDINGS for path in (root / docs).rglob(ending)):
        place = Place(path.relative_to(root).as_posix())
        yield Problem(place, "wrong-form", "a page's name must end in '.md'", "rename it")
    for folder, names, files in os.walk(root / docs):
        for path in (Path(folder, name) for name in sorted(names)):
            if path.is_symlink():
                place = Place(path.relative_to(root).as_posix())
                message = "the folder is a symbolic link, and nothing behind it would be checked"
                yield Problem(place, "linked-folder", message, "put the files themselves here")
        for path in (Path(folder, name) for name in sorted(files)):
            if message := _strange(path):
                place = Place(path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode("utf-8"))
                yield Problem(place, "strange-file", message, "put a plain file here")


def opened(root: Path, docs: str, named: Iterable[str]) -> Iterator[Problem]:
    """A problem for each of the `named` files below `docs` that a browser would open by itself, outside of every page
    and its policy: pages of another making, which nothing here has read, and what is wrong with drawings. Style sheets
    name files, too."""
    sheets = [(path.relative_to(root / docs).as_posix(), path) for path in sorted((root / docs).rglob("*.css"))]
    plain = [(name, path) for name, path in sheets if not _strange(path)]
    loaded = {found for name, path in plain for found in targets(name, path.read_bytes().decode("utf-8", "replace"))}
    for name in sorted({*named, *loaded}):
        path, place = root / docs / name, Place(f"{docs}/{name}")
        if _strange(path):  # not there, or told already
            continue
        if path.suffix.lower() in _PAGES:
            yield Problem(
                place, "foreign-page", "a page of another making, which nothing would check", "write it as '.md'"
            )
        elif path.suffix.lower() == ".svg":
            yield from drawing(place.path, path.read_bytes())[1]


def _strange(path: Path) -> str:
    """Why a file is none that can be read and published: it stands elsewhere, waits for somebody, has no name."""
    if path.is_symlink():
        return "the file is a symbolic link, and what it leads to would be published"
    if not path.is_file():
        return "this is no plain file"
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        return "the file's name is not UTF-8"
    return "" if path.name.isprintable() else "the file's name holds a character that cannot be seen"


def _names(node: Node | None) -> dict[str, Node | None]:
    """The names in a list of mkdocs.yml, or in a mapping, each with its options where it has some."""
    found: dict[str, Node | None] = {}
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Mapping):
            found |= item.entries
        elif isinstance(item, Scalar):
            found[item.value] = None
    return found
