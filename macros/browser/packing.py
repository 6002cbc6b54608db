"""Scripts as the pages with questions load them: each group of files joined in its order, without comments and indents.
A page that is navigated to without a reload starts its scripts in no order, so that a group must be one file."""

from __future__ import annotations

import re

from ..pages.draft import Draft

FOLDER = "assets/js"
_LEFT_OUT = re.compile(r"^[ \t]*//[^\n]*$|^[ \t]*/\*.*?\*/[ \t]*$|^[ \t]+", re.MULTILINE | re.DOTALL)
"""Knows the style of our own files: comments have lines of their own, and no text runs over several lines."""


def write(draft: Draft) -> None:
    """A file for each group that the guide names, where the guide in its edition asks anything."""
    for group, names in vars(draft.guide.settings.scripts).items() if draft.guide.asked else ():
        if names:
            text = "".join(packed((draft.folder / name).read_text("utf-8")) for name in names)
            (draft.folder / FOLDER / f"{group}.js").write_text(text, "utf-8")


def packed(script: str) -> str:
    """A script without comments, indents and empty lines."""
    return re.sub(r"\n+", "\n", _LEFT_OUT.sub("", script)).lstrip("\n")
