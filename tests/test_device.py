"""Where one was, and all that a browser remembers as one file to take along."""

from __future__ import annotations

import json
import re

import pytest
from browser_site import opened, violations
from playwright.sync_api import expect

from macros.guide.history import history

pytestmark = pytest.mark.browser

DEVICE = "call/device.html"


@pytest.fixture
def context(browser):
    made = browser.new_context(accept_downloads=True)
    made.set_default_timeout(10_000)
    yield made
    made.close()


def test_the_home_page_leads_back_to_where_one_was(watch, context, guide):
    page = opened(context, watch, "index.html")
    assert page.locator("[data-continue] a").count() == 0
    page = opened(context, watch, "learn/05-retrieval-augmented-generation.html")
    head = page.locator("article h2").nth(2)
    head.evaluate("head => head.scrollIntoView()")
    anchor = head.get_attribute("id")
    page.wait_for_function("anchor => (__md_get('read.last') || {}).anchor === anchor", arg=anchor)
    page = opened(context, watch, "index.html")
    page.get_by_role("link", name=re.compile("^Go on: article 5, ")).click()
    expect(page).to_have_url(re.compile(rf"05-retrieval-augmented-generation\.html#{anchor}$"))


def test_a_returning_reader_is_told_what_is_new_and_a_first_one_nothing(watch, context, guide):
    page = opened(context, watch, "index.html")
    line = page.locator("[data-since]")
    page.wait_for_function("__md_get('changes.seen')")
    expect(line).to_be_hidden()
    newest = history(guide)[0]
    page.reload()
    page.wait_for_function("globalThis.guideChanges")
    expect(line).to_be_hidden()
    # Whoever was here the day before missed what came on the newest day.
    page.evaluate("__md_set('changes.seen', { on: '2026-01-01', ids: [] })")
    page.reload()
    expect(line).to_contain_text("Since your last visit: ")
    first = line.get_by_role("link").first
    assert first.inner_text() in {term.preferred for day in history(guide) for term in day.added}
    line.get_by_role("button", name="Dismiss").focus()
    page.keyboard.press("Enter")
    expect(line).to_be_hidden()
    page.reload()
    page.wait_for_function("globalThis.guideChanges")
    expect(line).to_be_hidden()
    # Of one day, only what was not there yet is new.
    ids = [term.id for term in newest.added] + [term.id for term, _ in newest.changed]
    page.evaluate("([on, ids]) => __md_set('changes.seen', { on, ids })", [newest.on, ids[1:]])
    page.reload()
    expect(line).to_contain_text(guide.terms[ids[0]].preferred)
    assert violations(page, "[data-since]") == []


def test_one_file_carries_everything_to_another_browser(watch, browser, context):
    page = opened(context, watch, "call/index.html#rag")
    page.keyboard.press("k")
    page = opened(context, watch, DEVICE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as a file").click()
    file = download.value.path().read_text("utf-8")
    assert {"lookup.kept", "lookup.opened"} <= set(json.loads(file)["state"])
    with browser.new_context() as other:
        page = opened(other, watch, DEVICE)
        page.get_by_label("Take a file over").set_input_files(
            {"name": "memory.json", "mimeType": "application/json", "buffer": file.encode()}
        )
        expect(page.locator("#kept")).to_contain_text("Taken over: ")
        page = opened(other, watch, "call/follow-up.html")
        expect(page.locator("#kept li")).to_have_count(1)
        page = opened(other, watch, DEVICE)
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Forget it all").click()
        expect(page.locator("#kept")).to_have_text("Forgotten.")


@pytest.mark.parametrize("text", ["", "[]", '{"guide": 1, "state": {"x": 1}}', '{"guide": 1, "state": {"x": "{"}}'])
def test_a_file_of_another_kind_changes_nothing(watch, context, text):
    page = opened(context, watch, DEVICE)
    page.get_by_label("Take a file over").set_input_files(
        {"name": "memory.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    expect(page.locator("#kept")).to_have_text("This is no file that the guide saved. Nothing was changed.")


def test_it_says_what_is_saved_and_adds_the_pdf(address, browser):
    with browser.new_context() as kept:
        kept.set_default_timeout(30_000)
        page = kept.new_page()
        page.goto(address + DEVICE)
        expect(page.locator("#saved")).to_contain_text("Not saved on this device yet.")
        page.goto(address + "index.html")
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        page.goto(address + DEVICE)
        expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved on this device on .+: \d+ files, [\d.]+ MB\.$"))
        page.get_by_role("button", name="Add the PDF").click()
        expect(page.locator("#pdf-told")).to_have_text(re.compile(r"^The PDF is saved, too: "))
        kept.set_offline(True)
        size = page.evaluate("fetch('../ai-field-guide.pdf').then(found => found.blob()).then(blob => blob.size)")
        assert size > 100_000


def test_a_guide_in_a_folder_is_all_there(site, browser):
    page = browser.new_page()
    page.goto((site / DEVICE).as_uri())
    expect(page.locator("#saved")).to_have_text("You read the guide from a folder: it is all here.")
    page.close()
