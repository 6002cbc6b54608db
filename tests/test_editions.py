"""The public edition: the same guide without one word of coaching, in any file, in any form."""

from __future__ import annotations

import html
import json
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from leaks import leaks, secrets

from macros import editions
from macros.loading import load
from macros.prose import body, sections


@pytest.fixture(scope="module")
def public(built_public) -> Path:
    return built_public / "site-public"


@pytest.fixture(scope="module")
def hidden() -> dict[str, str]:
    return secrets(load(ROOT)[0])


def test_not_one_coaching_text_is_in_the_public_edition(public, hidden):
    assert len(hidden) > 1000
    assert leaks(public, hidden) == []


def test_no_share_page_of_the_full_edition_holds_coaching(built, hidden):
    assert leaks(built / "site" / "g", hidden, "*.html") == []


def test_a_leak_would_be_found(hidden, tmp_path):
    ask, avoid = load(ROOT)[0].terms["rag"].card.ask, load(ROOT)[0].terms["rag"].card.avoid
    middle = ask.index(" ", 20)
    forms = {
        "page.html": f"<p>{html.escape(ask[:middle])} <a>{html.escape(ask[middle:])}</a></p>",
        "attribute.html": f'<a data-ask="{html.escape(ask)}">x</a>',
        "data.html": f'<script type="application/json">{json.dumps(ask)}</script>',
        "data.json": json.dumps({"avoid": avoid}, ensure_ascii=True),
    }
    for name, text in forms.items():
        (tmp_path / name).write_text(text, "utf-8")
    with zipfile.ZipFile(tmp_path / "book.epub", "w") as book:
        book.writestr("page.xhtml", forms["page.html"])
    assert [name for name, _ in leaks(tmp_path, hidden)] == sorted([*forms, "book.epub"])


def test_coaching_pages_and_sections_are_gone_and_nothing_points_to_them():
    guide, _ = load(ROOT)
    cut = editions.public(guide)
    assert set(guide.pages_by_path) - set(cut.pages_by_path) == set(guide.settings.coaching_pages)
    titles = {section.title for page in cut.articles for section in sections(page)}
    assert titles & {part.heading for part in guide.settings.anatomy if part.coaching == "yes"} == set()
    assert [page.path for page in cut.pages if "coaching -->" in page.text] == []
    assert [asked.question.id for asked in cut.asked] == []
    assert list(editions.coaching(cut)) == []


def test_what_is_not_coaching_stays():
    guide, _ = load(ROOT)
    cut = editions.public(guide)
    for full, term in zip(guide.glossary.terms, cut.glossary.terms, strict=True):
        assert (term.definition, term.mechanism, term.misconception) == (
            full.definition,
            full.mechanism,
            full.misconception,
        )
        assert (term.card.say, term.card.ask, term.card.avoid, term.card.instead) == (full.card.say, "", "", "")
    for full, row in zip(guide.rows.values(), cut.rows.values(), strict=True):
        assert (row.holds, row.breaks, row.consequence, row.ask) == (full.holds, full.breaks, "", "")


def test_parts_of_a_page_can_be_marked_as_coaching(sailing):
    index = sailing / "docs" / "index.md"
    index.write_text("# Home\n\nFor all.\n\n<!-- coaching -->\nFor crew.\n<!-- /coaching -->\n\nAgain.\n", "utf-8")
    guide, _ = load(sailing)
    assert body(editions.public(guide).pages_by_path["index.md"]) == "# Home\n\nFor all.\n\n\nAgain.\n"
