"""What mkdocs.yml says of the site as a whole, and the order it gives the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pathspec import GitIgnoreSpec

from ..data.fields import TODO
from ..data.kinds import Text
from ..data.problems import Place, Problem
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
    named = theme.entries.get("language") if isinstance(theme, Mapping) else None
    said = named.value if isinstance(named, Scalar) else ""
    icon = theme.entries.get("favicon") if isinstance(theme, Mapping) else None
    mark = Text(icon.value, icon.place) if isinstance(icon, Scalar) and icon.value.endswith(".svg") else Text("")
    parts = dict(_parts(config.entries.get("nav"), ""))
    return Publication(
        option("site_name"), address, option("site_description"), option("copyright"), mark, parts,
        tuple(_loaded(config)), tuple(_extensions(config.entries.get("markdown_extensions"))), said or "en",
    )  # fmt: skip


def left_out(config: Mapping) -> GitIgnoreSpec:
    """What MkDocs is told to leave out of docs/. A pattern that is none is for MkDocs to tell of."""
    node = config.entries.get("exclude_docs")
    try:
        return GitIgnoreSpec.from_lines(node.value.splitlines() if isinstance(node, Scalar) else ())
    except ValueError:
        return GitIgnoreSpec(())


def _extensions(node: Node | None) -> Iterator[str]:
    for item in node.items if isinstance(node, Sequence) else ():
        yield from [item.value] if isinstance(item, Scalar) else getattr(item, "entries", ())
    yield from node.entries if isinstance(node, Mapping) else ()


def _loaded(config: Mapping) -> Iterator[str]:
    """The files below docs/ that mkdocs.yml lets every page load."""
    theme, extra = config.entries.get("theme"), config.entries.get("extra")
    lists = [config.entries.get("extra_css"), config.entries.get("extra_javascript")]
    lists += [extra.entries.get("polyfills")] if isinstance(extra, Mapping) else []
    icons = [theme.entries.get(name) for name in ("logo", "favicon")] if isinstance(theme, Mapping) else []
    for item in [*icons, *(item for node in lists if isinstance(node, Sequence) for item in node.items)]:
        node = item.entries.get("path") if isinstance(item, Mapping) else item
        if isinstance(node, Scalar):
            yield node.value


_CALLS, _MARKUP = re.compile(r"\{\{|\{%|\{#"), re.compile(r"<[a-zA-Z/!?]|\{\{|\{%|\{#")
THEME = "macros/theme"
_SCHEME = re.compile(r"\s*[a-zA-Z][a-zA-Z0-9+.-]*:")


def settled(config: Mapping) -> Iterator[Problem]:
    """What would be printed as more than a text, run as code, or ask somebody else for each page."""
    for name, node in config.entries.items():
        for text, place in () if name == "extra" else _texts(node):  # what stands there is looked at field by field
            if text.startswith(TODO):
                yield Problem(place, "unfinished", "still to be written", "replace the TODO")
            if markup := (_MARKUP if name == "nav" else _CALLS).search(text):
                message = f"'{name}' holds markup '{markup.group()}'"
                yield Problem(place, "markup", message, "texts are plain; describe it in words")
    if "repo_url" in config.entries:
        message = "'repo_url' makes every page ask the repository's host"
        yield Problem(config.keys["repo_url"], "third-party", message, "remove it, and link to the repository")
    yield from _unguarded(config)
    site = config.entries.get("site_url")
    named = [site] if isinstance(site, Scalar) and site.value else []
    for node in [*named, *_outside(config.entries.get("nav"))]:
        if not is_address(node.value):
            message = f"'{node.value[:60]}' is no address of a page"
            yield Problem(node.place, "wrong-form", message, "expected one such as https://example.org/")


def _unguarded(config: Mapping) -> Iterator[Problem]:
    """Pages that load scripts of their own without the theme that carries the policy on what else may run."""
    scripts, theme = config.entries.get("extra_javascript"), config.entries.get("theme")
    folder = theme.entries.get("custom_dir") if isinstance(theme, Mapping) else None
    if scripts is None or isinstance(folder, Scalar) and folder.value.rstrip("/") == THEME:
        return
    place = folder.place if isinstance(folder, Scalar) else config.keys.get("theme", config.keys["extra_javascript"])
    message = f"pages load scripts, and 'theme' does not name '{THEME}', which holds the policy on what may run"
    yield Problem(place, "no-policy", message, f"below 'theme': custom_dir: {THEME}")


def is_address(text: str) -> bool:
    """Whether the text is an address on the web, with a host and, where it names one, a port."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _outside(node: Node | None) -> Iterator[Scalar]:
    """The entries of nav that lead elsewhere."""
    if isinstance(node, Scalar) and _SCHEME.match(node.value):
        yield node
    for inner in node.entries.values() if isinstance(node, Mapping) else getattr(node, "items", ()):
        yield from _outside(inner)


def _texts(node: Node | None) -> Iterator[tuple[str, Place]]:
    """Every text below a node, the names of fields among them."""
    if isinstance(node, Scalar):
        yield node.value, node.place
    yield from node.keys.items() if isinstance(node, Mapping) else ()
    for inner in node.entries.values() if isinstance(node, Mapping) else getattr(node, "items", ()):
        yield from _texts(inner)


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
