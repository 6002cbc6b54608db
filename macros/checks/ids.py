"""Published ids live for ever: `glossary.ids.lock` lists them, and one that goes leaves a forwarding address."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.fields import suggestion
from ..data.kinds import Text
from ..data.problems import Problem
from ..guide.entries import Retired
from ..guide.guide import Guide
from ..guide.history import ROW, TERM, ids

_KINDS = {"term": TERM, "row": ROW, "mapping row": ROW}
"""What an id is said to be of, and the word for it in the lock."""


def gone(guide: Guide) -> dict[str, list[Text]]:
    """By kind, the lock's lines of ids that no entry has and none that is retired had: told once, at the lock."""
    known = {*_retired(guide), *ids(guide)}
    lost = [line for line in guide.locked if line not in known]
    return {kind: [line for line in lost if line.startswith(f"{kind} ")] for kind in (TERM, ROW)}


def is_gone(guide: Guide, what: str, identity: str) -> bool:
    """Whether an id was published and is gone, so that what names it is part of that one mistake."""
    line = f"{_KINDS.get(what, '')} {identity}"
    return line in guide.locked and line not in _retired(guide) and line not in ids(guide)


def is_renamed(guide: Guide, term: str) -> bool:
    """Whether a term seems to be one whose id was changed here and nowhere else."""
    return f"{TERM} {term}" not in guide.locked and bool(gone(guide)[TERM])


def moved(guide: Guide, what: str, identity: str) -> str:
    """What to do about the id of an entry that is retired; nothing for any other."""
    entry = _retired(guide).get(f"{_KINDS.get(what, '')} {identity}")
    return f"it is retired: write '{entry.to}', or take it out here" if entry and entry.to else ""


def _retired(guide: Guide) -> dict[str, Retired]:
    """The entries that are retired, by their lines in the lock."""
    kinds = {TERM: guide.glossary.retired, ROW: guide.mapping.retired}
    return {f"{kind} {entry.id}": entry for kind, entries in kinds.items() for entry in entries}


def check(guide: Guide) -> Iterator[Problem]:
    retired = _retired(guide)
    living, published = set(ids(guide)), set(guide.locked)
    places = {f"{TERM} {term.id}": term.id.place for term in guide.glossary.terms}
    places |= {f"{ROW} {row.id}": row.id.place for row in guide.mapping.rows}
    lost, new = gone(guide), sorted(living - published)
    for kind, lines in lost.items():
        fresh = [line for line in new if line.startswith(f"{kind} ")]
        if len(lines) == len(fresh) == 1:
            new.remove(fresh[0])
            old_id, new_id = (line.partition(" ")[2] for line in (lines[0], fresh[0]))
            message = f"'{lines[0]}' was published and is gone, and '{fresh[0]}' is new"
            hint = f"if that is its new id: guide rename {old_id} {new_id}; if not, put it back or retire it"
            yield Problem(places[fresh[0]], "retired-without-redirect", message, hint)
            continue
        for line in lines:
            hint = "put it back, or add it to 'retired' with 'to:' and 'on:'; if no site ever had it, delete this line"
            yield Problem(line.place, "retired-without-redirect", f"'{line}' was published and is gone", hint)
    for name in new:
        yield Problem(places[name], "unlocked-id", f"'{name}' is not in glossary.ids.lock", "run 'guide lock'")
    for name, entry in retired.items():
        kind = name.partition(" ")[0]
        if name in living:
            yield Problem(entry.id.place, "retired-alive", f"'{name}' is retired and alive", "choose one")
        if name not in published:
            yield Problem(entry.id.place, "unlocked-id", f"'{name}' was never published", "remove it from 'retired'")
        if entry.to and f"{kind} {entry.to}" not in living:
            message = f"'{name}' leads to '{entry.to}', which is no living {kind}"
            hint = moved(guide, kind, entry.to) or suggestion(entry.to, guide.terms if kind == TERM else guide.rows)
            yield Problem(entry.to.place, "dangling-reference", message, hint)
