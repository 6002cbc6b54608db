"""What of docs/ is published besides pages: a file that something names, and nothing else.

What editors and systems leave behind (`x.md~`, `x.yml.orig`, a key beside a page) is named by nobody. Names stand in
pages, in mkdocs.yml, in the engine's own templates, and in the style sheets and scripts that these name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from ..browser.lookup import JOINED
from ..data.engine import asset
from ..data.files import MAX_BYTES, entries, plain
from ..data.problems import WARNING, Place, Problem
from ..guide.guide import Guide
from ..prose.attachments import attached, targets
from ..prose.calls import calls
from ..reading.drawings import FIGURES, WIDE, drawing
from ..reading.loading import DOCS
from ..reading.wiring import OTHER_ENDINGS

ENDINGS = {
    ".avif", ".css", ".csv", ".docx", ".gif", ".ico", ".ics", ".jpeg", ".jpg", ".js", ".json", ".mp3", ".mp4", ".ogg",
    ".pdf", ".png", ".pptx", ".svg", ".txt", ".vtt", ".webm", ".webp", ".woff2", ".xlsx", ".zip",
}  # fmt: skip
"""Kinds of files that a site may give out as they are. A page of one's own in HTML is none: it has no policy."""
_OWN = re.compile(r"assets/[\w./-]+\.(?:js|css|svg)")
_TEXTS = {".css", ".js"}
_ENGINE = Path(__file__).parent.parent
_PAGES = {".htm", ".html", ".mht", ".mhtml", ".shtml", ".svgz", ".xht", ".xhtml", ".xml"}
"""Endings of files that a browser runs as pages, or that cannot be looked into here."""


def named(guide: Guide, root: Path) -> set[str]:
    """The files below docs/ that the guide in its edition may publish, and does when they are there."""
    waiting = attached(guide.pages) | set(guide.publication.named) | engine_names() | set(_answering(guide))
    extra: set[str] = set(guide.settings.publish)
    waiting |= {name for group in vars(guide.settings.scripts).values() for name in group}
    waiting |= {name for path in extra for name in _named_in(root, path)}
    found = extra
    while waiting:
        path = waiting.pop()
        if path in found or Path(path).suffix.lower() not in ENDINGS:
            continue
        found.add(path)
        waiting |= set(_named_in(root, path))
    return found


def misplaced(guide: Guide, root: Path) -> Iterator[Problem]:
    """What is wrong with the files below docs/ as files: those that nothing names, and those that should not be opened
    by themselves."""
    present, known = entries(root, DOCS)[0], named(guide, root)
    yield from _unnamed(guide, present, known)
    yield from _opened(guide, root, present, known)


def _unnamed(guide: Guide, present: list[str], known: set[str]) -> Iterator[Problem]:
    """A warning for each file below docs/ that is no page, no data and published in no edition."""
    published = known | {page.path for page in guide.pages}
    shown = {f"{folder}/{figure}.svg" for folder in (FIGURES, WIDE) for figure in guide.figures}
    for name in present:
        path = name.removeprefix(f"{DOCS}/")
        if path not in published and not path.lower().endswith((".yml", ".md", *OTHER_ENDINGS)) and name not in shown:
            kind = Path(path).suffix.lower()
            given = kind in ENDINGS
            message = "nothing names this file" if given else f"a file that ends in '{kind or path}' is never published"
            cure = "remove it, or link to it" if given else "remove it"
            yield Problem(Place(name), "not-published", message, cure, WARNING)


def _opened(guide: Guide, root: Path, present: list[str], known: set[str]) -> Iterator[Problem]:
    """What a browser would open by itself, under no page's policy: pages of another making that something names, and
    what is wrong with the drawings that are published as files."""
    written = attached(guide.pages) | {*guide.settings.publish}
    for name in present:
        path = name.removeprefix(f"{DOCS}/")
        if path in written and Path(path).suffix.lower() in _PAGES:
            message = "a page of another making, which nothing would check"
            yield Problem(Place(name), "foreign-page", message, "write it as '.md'")
        elif path in known and path.lower().endswith(".svg"):
            data, problem = plain(root, name)
            yield from drawing(name, data)[1] if data is not None else filter(None, [problem])


def _answering(guide: Guide) -> Iterator[str]:
    """The scripts of figures that answer, where a page shows one."""
    shown = {call.arguments[0] for page in guide.pages for call in calls(page)[0] if call.name == "figure"}
    yield from (guide.answering[figure] for figure in shown & guide.answering.keys())


@cache
def engine_names() -> frozenset[str]:
    """The scripts and styles that the engine's own pages load."""
    parts = [path for path in _ENGINE.rglob("*") if path.suffix in (".py", ".j2", ".html")]
    return frozenset({name for path in parts for name in _OWN.findall(path.read_text("utf-8"))} | {*JOINED})


def _named_in(root: Path, path: str) -> Iterable[str]:
    """What a style sheet or a script names in turn."""
    file = asset(root, DOCS, path)
    if file.suffix not in _TEXTS or file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
        return ()
    text = file.read_text("utf-8", "replace")
    return [*(targets(path, text) if file.suffix == ".css" else ()), *_OWN.findall(text)]
