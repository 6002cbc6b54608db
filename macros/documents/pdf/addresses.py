"""Where a link of a rendered page leads in the book: to a label, outside, or nowhere."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from ...guide.addresses import SITE_ONLY

OUTSIDE = frozenset({"http", "https", "mailto"})
TEXT, LABEL, URL = "text", "label", "url"


def host(url: str) -> str:
    """The host of an address as people write it."""
    return urlsplit(url).netloc.removeprefix("www.")


@dataclass(frozen=True)
class Target:
    """Where a link leads: `kind` is LABEL with a label of the book, URL with an address, or TEXT for a link that only
    makes sense on the site, such as one to a file for downloading or to a page to send."""

    kind: str
    address: str = ""


@dataclass
class Addresses:
    """The labels of a book: a page's path for its beginning, `path#anchor` for a place in it. The book goes without the
    pages that are `on_screen`."""

    on_screen: frozenset[str] = frozenset()
    anchors: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(self, path: str, root: Any) -> None:
        """Enter a parsed page; its first heading stands for the page itself."""
        ids = [identity for element in root.iter() if isinstance(element.tag, str) and (identity := element.get("id"))]
        top = next((element for element in root.iter("h1")), None)
        self.anchors[path] = set(ids)
        self.titles[path] = top.get("id", "") if top is not None else ""

    def label(self, path: str, anchor: str = "") -> str:
        """The label of a place; that of a page's first heading is the page's."""
        return path if not anchor or anchor == self.titles.get(path) else f"{path}#{anchor}"

    def resolve(self, path: str, href: str) -> Target | None:
        """Where `href` leads from the page `path`; None for a place that the book does not have."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        if parts.scheme in OUTSIDE:
            return Target(URL, href)
        if parts.scheme or parts.netloc:
            return None
        target = path
        if parts.path:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            if not target.endswith(".html") or target.startswith(SITE_ONLY):
                return Target(TEXT)
            target = target.removesuffix("html") + "md"
            if target in self.on_screen:
                return Target(TEXT)
        anchor = unquote(parts.fragment)
        if target not in self.anchors or (anchor and anchor not in self.anchors[target]):
            return None
        label = self.label(target, anchor)
        self.used.add(label)
        return Target(LABEL, label)
