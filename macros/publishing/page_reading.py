"""One built page as a browser meets it: what it links to and loads, its ids, and what is wrong with it in itself."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from ..data.characters import decoded
from ..data.problems import Place, Problem
from ..data.unsafe import OUTSIDE, in_page, styles
from ..guide.texts import FACT

_LOADS = {
    "audio": ("src",), "embed": ("src",), "feimage": ("href", "xlink:href"), "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"), "input": ("src",), "object": ("data",), "script": ("src",), "source": ("src", "srcset"),
    "track": ("src",), "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
"""Elements that make a browser fetch something (or send something away), and the attributes that say what."""
_FETCHING_RELATIONS = {
    "apple-touch-icon", "dns-prefetch", "icon", "manifest", "mask-icon", "modulepreload", "preconnect", "prefetch",
    "preload", "prerender", "stylesheet",
}  # fmt: skip
_PLACED = ("links", "facts", "refreshes")
_POLICY = "content-security-policy"


@dataclass
class Seen:
    """What a page says. `ids` are all that it has; `refreshes` are where it sends its readers, and `links` and `facts`
    what it leads to and names, each with its place."""

    name: str
    problems: list[Problem]
    links: list[tuple[str, Place]]
    facts: list[tuple[str, Place]]
    refreshes: list[tuple[str, Place]]
    ids: frozenset[str]
    top_headings: int


def seen(name: str, data: bytes) -> Seen:
    """The page `name` of a site, read once, from its first character to its last."""
    page = _Page(name)
    page.feed(decoded(name, data, page.problems))
    page.close()
    return Seen(name, page.problems, page.links, page.facts, page.refreshes, frozenset(page.ids), page.top_headings)


def to_bytes(page: Seen) -> bytes:
    """The page's reading in a form to keep."""

    def flat(place: Place) -> list[Any]:
        return [place.line, place.column]

    told = {
        "problems": [[flat(one.place), one.code, one.message, one.hint, one.severity] for one in page.problems],
        "ids": sorted(page.ids), "top_headings": page.top_headings,
    }  # fmt: skip
    told |= {name: [[text, flat(place)] for text, place in getattr(page, name)] for name in _PLACED}
    return json.dumps(told).encode()


def from_bytes(name: str, kept: bytes) -> Seen:
    """The reading of the page `name` that was kept."""
    told = json.loads(kept)
    problems = [Problem(Place(name, *place), *said) for place, *said in told["problems"]]
    placed = {kind: [(text, Place(name, *place)) for text, place in told[kind]] for kind in _PLACED}
    return Seen(name, problems, ids=frozenset(told["ids"]), top_headings=told["top_headings"], **placed)


@dataclass
class _Page(HTMLParser):
    """What one page says, gathered in one pass."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[str, Place]] = field(default_factory=list)
    facts: list[tuple[str, Place]] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    top_headings: int = 0
    policy: str | None = None
    refreshes: list[tuple[str, Place]] = field(default_factory=list)
    inline: list[tuple[str, str, Place]] = field(default_factory=list)
    in_code: int = 0
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        place = Place(self.name, line, column + 1)
        given = {name: value or "" for name, value in reversed(attrs)}  # of two alike, the first one counts
        if identity := given.get("id"):
            self.ids[identity] += 1
            if self.ids[identity] == 2:
                self._problem(place, "duplicate-anchor", f"two elements have the id '{identity}'", "rename one")
        for harm in in_page(tag, given):
            self._problem(place, harm.code, harm.message, harm.hint)
        self._told_to_browser(tag, given, place)
        self.in_code += tag == "code"
        self.facts += [(fact, place) for value in given.values() for fact in FACT.findall(value)]
        self.top_headings += tag == "h1"
        if tag == "img" and not given.get("alt", "").strip():
            message = f"image '{given.get('src', '')}' has no text alternative"
            self._problem(place, "empty-alt", message, "describe it between the brackets")
        if tag in ("a", "area") and "href" in given:
            self._link(given["href"], place)
        for name in _LOADS.get(tag, ()):
            if name in given:
                self._load(given[name], place, several=name == "srcset")
        if tag == "link" and _FETCHING_RELATIONS & set(given.get("rel", "").lower().split()):
            self._load(given.get("href", ""), place)
        for address in styles(given.get("style", "")):
            self._load(address, place)

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        place = Place(self.name, line, column + 1)
        for match in FACT.finditer(data) if not self.in_code else ():  # code shows authors how to write one
            self.facts.append((match.group(1), place))
        if self.inside:
            kind, text, begun = self.inline[-1]
            self.inline[-1] = (kind, text + data, begun)
        for address in styles(data) if self.inside == "style" else ():
            self._load(address, place)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""
        self.in_code -= tag == "code" and self.in_code > 0

    def close(self) -> None:
        super().close()
        self._blocked()

    def _told_to_browser(self, tag: str, given: dict[str, str], place: Place) -> None:
        """Note the policy, where the page sends its readers, and the code that stands in it."""
        header = given.get("http-equiv", "").strip().lower() if tag == "meta" else ""
        if header == _POLICY:
            self.policy = f"{self.policy or ''} {given.get('content', '')}"
        if header == "refresh":
            self.refreshes.append((given.get("content", ""), place))
        if tag == "script" and "src" not in given and not given.get("type", "").endswith("json"):
            self.inside = "script"
        elif tag == "style":
            self.inside = "style"
        else:
            self.inside = ""
        if self.inside:
            self.inline.append((self.inside, "", place))
        if given.get("style"):
            self.inline.append(("style=", given["style"], place))

    def _blocked(self) -> None:
        """Report scripts and styles in a page that has a policy, wherever they stand in it, unless the policy names
        their hash."""
        if (policy := self.policy) is None:
            return
        for kind, text, place in self.inline:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if f"'sha256-{digest}'" in policy or (kind != "script" and "'unsafe-inline'" in policy):
                continue
            found, folder = kind if kind == "style=" else f"<{kind}>", "js" if kind == "script" else "css"
            message = f"'{found}' has no effect: the page's security policy blocks it"
            self._problem(place, "blocked-code", message, f"move it to a file in docs/assets/{folder}")

    def _link(self, address: str, place: Place) -> None:
        try:
            scheme = urlsplit(address).scheme
        except ValueError:
            return self._problem(place, "broken-link", f"link to '{address}': that is no address")
        if not scheme and not address.startswith("//"):
            self.links.append((address, place))

    def _load(self, address: str, place: Place, several: bool = False) -> None:
        for part in address.split(",") if several else [address]:
            target = part.strip().split(" ")[0]
            if OUTSIDE.match(target):
                self._problem(place, "third-party", f"the page loads '{target}'", "keep a copy in docs/assets")
            elif target and not target.startswith(("data:", "#")):
                self.links.append((target, place))

    def _problem(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place, code, message, hint))
