"""The choices from which the page of a brief makes one, as a script; the rest it takes from what the lookup wrote."""

from __future__ import annotations

from typing import Any

from ..guide.addresses import LOOKUP
from ..guide.briefs import Choice
from ..guide.guide import Guide
from ..pages.draft import Draft
from ..prose.calls import pages_with
from .lookup import embedded
from .offers import dated

SCRIPT, MACRO = f"{LOOKUP}/brief.js", "call_brief"


def write(draft: Draft) -> None:
    """`call/brief.js`, where a page of this edition makes briefs."""
    if any(pages_with(draft.guide, MACRO)):
        (draft.folder / SCRIPT).write_text(f"var guideBrief = {embedded(document(draft.guide))};\n", "utf-8")


def document(guide: Guide) -> dict[str, Any]:
    """Each choice with its terms, its products and its dated facts."""
    return {name: [_choice(guide, choice) for choice in choices] for name, choices in vars(guide.briefs).items()}


def _choice(guide: Guide, choice: Choice) -> dict[str, Any]:
    return {
        "id": choice.id,
        "name": choice.name,
        "terms": list(choice.terms),
        "facts": [dated(guide, guide.facts[fact]) for fact in choice.facts],
        "products": list(choice.products),
        "role": choice.role,
    }
