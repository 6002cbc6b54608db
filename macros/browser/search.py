"""The site's full-text search for pages opened from disk."""

from __future__ import annotations

import json
from pathlib import Path


def write_search_script(site: Path) -> None:
    """Write the search index once more as a script, the only way a page opened from disk can load it."""
    index = site / "search" / "search_index.json"
    if index.is_file():
        text = json.dumps(json.loads(index.read_text("utf-8")), ensure_ascii=True, separators=(",", ":"))
        index.with_suffix(".js").write_text(f"var __index = {text};\n", "utf-8")
