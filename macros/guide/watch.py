"""What is to be looked at again, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..data.days import is_day
from ..data.kinds import Text
from .entries import Fact, Row, Term
from .guide import Guide
from .products import Alternative, Product, Retort


@dataclass(frozen=True, order=True)
class Due:
    """An entry of one of the data files, `kind` and `id`, that is to be reviewed again by a `day`. `reviewed` says when
    it was, and where that stands; `owner` keeps it, where one is named; `urls` are what it rests on. Of a source that
    is gone, the `day` is since when, and its address stands for `reviewed`."""

    day: date
    kind: str
    id: Text
    reviewed: Text
    owner: str
    urls: tuple[str, ...]


def due(guide: Guide) -> list[Due]:
    """Every entry that has a review, the earliest first."""
    return sorted(_entries(guide))


def gone(guide: Guide) -> list[Due]:
    """Every source that readers are told is gone, since when, with its address and the copy."""
    found = []
    for source in guide.source_list:
        if lost := guide.seen.lost.get(source.url):
            urls = tuple(filter(None, (source.url, lost.archived)))
            found.append(Due(date.fromisoformat(lost.gone_from), "source gone", source.id, source.url, "", urls))
    return found


def _entries(guide: Guide) -> Iterator[Due]:
    groups: dict[str, tuple[Fact | Term | Row | Product | Alternative | Retort, ...]] = {
        "term": guide.glossary.terms, "row": guide.mapping.rows, "fact": guide.fact_list, "product": guide.products,
        "alternative": guide.alternatives, "answer": guide.retorts,
    }  # fmt: skip
    for kind, entries in groups.items():
        for entry in entries:
            if not is_day(entry.reviewed):
                continue
            try:
                day = guide.due(entry)
            except (ValueError, OverflowError):
                continue  # a broken number of days was reported when it was read
            named = getattr(entry, "sources", ())
            urls = tuple(guide.sources[source].url for source in named if source in guide.sources)
            yield Due(day, kind, entry.id, entry.reviewed, getattr(entry, "owner", ""), urls)
