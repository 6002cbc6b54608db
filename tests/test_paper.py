"""What a reader prints from the browser: a term on one page, an article without what is left of its bank."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from browser_site import WITHOUT_WORKER, opened
from pdf_reader import letters

from macros.guide.addresses import html_path
from macros.guide.texts import plain, sentences
from macros.pages import placing

pytestmark = pytest.mark.browser

MOST = 8
"""So many terms with the longest pages are printed; the others are shorter."""


@pytest.fixture
def printed(browser, hosted, tmp_path: Path):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.add_init_script(WITHOUT_WORKER)
        page = opened(context, hosted, "index.html")

        def prints(path: str) -> list[str]:
            """The pages that a printer gives for a page, each as its letters."""
            page.goto(hosted.home + path)
            page.wait_for_load_state("networkidle")
            page.pdf(path=tmp_path / "printed.pdf", format="Letter")
            sheets = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
            return [letters(sheet.get_textpage().get_text_bounded()) for sheet in sheets]

        yield prints


def test_a_term_prints_on_one_page(printed, site, guide):
    paths = {term.id: html_path(guide.term_path(term.id)) for term in guide.glossary.terms}
    longest = sorted(paths, key=lambda term: -(site / paths[term]).stat().st_size)[:MOST]
    for identity in longest:
        term = guide.terms[identity]
        pages = printed(paths[identity])
        assert len(pages) == 1, identity
        told = [term.definition, term.mechanism, term.card.say, term.card.ask, term.misconception.correction]
        told += [said for row in guide.rows_of(identity) for said in (row.counterpart, sentences(row.breaks)[0])]
        told += [guide.sources[source].title for source in term.sources]
        assert [said for said in told if letters(plain(guide, said)) not in pages[0]] == [], identity


def test_an_article_prints_its_questions_at_hand_with_their_key_and_no_more(printed, guide):
    page = max(guide.articles, key=lambda article: len(article.quiz.questions))
    text = "".join(printed(html_path(page.path)))
    for placed in placing.placed(guide, page, placing.told(guide)):
        question = placed.question
        reasons = [item.why for item in (*question.options, *question.pairs, *question.steps)]
        shown = {letters(plain(guide, why)) in text for why in reasons}
        assert shown <= {placed.place != placing.REST}, question.id
    for identity in page.head.rows:
        row = guide.rows[identity]
        assert letters(plain(guide, sentences(row.breaks)[0])) in text
        assert letters(plain(guide, row.consequence)) not in text
