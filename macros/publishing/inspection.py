"""The built site as a browser meets it: every link and anchor, one top heading, unique ids, texts for images, no code
that its policy would block, and no request to anybody else."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..data.characters import not_utf8
from ..data.problems import Place, Problem
from ..data.unsafe import CSS_ADDRESS, OUTSIDE, in_page, styles
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
_POLICY = "content-security-policy"
_REFRESH = re.compile(r"\s*[0-9.]*\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)

_DATA = {".atom", ".csv", ".json", ".jsonld", ".js", ".svg", ".ttl", ".txt", ".xml"}
_REPEATING = {"search/search_index.json", "search/search_index.js"}
"""What repeats the pages, which have been looked at."""


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

    def sent_on(self, redirects: Container[str]) -> None:
        """Report each refresh but the one of a page that is there to send its readers on, to a page of the site."""
        for content, place in self.refreshes:
            target = _REFRESH.match(content)
            if self.name in redirects and target and not urlsplit(target[1]).scheme and not OUTSIDE.match(target[1]):
                self.links.append((target[1], place))
            else:
                self._problem(place, "unsafe-meta", f"the page sends its readers to '{content}'", "remove it")


def check_site(site: Path, facts: Container[str] = (), redirects: Container[str] = ()) -> list[Problem]:
    """Every problem of every HTML and CSS file below `site`, at its place there, and every one of the `facts` that a
    file names by its id where its value belongs. Only `redirects` may send their readers on."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read(site, name) for name in sorted(files) if name.endswith(".html")}
    for page in pages.values():
        page.sent_on(redirects)
    problems = [problem for page in pages.values() for problem in page.problems]
    for name, page in pages.items():
        unread = any(problem.code == "encoding" for problem in page.problems)
        if page.top_headings != 1 and name not in redirects and not unread:
            message = f"{page.top_headings} top headings"
            problems.append(Problem(Place(name), "top-heading", message, "one '# ' a page"))
        for address, place in page.links:
            if reason := _broken(address, name, files, pages):
                problems.append(Problem(place, "broken-link", f"link to '{address}': {reason}"))
    for name in sorted(files):
        if name.endswith(".css"):
            problems += _styles(site, name)
        named = pages[name].facts if name in pages else []
        if Path(name).suffix in _DATA and name not in _REPEATING:
            named = _unexpanded(site, name)
        for fact, place in named:
            if fact in facts:
                message = f"'{{fact:{fact}}}' stands in place of the fact's value"
                problems.append(Problem(place, "unexpanded-fact", message))
    return problems


def _read(site: Path, name: str) -> _Page:
    page = _Page(name)
    page.feed(_text(site, name, page.problems))
    page.close()
    return page


def _unexpanded(site: Path, name: str) -> list[tuple[str, Place]]:
    """The facts that a file of data names by their ids."""
    lines = enumerate((site / name).read_text("utf-8", "replace").split("\n"), 1)
    return [(match.group(1), Place(name, number)) for number, line in lines for match in FACT.finditer(line)]


def _text(site: Path, name: str, problems: list[Problem]) -> str:
    """What a file holds; nothing, with a problem, where it is no UTF-8."""
    try:
        return (site / name).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(not_utf8(name, error))
        return ""


def _broken(address: str, name: str, files: set[str], pages: dict[str, _Page]) -> str:
    parts = urlsplit(address)
    path = unquote(parts.path)
    # 404.html is served at any depth, so its links start at the site's root.
    folder = "" if name == "404.html" else posixpath.dirname(name)
    if name == "404.html" and path.startswith("/"):
        return ""
    target = posixpath.normpath(posixpath.join(folder, path)) if path else name
    if path.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return "there is no such file"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].ids:
        return f"'{target}' has no anchor '#{anchor}'"
    return ""


def _styles(site: Path, name: str) -> list[Problem]:
    problems: list[Problem] = []
    text = _text(site, name, problems)
    for match in CSS_ADDRESS.finditer(text):
        address = match.group(1) or match.group(2)
        if OUTSIDE.match(address.strip()):
            line = text.count("\n", 0, match.start()) + 1
            problems.append(Problem(Place(name, line), "third-party", f"the style sheet loads '{address}'"))
    return problems
