"""Quotation marks and apostrophes as a typesetter sets them, for all that people read.

Code, addresses and data for other programs keep the straight ones, since programs read them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

_QUOTE = re.compile(r"[\"']")
_OPENS = re.compile(r"[\s(\[{/\u2010-\u2015\u2018\u201c-]")
_CURLED = {('"', True): "\u201c", ('"', False): "\u201d", ("'", True): "\u2018", ("'", False): "\u2019"}

_PIECE = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>|<(?P<raw>script|style|textarea|xmp)\b.*?</(?P=raw)\s*>"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
_STRAIGHT = re.compile(r"&(?:quot|apos|#0*3[49]|#[xX]0*2[27]);")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=>\"'/]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
_SAID = frozenset({"alt", "aria-description", "aria-label", "data-definition", "data-name", "placeholder", "title"})
"""Attributes that speak to people, a preview's text among them; what `meta` holds is read by programs."""
_KEPT = frozenset({"code", "kbd", "pre", "samp"})
"""Elements whose texts are to be read as they stand."""
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "samp", "small", "span", "strong",
     "sub", "sup", "tspan", "u", "var"}
)  # fmt: skip
"""Elements at whose edges a text goes on."""


def curled(text: str, before: str = " ") -> str:
    """`text` with typographic quotation marks; `before` is the character it follows."""

    def turned(match: re.Match[str]) -> str:
        previous = text[match.start() - 1] if match.start() else before
        # An opening mark may follow another one, which is still straight in `text`.
        opens = bool(_OPENS.match(previous)) or (previous in "\"'" and _opened(text[: match.start()], before))
        return _CURLED[match.group(), opens]

    return _QUOTE.sub(turned, text)


def curled_html(html: str) -> str:
    """HTML with typographic quotation marks in its texts, its titles and what is said in place of pictures; any other
    attribute, code and scripts stay as they are."""
    before, kept, depth = " ", "", 0

    def piece(match: re.Match[str]) -> str:
        nonlocal before, kept, depth
        whole, name, text = match[0], (match["name"] or "").lower(), match["text"]
        if text is not None:
            shown = whole if kept else curled(_STRAIGHT.sub(lambda found: unescape(found[0]), whole), before)
            before = shown[-1]
            return shown
        if not name:
            return whole
        if kept:
            depth += 0 if name != kept else -1 if match["slash"] else 1
            kept = kept if depth else ""
        elif name in _KEPT and not match["slash"] and not whole.endswith("/>"):
            kept, depth = name, 1
        if name not in _INLINE:
            before = " "
        return _with_said(whole)

    return _PIECE.sub(piece, html)


def curled_data(value: Any) -> Any:
    """A document of texts for people, as scripts take it, with typographic quotation marks at every depth."""
    if isinstance(value, str):
        return curled(value)
    if isinstance(value, dict):
        return {key: curled_data(inner) for key, inner in value.items()}
    return [curled_data(inner) for inner in value] if isinstance(value, list | tuple) else value


def _with_said(tag: str) -> str:
    """A tag with what its attributes say turned, too."""
    if "'" not in tag and "&" not in tag:
        return tag

    def attribute(match: re.Match[str]) -> str:
        value = match["value"] or ""
        if match["name"].lower() not in _SAID or not value.startswith(('"', "'")):
            return match[0]
        told = curled(_STRAIGHT.sub(lambda found: unescape(found[0]), value[1:-1]))
        return f"{match['name']}={value[:1]}{told}{value[:1]}"

    return _ATTRIBUTE.sub(attribute, tag)


def _opened(text: str, before: str) -> bool:
    stem = text.rstrip("\"'")
    return bool(_OPENS.match(stem[-1] if stem else before))
