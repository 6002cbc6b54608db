"""The HTML that the guide's pages are made of, and the function of the templates that sets each element.

An element that is not listed stops the build: nothing is left out of the book because nobody thought of it."""

from __future__ import annotations

from typing import Any

from ...data.characters import direction
from ...data.markup import ALOUD_CLASSES, SCREEN_CLASSES, SCREEN_ELEMENTS, SITE_CLASSES
from .code import call, joined, string

DROPPED = SCREEN_ELEMENTS | {"kbd", "svg"}
"""Elements that only work on a screen, and drawings, which have a form of their own."""
DROPPED_CLASSES = SCREEN_CLASSES | SITE_CLASSES | ALOUD_CLASSES | {"definition"}
"""What else paper does without: also what the glossary tells a page later."""

THROUGH = frozenset({"article", "details", "div", "fieldset", "label", "section", "tbody", "thead"})
"""Elements that only group others."""

INLINE = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "span": "",
    "abbr": "",
    "q": "quoted",
    "s": "struck",
}
"""Elements within a line, and their functions; those without one pass their text on."""

BLOCKS = {"p": "par", "blockquote": "quotation"}
"""Elements that stand by themselves."""

CLASSES = {
    "p": ("lead", "belief", "scene", "reviewed", "bridge__pair", "bridge__breaks", "bridge__more", "facts__statement",
          "facts__dates", "articles__question", "articles__meta", "phrases__phrase", "phrases__term", "phrases__ask",
          "checked", "rule", "taught", "glance__label", "line__label"),
    "span": ("checked", "area", "abbreviation", "see__form"),
    "div": ("bridge", "names", "changes", "line__breaks", "line__part"),
    "section": ("door", "scene-card", "letter"),
    "ul": ("articles", "facts", "facts__sources", "inline-list", "letter__terms", "line__terms",
           "phrases", "sources"),
    "details": ("line__sources",),
}  # fmt: skip
"""Classes that have a function of their own: that of `bridge__pair` is `bridge-pair`."""

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
LISTS = {"ul": "bullets", "ol": "numbered"}
EDGED = frozenset({"body", "li", "p", "td", "th", "caption", "figcaption", "legend", "blockquote", *THROUGH, *HEADINGS})
"""Elements at whose edges white space does not count."""
STANDING = frozenset(
    {"p", "ul", "ol", "table", "figure", "pre", "form", "blockquote", "hr", "br", *THROUGH, *HEADINGS} - {"label"}
)
"""Elements beside which white space does not count."""


def style(tag: str, classes: list[str]) -> str:
    """The function for an element's class, or nothing where it has none."""
    known = CLASSES.get(tag, ())
    return next((name.replace("__", "-") for name in classes if name in known), "")


TURNED = {"p", "ul", "ol"}
"""Elements that are set in the direction of their own first letter."""


def turned(element: Any, code: list[str], base: str) -> list[str]:
    """The code of an element, turned where its text begins in another direction than the guide is written in."""
    own = direction(element.text_content()) if code and element.tag in TURNED else ""
    return [call("turned", string(own), joined(code))] if own and own != base else code


def shown(element: Any) -> bool:
    """Whether the book shows an element: a place to which only dropped links lead needs no name in it."""
    line = [element, *element.iterancestors()]
    return not any(name in DROPPED_CLASSES for one in line for name in (one.get("class") or "").split())
