"""A path from start to finish: one press a stop, ticks that stay, and a way back."""

from __future__ import annotations

import re

import pytest
from browser_site import broken, opened
from lxml import html
from playwright.sync_api import expect

from macros.browser.player import stops
from macros.pages.rendered import RenderedPage

pytestmark = pytest.mark.browser

PATH = "paths/thirty-minutes.html"


@pytest.mark.parametrize("touch", [False, True])
def test_a_path_from_start_to_finish(watch, browser, touch):
    size = {"width": 360, "height": 640} if touch else {"width": 1280, "height": 800}
    with browser.new_context(viewport=size, has_touch=touch) as context:
        context.set_default_timeout(10_000)
        page = opened(context, watch, PATH)
        page.get_by_role("link", name="Start the path").click()
        bar = page.get_by_role("navigation", name="Path: Thirty minutes before a call")
        expect(bar).to_contain_text("Stop 1 of 16 Fine-tuning, and what it changes, 4 min")
        assert (
            page.locator("#what-fine-tuning-changes").evaluate("part => Math.abs(part.getBoundingClientRect().top)")
            < 200
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        for stop in range(2, 17):
            bar.get_by_role("link", name="Next").press("Enter")
            expect(bar).to_contain_text(f"Stop {stop} of 16")
            if stop == 4 and not touch:  # left in the middle
                assert broken(page, ".player") == []
                bar.get_by_role("link", name="Back to the path").click()
                page.get_by_role("link", name="Go on at stop 4 of 16").click()
                expect(bar).to_contain_text("Stop 4 of 16")
        bar.get_by_role("link", name="Done").click()
        expect(page.get_by_role("img", name="Read")).to_have_count(10)
        page.reload()
        expect(page.get_by_role("img", name="Read")).to_have_count(10)


def test_a_path_branches_on_what_the_invitation_says(watch, context):
    page = opened(context, watch, PATH)
    branch = page.get_by_role("listitem").filter(has_text="Agents, automation or MCP")
    branch.get_by_role("link", name="Start these 8 stops").click()
    bar = page.get_by_role("navigation", name="Path: Thirty minutes before a call")
    expect(bar).to_contain_text("Stop 1 of 8 Who makes the call when software acts, 3 min")
    for stop in range(2, 9):
        bar.get_by_role("link", name="Next").press("Enter")
        expect(bar).to_contain_text(f"Stop {stop} of 8")
    expect(bar).to_contain_text("Six questions for the meeting")
    bar.get_by_role("link", name="Done").click()
    expect(page.get_by_role("img", name="Read")).to_have_count(5)  # of the ten steps of the whole


def test_each_branch_names_steps_that_are_there_and_adds_up_their_minutes(site):
    page = html.fromstring((site / PATH).read_text("utf-8"))
    steps = page.xpath("//article/ol/li")
    minutes = [int(re.search(r"\((\d+) min\)", step.text_content())[1]) for step in steps]
    branches = page.xpath("//article/ul/li[@data-steps]")
    assert len(branches) == 4
    for branch in branches:
        chosen = [int(step) for step in branch.get("data-steps").split()]
        named = re.search(r"steps (.+?) \((\d+) min\)", " ".join(branch.text_content().split()))
        assert [int(step) for step in re.findall(r"\d+", named[1])] == chosen
        assert sum(minutes[step - 1] for step in chosen) == int(named[2])


def test_an_address_that_names_no_stop_changes_nothing(watch, context):
    page = opened(context, watch, "learn/05-retrieval-augmented-generation.html#path=nowhere&stop=900")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator(".player").count() == 0


@pytest.fixture
def context(browser):
    made = browser.new_context()
    yield made
    made.close()


def test_every_stop_is_there(site, guide):
    """The paths as they were built name pages and anchors of the site."""
    pages = {
        page.path: RenderedPage(
            page.path, "A path", '<ol><li><strong>One</strong> (3 min) <a href="../x.md#y">y</a></li></ol>'
        )
        for page in guide.paths
    }
    assert stops(guide, pages)["thirty-minutes"]["stops"] == [
        {"step": 1, "at": "x.html#y", "about": "One", "minutes": 3}
    ]
    assert "guidePaths" in (site / "assets" / "paths.js").read_text("utf-8")
