"""Pages that are made alike: what holds for one of them holds for its kin, as far as structure goes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from browser_site import pages_of
from lxml import etree, html

TELLING = ("role", "type", "hidden", "tabindex", "open", "disabled", "multiple", "for", "lang", "dir", "scope")


@cache
def representatives(site: Path) -> list[str]:
    """One page of each structure, the first by name. A page whose kinds of elements another has, too, is left out."""
    kinds = {path: structure(site / path) for path in pages_of(site) if path != "404.html"}
    kept: list[str] = []
    for path in sorted(kinds, key=lambda path: (-len(kinds[path]), path)):
        if not any(kinds[path] <= kinds[other] for other in kept):
            kept.append(path)
    return sorted(kept)


def structure(page: Path) -> frozenset[tuple[str, ...]]:
    """Every kind of element on a page, within the kind that it stands in: its tag, its classes, and the names of what
    is said of it to a screen reader."""
    return frozenset(
        (_kind(parent) if (parent := element.getparent()) is not None else "", _kind(element))
        for element in html.parse(str(page)).getroot().iter(etree.Element)
    )


def _kind(element) -> str:
    attributes = [name for name in element.attrib if name in TELLING or name.startswith("aria-")]
    return f"{element.tag}.{'.'.join(sorted(element.get('class', '').split()))}[{' '.join(sorted(attributes))}]"
