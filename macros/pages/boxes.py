"""What stands on paper and in pictures where no face of this machine has a letter: a box, which every reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable

BOX = "\u2610"
"""All locked faces have it."""
_JOINED = "(?:[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d.)*"
"""What makes one sign of several: a choice of its form, the color of a skin, and what a joiner joins to it."""


def boxed(text: str, letters: Iterable[str]) -> str:
    """The text with a box in the place of each of these letters, and of the sign that one of them is a part of."""
    named = "".join(sorted(map(re.escape, letters)))
    return re.sub(f"(?:.\u200d)*[{named}]{_JOINED}", BOX, text) if named else text
