"""The pages as MkDocs rendered them, macros run and terms linked: what documents other than the site are made from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ..guide.guide import Guide


@dataclass(frozen=True)
class RenderedPage:
    """A page's content. `path` is its source's, below docs/ (`learn/01-x.md`); `html` is what stands in the theme's
    content area, without the theme; links in it are relative to the page's place on the site."""

    path: str
    title: str
    html: str


def write(path: Path, pages: Iterable[RenderedPage], inputs: str) -> None:
    """Keep rendered pages in a file, with the digest of what they are made of."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {"inputs": inputs, "pages": [asdict(page) for page in pages]}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=0), "utf-8")


def read(path: Path) -> dict[str, RenderedPage]:
    """The rendered pages of a file, by path."""
    return {entry["path"]: RenderedPage(**entry) for entry in json.loads(path.read_text("utf-8"))["pages"]}


def made_of(path: Path) -> str:
    """The digest of what the rendered pages of a file are made of; empty where there is no such file, or another."""
    try:
        return str(json.loads(path.read_text("utf-8"))["inputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def in_order(guide: Guide, pages: dict[str, RenderedPage]) -> list[RenderedPage]:
    """Rendered pages in reading order: nav first, other hand-written pages, then the terms in glossary order."""
    paths = [page.path for page in guide.pages_in_order] + [guide.term_path(term) for term in guide.terms]
    return [pages[path] for path in paths if path in pages]
