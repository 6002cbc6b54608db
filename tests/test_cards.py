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
import zxingcpp
from conftest import EPOCH, run
from leaks import letters

from macros.data.store import Store
from macros.documents.cards import contents as choice
from macros.documents.cards.pocket import pocket
from macros.documents.typesetter import NotSet, Typesetter
from macros.guide.addresses import POCKET, on_a4
from macros.guide.guide import Guide
from macros.guide.leading import leading_terms, pocket_terms
from macros.guide.texts import expand, plain
from macros.pages.rendered import RenderedPage, read
from macros.pages.templates import TEMPLATES
from macros.prose.editions import public
from macros.publishing.build import rendered_file
from macros.reading.loading import load

LARGEST, LARGEST_DECK = 40 * 1024, 160 * 1024
NEAREST = 18
"""How near to an edge most printers print, in points."""
MOMENT = datetime.fromtimestamp(int(EPOCH), UTC)


def read_aloud(path: Path) -> str:
    """The text of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return letters("".join(page.get_textpage().get_text_range() for page in document))


def pages_with_cards(guide: Guide) -> list:
    return [*guide.articles, *guide.paths]


def test_every_article_and_path_has_its_card_and_the_sheet_is_there(guide, site):
    wanted = {guide.card_path(page): 1 for page in pages_with_cards(guide)} | {guide.sheet_path: 2}
    assert len(wanted) == len(guide.articles) + len(guide.paths) + 1
    wanted[POCKET] = -(-len(pocket_terms(guide)) // 4)
    found = {}
    for path in (site / "cards").rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            found[path.relative_to(site).as_posix()] = len(pdf.pages)
    assert found == wanted | {on_a4(path): count for path, count in wanted.items()}


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
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in (site / "cards").rglob("*.pdf")}
    deck = {name: sizes.pop(name) for name in (POCKET, on_a4(POCKET))}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert {name: size for name, size in deck.items() if size > LARGEST_DECK} == {}


def test_every_card_passes_pdf_ua_1_and_pdf_a_2a(guide, site):
    """On the other paper a card is the same but for the page's edges, so two of these stand for all."""
    paths = [*sorted((site / "cards").glob("*.pdf")), site / on_a4(guide.sheet_path), site / on_a4(POCKET)]
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
    cards = [guide.sheet_path, POCKET, *map(guide.card_path, pages_with_cards(guide))]
    assert listed == [path for card in cards for path in (card, on_a4(card))]


def test_on_a4_a_card_says_the_same_and_no_letter_comes_near_an_edge(guide, site):
    for path in (guide.sheet_path, POCKET, guide.card_path(guide.articles[0])):
        sheets, others = (pypdfium2.PdfDocument(site / place) for place in (path, on_a4(path)))
        assert [tuple(map(round, sheet.get_size())) for sheet in sheets] == [(612, 792)] * len(sheets)
        assert [tuple(map(round, sheet.get_size())) for sheet in others] == [(595, 842)] * len(sheets)
        for sheet, other in zip(sheets, others, strict=True):
            texts = [page.get_textpage() for page in (sheet, other)]
            assert texts[0].get_text_range() == texts[1].get_text_range() != ""
            left, bottom, right, top = other.get_mediabox()
            for text, at in ((texts[1], at) for at in range(texts[1].count_chars())):
                box = text.get_charbox(at)
                if text.get_text_range(at, 1).strip():
                    assert left + NEAREST < box[0] and box[2] < right - NEAREST, path
                    assert bottom + NEAREST < box[1] and box[3] < top - NEAREST, path


def test_a_pocket_card_says_what_is_said_of_its_term_and_its_code_leads_to_the_page_to_send(guide, site):
    terms = [term for _, term in pocket_terms(guide).values()]
    with pypdfium2.PdfDocument(site / POCKET) as document:
        for number, four in enumerate(terms[at : at + 4] for at in range(0, len(terms), 4)):
            page = document[number]
            text = letters(page.get_textpage().get_text_range())
            said = [part for term in four for part in (term.title, term.card.say, term.card.ask, term.card.avoid)]
            assert [part for part in said if letters(plain(guide, part)) not in text] == []
            codes = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
            found = {(code.position.top_left.y > 1188, code.position.top_left.x > 918): code.text for code in codes}
            places = [(False, False), (False, True), (True, False), (True, True)]
            wanted = [guide.share_base + guide.share_path(term.id) for term in four]
            assert found == dict(zip(places, wanted, strict=False)), number


def test_a_pocket_card_that_cannot_hold_what_is_said_is_refused(guide):
    [deck] = pocket(guide, Store())
    first, *others = deck.data["cards"]
    with Typesetter(TEMPLATES / "cards") as typesetter, pytest.raises(NotSet, match=f"'{first['name']}' does not fit"):
        typesetter.set(deck.template, deck.data | {"cards": [first | {"say": "Too long. " * 200}, *others]}, MOMENT)


def test_who_may_not_be_coached_gets_a_sentence_and_no_question(guide):
    [deck] = pocket(public(guide), Store())
    assert not deck.data["spoken"]
    assert {card["ask"] + card["avoid"] + card["instead"] for card in deck.data["cards"]} == {""}
    assert all(card["say"] and card["definition"] for card in deck.data["cards"])


def test_an_article_s_card_says_what_must_be_on_it(guide, site):
    values = {fact.id: fact.value for fact in guide.fact_list}
    for page in guide.articles:
        terms = leading_terms(guide, page)
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
