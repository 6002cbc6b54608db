"""What a guide may go without: `optional` in its settings names the parts, and this is what each of them is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Part = Literal[
    "articles", "cards", "facts", "mapping", "mechanisms", "misconceptions", "phrases", "questions", "relations",
    "sources",
]  # fmt: skip
_FIELDS: dict[str, tuple[str, ...]] = {
    "cards": ("Term.card",),
    "facts": ("PagePaths.facts",),
    "mapping": ("PagePaths.mapping", "Labels.bridge", "Labels.mapping", "Labels.concept", "Labels.counterpart"),
    "mechanisms": ("Term.mechanism",),
    "misconceptions": ("Term.misconception",),
    "phrases": ("Term.heard_as",),
    "relations": ("Term.related",),
    "sources": ("Term.sources", "Row.sources", "Fact.sources", "ArticleHead.sources"),
}


def optional_fields(parts: Iterable[str]) -> frozenset[str]:
    """The fields that an entry may go without, as `Class.field`."""
    return frozenset(field for part in parts for field in _FIELDS.get(part, ()))
