"""The guide on a phone without a network: the service worker that keeps it, and the manifest that makes it installable.

Written last, since the worker's list names every file a reader may want offline, with the digest of its bytes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import typst

from ..pages.draft import Draft
from ..pages.templates import TEMPLATES, Templates

WORKER, MANIFEST = "sw.js", "manifest.webmanifest"
ICON_SIZES = (192, 512)  # pixels; what browsers ask for before they offer to install
_KEPT = {".html", ".css", ".js", ".svg", ".webmanifest"}
_KEPT_FILES = {"search/search_index.json", "assets/images/icon-192.png"}
_LEFT_OUT = ("assets/javascripts/lunr/",)
_LEFT_OUT_FILES = {WORKER, "search/search_index.js"}  # the second is for pages opened from a folder


def write_manifest(draft: Draft) -> None:
    """manifest.webmanifest with its icons, drawn from the site's own mark."""
    guide = draft.guide
    icons = []
    if mark := guide.publication.mark:
        icons.append({"src": f"./{mark}", "sizes": "any", "type": "image/svg+xml"})
        for size in ICON_SIZES:
            path = f"assets/images/icon-{size}.png"
            (draft.folder / path).write_bytes(icon(draft.folder / mark, size))
            icons.append({"src": f"./{path}", "sizes": f"{size}x{size}", "type": "image/png"})
    text = Templates(guide).html("manifest.json.j2", MANIFEST, icons=icons)
    (draft.folder / MANIFEST).write_text(text + "\n", "utf-8")


def write_worker(draft: Draft) -> None:
    """sw.js: the worker with the list of what it keeps, or, where mkdocs.yml says `offline: "no"`, the one that undoes
    it."""
    if draft.guide.settings.offline == "no":
        text = (TEMPLATES / "sw-off.js").read_text("utf-8")
    else:
        files = digests(draft.folder)
        version = hashlib.sha256(repr(files).encode()).hexdigest()[:12]
        text = Templates(draft.guide).text("sw.js.j2", files=files, version=version)
    (draft.folder / WORKER).write_text(text, "utf-8")


def digests(folder: Path) -> list[tuple[str, str]]:
    """Every file a reader may want without a network, with its SHA-256 in hex: pages and what they show. Documents for
    downloading, pictures for link previews and data for machines are not among them."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [(name, hashlib.sha256((folder / name).read_bytes()).hexdigest()) for name in names if _kept(name)]


def icon(mark: Path, size: int) -> bytes:
    """A square SVG as a PNG of `size` by `size` pixels."""
    root: Any = mark.parent  # the stubs take it for text of the same type as the template
    made = typst.compile(
        (TEMPLATES / "icon.typ").read_bytes(), root=root, format="png", ppi=72.0,
        ignore_system_fonts=True, sys_inputs={"mark": mark.name, "size": str(size)},
    )  # fmt: skip
    assert isinstance(made, bytes)  # one page
    return made


def _kept(name: str) -> bool:
    if name in _KEPT_FILES:
        return True
    return Path(name).suffix in _KEPT and name not in _LEFT_OUT_FILES and not name.startswith(_LEFT_OUT)
