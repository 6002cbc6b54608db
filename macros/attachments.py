"""The files that pages link to or load."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator
from urllib.parse import unquote

from .lessons import Page

_TARGET = re.compile(
    r"\]\(\s*(?:<([^>\n]*)>|((?:[^\s()]|\([^\s()]*\))+))"  # [words](target) and ![words](<target>)
    r"|^[ \t]*\[[^\]\n]+\]:\s*(?:<([^>\n]*)>|(\S+))"  # [name]: target
    r"|\b(?:href|src|srcset|poster|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))"
    r"|\burl\(\s*[\"']?([^\"')]+)",
    re.MULTILINE | re.IGNORECASE,
)


def attached(pages: Iterable[Page]) -> set[str]:
    """The paths below docs/ that pages name as the target of a link, a picture or another element."""
    return {path for page in pages for path in targets(page.path, page.text)}


def published(path: str, named: Container[str]) -> bool:
    """Whether a file below docs/ belongs on the site: a page, a script or a style sheet of the site, or a file that
    something on the site names. What editors leave behind (`page.md~`, `notes.yml.orig`) and what was never meant to be
    seen (`key.pem`) is none of these."""
    return path in named or path.endswith(".md") or (path.startswith("assets/") and path.endswith((".css", ".js")))


def targets(path: str, text: str) -> Iterator[str]:
    """The same for one text that stands at `path`, be it Markdown, HTML or CSS."""
    for match in _TARGET.finditer(text):
        whole = next(filter(None, match.groups()), "")
        for target in (whole, *(part.split()[0] for part in whole.split(",") if part.strip())):  # srcset has several
            plain = unquote(re.split("[?#]", target.strip(), maxsplit=1)[0])
            yield posixpath.normpath(posixpath.join("/", posixpath.dirname(path), plain)).lstrip("/")
