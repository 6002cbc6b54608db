"""What mkdocs.yml says of the site as a whole, and the order it gives the pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.kinds import Text
from ..data.yaml import Mapping, Node, Scalar, Sequence
from ..guide.settings import Publication


def publication(config: Mapping) -> Publication:
    """The options of MkDocs that pages outside of it need, too."""

    def option(name: str) -> str:
        node = config.entries.get(name)
        return " ".join(node.value.split()) if isinstance(node, Scalar) else ""

    url = option("site_url")
    address = url if url.endswith("/") or not url else f"{url}/"
    theme = config.entries.get("theme")
    icon = theme.entries.get("favicon") if isinstance(theme, Mapping) else None
    mark = Text(icon.value, icon.place) if isinstance(icon, Scalar) and icon.value.endswith(".svg") else Text("")
    parts = dict(_parts(config.entries.get("nav"), ""))
    return Publication(option("site_name"), address, option("site_description"), option("copyright"), mark, parts)


def _parts(node: Node | None, part: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for title, inner in node.entries.items():
            yield from _parts(inner, title if isinstance(inner, Sequence) else part)
    for item in node.items if isinstance(node, Sequence) else ():
        yield from _parts(item, part)
    if isinstance(node, Scalar):
        yield node.value, part


def nav(node: Node | None) -> list[Text]:
    """The pages that nav names, in order."""
    if isinstance(node, Scalar):
        return [Text(node.value, node.place)] if node.value.endswith(".md") else []
    inner = node.items if isinstance(node, Sequence) else node.entries.values() if isinstance(node, Mapping) else ()
    return [page for item in inner for page in nav(item)]
