"""Every page of both editions as axe reads it, in every state that is promised: light, dark and in the system's own
colors, 320 and 1,280 pixels wide; and each dialog that opens above pages of any structure, in the same states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_site import LOOKS, WITHOUT_WORKER, Watch, pages_of, served, violations
from playwright.sync_api import Browser, Page, Route, expect
from structures import representatives

pytestmark = pytest.mark.browser

EDITIONS = ("full", "public")
WIDTHS = (320, 1280)
PARTS = 8
REFRESH = re.compile(rb'<meta[^>]*http-equiv="?refresh"?[^>]*>')
Found = tuple[str, str, str, str, str]
"""A page, what of it was looked at, a look, a rule and the element that breaks it."""


class Edition:
    """One of the two, served."""

    def __init__(self, site: Path, watch: Watch):
        self.site, self.watch = site, watch

    @property
    def pages(self) -> list[str]:
        """All but the page for addresses that lead nowhere, which is at home at the site's own address only."""
        return [path for path in pages_of(self.site) if path != "404.html"]

    def opened(self, page: Page, path: str) -> None:
        """A page as it stands; one that leads on at once is looked at, not left."""
        page.unroute_all()
        body = (self.site / path).read_bytes()
        if REFRESH.search(body):
            stays = REFRESH.sub(b"", body)

            def answer(route: Route) -> None:
                route.fulfill(body=stays, content_type="text/html")

            page.route(f"{self.watch.home}{path}", answer)
        page.goto(self.watch.home + path, wait_until="load")


@pytest.fixture
def edition(request, site) -> Iterator[Edition]:
    """The edition that a test asks for; whatever goes wrong fails the test."""
    folder = site if request.param == "full" else request.getfixturevalue("built_public") / "site-public"
    with served(folder) as home:
        watch = Watch(home)
        yield Edition(folder, watch)
        assert watch.faults == []


def dialogs(page: Page) -> Iterator[tuple[str, str]]:
    """What opens above a page, one after the other, and the part of the page that it is."""
    if page.locator("button[data-code]:visible").count():
        page.locator("button[data-code]:visible").first.click()
        expect(page.locator("dialog img")).to_be_visible()
        yield "code", "dialog"
        page.keyboard.press("Escape")
        expect(page.locator("dialog.send-code")).to_have_count(0)
    terms = page.locator("article a.term:visible")
    if terms.count():
        terms.first.hover()
        expect(page.locator("#preview")).to_be_visible()
        yield "preview", "#preview"
        page.keyboard.press("Escape")
        expect(page.locator("#preview")).to_be_hidden()
    if page.locator(".lookup-opener").count():
        page.keyboard.press("Control+k")
        page.keyboard.type("open source ai")
        expect(page.get_by_role("option").first).to_be_visible()
        yield "lookup", "dialog"
        page.keyboard.press("Enter")
        expect(page.locator(".card")).to_be_focused()
        yield "card", "dialog"


def found(edition: Edition, browser: Browser, paths: list[str], width: int, above: bool = False) -> list[Found]:
    """What axe finds on these pages at a width, or on what opens above them."""
    wrong: list[Found] = []
    with browser.new_context(viewport={"width": width, "height": 900}) as seen:
        seen.add_init_script(WITHOUT_WORKER)
        seen.set_default_navigation_timeout(300_000)  # a busy machine is no finding
        page = edition.watch.on(seen.new_page())
        for path in paths:
            edition.opened(page, path)
            for name, within in dialogs(page) if above else [("page", "html")]:
                wrong += [(path, name, *one) for one in violations(page, within, LOOKS)]
    return wrong


@pytest.mark.everything
@pytest.mark.parametrize("edition", EDITIONS, indirect=True)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_an_accessibility_violation(edition, browser, part, width):
    assert found(edition, browser, edition.pages[part::PARTS], width) == []


@pytest.mark.everything
@pytest.mark.parametrize("edition", EDITIONS, indirect=True)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_dialog_has_an_accessibility_violation(edition, browser, width):
    assert found(edition, browser, representatives(edition.site), width, above=True) == []
