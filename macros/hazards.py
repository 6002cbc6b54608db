"""What an element of a page or a drawing may not do: run code, lead elsewhere in silence, send something off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

_ADDRESSES = {
    "a": ("xlink:href", "ping"), "animate": ("href", "xlink:href", "from", "to", "by", "values"),
    "animatemotion": ("href", "xlink:href"), "animatetransform": ("href", "xlink:href"), "area": ("ping",),
    "body": ("background",), "button": ("formaction",), "embed": ("src",), "feimage": ("href", "xlink:href"),
    "form": ("action",), "html": ("manifest",), "iframe": ("src",), "input": ("formaction",), "object": ("data",),
    "script": ("src", "href", "xlink:href"), "set": ("href", "xlink:href", "to"), "table": ("background",),
    "td": ("background",), "th": ("background",), "use": ("href", "xlink:href"),
}  # fmt: skip
"""Attributes that hold an address beside the ones a page needs."""
_SENDING = frozenset({"action", "formaction", "manifest", "ping"})
PAINTS = ("fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker-start", "marker-mid", "marker-end")
"""Attributes in which a drawing may name something to load, as `url(…)`."""
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_META = frozenset({"charset", "name", "content", "http-equiv", "property", "media"})
_EQUIVALENTS = frozenset({"content-security-policy", "refresh"})
_RUNS = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)

Hazard = tuple[str, str, str]
"""A problem's code, message and hint."""


def runs(address: str) -> bool:
    """Whether an address is code, a document inside itself, or a file of the reader's machine. Browsers pass over
    control characters and white space in a scheme."""
    return bool(_RUNS.match(re.sub(r"[\x00-\x20]", "", address)))


def hazards(tag: str, given: dict[str, str]) -> Iterator[Hazard]:
    """Everything wrong with an element of that name, in lower case, with these attributes."""
    if tag == "meta":
        yield from _meta(given)
    if tag == "foreignobject":
        yield "unsafe-element", "a drawing holds a page of its own", "export it as plain shapes"
    if tag == "base":
        yield "unsafe-element", "'base' moves every link of the page", "take it out"
    for name in _ADDRESSES.get(tag, ()):
        for part in given.get(name, "").split(";"):
            if runs(part):
                yield "unsafe-link", f"'{name}' holds '{part.strip()}'", "name a page or a file"
            elif name in _SENDING and name in given:
                yield "unsafe-link", f"'{name}' sends something away", "leave it out"
            elif OUTSIDE.match(part.strip()):
                yield "third-party", f"'{name}' leads to '{part.strip()}'", "keep a copy in docs/assets"


def _meta(given: dict[str, str]) -> Iterator[Hazard]:
    """A `meta` says what the page is, and nothing else: what an unescaped text would add to it is reported."""
    for name in sorted(given.keys() - _META):
        hint = "a quotation mark in a text ended it too early; escape it"
        yield "unsafe-meta", f"a 'meta' has the attribute '{name}', which none has", hint
    kind = given.get("http-equiv", "").lower()
    if kind and kind not in _EQUIVALENTS:
        yield "unsafe-meta", f"'{kind}' is for the server to say", "take it out"
    if kind == "refresh":
        target = _REFRESH.match(given.get("content", ""))
        if not target or OUTSIDE.match(target[1]) or urlsplit(target[1]).scheme:
            yield "unsafe-meta", "the page sends its readers away", "only retired pages lead on, within the site"
