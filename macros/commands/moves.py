"""The commands of `guide` that move what has an id: a new id or name, or none any more."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from ..data.problems import Problem, count
from .loaded import loaded
from .moving import rename
from .retiring import retire


def register(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, run, summary)` makes one."""
    renaming = command("rename", run_rename, "give an entry a new id in all places at once, with a forwarding address")
    renaming.add_argument("old", help="the id of a term, a row, a fact, a source or a misconception")
    renaming.add_argument("new", help="its new id; the same one to change a term's name alone")
    renaming.add_argument("--name", default="", help="the term's new name; the old one is then not used any more")
    retiring = command("retire", run_retire, "take a term or a row out of all places and send its readers elsewhere")
    retiring.add_argument("id", help="the id of a term or a row")
    retiring.add_argument("--to", required=True, metavar="ID", help="the entry that its readers are sent to")
    for moving in (renaming, retiring):
        moving.add_argument("--dry-run", action="store_true", help="say what would be done; write nothing")


def run_rename(root: Path, options: argparse.Namespace) -> int:
    done = rename(root, loaded(root), options.old, options.new, options.name, options.dry_run)
    return _told(*done, options.dry_run)


def run_retire(root: Path, options: argparse.Namespace) -> int:
    return _told(*retire(root, loaded(root), options.id, options.to, options.dry_run), options.dry_run)


def _told(changes: list[str], left: list[Problem], dry: bool) -> int:
    print("\n".join([*changes, f"{count(len(changes), 'change')}{'; nothing written' if dry else ''}"]))
    for problem in left:
        print(problem, file=sys.stderr)
    if left:
        print(f"{count(len(left), 'problem')} left for you", file=sys.stderr)
    return 0
