"""A brief for one call: made of choices in the browser, printed on two pages, with a part that may be sent."""

from __future__ import annotations

import subprocess
from urllib.parse import urlencode

import pytest
from browser_site import broken, opened, violations
from leaks import leaks
from playwright.sync_api import expect

from macros.data.quotes import curled

pytestmark = pytest.mark.browser

PAGE = "brief.html"
SAID = ["how many agents do we even have running", "will this protect us against prompt injection", "our own ChatGPT"]


def address(guide, everything: bool, kind: str = "federal") -> str:
    """The page with choices: all people and all that may be owned, or one of each."""
    most = None if everything else 1
    chosen = {
        "kind": kind,
        "people": ",".join(choice.id for choice in guide.briefs.people[:most]),
        "owned": ",".join(choice.id for choice in guide.briefs.owned[:most]),
        "said": "\n".join(SAID * (2 if everything else 1)),
    }
    return f"{PAGE}#{urlencode(chosen)}"


@pytest.fixture
def context(browser):
    made = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


def ready(page):
    page.wait_for_selector("[data-brief][data-ready]")
    return page.locator(".brief__sheet")


def test_choices_become_a_sheet_and_stand_in_the_address(watch, context, guide):
    page = opened(context, watch, PAGE)
    sheet = ready(page)
    expect(sheet).to_be_hidden()
    page.get_by_role("radio", name="Federal civilian agency").focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="CISO").focus()
    page.keyboard.press("Space")
    page.get_by_label("What did they say? One saying a line.").fill(
        "do you have a kill switch for agents\nlunch at noon"
    )
    expect(sheet.get_by_role("heading", level=3)).to_have_text(
        ["They said", "Ask first", "Likely to be said", "Do not say", "Rows that matter", "Products, with their stages"]
        + ["Rules that apply"]
    )
    told = sheet.inner_text()
    ciso = next(ask.ask for ask in guide.terms["kill-switch"].card.asks if ask.role == "CISO")
    assert f"{curled(' '.join(ciso.split()))} Kill switch, for the CISO" in told
    assert f"“{curled(guide.terms['kill-switch'].card.avoid)}”" in told
    agents = guide.products_by_id["okta-for-ai-agents"]
    assert f"{agents.name}: {guide.facts[agents.stage].value}, as of" in told
    assert "Not placed: ask what it would do for them." in told
    for fact in guide.briefs.kinds[0].facts:
        assert curled(guide.facts[fact].statement.split("{")[0][:40]) in told
    # The address alone brings it back.
    again = opened(context, watch, page.url.removeprefix(watch.home))
    assert ready(again).inner_text() == told
    again.get_by_role("button", name="Begin anew").click()
    expect(again.locator(".brief__sheet")).to_be_hidden()
    assert again.url.endswith("#")


def test_every_choice_leads_to_something(hosted, context, guide):
    page = opened(context, hosted, PAGE)
    ready(page)
    names = [("kind", choice) for choice in guide.briefs.kinds]
    names += [("people", choice) for choice in guide.briefs.people] + [
        ("owned", choice) for choice in guide.briefs.owned
    ]
    for name, choice in names:
        page.evaluate("hash => (location.hash = hash)", f"{name}={choice.id}")
        expect(page.locator(".brief__of")).to_have_text(choice.name)
        assert page.locator(".brief__part--ask p").count() >= 2, choice.id


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_it_prints_on_two_pages_whatever_is_chosen(hosted, context, guide, tmp_path, paper):
    page = context.new_page()
    for kind in [None, *(choice.id for choice in guide.briefs.kinds)]:
        page.goto(hosted.home + address(guide, everything=kind is not None, kind=kind or "federal"))
        page.reload()
        ready(page)
        page.pdf(path=tmp_path / "brief.pdf", format=paper)
        told = subprocess.run(["pdfinfo", tmp_path / "brief.pdf"], capture_output=True, text=True, check=True).stdout
        assert "Pages:           2\n" in told, kind
        text = subprocess.run(["pdftotext", tmp_path / "brief.pdf", "-"], capture_output=True, text=True, check=True)
        assert "Rules that apply" in text.stdout and "Who is the buyer?" not in text.stdout


def test_what_may_be_sent_holds_no_coaching(hosted, context, guide, tmp_path, hidden):
    page = opened(context, hosted, address(guide, everything=True))
    ready(page)
    page.get_by_role("button", name="Copy what may be sent").click()
    expect(page.locator(".brief [role=status]")).to_have_text("Copied, without coaching.")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.count("/g/") >= 10 and "(as of " in text
    (tmp_path / "sent.txt").write_text(text, "utf-8")
    assert leaks(tmp_path, hidden) == []


@pytest.mark.parametrize("colors", [{}, {"forced_colors": "active"}], ids=["colors", "forced"])
def test_it_is_accessible_on_a_small_screen_by_touch(hosted, browser, guide, colors):
    with browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, **colors) as context:
        page = opened(context, hosted, PAGE)
        sheet = ready(page)
        page.get_by_text("School or university").tap()
        page.get_by_text("Privacy officer", exact=True).tap()
        expect(sheet).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = broken(page) if colors else violations(page, ".brief")
        assert found == []


def test_without_scripts_it_leads_to_the_paths(site, browser, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        expect(page.locator(".brief noscript p")).to_be_visible()
        expect(page.locator(".brief").get_by_role("link", name="Thirty minutes before a call")).to_be_visible()


def test_the_public_edition_has_none_of_it(built_public):
    site = built_public / "site-public"
    assert not (site / PAGE).exists() and not (site / "call" / "brief.js").exists()
