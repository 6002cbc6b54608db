"""The questions for other programs: Anki, Moodle and other learning platforms, a spreadsheet. Every explanation goes
along, and the same guide gives the same bytes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ...data.days import moment
from ...data.store import Store
from ...guide.guide import Guide
from ...pages.draft import Draft
from . import anki, gift, moodle, qti, scorm, table
from .items import branched, ordered

FOLDER = "quiz"
"""The site's folder for these files."""


def write(draft: Draft) -> None:
    """Every file, where the guide in its edition asks anything."""
    if not draft.guide.asked:
        return
    for line in reports(draft.guide):
        draft.tell(line)
    folder = draft.folder / FOLDER
    folder.mkdir(exist_ok=True)
    for name, data in files(draft.guide, draft.folder, moment(), draft.store).items():
        (folder / name).write_bytes(data)


def files(guide: Guide, site: Path, when: datetime, store: Store) -> dict[str, bytes]:
    """Each file by its name; `site` is the folder that holds the scripts and styles of the site."""
    found = {
        anki.NAME: anki.package(guide, when),
        gift.NAME: gift.text(guide),
        moodle.NAME: moodle.document(guide),
        qti.NAME: qti.package(guide, when),
        table.NAME: table.rows(guide),
    }
    if guide.settings.scripts.questions:
        found[scorm.NAME] = scorm.package(guide, site, when, store)
    return found


def reports(guide: Guide) -> list[str]:
    """What some of the forms cannot say as the site does, and how they say it."""
    lines = [
        f"the turns of '{name}' stand as questions of their own in {gift.NAME}, {moodle.NAME}, {qti.NAME}"
        for name in branched(guide)
    ]
    if names := ordered(guide):
        lines.append(f"{len(names)} questions of order are matched with places in {gift.NAME} and {moodle.NAME}")
    return lines
