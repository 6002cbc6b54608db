"""The built site as a browser meets it: every link and anchor, one top heading, unique ids, texts for images, no code
that its policy would block, and no request to anybody else."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .hazards import OUTSIDE, PAINTS, hazards, runs
from .located import not_utf8
from .problems import Place, Problem
from .texts import FACT

_LOADS = {
    "audio": ("src",), "embed": ("src",), "form": ("action",), "iframe": ("src",), "image": ("href", "xlink:href"),
    "img": ("src", "srcset"), "input": ("src",), "object": ("data",), "script": ("src",), "source": ("src", "srcset"),
    "track": ("src",), "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
"""Elements that make a browser fetch something (or send something away), and the attributes that say what."""
_FETCHING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "manifest",
}
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)

_DATA = {".atom", ".csv", ".json", ".jsonld", ".js", ".svg", ".ttl", ".txt", ".xml"}
_OPENED = ("unguarded-code", "unsafe-link", "unsafe-element", "third-party")
"""What is wrong with a file that a browser would open by itself, where it is no page."""
_REPEATING = {"search/search_index.json", "search/search_index.js"}
"""What repeats the pages, which have been looked at."""


@dataclass
class _Page(HTMLParser):
    """What one page says, gathered in one pass."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[str, Place]] = field(default_factory=list)
    facts: list[tuple[str, Place]] = field(default_factory=list)
    ids: Counter = field(default_factory=Counter)
    top_headings: int = 0
    redirect: Place | None = None
    guarded: bool = False
    in_style: bool = False
    in_code: int = 0
    strict: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        place = Place(self.name, line, column + 1)
        given = {name: value or "" for name, value in attributes}
        if identity := given.get("id"):
            self.ids[identity] += 1
            if self.ids[identity] == 2:
                self._problem(place, "duplicate-anchor", f"two elements have the id '{identity}'", "rename one")
        self._blocked(tag, given, place)
        self.in_style = tag == "style"
        self.in_code += tag == "code"
        self.facts += [(fact, place) for value in given.values() for fact in FACT.findall(value)]
        self.top_headings += tag == "h1"
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.redirect = place
        for hazard in hazards(tag, given):
            self._problem(place, *hazard)
        if tag == "img" and not given.get("alt", "").strip():
            message = f"image '{given.get('src', '')}' has no text alternative"
            self._problem(place, "empty-alt", message, "describe it between the brackets")
        if tag in ("a", "area") and "href" in given:
            self._link(given["href"], place)
        for name in _LOADS.get(tag, ()):
            if name in given:
                self._load(given[name], place, several=name == "srcset")
        for name in PAINTS:
            for plain, imported in _CSS_ADDRESS.findall(given.get(name, "")):
                self._load(plain or imported, place)
        if tag == "link" and _FETCHING_RELATIONS & set(given.get("rel", "").lower().split()):
            self._load(given.get("href", ""), place)
        for plain, imported in _CSS_ADDRESS.findall(given.get("style", "")):
            self._load(plain or imported, place)

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        for match in FACT.finditer(data) if not self.in_code else ():  # code shows authors how to write one
            line, column = self.getpos()
            self.facts.append((match.group(1), Place(self.name, line, column + 1)))
        for plain, imported in _CSS_ADDRESS.findall(data) if self.in_style else ():
            line, column = self.getpos()
            self._load(plain or imported, Place(self.name, line, column + 1))

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False
        self.in_code -= tag == "code" and self.in_code > 0

    def _blocked(self, tag: str, given: dict[str, str], place: Place) -> None:
        """Report scripts and styles inside the page where its policy blocks them all: one that lists hashes is its
        author's own business."""
        if tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.guarded = True
            self.strict = not re.search(r"'(sha\d+-|nonce-|unsafe-inline)", given.get("content", ""))
        scripts = [f"{name}=" for name in given if name.startswith("on")]
        if tag == "script" and "src" not in given and not given.get("type", "").endswith("json"):
            scripts.append(f"<{tag}>")
        styles = ["style="] if given.get("style") else [f"<{tag}>"] if tag == "style" else []
        if not self.guarded:
            for found in scripts:
                message = f"'{found}' stands before the page's security policy, which therefore cannot stop it"
                self._problem(place, "unguarded-code", message, "take it out, or let the policy come first")
        if not self.strict:
            return
        for found, folder in [*((found, "js") for found in scripts), *((found, "css") for found in styles)]:
            message = f"'{found}' has no effect: the page's security policy blocks it"
            self._problem(place, "blocked-code", message, f"move it to a file in docs/assets/{folder}")

    def _link(self, address: str, place: Place) -> None:
        try:
            scheme = urlsplit(address).scheme
        except ValueError:
            return self._problem(place, "broken-link", f"link to '{address}': that is no address")
        if scheme in ("javascript", "data", "vbscript", "file") or runs(address):
            self._problem(place, "unsafe-link", f"link to '{address}'", "link to a page")
        elif not scheme and not address.startswith("//"):
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


def check_site(site: Path, facts: Container[str] = ()) -> list[Problem]:
    """Every problem of every HTML and CSS file below `site`, at its place there, and every one of the `facts` that a
    file names by its id where its value belongs."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read(site, name) for name in sorted(files) if name.endswith(".html")}
    policy = "index.html" in pages and pages["index.html"].guarded  # a theme other than the guide's may set none
    problems = [
        problem for page in pages.values() for problem in page.problems if policy or problem.code != "unguarded-code"
    ]
    for name, page in pages.items():
        unread = any(problem.code == "encoding" for problem in page.problems)
        if page.top_headings != 1 and not page.redirect and not unread:
            message = f"{page.top_headings} top headings"
            problems.append(Problem(Place(name), "top-heading", message, "one '# ' a page"))
        if page.redirect and page.top_headings:
            message = "a page with a text of its own sends its readers away"
            problems.append(Problem(page.redirect, "unsafe-meta", message, "escape what stands in its head"))
        if policy and not page.guarded and not unread:
            message = "the page has no security policy"
            problems.append(Problem(Place(name), "no-policy", message, "let the guide make it, from Markdown"))
        for address, place in page.links:
            if reason := _broken(address, name, files, pages):
                problems.append(Problem(place, "broken-link", f"link to '{address}': {reason}"))
    for name in sorted(files):
        if name.endswith(".css"):
            problems += _styles(site, name)
        if name.lower().endswith((".svg", ".htm", ".xhtml", ".xml")) and name not in pages:
            problems += [problem for problem in _read(site, name).problems if problem.code in _OPENED]
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
    for match in _CSS_ADDRESS.finditer(text):
        address = match.group(1) or match.group(2)
        if OUTSIDE.match(address):
            line = text.count("\n", 0, match.start()) + 1
            problems.append(Problem(Place(name, line), "third-party", f"the style sheet loads '{address}'"))
    return problems
