"""The site's full-text search for pages opened from disk."""

from __future__ import annotations

import json
from pathlib import Path

from ..data.quotes import curled_html


def write_search_script(site: Path) -> None:
    """Give the search index the marks that pages have, and write it once more as a script, the only way a page opened
    from disk can load it."""
    index = site / "search" / "search_index.json"
    if index.is_file():
        found = json.loads(index.read_text("utf-8"))
        for entry in found["docs"]:
            entry |= {name: curled_html(entry[name]) for name in ("title", "text")}
        index.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), "utf-8")
        text = json.dumps(found, ensure_ascii=True, separators=(",", ":"))
        index.with_suffix(".js").write_text(f"var __index = {text};\n", "utf-8")
