"""The one-page cards: whole by their rule, one page each, small, and readable by anybody for as long as PDF lasts."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import verapdf
from conftest import EPOCH, run
from leaks import letters

from macros.documents.cards import contents as choice
from macros.documents.typesetter import Typesetter
from macros.guide.guide import Guide
from macros.guide.texts import expand
from macros.pages.rendered import RenderedPage, read
from macros.pages.templates import TEMPLATES
from macros.publishing.build import rendered_file
from macros.reading.loading import load

LARGEST = 40 * 1024
MOMENT = datetime.fromtimestamp(int(EPOCH), UTC)


def read_aloud(path: Path) -> str:
    """The text of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return letters("".join(page.get_textpage().get_text_range() for page in document))


def pages_with_cards(guide: Guide) -> list:
    return [*guide.articles, *guide.paths]


def test_every_article_and_path_has_its_card_and_the_sheet_is_there(guide, site):
    wanted = {guide.card_path(page): 1 for page in pages_with_cards(guide)} | {guide.sheet_path: 2}
    found = {}
    for path in (site / "cards").iterdir():
        with pikepdf.open(path) as pdf:
            found[f"cards/{path.name}"] = len(pdf.pages)
    assert found == wanted
    assert len(wanted) == len(guide.articles) + len(guide.paths) + 1


def test_what_speaks_of_calls_has_other_words_where_a_guide_says_so(sailing):
    config = sailing / "mkdocs.yml"
    told = "    labels:\n      edition: For the crew\n      card: At the helm\n      spoken: Say it aloud.\n"
    config.write_text(config.read_text("utf-8").replace("    labels:\n", told), "utf-8")
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    site = sailing / "site"
    page = (site / "terms" / "rudder.html").read_text("utf-8")
    assert 'id="on-a-call">At the helm' in page and "On a call" not in page
    card = read_aloud(site / "cards" / "01-wind.pdf")
    assert ["atthehelm" in card, "sayitaloud" in card, "onacall" in card, "nottobesent" in card] == [
        True,
        True,
        False,
        False,
    ]
    with zipfile.ZipFile(next(site.glob("*.epub"))) as book:
        titles = [book.read(name).decode() for name in book.namelist() if "title" in name]
    assert any("For the crew. Made on" in title for title in titles)
    assert "For sellers" not in "".join(titles)


