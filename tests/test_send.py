"""What may be sent: on every page that coaches, a link to one that does not, copied with one press."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser_site import opened
from bs4 import BeautifulSoup
from lxml import html
from playwright.sync_api import expect

from macros.data.quotes import curled
from macros.guide.addresses import html_path
from macros.guide.contrasts import page_path, pairs

pytestmark = pytest.mark.browser

HOME = "https://example.github.io/ai-field-guide/"
SENT = {
    "glossary/rag.html": "g/rag/",
    "learn/05-retrieval-augmented-generation.html": "g/05-retrieval-augmented-generation/",
    "compare/fine-tuning--rag/index.html": "g/fine-tuning--rag/",
}


@pytest.fixture
def context(browser):
    made = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    made.set_default_timeout(10_000)
    yield made
    made.close()


def test_every_page_that_coaches_says_so_and_names_one_that_does_not(site, guide):
    pages = [guide.term_path(term) for term in guide.terms] + [page.path for page in guide.articles]
    pages += [page_path(pair) for pair in pairs(guide)]
    for path in pages:
        page = html.parse(str(site / html_path(path))).getroot()
        bar = page.find_class("send")[0]
        assert bar.find_class("send__note") and next(bar.iterancestors("article")) is not None, path
        links = bar.xpath(".//a[@data-send]/@href")
        if path in guide.settings.coaching_pages:
            assert links == []
        else:
            assert (site / links[0].removeprefix(HOME) / "index.html").is_file(), path


def test_the_public_edition_coaches_nobody(built_public):
    page = (built_public / "site-public" / "glossary" / "rag.html").read_text("utf-8")
    assert "data-send" in page and "coaches you" not in page


@pytest.mark.parametrize("path", SENT)
def test_a_press_copies_the_link(watch, context, path):
    page = opened(context, watch, path)
    link = page.get_by_role("link", name="Copy link to send")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".send").first.get_by_role("status")).to_have_text("Copied: a link without coaching.")
    assert page.evaluate("navigator.clipboard.readText()") == HOME + SENT[path]
    page.get_by_role("button", name="QR code").click()
    code = page.get_by_role("dialog", name="QR code of the page to send")
    assert code.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.keyboard.press("Escape")
    expect(code).to_have_count(0)


def test_a_row_of_the_mapping_is_copied_in_its_place(watch, context, guide):
    page = opened(context, watch, "okta/mapping.html")
    row = guide.mapping.rows[3]
    page.goto(f"{watch.home}okta/mapping.html#row-{row.id}")
    page.locator(f"#row-{row.id}").get_by_role("link", name="Copy link to send").click()
    expect(page.locator(f"#row-{row.id}").get_by_role("status")).to_have_text("Copied: a link without coaching.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{HOME}m/{row.id}/"


def test_a_card_is_printed_alone(hosted, context):
    page = context.new_page()
    page.add_init_script("window.print = () => (window.printed = document.querySelector('.card').dataset.term)")
    page.goto(hosted.home + "glossary/rag.html")
    page.get_by_role("link", name="Print this card").click()
    expect(page.locator(".card")).to_be_visible()
    assert page.evaluate("window.printed") == "rag"


def test_two_terms_stand_side_by_side_in_either_order(hosted, context, guide):
    pair = next(pair for pair in pairs(guide) if pair.id == "fine-tuning--rag")
    page = opened(context, hosted, f"compare/{pair.turned}/index.html")
    page.wait_for_url(f"**/compare/{pair.id}/index.html")
    row = page.get_by_role("row", name=re.compile("^Ask"))
    expect(row.get_by_role("cell")).to_have_text([curled(pair.first.card.ask), curled(pair.second.card.ask)])
    page = opened(context, hosted, "glossary/rag.html")
    page.get_by_role("link", name="Side by side").first.click()
    expect(page.locator("h1")).to_have_text(re.compile(" and "))


def test_what_a_list_is_filtered_by_stands_in_the_address(hosted, context):
    page = opened(context, hosted, "glossary/index.html?find=tuning&area=models")
    expect(page.get_by_role("searchbox", name="Filter")).to_have_value("tuning")
    shown = page.locator("[data-area]:visible").count()
    assert 0 < shown < 30
    page.get_by_role("searchbox", name="Filter").fill("")
    page.wait_for_url(re.compile(r"\?area=models$"))


def test_each_article_has_a_page_to_send_with_what_it_teaches(site: Path, guide):
    for page in guide.articles:
        if path := guide.article_share(page):
            text = BeautifulSoup((site / path / "index.html").read_text("utf-8"), "lxml").get_text(" ", strip=True)
            assert curled(page.head.question.split("{")[0]) in text and text.count(curled(page.head.title)) >= 2
