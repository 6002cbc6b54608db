"""`guide links`: asks every outside address, and with `--keep` writes what that says of the sources to seen.yml. No
other command asks anybody for anything."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ..data.days import today
from ..data.kinds import URL, Text
from ..data.problems import Problem
from ..guide.entries import Source
from ..guide.guide import Guide
from ..guide.seen import Seen, Told, noted, written
from ..prose.attachments import addresses
from ..reading.loading import SEEN
from .outside_links import agent, fetch, opened, page_of, problems, visits

ARCHIVE = "https://archive.org/wayback/available"
COPIES = "web.archive.org/web/"
LONGEST = 65_536
"""Bytes of an answer of the archive; it takes some hundred."""
REFUSED_IN_A_ROW = 3
"""After so many the archive is left in peace until the next run."""
HEAD = """\
# yaml-language-server: $schema=../.schemas/seen.json
# When each source was there, by its address. Written by `guide links --keep`, which the weekly job runs.
seen:
"""

Ask = Callable[[str], bytes | None]
"""An address to what is there; None where nobody answers as asked."""


def run(root: Path, guide: Guide, timeout: float, keep: bool) -> tuple[list[Problem], str]:
    """What is wrong with the outside addresses, and what was written, if anything was."""
    named = agent(guide.settings.reports or guide.publication.url)
    listed = list(addresses(guide))
    found = visits((address for address, _ in listed), timeout=timeout, fetch=partial(fetch, agent=named))
    if not keep:
        return problems(listed, found), ""
    urls = [source.url for source in guide.source_list]
    told: dict[str, Told] = {url: found[page_of(url)].told for url in urls}
    entries = noted(guide.seen, urls, told, Text(today().isoformat()))
    lines = written(archived(entries, guide.source_list, partial(_read, timeout=timeout, agent=named)))
    if lines:
        _write(root / SEEN, HEAD + lines)
    return problems(listed, found), SEEN if lines else ""


def archived(entries: list[Seen], sources: tuple[Source, ...], ask: Ask) -> list[Seen]:
    """The entries, with the address of a copy for each that has none and of which the archive has one. What is gone
    comes first, since the archive may tire of being asked."""
    copies: dict[str, str] = {}
    checked = {source.url: source.checked for source in sources}
    refused = 0
    for entry in sorted(entries, key=lambda entry: not entry.gone_from):
        if entry.archived or refused == REFUSED_IN_A_ROW:
            continue
        near = {"url": entry.url, "timestamp": checked[entry.url].replace("-", "")}
        answer = ask(f"{ARCHIVE}?{urlencode(near)}")
        refused = refused + 1 if answer is None else 0
        copies[entry.url] = copy_in(answer or b"")
    return [replace(entry, archived=entry.archived or Text(copies.get(entry.url, ""))) for entry in entries]


def copy_in(answer: bytes) -> str:
    """The address of the copy that the archive names, by https; empty where it names none, or something else."""
    found: Any = _json(answer)
    for name in ("archived_snapshots", "closest"):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict) or found.get("available") is not True or found.get("status") != "200":
        return ""
    scheme, _, rest = str(found.get("url")).partition("://")
    url = f"https://{rest}"
    fits = scheme in ("http", "https") and rest.startswith(COPIES) and re.fullmatch(URL.pattern, url)
    return url if fits and len(url) <= URL.longest else ""


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _read(address: str, timeout: float, agent: str) -> bytes | None:
    try:
        with opened("GET", address, timeout, agent) as response:
            found = response.read(LONGEST + 1)
    except (OSError, http.client.HTTPException, ValueError):
        return None
    return found if len(found) <= LONGEST else None


def _write(path: Path, text: str) -> None:
    """The whole file or the old one."""
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_text(text, "utf-8", newline="")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
