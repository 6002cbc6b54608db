"""What the pages for practice, review and progress list, and where the question bank that they choose from stands."""

from __future__ import annotations

import posixpath
from typing import Any

from ..guide.guide import Guide
from ..guide.lessons import Page
from .view import View


def bank_folder(guide: Guide) -> str:
    """Where the bank stands, below the site's root: beside the page for practice. Ends in a slash."""
    return posixpath.dirname(guide.settings.practice) + "/"


def article_key(page: Page) -> str:
    """By which name an address knows an article or a path: that of its file."""
    return posixpath.basename(page.path).removesuffix(".md")


def choices(guide: Guide) -> dict[str, Any]:
    """What the pages for practice, review and progress list."""
    asked = {term for one in guide.asked for term in one.question.terms}
    view = View(guide)
    return {
        "bank": bank_folder(guide),
        "articles": [
            {"key": article_key(page), "title": page.head.title, "page": page.path,
             "first": f"{page.path}#q-{page.quiz.questions[0].id}"}
            for page in guide.articles if page.quiz
        ],
        "paths": [
            {"key": article_key(page), "page": page.path, "title": view.title_of(page.path),
             "articles": [article_key(one) for one in guide.articles_linked_from(page)]}
            for page in guide.paths
        ],
        "terms": [term for term in guide.glossary.terms if term.id in asked],
        "areas": guide.glossary.areas,
    }  # fmt: skip
