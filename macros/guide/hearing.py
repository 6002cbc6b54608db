"""How texts are compared with what people say: as docs/assets/js/lookup-words.js takes them apart."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (
    (re.compile(r"is(e|ed|es|ing|ation|ations)$"), r"iz\1"),  # British spelling
    (re.compile(r"ie[sd]$"), "y"),
    (re.compile(r"(ss|x|ch|sh)es$"), r"\1"),
    (re.compile(r"([^siu])s$"), r"\1"),
)
_FORMS = re.compile(r"(ations?|ators?|ating|ated|ates?|ions?|ings?|edly|ed|ly|er|or|ment|able|al|ive)$")
_VOWEL, _TWICE, _LAST = re.compile("[aeiouy]"), re.compile(r"([bdgmnprt])\1$"), re.compile("(e|y|i)$")
_WHOLE = 4
"""Letters: a shorter word has no forms."""


def words(text: str) -> list[str]:
    """The words of a text: lower case, without accents and apostrophes."""
    bare = re.sub(r"[\u0300-\u036f'’]", "", unicodedata.normalize("NFKD", text))
    return _WORD.findall(bare.lower())


def stem(word: str) -> str:
    """A word without its English ending, cut no further than needed to bring its forms together."""
    if len(word) < _WHOLE:
        return word
    cut = word
    for ending, instead in _ENDINGS:
        cut = ending.sub(instead, cut)
    bare = _FORMS.sub("", cut)
    if len(bare) > 2 and _VOWEL.search(bare):
        cut = _TWICE.sub(r"\1", bare)
    return _LAST.sub("", cut) if len(cut) >= _WHOLE else cut
