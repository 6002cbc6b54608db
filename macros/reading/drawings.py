"""SVG drawings as texts that can stand inside a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from lxml import etree

from ..data.characters import decode
from ..data.problems import Place, Problem
from ..data.unsafe import Harm, in_drawing, runs, styles

FIGURES = "docs/assets/figures"
WIDE = f"{FIGURES}/wide"
"""The same drawings for a wide column, where they have such a form."""
ANSWERING = ("docs/assets/js/kit.js", "docs/assets/js/figure.js")
"""What the script beside a drawing needs."""
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_NAMESPACE, _XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_RUNNING = {"script", "handler", "listener"}
_SHORT = {"{http://www.w3.org/1999/xlink}href": "xlink:href", "{http://www.w3.org/XML/1998/namespace}base": "xml:base"}


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
    problems = list(_unsafe(path, root)) + list(_foreign(path, blank + text[begin:]))
    return ("" if problems else text[begin:]), problems


def _unsafe(path: str, root: etree._Element) -> Iterator[Problem]:
    """What runs, loads or sends something, and what is no drawing."""
    for element in root.iter():
        place = Place(path, element.sourceline or 1)
        if isinstance(element, etree._Comment):
            continue
        if not isinstance(element.tag, str):
            message = "a processing instruction has no place in a drawing"
            yield Problem(place, "unsafe-drawing", message, "remove it")
            continue
        name = etree.QName(element)
        given = {_SHORT.get(key, etree.QName(key).localname).lower(): str(text) for key, text in element.attrib.items()}
        if name.namespace == _NAMESPACE:
            harms = list(in_drawing(name.localname, given))
            css = styles(element.text or "") if name.localname == "style" else ()
            loaded = [address for address in css if not address.startswith("#")]
            harms += [Harm("unsafe-drawing", f"the drawing loads '{address}'", "draw it") for address in loaded]
        elif element.prefix and name.namespace != _XHTML and name.localname.lower() not in _RUNNING:
            harms = list(runs(name.localname, given))  # what drawing programs note for themselves
        else:
            message = f"'<{name.localname}>' has no place in a drawing"
            harms = [Harm("unsafe-drawing", message, "draw it with shapes and text")]
        yield from (Problem(place, harm.code, harm.message, harm.hint) for harm in harms)


def _foreign(path: str, text: str) -> Iterator[Problem]:
    """Marked sections: a parser of pages and one of drawings disagree where they end."""
    for match in re.finditer(r"<!\[CDATA\[", text):
        message = "'<![CDATA[' has no place in a drawing"
        yield Problem(Place.at(path, text, match.start()), "unsafe-drawing", message, "write '&lt;' for '<'")


def answering(figures: Iterable[str], found: Collection[str]) -> tuple[dict[str, str], list[Problem]]:
    """The scripts beside drawings, by the drawing's name, and a problem for each file that they need and miss."""
    scripts = {figure: f"{FIGURES}/{figure}.js" for figure in figures if f"{FIGURES}/{figure}.js" in found}
    hint = "restore it, or remove this script"
    problems = [
        Problem(Place(name), "missing-file", f"a figure that answers needs '{shared}'", hint)
        for name in scripts.values()
        for shared in sorted({*ANSWERING} - {*found})
    ]
    return scripts, problems
