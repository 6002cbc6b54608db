"""What keeps every page on its way through the engine: mkdocs.yml has to load it, and MkDocs must find no page that the
loader does not read, since nothing would check that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..data.problems import Place, Problem
from ..data.yaml import Mapping, Node, Scalar, Sequence

HOOKS, PLUGIN, MODULE = "macros/hooks.py", "macros", "macros"
OTHER_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd")
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


def unread(names: Iterable[str]) -> Iterator[Problem]:
    """A problem for each page that MkDocs would publish and the loader does not read."""
    for name in names:
        if name.lower().endswith((*OTHER_ENDINGS, ".md")) and not name.endswith(".md"):
            yield Problem(Place(name), "wrong-form", "a page's name must end in '.md'", "rename it")


def _names(node: Node | None) -> dict[str, Node | None]:
    """The names in a list of mkdocs.yml, or in a mapping, each with its options where it has some."""
    found: dict[str, Node | None] = {}
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Mapping):
            found |= item.entries
        elif isinstance(item, Scalar):
            found[item.value] = None
    return found
