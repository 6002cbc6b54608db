"""What MkDocs says of a build, as problems at the places in the source that it speaks of."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from ..data.problems import Place, Problem
from ..guide.guide import Guide
from ..prose.sections import locate

_MACRO_FAILURE = re.compile(r"_File_: `([^`]*)`\s+_(\w+)_: ([^\n]*)")
"""A macro's failure is logged as a small document of its own."""
_EMPTY = re.compile(r"Error (?:reading|building) page '[^']*':")
"""What says no more than that something is wrong there: the next record says what."""
_NAMED = re.compile(r"'([\w./-]+\.md)'")


class Heard(logging.Handler):
    """Keeps the warnings and errors of a build, one line each, but those that only say that another one was."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if failure := _MACRO_FAILURE.search(said):
            said = f"macro failed in '{failure[1]}': {failure[2]}: {failure[3]}"
        first = said.strip().partition("\n")[0]
        if not _EMPTY.fullmatch(first):
            self.messages.append(first)


def _reworded(message: str) -> tuple[str, str]:
    """A log line of MkDocs as a message and a hint in the guide's manner: lower case, no full stop."""
    told, _, rest = re.sub(r"^Doc file '[^']*' contains an? ", "", message).rstrip(".").partition(". ")
    lower = re.compile(r"(?:^|(?<=: ))[A-Z](?=[a-z])")
    message, hint = (lower.sub(lambda letter: letter.group().lower(), text) for text in (told, rest))
    return message, hint


def at_page(root: Path, guide: Guide, message: str) -> Problem:
    """A log line of MkDocs as a problem, at the page it names and, in it, at the link it quotes; or at the field of
    mkdocs.yml it names."""
    told = _reworded(message)
    quoted = re.findall(r"'([^']+)'", message)
    for path in _NAMED.findall(message):
        if page := guide.pages_by_path.get(path):
            found = next((place for text in quoted if text != path and (place := locate(page, text)).column > 1), None)
            return Problem(found or Place(f"docs/{path}"), "mkdocs", *told)
    field = re.match(r"Config value '(\w+)'", message)
    lines = (root / "mkdocs.yml").read_text("utf-8").split("\n")
    starts = (number for number, line in enumerate(lines, 1) if field and line.startswith(f"{field[1]}:"))
    return Problem(Place("mkdocs.yml", next(starts, 1)), "mkdocs", *told)
