"""Days: which text is one, which one counts as today, and how people write one."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time

from .kinds import DAY


def is_day(text: str) -> bool:
    """Whether the text is a day of the calendar, such as 2026-11-24."""
    try:
        return bool(re.fullmatch(DAY.pattern, text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def written(day: str | date) -> str:
    """`2026-11-24` as people write it: November 24, 2026."""
    value = day if isinstance(day, date) else date.fromisoformat(day)
    return f"{value:%B} {value.day}, {value.year}"


def written_short(day: str | date) -> str:
    """The same where there is little room: Nov 24, 2026."""
    value = day if isinstance(day, date) else date.fromisoformat(day)
    return f"{value:%b} {value.day}, {value.year}"


def today() -> date:
    """The day that counts: that of SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def moment() -> datetime:
    """What documents say of when they were made: SOURCE_DATE_EPOCH where it is set, else the beginning of the day, so
    that two builds of one day are alike."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.combine(today(), time(), UTC)
