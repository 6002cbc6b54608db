"""The lock file: each id that was ever published, and when it first was."""

from __future__ import annotations

import re

from ..data.characters import decode
from ..data.days import is_day
from ..data.kinds import DAY, ID, Text
from ..data.problems import Place, Problem
from ..data.slips import merge_mark, merges

LOCK = "glossary.ids.lock"
SINCE = " since "
_ENTRY = re.compile(rf"(?:term|row) {ID.pattern}")


def published(data: bytes) -> tuple[dict[Text, Text], list[Problem]]:
    """Each published id, as `term rag`, with the day it was first published or an empty text."""
    text, problems = decode(LOCK, data)
    problems += (undecided := list(merges(LOCK, text or "", keep="both sides")))
    found: dict[Text, Text] = {}
    first: dict[str, Place] = {}
    for number, line in enumerate((text or "").split("\n"), 1):
        if line.strip()[:1] in "#" or merge_mark(line):
            continue
        entry, since, day = line.strip().partition(SINCE)
        place, dated, problem = Place(LOCK, number), Place(LOCK, number, line.find(SINCE) + len(SINCE) + 1), None
        if not _ENTRY.fullmatch(entry):
            message = f"'{entry}' is no entry of the lock"
            problem = Problem(place, "wrong-form", message, "write 'term' or 'row', its id, and ' since ' with the day")
        elif entry in first and not undecided:
            message = f"'{entry}' given twice (first at {first[entry].line}:{first[entry].column})"
            problem = Problem(place, "duplicate-id", message, "keep the earlier day")
        elif since and not is_day(day):
            problem = Problem(dated, "wrong-form", f"'{day}' is not a day of the calendar", f"expected {DAY.expects}")
            day = ""
        if problem:
            problems.append(problem)
        if entry not in first:
            found[Text(entry, place)] = Text(day, dated)
        first.setdefault(entry, place)
    return found, problems
