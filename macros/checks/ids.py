"""Published ids live for ever: `glossary.ids.lock` lists them, and one that goes leaves a forwarding address."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.fields import suggestion
from ..data.problems import Problem
from ..guide.guide import Guide
from ..guide.history import ROW, TERM, ids


def check(guide: Guide) -> Iterator[Problem]:
    retired = {
        **{f"{TERM} {entry.id}": entry for entry in guide.glossary.retired},
        **{f"{ROW} {entry.id}": entry for entry in guide.mapping.retired},
    }
    living, published = set(ids(guide)), set(guide.locked)
    for line in guide.locked:
        if line not in living and line not in retired:
            hint = "put it back, or add it to 'retired' with 'to:' and 'on:'; if no site ever had it, delete this line"
            yield Problem(line.place, "retired-without-redirect", f"'{line}' was published and is gone", hint)
    places = {f"{TERM} {term.id}": term.id.place for term in guide.glossary.terms}
    places |= {f"{ROW} {row.id}": row.id.place for row in guide.mapping.rows}
    for name in sorted(living - published):
        yield Problem(places[name], "unlocked-id", f"'{name}' is not in glossary.ids.lock", "run 'guide lock'")
    for name, entry in retired.items():
        kind = name.partition(" ")[0]
        if name in living:
            yield Problem(entry.id.place, "retired-alive", f"'{name}' is retired and alive", "choose one")
        if name not in published:
            yield Problem(entry.id.place, "unlocked-id", f"'{name}' was never published", "remove it from 'retired'")
        if f"{kind} {entry.to}" not in living:
            message = f"'{name}' leads to '{entry.to}', which is no living {kind}"
            hint = suggestion(entry.to, guide.terms if kind == TERM else guide.rows)
            yield Problem(entry.to.place, "dangling-reference", message, hint)
