"""The scripts of questions as one file: joined in their order, without comments and indents. A page that is
navigated to without a reload starts its scripts in no order, so that there must be one."""

from __future__ import annotations

import re

from .assembly import Built

QUESTIONS = "assets/js/questions.js"
_LEFT_OUT = re.compile(r"^[ \t]*//[^\n]*$|^[ \t]*/\*.*?\*/[ \t]*$|^[ \t]+", re.MULTILINE | re.DOTALL)
"""Knows the style of our own files: comments have lines of their own, and no text runs over several lines."""


def write(built: Built) -> None:
    """The file, where the guide in its edition asks anything and names scripts for it."""
    guide = built.guide
    if guide.asked and guide.settings.quiz_scripts:
        parts = [(built.folder / name).read_text("utf-8") for name in guide.settings.quiz_scripts]
        (built.folder / QUESTIONS).write_text("".join(map(packed, parts)), "utf-8")


def packed(script: str) -> str:
    """A script without comments, indents and empty lines."""
    return re.sub(r"\n+", "\n", _LEFT_OUT.sub("", script)).lstrip("\n")
