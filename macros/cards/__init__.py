"""Cards and the sheet as PDF files of the site."""

from __future__ import annotations

from ..assembly import Built
from ..problems import Place, Problem, Refused
from ..rendering import TEMPLATES
from ..site import moment
from ..typesetting import NotSet, Typesetter, page_count
from .choice import Card, cards

_HINT = "shorten what it takes from the page, such as a takeaway, a step, or the row of the mapping"


def write(built: Built) -> None:
    """Set every card of the site. Raises `Refused` with each card that would lose text or take more than its pages."""
    problems: list[Problem] = []
    made: dict[str, bytes] = {}
    with Typesetter(TEMPLATES / "cards") as typesetter:
        for card in cards(built.guide, built.pages):
            if card.path in made:
                problems.append(_problem(card, "taken-path", f"another page has the card '{card.path}'", "rename one"))
            try:
                made[card.path] = pdf = typesetter.set(card.template, card.data, moment())
            except NotSet as refusal:
                problems.append(_problem(card, "card-not-set", f"no card '{card.path}': {refusal}", _HINT))
            else:
                if (count := page_count(pdf)) != card.pages:
                    message = f"the card '{card.path}' has {count} pages and may have {card.pages}"
                    problems.append(_problem(card, "card-not-set", message, _HINT))
    if problems:
        raise Refused(problems)
    for path, pdf in made.items():
        target = built.folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(pdf)


def _problem(card: Card, code: str, message: str, hint: str) -> Problem:
    return Problem(Place(f"docs/{card.source}" if card.source else "mkdocs.yml"), code, message, hint)
