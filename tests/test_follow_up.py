"""From the call to the mail: cards kept with a key, and a follow-up that holds nothing but what anybody may read."""

from __future__ import annotations

import email
import email.policy
import re

import pytest
from browser_site import broken, opened
from leaks import leaks
from playwright.sync_api import expect

from macros.data.quotes import curled

pytestmark = pytest.mark.browser

CALL, PAGE = "call/index.html", "call/follow-up.html"
HOME = "https://example.github.io/ai-field-guide/"


@pytest.fixture
def context(browser):
    made = browser.new_context(permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    made.set_default_timeout(10_000)
    yield made
    made.close()


def clipboard(page, kind: str) -> str:
    return page.evaluate(
        "kind => navigator.clipboard.read().then(([item]) => item.getType(kind)).then(blob => blob.text())", kind
    )


def saved(page, button: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_text("utf-8")


def test_three_terms_are_a_mail_in_eight_presses(watch, context, guide):
    page = opened(context, watch, CALL)
    terms = ["rag", "fine-tuning", "kill-switch"]
    for number, term in enumerate(terms, 1):
        page.keyboard.type(term)
        page.keyboard.press("Enter")
        page.keyboard.press("k")
        expect(page.locator(".card__status")).to_have_text(f"Kept: {number} for the follow-up. Press f to write it.")
        if number < 3:
            page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Copy the mail")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Copied.")
    text, html = clipboard(page, "text/plain"), clipboard(page, "text/html")
    for term in terms:
        assert f"{curled(guide.terms[term].card.say)}\n{HOME}g/{term}/" in text
        assert f'href="{HOME}g/{term}/"' in html
    page.reload()  # the tray survives
    expect(page.locator("#kept li")).to_have_count(3)


def test_what_is_typed_is_in_every_form_of_the_mail(watch, context):
    page = opened(context, watch, f"{CALL}#rag")
    page.keyboard.press("k")
    page = opened(context, watch, PAGE)
    page.get_by_label("Note on retrieval-augmented generation").fill("Your <policy> pilot & 2 others")
    page.get_by_label("Questions left open").fill("Who owns the index?\n\nWhen is it built?")
    page.get_by_label("To, by first name").fill("Zoë")
    page.get_by_label("Subject, if not").fill("RAG – what we said")
    page.get_by_role("button", name="Add a promise").click()
    page.get_by_label("Promise 1", exact=True).fill("Send the worksheet")
    page.get_by_label("Owner 1").fill("Sam")
    page.get_by_label("Date 1").fill("2026-12-04")
    markdown, eml = saved(page, "Save as Markdown"), saved(page, "Save as .eml")
    assert "- Send the worksheet: Sam, by December 4, 2026\n" in markdown and "\\<policy\\>" in markdown
    letter = email.message_from_string(eml, policy=email.policy.default)
    assert (letter["Subject"], letter["X-Unsent"]) == ("RAG – what we said", "1")
    plain, rich = (letter.get_body([kind]).get_content() for kind in ("plain", "html"))
    for body in (plain, rich):
        assert "Hello Zoë," in body and "Who owns the index?" in body and "Sam, by December 4, 2026" in body
    assert "Your <policy> pilot & 2 others" in plain and "Your &lt;policy&gt; pilot &amp; 2 others" in rich
    page.reload()
    expect(page.get_by_label("To, by first name")).to_have_value("Zoë")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="New call").click()
    expect(page.locator("#kept li")).to_have_count(0)
    expect(page.get_by_label("Promise 1", exact=True)).to_have_count(0)


def test_nothing_of_the_sellers_is_in_a_mail_of_every_term(hosted, context, guide, tmp_path, hidden):
    page = opened(context, hosted, PAGE)
    page.evaluate("ids => ids.forEach(GuideStore.keep)", list(guide.terms))
    page.reload()
    expect(page.locator("#kept li")).to_have_count(len(guide.terms))
    page.get_by_role("button", name="Copy the mail").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    for name, text in {
        "mail.txt": clipboard(page, "text/plain"),
        "mail.html": clipboard(page, "text/html"),
        "mail.md": saved(page, "Save as Markdown"),
    }.items():
        assert text.count("/g/") == len(guide.terms)
        (tmp_path / name).write_text(text, "utf-8")
    assert leaks(tmp_path, hidden) == []


@pytest.mark.parametrize("colors", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_by_touch_on_a_small_screen(hosted, browser, colors):
    with browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True, **colors) as phone:
        page = opened(phone, hosted, CALL)
        page.get_by_role("button", name=re.compile("teach it our policies")).tap()
        page.get_by_role("button", name="Keep").tap()
        page.get_by_role("button", name="Back to the words").tap()
        page.get_by_role("link", name="Follow-up: 1 kept").tap()
        expect(page.locator("#kept li")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert broken(page) == []
