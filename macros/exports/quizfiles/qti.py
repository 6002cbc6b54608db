"""The questions as a package in QTI 2.1 (IMS Global): an item each, with the reason of every choice as feedback."""

from __future__ import annotations

from datetime import datetime

from ...guide.guide import Guide
from ..archives import packed
from ..writing import render
from .gift import general
from .items import items

NAME = "questions.qti.zip"


def package(guide: Guide, when: datetime) -> bytes:
    """The archive: a manifest and an item for each question."""
    listed = list(items(guide))
    files = {"imsmanifest.xml": render("qti-manifest.xml.j2", items=listed, title=guide.publication.name)}
    for item in listed:
        right = sum(choice.right for choice in item.choices)
        files[f"items/{item.id}.xml"] = render("qti-item.xml.j2", item=item, general=general(item), right=right)
    return packed(files, when)
