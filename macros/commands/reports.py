"""The commands of `guide` that report on content: what is said of each term, and how hard each article is to read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from ..data.days import today
from ..data.problems import count
from ..guide.watch import due, gone
from ..prose.coverage import coverage, evidence, table
from ..prose.readability import measures
from .arguments import days
from .loaded import loaded


def register(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, run, summary)` makes one."""
    command("coverage", run_coverage, "report what the guide says of each term; fails where a cell is empty")
    watching = command("due", run_due, "list what is to be reviewed again, the earliest first")
    watching.add_argument("--within", type=days, default=90, metavar="DAYS", help="from today on (default: 90)")
    command("readability", run_readability, "report how hard each article is to read")


def run_coverage(root: Path, options: argparse.Namespace) -> int:
    guide = loaded(root)
    lines = coverage(guide)
    print("\n".join(table(lines)))
    gaps = sum(len(line.gaps) for line in lines)
    print(f"{count(len(lines), 'term')}, {count(gaps, 'gap')}")
    print(evidence(guide))
    return 1 if gaps else 0


def run_due(root: Path, options: argparse.Namespace) -> int:
    last = today() + timedelta(days=options.within)
    guide = loaded(root)
    entries = sorted([*(entry for entry in due(guide) if entry.day <= last), *gone(guide)])
    for entry in entries:
        place = entry.reviewed.place
        words = [entry.day.isoformat(), f"{entry.kind:<11}", entry.id, f"{place.path}:{place.line}"]
        print("  ".join([*words, *filter(None, [entry.owner]), *entry.urls]))
    ends = "entry is" if len(entries) == 1 else "entries are"
    print(f"{len(entries)} {ends} to be reviewed by {last.isoformat()}")
    return 0


def run_readability(root: Path, options: argparse.Namespace) -> int:
    print("\n".join(measures(loaded(root))))
    return 0