def test_no_card_is_large(site):
    sizes = {path.name: path.stat().st_size for path in (site / "cards").iterdir()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_every_card_passes_pdf_ua_1_and_pdf_a_2a(site):
    paths = sorted((site / "cards").iterdir())
    verdicts = verapdf.validate(paths)
    assert {(verdict.path, verdict.flavor) for verdict in verdicts} == {
        (path, flavor) for path in paths for flavor in verapdf.FLAVORS
    }
    assert [(verdict.path.name, verdict.failed) for verdict in verdicts if verdict.failed] == []
    assert all(verdict.checked for verdict in verdicts)


def test_each_page_links_to_its_card_and_the_list_to_all(guide, site):
    for page in pages_with_cards(guide):
        text = (site / page.path.replace(".md", ".html")).read_text("utf-8")
        assert text.count(f'href="../{guide.card_path(page)}"') == 1, page.path
    listed = re.findall(r'href="(cards/[^"]+)"', (site / "cards.html").read_text("utf-8"))
    assert listed == [guide.sheet_path, *map(guide.card_path, pages_with_cards(guide))]


def test_an_article_s_card_says_what_must_be_on_it(guide, site):
    values = {fact.id: fact.value for fact in guide.fact_list}
    for page in guide.articles:
        terms = choice.leading_terms(guide, page)
        first = terms[0].card
        notes = [relation.note for term in terms for relation in term.related if relation.relation == "contrast"]
        wanted = [page.head.title, page.head.question, first.say, first.ask, first.avoid, first.instead, notes[0]]
        rows = page.head.rows or [row.id for term in terms for row in guide.rows_of(term.id)]
        text = read_aloud(site / guide.card_path(page))
        said = [part for part in wanted if letters(expand(part, values.get)) not in text]
        assert said == [], page.path
        shown = [
            row
            for row in map(guide.rows.get, rows)
            if all(
                letters(expand(part, values.get)) in text for part in (row.holds, row.breaks, row.consequence, row.ask)
            )
        ]
        assert shown, page.path
        boxes = re.findall(r'!!! (?:takeaway|practical) "[^"]+"\n+((?:    .+\n)+)', page.text)
        for box in boxes:
            plain = re.sub(r"\{\{ \w+\(\"([\w-]+)\"(?:, \"([^\"]+)\")?\) \}\}", lambda call: call[2] or "", box)
            assert "{{" in box or letters(plain) in text, (page.path, box)


def test_a_path_s_card_gives_the_whole_route(guide, site):
    for page in guide.paths:
        text = read_aloud(site / guide.card_path(page))
        leads = re.findall(r"^\d+\. \*\*(.+?)\*\*", page.text, re.MULTILINE)
        assert leads
        assert [lead for lead in leads if letters(lead) not in text] == []


SAILING_PAGE = RenderedPage(
    "lessons/01-wind.md",
    "Wind",
    '<h1>Wind</h1><div class="admonition takeaway"><p class="admonition-title">Wind</p>'
    '<!-- in fair weather --><p>Trim to what <a href="x.html">the boat</a> feels.</p></div>'
    '<div class="admonition note"><p>No.</p></div>',
)


def test_what_is_chosen_and_in_which_order(sailing):
    guide, _ = load(sailing)
    article, sheet = choice.cards(guide, {SAILING_PAGE.path: SAILING_PAGE})
    assert (article.path, article.source, article.pages) == ("cards/01-wind.pdf", "lessons/01-wind.md", 1)
    assert (sheet.path, sheet.source, sheet.pages) == ("cards/before-the-call.pdf", "", 2)
    told = {
        part["name"]: [(item["rank"], item["name"]) for item in part["items"]]
        for part in article.data["left"] + article.data["right"]
    }
    assert told == {
        "short": [(0, "Wind")],
        "contrasts": [(0, "true wind and apparent wind")],
        "bridges": [(0, "True wind and The gradient of the road")],
        "terms": [(0, "True wind"), (1, "Rudder"), (2, "Apparent wind")],
        "practical": [],
    }
    assert article.data["left"][0]["items"] == [
        {
            "kind": "takeaway",
            "name": "Wind",
            "title": "Wind",
            "text": "Trim to what the boat feels.",
            "rank": 0,
        }
    ]


def test_a_machine_s_fonts_change_nothing(built, guide):
    """Set once more here, by another process, a card is the same bytes."""
    pages = read(rendered_file(built, guide))
    card = choice.cards(guide, pages)[2]
    with Typesetter(TEMPLATES / "cards") as typesetter:
        made = typesetter.set(card.template, card.data, MOMENT)
    assert made == (built / "site" / card.path).read_bytes()


@pytest.mark.bench
def test_time_of_a_card(built, guide):
    pages = read(rendered_file(built, guide))
    started = time.perf_counter()
    cards = choice.cards(guide, pages)
    print(f"\nchoosing {len(cards)} cards: {(time.perf_counter() - started) * 1000:.0f} ms")
    with Typesetter(TEMPLATES / "cards") as typesetter:
        typesetter.set(cards[0].template, cards[0].data, MOMENT)
        for card in cards:
            started, used = time.perf_counter(), time.process_time()
            typesetter.set(card.template, card.data | {"title": f"{card.data['title']} "}, MOMENT)
            took, used = time.perf_counter() - started, time.process_time() - used
            print(f"{card.path:<55} {took * 1000:5.1f} ms, {used * 1000:5.1f} ms of CPU")
