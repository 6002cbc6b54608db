"""The public edition: the same guide without one word of coaching, in any file, in any form."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from conftest import ROOT

from macros import editions
from macros.loading import load
from macros.prose import body, sections
from macros.texts import expand


def plain(text: str) -> str:
    """Text as a reader compares it: no tags, no escapes, no Markdown marks, one space between words."""
    text = re.sub(r"<[^>]*>", " ", html.unescape(re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)))
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text).replace('\\"', '"')
    return re.sub(r"[^\w?.,;:'-]+", " ", text.replace("\\n", " ")).casefold().strip()


def secrets(guide) -> dict[str, str]:
    """Every text that must stay with the sellers, as a reader compares it, with a word on what it is."""
    values = {fact.id: fact.value for fact in guide.fact_list}
    found = {plain(expand(text, values.get)): str(text.place) for text in editions.coaching(guide)}
    for page in guide.articles:
        for section in editions.coaching_sections(guide, page):
            for line in section.text.split("\n"):
                if len(said := plain(line)) > 40:
                    found[said] = f"{page.path}:{section.line}"
        for question in page.quiz.questions if page.quiz else ():
            told = [question.stem, question.scene]
            found |= {plain(expand(text, values.get)): question.id for text in told if len(text) > 20}
    found.pop("", None)
    return found


@pytest.fixture(scope="session")
def public(built_public) -> Path:
    return built_public / "site-public"


def test_not_one_coaching_text_is_in_the_public_edition(public):
    guide, _ = load(ROOT)
    hidden = secrets(guide)
    assert len(hidden) > 1000
    leaks = []
    for path in sorted(path for path in public.rglob("*") if path.is_file()):
        text = plain(path.read_bytes().decode("utf-8", "replace"))
        leaks += [(path.relative_to(public).as_posix(), place) for said, place in hidden.items() if said in text]
    assert leaks == []


def test_the_leak_test_would_find_a_leak(public):
    guide, _ = load(ROOT)
    term = guide.terms["rag"]
    page = "<p>" + html.escape(str(term.card.ask)).replace(" ", "  ") + "</p>"
    assert [said for said in secrets(guide) if said in plain(page)] == [plain(term.card.ask)]
    assert plain(term.card.avoid) in plain(json.dumps({"avoid": str(term.card.avoid)}, ensure_ascii=True))


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
