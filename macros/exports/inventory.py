"""A Sphinx inventory, version 2, by which other documentation links terms with `:term:` and `:ref:`."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from ..guide.guide import Guide
from .records import updated

NAME = "objects.inv"
_HEAD = """\
# Sphinx inventory version 2
# Project: {name}
# Version: {version}
# The remainder of this file is compressed using zlib.
"""
_LINE = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
"""How Sphinx reads a line. A name that looks like the rest of one ("x y 1 z") is cut short by it."""


def files(guide: Guide) -> dict[str, bytes]:
    """`objects.inv`. Its links lead to pages that are safe to send, whatever the edition."""
    name, body = guide.publication.name or guide.settings.labels.subject, "".join(map("{}\n".format, lines(guide)))
    head = _HEAD.format(name=" ".join(name.split()), version=updated(guide))
    return {NAME: head.encode() + zlib.compress(body.encode(), 9)}


def lines(guide: Guide) -> Iterator[str]:
    """A label for each id and each row, and a glossary entry for each name of a term. Sphinx compares names without
    regard to case, so of two alike the first stands; every term can be reached by its id in any case."""
    for term in guide.glossary.terms:
        yield f"{term.id} std:label -1 {guide.share_path(term.id)} {term.preferred}"
    for row in guide.mapping.rows:
        yield f"row-{row.id} std:label -1 {guide.row_path(row.id)} {row.concept}"
    known: set[str] = set()
    names = [(term.preferred, term) for term in guide.glossary.terms]
    names += [(name, term) for term in guide.glossary.terms for name in (term.abbreviation, *term.synonyms) if name]
    for name, term in names:
        line = f"{name} std:term -1 {guide.share_path(term.id)} -"
        read = _LINE.match(line)
        if name.casefold() not in known and read and read[1] == name:
            known.add(name.casefold())
            yield line
