"""The pages of a site with the quotation marks of a typesetter, whichever template or plugin they come from."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from ..data.quotes import curled_html
from ..data.store import Store
from .draft import Draft


def write(draft: Draft) -> None:
    """Turn the marks of every page that was written so far."""
    turn(draft.folder, draft.store)


def turn(folder: Path, store: Store) -> None:
    """Turn the marks of the pages in a folder. A page keeps the moment at which it was written, by which a build knows
    whether another output has replaced it."""
    for path in sorted(folder.rglob("*.html")):
        straight, written = path.read_bytes(), path.stat()
        path.write_bytes(store.once("quotes", straight, partial(turned, straight)))
        os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))


def turned(html: bytes) -> bytes:
    """A page with its marks turned. What is no UTF-8 is left for the check of the built site to tell of."""
    return curled_html(html.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
