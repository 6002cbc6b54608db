"""SVG drawings as texts that can stand inside a page."""

from __future__ import annotations

import re

from lxml import etree

from .located import decode
from .problems import Place, Problem

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_NAMESPACE = "http://www.w3.org/2000/svg"


def drawing(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """The drawing in `data` without its XML declaration, which has no place inside a page. With problems, the text
    stands for nothing."""
    text, problems = decode(path, data)
    if text is None or problems:
        return "", problems
    declaration = _DECLARATION.match(text)
    begin = declaration.end() if declaration else 0
    blank = re.sub(r"[^\n]", " ", text[:begin])  # positions stay, and a declared encoding is not believed
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring((blank + text[begin:]).encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        told = re.sub(r", line \d+, column \d+.*", "", str(error.msg).splitlines()[0])
        message = f"the drawing cannot be read: {told[:1].lower()}{told[1:]}"
        return "", [Problem(Place(path, max(line, 1), max(column, 1)), "svg-syntax", message, "export it again")]
    if root.tag != f"{{{_NAMESPACE}}}svg":
        line = root.sourceline or 1
        hint = f"its outermost element is 'svg' with xmlns=\"{_NAMESPACE}\""
        return "", [Problem(Place(path, line), "svg-syntax", "the file holds no SVG drawing", hint)]
    if root.getroottree().docinfo.doctype:
        message = "a document type has no place inside a page"
        return "", [Problem(Place(path), "svg-syntax", message, "remove '<!DOCTYPE', or export it as plain SVG")]
    return text[begin:], []
