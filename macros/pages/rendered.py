"""The pages as MkDocs rendered them, macros run and terms linked: what documents other than the site are made from."""

from __future__ import annotations

import json
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


def write(path: Path, pages: list[RenderedPage]) -> None:
    """Keep rendered pages in a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(page) for page in pages], ensure_ascii=False, indent=0), "utf-8")


def read(path: Path) -> dict[str, RenderedPage]:
    """The rendered pages of a file, by path."""
    entries = json.loads(path.read_text("utf-8"))
    return {entry["path"]: RenderedPage(**entry) for entry in entries}


def in_order(guide: Guide, pages: dict[str, RenderedPage]) -> list[RenderedPage]:
    """Rendered pages in reading order: nav first, other hand-written pages, then the terms in glossary order."""
    paths = [page.path for page in guide.pages_in_order] + [guide.term_path(term) for term in guide.terms]
    return [pages[path] for path in paths if path in pages]
