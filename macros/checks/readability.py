"""Articles short enough, and easy enough to read."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.problems import Place, Problem
from ..guide.guide import Guide
from ..prose.readability import readability
from ..prose.sections import path_of

MOST_WORDS = 20
MOST_GRADE = 11.0


def check(guide: Guide) -> Iterator[Problem]:
    """A problem for each article beyond a limit."""
    least, most = (int(given or 0) for given in (guide.settings.least_words, guide.settings.most_words))
    for page in guide.articles:
        found = readability(page)
        place = Place(path_of(page), page.body_line)
        if found.words < least:
            message = f"the article has {found.words} words, at least {least}"
            yield Problem(place, "article-length", message, "say more, or join it to another")
        if most and found.words > most:
            message = f"the article has {found.words} words, at most {most}"
            yield Problem(place, "article-length", message, "cut it, or make two of it")
        if found.words_a_sentence > MOST_WORDS:
            message = f"{found.words_a_sentence:.1f} words a sentence, at most {MOST_WORDS}"
            yield Problem(place, "hard-to-read", message, "split the longest")
        if found.grade > MOST_GRADE:
            message = f"the Flesch-Kincaid grade is {found.grade:.1f}, at most {MOST_GRADE:g}"
            yield Problem(place, "hard-to-read", message, "use shorter words and sentences")
