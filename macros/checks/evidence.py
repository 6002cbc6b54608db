"""Sources a reader can open safely, and facts that do not rest on hearsay."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..data.problems import Problem
from ..guide.entries import SECONDARY, Fact
from ..guide.guide import Guide
from ..guide.products import Alternative, Product


def check(guide: Guide) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for source in guide.source_list:
        if not source.url:
            continue
        try:
            parts = urlsplit(source.url)
        except ValueError:
            yield Problem(source.url.place, "insecure-source", f"'{source.url}' is no address", "check its host")
            continue
        if parts.scheme != "https":
            yield Problem(source.url.place, "insecure-source", f"'{source.url}' is not https", "use the https address")
        elif "." not in (parts.hostname or "") or "@" in parts.netloc:
            message = f"'{source.url}' is no public address"
            yield Problem(source.url.place, "insecure-source", message, "name a host, without a user")
        owner = first.setdefault(source.url, source.id)
        if owner != source.id:
            message = f"the address is already source '{owner}'"
            yield Problem(source.url.place, "duplicate-item", message, "use that source")

    grounded: tuple[Fact | Product | Alternative, ...] = (*guide.fact_list, *guide.products, *guide.alternatives)
    for fact in grounded:
        grounds = [guide.sources[identity] for identity in fact.sources if identity in guide.sources]
        if grounds and all(source.grade == SECONDARY for source in grounds):
            message = f"'{fact.id}' rests on secondary sources alone"
            hint = "add the page of the vendor, the law or the standard itself, or leave the fact out"
            yield Problem(fact.sources[0].place, "weak-ground", message, hint)
