"""Pages that are made alike: what holds for one of them holds for its kin, as far as structure goes. `make test` looks
at so many pages that every kind of element has been seen in every place it has; `make test-all` looks at all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from browser_site import pages_of
from lxml import etree, html

TELLING = ("role", "type", "hidden", "tabindex", "open", "disabled", "multiple", "for", "lang", "dir", "scope")


@cache
def representatives(site: Path) -> list[str]:
    """Pages that have among them whatever any page has, those first that add most. Of each folder there is one."""
    pages = [path for path in pages_of(site) if path != "404.html"]
    left = {path: structure(site / path) | {(str(Path(path).parent).partition("/")[0],)} for path in pages}
    kept: list[str] = []
    while left:
        kept.append(max(left, key=lambda path: (len(left[path]), path)))
        seen = left.pop(kept[-1])
        left = {path: new for path, kinds in left.items() if (new := kinds - seen)}
    return kept


def structure(page: Path) -> frozenset[tuple[str, ...]]:
    """Every kind of element on a page, within the kind that it stands in: its tag, its classes, and the names of what
    is said of it to a screen reader; of a script, its file."""
    return frozenset(
        (_kind(parent) if (parent := element.getparent()) is not None else "", _kind(element))
        for element in html.parse(str(page)).getroot().iter(etree.Element)
    )


def _kind(element) -> str:
    attributes = [name for name in element.attrib if name in TELLING or name.startswith("aria-")]
    script = element.get("src", "").rpartition("/")[2] if element.tag == "script" else ""
    return f"{script}{element.tag}.{'.'.join(sorted(element.get('class', '').split()))}[{' '.join(sorted(attributes))}]"
