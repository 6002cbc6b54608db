"""What marks coaching must mark it whole, or the public edition would leave too much or too little out."""

from __future__ import annotations

from collections.abc import Iterator

from ..building import suggestion
from ..editions import marks
from ..guide import Guide
from ..lessons import Page
from ..problems import Place, Problem

OPEN, CLOSE = "<!-- coaching -->", "<!-- /coaching -->"


def check(guide: Guide) -> Iterator[Problem]:
    for path in guide.settings.coaching_pages:
        if path not in guide.pages_by_path:
            hint = suggestion(path, guide.pages_by_path)
            yield Problem(path.place, "missing-page", f"the coaching page '{path}' does not exist", hint)
        elif path in vars(guide.settings.pages).values():
            message = f"'{path}' carries a table that every edition needs"
            yield Problem(path.place, "coaching-mark", message, "mark parts of it instead")
    for page in guide.pages:
        yield from _marks(page)


def _marks(page: Page) -> Iterator[Problem]:
    opened: Place | None = None
    for place, opens in marks(page):
        if opens and opened:
            yield Problem(place, "coaching-mark", f"'{OPEN}' inside another (opened at line {opened.line})", "close it")
        elif not opens and not opened:
            yield Problem(place, "coaching-mark", f"'{CLOSE}' closes nothing", f"open it with '{OPEN}'")
        opened = place if opens else None
    if opened:
        yield Problem(opened, "coaching-mark", f"'{OPEN}' is never closed", f"close it with '{CLOSE}'")
