"""How large a document is, told beside its link. A page is written before the documents are; it leaves a place for each
size, which is filled in here."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..guide.addresses import html_path
from ..pages.draft import Draft

_PLACE = re.compile(rb'(<span class="size" data-size="([^"]+)">)[^<]*(?=</span>)')


def write(draft: Draft) -> None:
    """Fill in the sizes on every page that has a place for one."""
    for page in draft.pages.values():
        path = draft.folder / html_path(page.path)
        if "data-size=" in page.html and path.is_file():
            written, html = path.stat(), path.read_bytes()
            path.write_bytes(_PLACE.sub(lambda place: _filled(draft.folder, place), html))
            os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))


def told(size: int) -> str:
    """A size as people read it, in units of a thousand."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def _filled(folder: Path, place: re.Match[bytes]) -> bytes:
    document = folder / place[2].decode()
    return place[1] + (f" ({told(document.stat().st_size)})".encode() if document.is_file() else b"")
