"""A description by which a browser's address bar can look terms up (OpenSearch 1.1)."""

from __future__ import annotations

from ..guide.addresses import LOOKUP
from ..guide.guide import Guide
from .writing import render

NAME = "opensearch.xml"
SHORT, LONG, DESCRIPTION = 16, 48, 1024
"""The longest names and description that OpenSearch 1.1 allows."""


def files(guide: Guide) -> dict[str, bytes]:
    """`opensearch.xml`, where the guide has a lookup; needs the site's address."""
    publication = guide.publication
    if guide.settings.lookup != "yes":
        return {}
    return {NAME: render(
        "opensearch.xml.j2",
        short=shortened(publication.name, SHORT),
        long=shortened(publication.name, LONG),
        description=shortened(publication.description or publication.name, DESCRIPTION),
        lookup=f"{publication.url}{LOOKUP}/",
        language=publication.language,
        address=publication.url + NAME,
    )}  # fmt: skip


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, whole words where the first one fits."""
    text = " ".join(text.split())
    return text if len(text) <= limit else (text[: limit + 1].rpartition(" ")[0] or text[:limit])
