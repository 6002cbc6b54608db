"""Text that knows its place, and the kinds of text the data is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .problems import Place

NOWHERE = Place("")


class Text(str):
    """A `str` with the `place` it was written at."""

    place: Place = NOWHERE

    def __new__(cls, value: str, place: Place = NOWHERE) -> Text:
        text = super().__new__(cls, value)
        text.place = place
        return text


@dataclass(frozen=True)
class Kind:
    """What a piece of text must look like. `prose` text may hold `{fact:id}` and is linked to terms."""

    name: str
    pattern: str = ""
    expects: str = ""
    longest: int = 2000
    shortest: int = 1
    prose: bool = False


@dataclass(frozen=True)
class Coaching:
    """Marks a field that speaks to the seller: it stays in the full edition and never leaves it."""


ID = Kind("id", r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case words joined by hyphens", 60)
IDS = Kind("ids", r"[a-z0-9]+(-[a-z0-9]+)*( [a-z0-9]+(-[a-z0-9]+)*)*", "ids with a space between them", 200)
PHRASE = Kind("phrase", r"[^\n]+", "one line", 120)
SENTENCE = Kind("sentence", r"[^\n]+", "one line", 400, prose=True)
PROSE = Kind("prose", "", "", 2000, prose=True)
DAY = Kind("day", r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "a date such as 2026-11-24", 10)
DAYS = Kind("days", r"[1-9][0-9]{0,4}", "a whole number such as 90", 5)
URL = Kind("url", r"https?://[^\s<>\"'`{}|\\^]+", "an address such as https://example.org/page", 500)
ANCHOR = Kind("anchor", r"[a-z0-9][a-z0-9_-]*", "a heading's anchor, without '#'", 120)

Id = Annotated[Text, ID]
Ids = Annotated[Text, IDS]
Phrase = Annotated[Text, PHRASE]
Sentence = Annotated[Text, SENTENCE]
Prose = Annotated[Text, PROSE]
Day = Annotated[Text, DAY]
Days = Annotated[Text, DAYS]
COACHING = Coaching()
CoachingPhrase = Annotated[Phrase, COACHING]
CoachingSentence = Annotated[Sentence, COACHING]
CoachingProse = Annotated[Prose, COACHING]
Url = Annotated[Text, URL]
REPORTS = Annotated[
    Text,
    Kind(
        "reports",
        r"https://[^\s<>\"'`{}|\\^?#]+|mailto:[^\s<>\"'`{}|\\^?#@]+@[^\s<>\"'`{}|\\^?#@]+",
        "a repository such as https://github.com/owner/name, or mailto:somebody@example.org",
        300,
    ),
]
Anchor = Annotated[Text, ANCHOR]
PAGE = Annotated[Text, Kind("page", r"([a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9._-]*\.md", "a page below docs/", 200)]
FOLDER = Annotated[Text, Kind("folder", r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*", "a folder below docs/", 200)]
