"""Which terms an article is about before all others."""

from __future__ import annotations

from collections import Counter

from .entries import Term
from .guide import Guide
from .lessons import Article

POCKETED = 2
"""How many terms of each article have a pocket card."""


def leading_terms(guide: Guide, article: Article) -> list[Term]:
    """The terms an article is about: those it introduces, or those its quiz turns on when it introduces none. The one
    that more of its questions turn on comes first."""
    turns = Counter(asked.question.terms[0] for asked in guide.asked if asked.page is article)
    return [guide.terms[term] for term in sorted(article.head.introduces or turns, key=lambda term: -turns[term])]


def pocket_terms(guide: Guide) -> dict[str, tuple[int, Term]]:
    """The terms that have a pocket card, in the order of the articles, each with the number of its article."""
    found: dict[str, tuple[int, Term]] = {}
    for number, article in enumerate(guide.articles, 1):
        for term in leading_terms(guide, article)[:POCKETED]:
            found.setdefault(term.id, (number, term))
    return found
