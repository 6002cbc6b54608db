"""The files that pages link to or load."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from ..data.problems import Place
from ..guide.guide import Guide
from ..guide.lessons import Page
from .sections import locate

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


def targets(path: str, text: str) -> Iterator[str]:
    """The same for one text that stands at `path`, be it Markdown, HTML or CSS."""
    for match in _TARGET.finditer(text):
        whole = next(filter(None, match.groups()), "")
        for target in (whole, *(part.split()[0] for part in whole.split(",") if part.strip())):  # srcset has several
            plain = unquote(re.split("[?#]", target.strip(), maxsplit=1)[0])
            yield posixpath.normpath(posixpath.join("/", posixpath.dirname(path), plain)).lstrip("/")


_EXTERNAL = re.compile(r"https?://[^\s)>\"'`]+")


def addresses(guide: Guide) -> Iterator[tuple[str, Place]]:
    """Every external address a reader is sent to, with the place that names it: sources first, then pages."""
    yield from ((source.url, source.url.place) for source in guide.source_list)
    for page in guide.pages:
        for match in _EXTERNAL.finditer(page.text):
            yield match.group().rstrip(".,;"), locate(page, match.group())
