"""Reading order: each term is introduced by one article, and one used earlier is announced as coming."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.problems import Problem
from ..guide.guide import Guide
from ..guide.lessons import Article
from ..prose.usage import Use, uses


def check(guide: Guide) -> Iterator[Problem]:
    articles = {page.path: page for page in guide.articles}
    order = {path: number for number, path in enumerate(articles)}
    first: dict[tuple[str, str], Use] = {}
    for use in uses(guide):
        if use.path in order:
            first.setdefault((use.path, use.term), use)
    yield from _early(guide, articles, order, first)
    yield from _promises(guide, order, first)


def _early(
    guide: Guide, articles: dict[str, Article], order: dict[str, int], first: dict[tuple[str, str], Use]
) -> Iterator[Problem]:
    for (path, term), use in first.items():
        introduced = guide.article_of(term)
        if introduced and order[introduced.path] <= order[path]:
            continue
        if introduced and term in articles[path].head.ahead:
            continue
        if not introduced and "articles" in guide.settings.optional:
            continue
        where = f"'{introduced.path}' introduces it later" if introduced else "no article introduces it"
        hint = "list it under 'introduces' here" + (", or under 'ahead'" if introduced else "")
        yield Problem(use.place, "used-before-introduced", f"'{term}' is used here, but {where}", hint)


def _promises(guide: Guide, order: dict[str, int], first: dict[tuple[str, str], Use]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for page in guide.articles:
        for term in page.head.introduces:
            owner = owners.setdefault(term, page.path)
            if owner != page.path:
                message = f"'{owner}' introduces '{term}' already"
                yield Problem(term.place, "introduced-twice", message, "one article owns a term")
            elif term in guide.terms and guide.terms[term].preferred and (page.path, term) not in first:
                message = f"the article introduces '{term}' but never uses it"
                yield Problem(term.place, "not-introduced", message, "use it in the text, or remove it here")
    for page in guide.articles:
        for term in page.head.ahead:
            later = guide.article_of(term)
            if (page.path, term) not in first or (later and order[later.path] <= order[page.path]):
                message = f"'{term}' is announced as coming, but is not used here or was introduced before"
                yield Problem(term.place, "not-ahead", message, "remove it from 'ahead'")
