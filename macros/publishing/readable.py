"""The guide below a folder, and what is wrong with it. Whoever looks on while it is written sees it as far as it can be
read: a file that cannot be stands there as it last could."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..checks import check
from ..checks.parts import check as check_parts
from ..data.problems import Problem, errors, ordered
from ..guide.guide import Guide
from ..reading.loading import data_files, fragment, load, load_once
from .named import misplaced

_last: dict[Path, dict[str, bytes]] = {}
"""Every file of each guide, as it stood when all of them could be read."""


def problems_of(root: Path, day: date, overdue: str | None = None) -> tuple[Guide | None, list[Problem]]:
    """The guide below `root` and everything wrong with it on `day`; `overdue` overrides how grave a late review is."""
    guide, problems = load_once(root)
    if guide is None:
        parts = fragment(root)
        return None, check_parts(parts, day, problems, overdue) if parts else ordered(problems)
    return guide, check(guide, day, [*problems, *misplaced(guide, root)], overdue)


def readable(root: Path) -> tuple[Guide | None, tuple[str, ...]]:
    """The guide below `root`, with all that is wrong in it, and the files that are shown as they last could be read;
    without what was never read. None where not even the settings can be."""
    guide, problems = load_once(root)
    if guide is not None:
        _last[root] = {path.relative_to(root).as_posix(): path.read_bytes() for path in data_files(root)}
        return guide, ()
    kept, stale = _last.get(root, {}), dict[str, bytes]()
    while guide is None:
        wrong = {problem.place.path for problem in errors(problems) if problem.code != "unfinished"}
        if not (more := wrong & kept.keys() - stale.keys()):
            break
        stale |= {name: kept[name] for name in more}
        guide, problems = load(root, stale)
    return guide or fragment(root, stale), tuple(sorted(stale))
