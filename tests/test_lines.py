"""The mapping in lines: each row opens in place, from wherever it is linked, with and without scripts, on paper too."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from browser_site import opened, violations
from bs4 import BeautifulSoup
from pdf_reader import letters
from playwright.sync_api import expect

from macros.data.quotes import curled
from macros.guide.texts import plain, sentences
from macros.pages.view import View

pytestmark = pytest.mark.browser

MAPPING = "okta/mapping.html"
PHONE = {"width": 390, "height": 844}
ROW = "fine-tuning-fork"
OF_ROWS = "#by-concept .line"


def line(page, row: str):
    """The line of a row."""
    return page.locator(f"{OF_ROWS}:has(#row-{row})")


def test_a_line_says_what_a_row_is_about_before_it_opens(built, guide):
    soup = BeautifulSoup((built / "site" / MAPPING).read_text("utf-8"), "lxml")
    heads = {entry.select_one(".line__body")["id"]: entry.summary for entry in soup.select(OF_ROWS)}
    assert len(heads) == len(guide.rows) == len(soup.select(OF_ROWS))
    for row in guide.mapping.rows:
        head = heads[f"row-{row.id}"]
        said = " ".join(head.get_text(" ").split())
        assert curled(row.concept) in said and curled(row.counterpart) in said
        why = curled(sentences(plain(guide, row.breaks))[0])
        assert head.select_one(".line__why").get_text() == f"Breaks: {why}"
        for product in guide.products_of("row", row.id)[:1]:
            assert product.name in said and guide.facts[product.stage].value in said
        assert not head.select("a, button"), row.id


def test_areas_count_their_rows_and_every_row_has_one(built, guide):
    soup = BeautifulSoup((built / "site" / MAPPING).read_text("utf-8"), "lxml")
    wanted = Counter(guide.terms[row.terms[0]].area for row in guide.mapping.rows)
    told = {link["data-area-is"]: int(link.span.get_text()) for link in soup.select("[data-area-is]")}
    assert told == {"": len(guide.rows), **wanted}
    for area, count in wanted.items():
        assert len(soup.select(f"#rows-{area} .line[data-area={area}]")) == count


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_a_row_opens_it(watch, browser, scripts):
    with browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts) as reader:
        page = opened(reader, watch, "okta/products.html")
        link = page.locator(f'a[href$="#row-{ROW}"], a[href*="mapping.html#row-"]').first
        row = link.get_attribute("href").partition("#row-")[2]
        link.click()
        page.wait_for_url(re.compile("mapping"))
        expect(line(page, row).locator(".line__breaks")).to_be_in_viewport()
        expect(line(page, row).locator(".line__concept")).to_be_in_viewport()
        assert page.locator(f"{OF_ROWS}[open]").count() == 1


def test_a_link_to_a_row_opens_it_whatever_is_filtered_and_however_often(watch, context):
    page = opened(context, watch, f"{MAPPING}?find=guardrail&area=risk&by=product#row-{ROW}")
    expect(line(page, ROW).locator(".line__breaks")).to_be_in_viewport()
    line(page, ROW).locator("summary").first.click()
    expect(line(page, ROW).locator(".line__breaks")).to_be_hidden()
    page.evaluate(f"document.querySelector('#row-{ROW} .self').click()")
    expect(line(page, ROW).locator(".line__breaks")).to_be_visible()


def test_the_filter_finds_what_is_closed_and_opens_it(watch, context, guide):
    page = opened(context, watch, MAPPING)
    field = page.get_by_label("Filter", exact=True)
    field.fill("low-rank adaptation")
    expect(line(page, ROW).locator(".line__breaks")).to_be_visible()
    shown = page.locator(f"{OF_ROWS}:visible").count()
    assert 0 < shown < len(guide.rows)
    expect(page.locator(".filter [role=status]")).to_have_text(f"{shown} of {len(guide.rows)} shown")
    # What the line itself says needs no opening, and what was opened closes again, but not what the reader opened.
    field.fill("forking")
    expect(line(page, ROW)).to_be_visible()
    expect(line(page, ROW).locator(".line__breaks")).to_be_hidden()
    line(page, ROW).locator("summary").first.click()
    field.fill("")
    expect(page.locator(f"{OF_ROWS}:visible")).to_have_count(len(guide.rows))
    expect(page.locator(f"{OF_ROWS}[open]")).to_have_count(1)


def test_areas_filter_and_the_address_keeps_them(hosted, context, guide):
    page = opened(context, hosted, MAPPING)
    areas = page.get_by_role("navigation", name="Areas")
    risk = sum(guide.terms[row.terms[0]].area == "risk" for row in guide.mapping.rows)
    areas.get_by_role("link", name="Safety and risk").click()
    for _ in range(2):
        expect(page.locator(f"{OF_ROWS}:visible")).to_have_count(risk)
        expect(areas.locator("[aria-current]")).to_have_text(f"Safety and risk {risk}")
        assert page.url.endswith("?area=risk")
        page.reload()
    areas.get_by_role("link", name="All").click()
    expect(page.locator(f"{OF_ROWS}:visible")).to_have_count(len(guide.rows))
    assert page.url.endswith(MAPPING)


def test_by_product_each_product_leads_to_its_rows(hosted, context, guide):
    page = opened(context, hosted, MAPPING)
    page.get_by_role("link", name="By product").click()
    expect(page.locator("#by-concept")).to_be_hidden()
    product = next(product for product in guide.products if product.rows)
    entry = page.locator("#by-product .line", has_text=product.name).first
    entry.locator("summary").click()
    assert page.url.endswith("?by=product")
    page.reload()
    entry.locator("summary").click()
    names = [curled(guide.rows[row].concept) for row in product.rows]
    expect(entry.locator(".line__of a")).to_have_text(names)
    entry.get_by_role("link", name=names[-1], exact=True).click()
    expect(line(page, product.rows[-1]).locator(".line__breaks")).to_be_in_viewport()
    expect(page.locator("#by-product")).to_be_hidden()
    listed = {row for product in guide.products for row in product.rows}
    soup = BeautifulSoup(page.content(), "lxml")
    assert {link["href"].removeprefix("#row-") for link in soup.select("#by-product .line__of a")} == listed


def test_without_scripts_both_ways_through_the_mapping_stand_there(watch, browser, guide):
    with browser.new_context(java_script_enabled=False) as plain_reader:
        page = opened(plain_reader, watch, MAPPING)
        expect(page.locator(f"{OF_ROWS}:visible")).to_have_count(len(guide.rows))
        expect(page.locator("#by-product .line").first).to_be_visible()
        expect(page.locator(".filter")).to_be_hidden()
        page.get_by_role("navigation", name="Areas").get_by_role("link", name="Safety and risk").click()
        expect(page.locator("#rows-risk h2")).to_be_in_viewport()
        line(page, ROW).locator("summary").first.click()
        expect(line(page, ROW).locator(".line__breaks")).to_be_visible()


def test_the_lines_are_short(hosted, browser, guide):
    """All rows in about 3,200 pixels, and an area in about three screens of a phone; the largest takes more."""
    for size, most in ((1280, 900), 3400), ((390, 844), 844 * 3 * 8):
        with browser.new_context(viewport={"width": size[0], "height": size[1]}) as reader:
            page = opened(reader, hosted, MAPPING)
            expect(page.locator("[data-view][aria-current]")).to_have_count(1)
            assert page.locator("#by-concept").bounding_box()["height"] < most
            for area in page.locator(".lines__group").all():
                assert area.bounding_box()["height"] < 4 * 844, area.get_attribute("id")


def test_paper_opens_every_row(hosted, context, guide, tmp_path: Path):
    page = opened(context, hosted, f"{MAPPING}?by=product")
    page.pdf(path=tmp_path / "mapping.pdf", format="Letter")
    document = pypdfium2.PdfDocument(tmp_path / "mapping.pdf")
    text = letters("".join(sheet.get_textpage().get_text_bounded() for sheet in document))
    for row in guide.mapping.rows:
        for said in (row.concept, row.counterpart, row.holds, row.breaks, row.consequence, row.ask):
            assert letters(plain(guide, said)) in text, (row.id, said)


def test_lines_are_accessible_open_and_closed(hosted, context):
    page = opened(context, hosted, f"{MAPPING}#row-{ROW}")
    expect(line(page, ROW).locator(".line__breaks")).to_be_visible()
    assert violations(page, ".mapping-page") == []
    page.get_by_role("link", name="By product").click()
    page.locator("#by-product summary").first.click()
    assert violations(page, ".mapping-page") == []
    page.emulate_media(forced_colors="active")
    assert violations(page, ".mapping-page") == []


def test_keys_open_a_line(hosted, context):
    page = opened(context, hosted, MAPPING)
    line(page, ROW).locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(line(page, ROW).locator(".line__breaks")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.line__body') !== null")


def test_search_goes_to_terms_and_not_to_lines(built, guide):
    index = json.loads((built / "site" / "search" / "search_index.json").read_text("utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"] if entry["location"].startswith(MAPPING))
    assert "An analogy earns its place" in text
    assert [row.id for row in guide.mapping.rows if curled(plain(guide, row.holds)[:60]) in text] == []
    assert [product.id for product in guide.products if f"{product.name} " in text] == []


def test_in_the_public_edition_a_line_speaks_to_nobody_who_sells(built_public, guide):
    soup = BeautifulSoup((built_public / "site-public" / MAPPING).read_text("utf-8"), "lxml")
    labels = Counter(label.get_text() for label in soup.select(f"{OF_ROWS} .line__label"))
    assert labels == {"Holds": len(guide.rows), "Breaks": len(guide.rows)}
    assert len(View(guide).rows_by_area) == len(soup.select(".lines__group"))
