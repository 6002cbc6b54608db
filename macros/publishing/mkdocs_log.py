"""What MkDocs says of a build, as problems at the places in the source that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path

from ..data.problems import Place, Problem
from ..guide.guide import Guide
from ..prose.sections import locate

_LOG = re.compile(r"^(WARNING|ERROR|CRITICAL)\s+-\s+(.*)$")
_MACRO_FAILURE = re.compile(
    r"^WARNING +- +\[macros\].*?_File_: `([^`]*)`\s+_(\w+)_: ([^\n]*)", re.MULTILINE | re.DOTALL
)
_EMPTY = re.compile(r"Aborted|Error reading page '[^']*':$")
"""What says no more than that something else did: that stands in a line of its own."""
_NAMED = re.compile(r"'([\w./-]+\.md)'")


def messages(log: str) -> list[str]:
    """The warnings and errors of a build, one line each; a macro's failure is told in a small document of its own."""
    log = _MACRO_FAILURE.sub(
        lambda failure: f"WARNING -  macro failed in '{failure[1]}': {failure[2]}: {failure[3]}", log
    )
    found = (_LOG.match(line) for line in log.splitlines())
    return [match.group(2) for match in found if match and not _EMPTY.match(match.group(2))]


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
