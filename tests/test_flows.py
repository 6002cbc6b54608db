"""What a seller does from the call to the mail, from end to end: over http below a path, from disk and with the network
gone; by keyboard on a laptop and by touch on a small phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from browser_site import Host, Watch
from bs4 import BeautifulSoup
from leaks import letters
from playwright.sync_api import BrowserContext, Locator, Page, expect

from macros.data.quotes import curled

pytestmark = pytest.mark.browser

HOME = "https://example.github.io/ai-field-guide/"
HANDS = {
    "keyboard": {"viewport": {"width": 1280, "height": 800}},
    "touch": {"viewport": {"width": 360, "height": 640}, "has_touch": True},
}
TENDER = "The vendor shall use retrieval-augmented generation. Agents shall not act without human approval."


@dataclass
class Hand:
    """Somebody at a page: `use` presses a thing by key or by finger, `write` fills a field."""

    context: BrowserContext
    home: str
    touch: bool
    hidden: frozenset[str]
    """What must not be sent to a customer."""

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.home + path)
        return page

    def use(self, thing: Locator) -> None:
        if self.touch:
            thing.tap()
        else:
            thing.focus()
            thing.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def from_the_call_to_the_mail(hand: Hand, guide) -> None:
    """Three look-ups, three cards kept, and the follow-up opened and copied."""
    page = hand.open("call/index.html")
    box = page.get_by_role("combobox", name="Look up a term")
    terms = ["rag", "fine-tuning", "kill-switch"]
    for number, term in enumerate(terms, 1):
        hand.write(box, term)
        if hand.touch:
            page.get_by_role("option").first.tap()
            page.get_by_role("button", name=re.compile("^Keep")).tap()
        else:
            page.keyboard.press("Enter")
            page.keyboard.press("k")
        expect(page.locator(".card__status")).to_contain_text(f"Kept: {number}")
        if hand.touch:
            page.get_by_role("button", name="Back to the words").tap()
        elif number < len(terms):
            page.keyboard.press("Escape")
    if hand.touch:
        page.get_by_role("link", name="Follow-up: 3 kept").tap()
    else:
        page.keyboard.press("f")
    hand.use(page.get_by_role("button", name="Copy the mail"))
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert [term for term in terms if f"{HOME}g/{term}/" not in clipboard(page)] == []


def from_their_document_to_a_brief(hand: Hand, guide) -> None:
    page = hand.open("call/read.html")
    hand.write(page.get_by_label("Paste the text"), TENDER)
    hand.use(page.get_by_role("button", name="Read it"))
    found = page.get_by_role("article")
    expect(found.filter(has=page.get_by_role("heading", name=re.compile("^Retrieval-")))).to_contain_text(
        curled(guide.terms["rag"].card.ask)
    )
    hand.use(page.get_by_role("button", name=f"Keep {guide.terms['human-in-the-loop'].preferred}"))
    with page.expect_download() as download:
        hand.use(page.get_by_role("button", name="Save the brief as Markdown"))
    assert "human approval" in download.value.path().read_text("utf-8")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def a_path_from_start_to_finish(hand: Hand, guide) -> None:
    page = hand.open("paths/my-buyer-said-fine-tuning.html")
    hand.use(page.get_by_role("link", name="Start the path"))
    bar = page.get_by_role("navigation", name=re.compile("^Path: "))
    expect(bar).to_contain_text("Stop 1 of 9")
    for stop in range(2, 10):
        hand.use(bar.get_by_role("link", name="Next"))
        expect(bar).to_contain_text(f"Stop {stop} of 9")
    hand.use(bar.get_by_role("link", name="Done"))
    expect(page.get_by_role("img", name="Read")).to_have_count(9)


def what_is_sent_holds_no_coaching(hand: Hand, guide) -> None:
    for path in (
        "glossary/kill-switch.html",
        "learn/05-retrieval-augmented-generation.html",
        "compare/fine-tuning--rag/index.html",
        f"okta/mapping.html#row-{guide.mapping.rows[0].id}",
    ):
        page = hand.open(path)
        place = page.locator(f"#row-{guide.mapping.rows[0].id}") if "#row" in path else page.locator(".send").first
        hand.use(place.get_by_role("link", name="Copy link to send"))
        expect(place.get_by_role("status")).to_have_text("Copied: a link without coaching.")
        sent = clipboard(page)
        page.goto(hand.home + sent.removeprefix(HOME) + "index.html")
        told = letters(BeautifulSoup(page.content(), "lxml").get_text(" "))
        assert [secret for secret in hand.hidden if secret in told] == []
        assert len(told) > 300


def a_sentence_and_what_answers_it(hand: Hand, guide) -> None:
    page = hand.open("call/index.html")
    hand.write(page.get_by_role("combobox"), "how many agents do we even have running")
    expect(page.locator(".answer summary")).to_have_text("What answers it An inventory of agents")
    page = hand.open("brief.html#kind=state&people=ciso")
    expect(page.locator(".brief__of")).to_have_text("State agency · CISO")


FLOWS = (
    from_the_call_to_the_mail,
    from_their_document_to_a_brief,
    a_path_from_start_to_finish,
    what_is_sent_holds_no_coaching,
    a_sentence_and_what_answers_it,
)


@pytest.fixture(params=HANDS)
def hands(request, browser, hidden) -> Iterator[Callable[[str], Hand]]:
    """A hand for a site, by key or by finger, whose clipboard may be read."""
    context = browser.new_context(
        **HANDS[request.param], permissions=["clipboard-read", "clipboard-write"], accept_downloads=True
    )
    context.set_default_timeout(30_000)
    yield lambda home: Hand(context, home, request.param == "touch", frozenset(hidden))
    context.close()


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_over_http_and_from_disk(flow, watch: Watch, hands, guide):
    hand = hands(watch.home)
    hand.context.on("page", watch.on)
    flow(hand, guide)


def test_without_a_network(site, hands, guide):
    host = Host(site)
    host.up()
    hand = hands(host.address)
    page = hand.open("call/index.html")
    page.evaluate(
        "async () => { while (!navigator.serviceWorker.controller) await new Promise(done => setTimeout(done, 50)); }"
    )
    host.down()
    for flow in FLOWS:
        flow(hand, guide)
