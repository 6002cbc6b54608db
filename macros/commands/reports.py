"""The commands of `guide` that report on content: what is said of each term, and how hard each article is to read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from ..data.problems import Refused, count
from ..guide.guide import Guide
from ..prose.coverage import coverage, evidence, table
from ..prose.readability import measures
from ..reading.loading import load_once


def register(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, run, summary)` makes one."""
    command("coverage", run_coverage, "report what the guide says of each term; fails where a cell is empty")
    command("readability", run_readability, "report how hard each article is to read")


def run_coverage(root: Path, options: argparse.Namespace) -> int:
    guide = _guide(root)
    lines = coverage(guide)
    print("\n".join(table(lines)))
    gaps = sum(len(line.gaps) for line in lines)
    print(f"{count(len(lines), 'term')}, {count(gaps, 'gap')}")
    print(evidence(guide))
    return 1 if gaps else 0


def run_readability(root: Path, options: argparse.Namespace) -> int:
    print("\n".join(measures(_guide(root))))
    return 0


def _guide(root: Path) -> Guide:
    guide, problems = load_once(root)
    if guide is None:
        raise Refused(problems, "nothing written")
    return guide
