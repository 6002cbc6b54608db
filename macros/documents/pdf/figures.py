"""Drawings for paper: the colors of the light scheme in place of the page's own, and a font that the book has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ...data.engine import asset

DOCS, PALETTE = "docs", "assets/css/tokens.css"
FONT = "Source Sans Pro"
_DEFINED = re.compile(r"(--[\w-]+):\s*(?:light-dark\(([^,()]+),[^()]*\)|([^;]+));")
_VARIABLE = re.compile(r"var\((--[\w-]+)(?:,\s*([^()]*))?\)")
_INHERITED = re.compile(r'font-family="inherit"')


@cache
def palette(root: Path) -> dict[str, str]:
    """The colors of the light scheme by the names of their custom properties; none where a site has no palette."""
    path = asset(root, DOCS, PALETTE)
    text = path.read_text("utf-8") if path.is_file() else ""
    return {name: (light or other).strip() for name, light, other in reversed(_DEFINED.findall(text))}


def printable(svg: str, colors: dict[str, str]) -> str:
    """`svg` as it looks on paper; it no longer depends on the page it stands on."""

    def color(match: re.Match[str]) -> str:
        return colors.get(match[1]) or match[2] or "currentColor"

    ink = colors.get("--ink", "#000000")
    return _INHERITED.sub(f'font-family="{FONT}"', _VARIABLE.sub(color, svg)).replace("currentColor", ink)
