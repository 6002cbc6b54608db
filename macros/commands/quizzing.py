"""The commands of `guide` that work with questions: practice in the terminal, and what readers' answers say."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path

from ..data.problems import count
from . import analysis, terminal
from .loaded import loaded


def register(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, run, summary)` makes one."""
    asking = command("quiz", run_quiz, "ask questions of the bank, one at a time, and say what was missed")
    asking.add_argument("--term", action="append", default=[], metavar="ID", help="only of this term; may be repeated")
    asking.add_argument("--n", type=_positive, default=5, metavar="COUNT", help="how many (default: 5)")
    asking.add_argument("--seed", type=int, help="the same number asks the same questions (default: others each time)")
    analyzing = command("analyze", run_analyze, "report from exported results which questions to look at")
    analyzing.add_argument("results", nargs="+", metavar="FILE", help="what the review page exported")


def run_quiz(root: Path, options: argparse.Namespace) -> int:
    guide = loaded(root, "nothing asked")
    seed = random.randrange(10_000) if options.seed is None else options.seed
    asked = terminal.chosen(guide, options.term, options.n, seed)
    if not asked:
        print("no question fits", file=sys.stderr)
        return 1
    try:
        terminal.ask(guide, asked, input, print)
    except EOFError:  # whoever answers has gone
        print()
    return 0


def run_analyze(root: Path, options: argparse.Namespace) -> int:
    guide = loaded(root, "nothing analyzed")
    readers = analysis.read([Path(name) for name in options.results])
    found = analysis.items(guide, readers)
    print("\n".join(analysis.table(found)))
    print(f"{count(len(readers), 'reader')}, {count(len(found), 'question')} of {len(guide.asked)} answered")
    return 0


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of questions")
    return int(text)
