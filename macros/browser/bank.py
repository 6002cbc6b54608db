"""The whole bank for pages that choose from it: an index, and for each article the forms of its questions, as scripts,
since a page from disk can load nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..data.store import Store
from ..guide.guide import Guide
from ..guide.lessons import Article
from ..guide.questions import content_hash
from ..guide.texts import plain
from ..pages.draft import Draft
from ..pages.practice import article_key, bank_folder
from ..pages.templates import Templates
from ..pages.term_links import Linker


def write(draft: Draft) -> None:
    """The bank's files, where the guide in its edition has a page for practice and asks anything."""
    guide = draft.guide
    if not (guide.settings.practice and guide.asked):
        return
    folder = draft.folder / bank_folder(guide)
    folder.mkdir(exist_ok=True)
    for name, text in files(guide, draft.store).items():
        (folder / name).write_text(text, "utf-8")


def files(guide: Guide, store: Store) -> dict[str, str]:
    """Every file of the bank by its name."""
    templates, linker = Templates(guide), Linker(guide, store)
    made = {"index.js": templates.text("bank.js.j2", value=index(guide))}
    for page in guide.articles:
        forms = dict(_forms(guide, page, templates, linker))
        made[f"{article_key(page)}.js"] = templates.text("forms.js.j2", value=forms)
    return made


def index(guide: Guide) -> dict[str, Any]:
    """What there is to choose from."""
    articles = [page for page in guide.articles if page.quiz]
    places = {page.path: at for at, page in enumerate(articles)}
    asked = {term for one in guide.asked for term in one.question.terms}
    return {
        "articles": [{"key": article_key(page), "title": page.head.title} for page in articles],
        "paths": [
            {"key": article_key(page), "articles": [article_key(one) for one in guide.articles_linked_from(page)]}
            for page in guide.paths
        ],
        "terms": {term.id: [term.preferred, term.area] for term in guide.glossary.terms if term.id in asked},
        "beliefs": {belief.id: plain(guide, belief.belief) for belief in guide.belief_list},
        "contrasts": sorted(
            {
                tuple(sorted((term.id, relation.term)))
                for term in guide.glossary.terms
                for relation in term.related
                if relation.relation == "contrast"
            }
        ),
        "questions": [
            [one.question.id, content_hash(one.question), places[one.page.path], one.question.level,
             list(one.question.terms), one.question.section]
            for one in guide.asked
        ],
    }  # fmt: skip


def _forms(guide: Guide, page: Article, templates: Templates, linker: Linker) -> Iterator[tuple[str, str]]:
    count = len(page.quiz.questions) if page.quiz else 0
    for number, question in enumerate(page.quiz.questions if page.quiz else (), 1):
        told = {"question": question, "place": "check", "number": number, "count": count, "taught": page.path}
        home = guide.settings.practice
        yield question.id, linker.link(templates.html("bank-question.html.j2", home, **told), home)
