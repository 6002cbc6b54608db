"""The built site as a browser meets it: every link and anchor, one top heading, unique ids, texts for images, no code
that its policy would block, and no request to anybody else."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..data.characters import decoded
from ..data.problems import Place, Problem
from ..data.store import Store, digest
from ..data.unsafe import CSS_ADDRESS, OUTSIDE
from ..guide.texts import FACT
from .page_reading import Seen, from_bytes, seen, to_bytes

_REFRESH = re.compile(r"\s*[0-9.]*\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)

_DATA = {".atom", ".csv", ".json", ".jsonld", ".js", ".svg", ".ttl", ".txt", ".xml"}
_REPEATING = {"search/search_index.json", "search/search_index.js"}
"""What repeats the pages, which have been looked at."""
_ADDRESSED = {".atom", ".csv", ".json", ".jsonld", ".ttl", ".txt", ".webmanifest", ".xml", ".yml"}
_BEGINS = re.compile(r'"(?:start_url|src)":\s*"(?!\w+:)([^"]+)"')


def _sent_on(page: Seen, redirects: Container[str]) -> Iterator[Problem]:
    """A problem for each refresh but that of a page which is there to send its readers on, to a page of the site."""
    for content, place in page.refreshes:
        target = _REFRESH.match(content)
        inside = target and not urlsplit(target[1]).scheme and not OUTSIDE.match(target[1])
        if target and inside and page.name in redirects:
            page.links.append((target[1], place))
        else:
            yield Problem(place, "unsafe-meta", f"the page sends its readers to '{content}'", "remove it")


def check_site(
    site: Path, facts: Container[str] = (), redirects: Container[str] = (), store: Store | None = None, home: str = ""
) -> list[Problem]:
    """Every problem of every HTML and CSS file below `site`, at its place there, every one of the `facts` that a file
    names by its id where its value belongs, and every address below `home` that a file of data leads to in vain. Only
    `redirects` may send their readers on."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read(site, name, store or Store()) for name in sorted(files) if name.endswith(".html")}
    problems = [problem for page in pages.values() for problem in [*page.problems, *_sent_on(page, redirects)]]
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
        suffix = Path(name).suffix
        read = suffix in _DATA | _ADDRESSED and name not in _REPEATING
        lines = (site / name).read_text("utf-8", "replace").split("\n") if read else []
        named = pages[name].facts if name in pages else _unexpanded(name, lines) if suffix in _DATA else []
        for fact, place in named:
            if fact in facts:
                message = f"'{{fact:{fact}}}' stands in place of the fact's value"
                problems.append(Problem(place, "unexpanded-fact", message))
        for address, path, place in _addresses(name, lines, home) if suffix in _ADDRESSED else ():
            if reason := _broken(path, "index.html", files, {}):
                problems.append(Problem(place, "broken-link", f"link to '{address}': {reason}"))
    return problems


def _addresses(name: str, lines: Iterable[str], home: str) -> Iterator[tuple[str, str, Place]]:
    """What a file of data, or what a browser installs the guide by, leads to on this site: the address, the path from
    the site's root, and the place."""
    own = re.compile(re.escape(home) + r"[^\s\"'<>(){}\[\]|\\`,;]*") if home else None
    for number, line in enumerate(lines, 1):
        for match in own.finditer(line) if own and home in line else ():
            path = match.group().removeprefix(home).rstrip(".:!?")
            yield match.group(), urlsplit(path).path or "./", Place(name, number, match.start() + 1)
        for match in _BEGINS.finditer(line) if name.endswith(".webmanifest") else ():
            yield match.group(1), match.group(1), Place(name, number, match.start(1) + 1)


def _read(site: Path, name: str, store: Store) -> Seen:
    data = (site / name).read_bytes()
    return from_bytes(name, store.once("page seen", [name, digest(data)], lambda: to_bytes(seen(name, data))))


def _unexpanded(name: str, lines: Iterable[str]) -> list[tuple[str, Place]]:
    """The facts that a file of data names by their ids."""
    return [
        (match.group(1), Place(name, number)) for number, line in enumerate(lines, 1) for match in FACT.finditer(line)
    ]


def _broken(address: str, name: str, files: set[str], pages: dict[str, Seen]) -> str:
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
    text = decoded(name, (site / name).read_bytes(), problems)
    for match in CSS_ADDRESS.finditer(text):
        address = match.group(1) or match.group(2)
        if OUTSIDE.match(address.strip()):
            line = text.count("\n", 0, match.start()) + 1
            problems.append(Problem(Place(name, line), "third-party", f"the style sheet loads '{address}'"))
    return problems
