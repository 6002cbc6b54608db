"""Cards and the sheet as PDF files of the site."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from ...data.days import moment
from ...data.problems import WARNING, Place, Problem, Refused
from ...pages.draft import Draft
from ...pages.faces import fallback
from ...pages.templates import TEMPLATES
from ..typesetter import NotSet, Typesetter, page_count
from .contents import Card, cards

_HINT = "shorten or reword what it takes from the page: takeaways, steps, the first row of the mapping"


def write(draft: Draft) -> None:
    """Set every card of the site. Raises `Refused` with each card that would lose text or take more than its pages."""
    problems: list[Problem] = []
    made: dict[str, bytes] = {}
    faces, language = fallback(draft.guide), draft.guide.publication.tongue
    boxes = draft.guide.settings.missing_letters == WARNING  # of which the book tells: it has every page
    with Typesetter(TEMPLATES / "cards", faces, language, boxes) as typesetter:
        for card in cards(draft.guide, draft.pages):
            try:
                pdf = draft.store.once(
                    "card",
                    [*_made_of(card), language, boxes, *(face.digest for face in faces)],
                    partial(_set, typesetter, card),
                )
                made[card.path] = pdf
            except NotSet as refusal:
                problems.append(_refused(card, str(refusal)))
            else:
                if (count := page_count(pdf)) != card.pages:
                    problems.append(_refused(card, f"it has {count} pages and may have {card.pages}"))
    if problems:
        raise Refused(problems)
    for path, pdf in made.items():
        target = draft.folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(pdf)


def _made_of(card: Card) -> list[Any]:
    return [card.template, card.pages, json.dumps(card.data), moment().isoformat()]


def _set(typesetter: Typesetter, card: Card) -> bytes:
    return typesetter.set(card.template, card.data, moment(), thorough=card.pages > 1)


def _refused(card: Card, message: str) -> Problem:
    place = Place(f"docs/{card.source}" if card.source else "glossary.yml")
    return Problem(place, "card-not-set", f"the card '{card.path}' cannot be made: {message}", _HINT)
