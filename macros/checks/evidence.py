"""Sources a reader can open safely, and facts that do not rest on hearsay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..guide import Guide
from ..model import SECONDARY
from ..problems import Place, Problem
from ..prose import locate

_EXTERNAL = re.compile(r"https?://[^\s)>\"'`]+")


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

    for fact in (*guide.fact_list, *guide.products, *guide.alternatives):
        grounds = [guide.sources[identity] for identity in fact.sources if identity in guide.sources]
        if grounds and all(source.grade == SECONDARY for source in grounds):
            message = f"'{fact.id}' rests on secondary sources alone"
            hint = "add the page of the vendor, the law or the standard itself, or leave the fact out"
            yield Problem(fact.sources[0].place, "weak-ground", message, hint)


def addresses(guide: Guide) -> Iterator[tuple[str, Place]]:
    """Every external address a reader is sent to, with the place that names it: sources first, then pages."""
    yield from ((source.url, source.url.place) for source in guide.source_list)
    for page in guide.pages:
        for match in _EXTERNAL.finditer(page.text):
            yield match.group().rstrip(".,;"), locate(page, match.group())
