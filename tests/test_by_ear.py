"""What a screen reader has to read from: the accessibility trees of the lookup, its card and a question, kept in
tests/heard/. `HEARD=renew` writes them anew; read them before they are committed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browser_site import opened
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

HEARD = Path(__file__).parent / "heard"
RENEW = os.environ.get("HEARD") == "renew"
QUESTION = "form.question:not([hidden])"


def heard(name: str, part: Locator, home: str) -> None:
    """A part of a page is told as it was when somebody last read it."""
    path, tree = HEARD / f"{name}.yml", part.aria_snapshot().replace(home, "") + "\n"
    if RENEW:
        path.write_text(tree, "utf-8")
    assert path.read_text("utf-8") == tree


def test_the_lookup_and_its_card(hosted, context):
    page = opened(context, hosted, "call/index.html")
    box = page.get_by_role("combobox", name="Look up a term")
    box.fill("our own ChatGPT")
    expect(page.get_by_role("option").first).to_be_visible()
    heard("lookup", page.locator("#lookup-found"), hosted.home)
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_visible()
    heard("card", page.locator(".card"), hosted.home)


def test_a_question_before_and_after_the_answer(hosted, context):
    page = opened(context, hosted, "learn/03-foundation-models-and-fine-tuning.html")
    question = page.locator(f"[data-quiz] > {QUESTION}").first
    heard("question", question, hosted.home)
    question.get_by_role("checkbox").first.check()
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_role("status")).not_to_be_empty()
    heard("answer", question, hosted.home)
