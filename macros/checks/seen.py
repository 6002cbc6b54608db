"""What was seen of the sources' addresses: days that can be, and sources that readers are told are gone."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.problems import WARNING, Problem
from ..guide.guide import Guide
from ..guide.seen import Seen


def check(guide: Guide) -> Iterator[Problem]:
    first: dict[str, Seen] = {}
    for entry in guide.seen.seen:
        if not _possible(entry):
            message = f"the days of '{entry.url}' contradict one another"
            yield Problem(entry.place, "mixed-days", message, "take the entry out; the weekly job writes it anew")
        if entry.archived and not entry.archived.startswith("https://"):
            message = f"'{entry.archived}' is not https"
            yield Problem(entry.archived.place, "insecure-source", message, "use the https address")
        if first.setdefault(entry.url, entry) is not entry:
            message = f"'{entry.url}' stands here twice"
            yield Problem(entry.url.place, "duplicate-item", message, "keep one entry")
    for source in guide.source_list:
        if lost := guide.seen.lost.get(source.url):
            message = f"the page of '{source.id}' has not been found since {lost.gone_from}"
            hint = "name another page, or the archived copy; readers see a mark until then"
            yield Problem(source.url.place, "source-gone", message, hint, WARNING)


def _possible(entry: Seen) -> bool:
    """Gone has a first and a last day, after the one on which it was seen. Days that are none were told of already."""
    if not (entry.gone_from or entry.gone_to):
        return True
    return bool(entry.gone_from) and entry.seen < entry.gone_from <= entry.gone_to
