"""What an element of a page or of a drawing must not do: run code, send readers away, or ask anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html.defs import tags

OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)
_ADDRESSES = {
    "action", "archive", "background", "by", "cite", "classid", "codebase", "data", "dynsrc", "formaction", "from",
    "href", "longdesc", "lowsrc", "manifest", "ping", "poster", "profile", "src", "srcset", "to", "values",
    "xlink:href", "xml:base",
}  # fmt: skip
"""Attributes whose value a browser takes for an address, or, in an animation, for the address that comes to be."""
_LOADING = {"archive", "background", "classid", "codebase", "dynsrc", "lowsrc", "manifest"}
_CODE = re.compile(r"(?:javascript|vbscript|data|file|blob|filesystem|view-source):")
_PICTURES = {"img", "link", "source", "image", "picture", "video", "input"}
_PICTURE = re.compile(r"data:(?:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]|,$)")
_FRAMES = {"iframe", "object", "embed", "frame", "frameset", "applet", "portal", "fencedframe"}
_TEXTS = {"alt", "content", "placeholder", "style", "title", "value"}
"""Attributes that hold texts; `style` is looked at by itself."""
_META = {"charset", "name", "content", "property", "http-equiv", "media"}
_HTTP = {"content-security-policy", "refresh"}
_DRAWN = {
    "a", "circle", "clippath", "defs", "desc", "ellipse", "fecolormatrix", "fecomponenttransfer", "fecomposite",
    "feblend", "fedropshadow", "feflood", "fefunca", "fefuncb", "fefuncg", "fefuncr", "fegaussianblur", "femerge",
    "femergenode", "femorphology", "feoffset", "feturbulence", "filter", "g", "image", "line", "lineargradient",
    "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline", "radialgradient", "rect", "stop", "style",
    "svg", "switch", "symbol", "text", "textpath", "title", "tspan", "use", "view",
}  # fmt: skip
"""The elements of SVG that draw something and do nothing else."""
_TYPE = re.compile(r"(?<=\w)<([A-Za-z?][\w.:]*)[\w.:,?*&\[\] ]*>")
"""What a type takes, as in `List<String>`: it stands at once after a name, and has neither quotes nor `=`."""


@dataclass(frozen=True)
class Harm:
    """A problem's code, message and cure, before it has a place."""

    code: str
    message: str
    hint: str = ""


def in_page(tag: str, given: dict[str, str]) -> Iterator[Harm]:
    """What an element of a page does that none may do, whatever the page's policy says; names are in lower case."""
    yield from runs(tag, given)
    if tag in _FRAMES or tag == "base":
        yield Harm("blocked-code", f"'<{tag}>' has no effect: the page's security policy blocks it", "link to the page")
    if tag == "meta":
        yield from _meta(given)
    for name in given.keys() & {"action", "formaction", "ping"}:
        yield Harm("blocked-code", f"'{name}=' has no effect: the page's security policy blocks it", "remove it")
    loaded = [given[name] for name in given.keys() & _LOADING]
    for name, value in given.items():
        if name not in _TEXTS and not name.startswith(("data-", "aria-")):
            loaded += styles(value)
    for target in loaded:
        if OUTSIDE.match(target.strip()):
            yield Harm("third-party", f"the page loads '{target}'", "keep a copy in docs/assets")


def in_drawing(tag: str, given: dict[str, str]) -> Iterator[Harm]:
    """The same for an element of a drawing, which may hold less: it stands inside a page, or in a file without any
    policy."""
    if tag.lower() not in _DRAWN:
        yield Harm("unsafe-drawing", f"'<{tag}>' has no place in a drawing", "draw it with shapes and text")
        return
    yield from runs(tag.lower(), given)
    loaded = [value for name, value in given.items() if name in ("href", "xlink:href", "src") and tag.lower() != "a"]
    loaded += [target for name, value in given.items() if name not in _TEXTS - {"style"} for target in styles(value)]
    for target in map(str.strip, loaded):
        if not target.startswith("#") and not _PICTURE.match(target) and not _is_code(target):
            yield Harm("unsafe-drawing", f"the drawing loads '{target}'", "draw it, or put it in as a 'data:' picture")


def runs(tag: str, given: dict[str, str]) -> Iterator[Harm]:
    """What in an element's attributes runs code, in a page or in a drawing."""
    for name, value in given.items():
        if name.startswith("on"):
            message = f"'{name}=' has no effect: the page's security policy blocks it"
            yield Harm("blocked-code", message, "move it to a file in docs/assets/js")
        elif name == "srcdoc":
            yield Harm("blocked-code", "'srcdoc=' has no effect: the page's security policy blocks it", "remove it")
        elif name in _ADDRESSES:
            picture = tag in _PICTURES and name not in ("action", "formaction")
            for target in re.split(";", value) if name == "values" else [value]:
                if _is_code(target) and not (picture and _PICTURE.match(target.strip().lower())):
                    yield Harm("unsafe-link", f"link to '{target}'", "link to a page")


def styles(text: str) -> Iterator[str]:
    """The addresses that a piece of CSS names."""
    for plain, imported in CSS_ADDRESS.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        yield plain or imported


def _meta(given: dict[str, str]) -> Iterator[Harm]:
    kind = given.get("http-equiv", "").strip().lower()
    if "http-equiv" in given and kind not in _HTTP:
        yield Harm("unsafe-meta", f"the element 'meta' stands for a header '{kind}'", "remove it")
    cure = "look for a quotation mark in its text"
    for name in given.keys() - _META:
        yield Harm("unsafe-meta", f"the element 'meta' has an attribute '{name}'", cure)
    if "content" in given and len(given.keys() & {"name", "property", "http-equiv"}) != 1:
        yield Harm("unsafe-meta", "the element 'meta' says several things at once", cure)


def _is_code(address: str) -> bool:
    """Whether a browser would run or open the address in the reader's own browser; it overlooks spaces and controls."""
    return bool(_CODE.match(re.sub(r"[\x00-\x20\x7f-\xa0]", "", address).lower()))


def without_types(text: str) -> str:
    """The text without what its types take, the inner ones first; what begins like an element is none."""
    shorter = _TYPE.sub(lambda found: found[0] if found[1] in tags else "", text)
    return text if shorter == text else without_types(shorter)
