"""Practice, review over time and progress, as a browser runs them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from browser_site import WITHOUT_WORKER, Watch, opened, served, violations
from playwright.sync_api import expect

from macros.commands.terminal import shuffle
from macros.guide.grading import key_of
from macros.guide.questions import content_hash
from macros.reading.loading import load

pytestmark = pytest.mark.browser

DAY = 86_400_000
HISTORIES = 1_000


@pytest.fixture(scope="module")
def small(questions) -> Iterator[str]:
    with served(questions / "site") as address:
        yield address


@pytest.fixture
def window(small, browser) -> Iterator:
    """A function that opens a page of the small guide; whatever goes wrong fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.add_init_script(WITHOUT_WORKER)
    context.set_default_timeout(5_000)
    watch = Watch(small)
    yield lambda path: opened(context, watch, path)
    context.close()
    assert watch.faults == []


def asked(page) -> list[str]:
    """The questions of the session, in its order."""
    page.wait_for_selector(".steps__head")
    return page.locator(".quiz form.question").evaluate_all("forms => forms.map(form => form.dataset.question)")


def choose(page, right: bool) -> None:
    """Answer the one that stands there by its radio buttons, and go on."""
    form = page.locator("form.question:visible")
    verdicts = form.locator(".reasons li").evaluate_all("items => items.map(item => item.dataset.verdict)")
    form.locator(".option input").nth(verdicts.index("right" if right else "wrong")).check()
    form.locator(".check").click()
    form.locator(".next").click()


def test_an_address_gives_everybody_the_same_questions(window, questions):
    guide = load(questions)[0]
    ids = [one.question.id for one in guide.asked if "rudder" in one.question.terms]
    assert asked(window("practice/index.html?terms=rudder&n=3&seed=7")) == shuffle(ids, 7)[:3]
    both = "practice/index.html?terms=rudder,true-wind&level=objection&seed=8"
    found = [one.question for one in guide.asked if {"rudder", "true-wind"} & set(one.question.terms)]
    page = window(both)
    assert asked(page) == shuffle([one.id for one in found if one.level == "objection"], 8)
    expect(page.get_by_label("Term")).to_have_value("rudder,true-wind")
    page = window("practice/index.html?path=first-day&article=01-wind&all=1")
    assert len(asked(page)) == len(guide.asked)
    assert page.locator("form.question:visible").count() == len(guide.asked)
    page = window("practice/index.html?terms=rudder&level=discriminate")
    expect(page.locator(".practice__run")).to_have_text("No question fits all of that.")


def test_a_choice_makes_an_address_and_the_end_tells_what_one_may_be_saying(window):
    page = window("practice/index.html")
    page.get_by_label("Level").select_option("recall")
    page.get_by_label("How many").select_option("5")
    page.get_by_role("button", name="Start").click()
    chosen = asked(page)
    assert "level=recall&n=5&seed=" in page.url
    page.reload()
    assert asked(page) == chosen
    for _ in chosen:
        kind = page.locator("form.question:visible").get_attribute("data-kind")
        if kind == "typed":
            page.locator("form.question:visible .option input").fill("true")
            page.locator("form.question:visible .check").click()
            page.locator("form.question:visible .next").click()
        else:
            choose(page, right=False)
    expect(page.locator(".steps__title")).to_have_text(f"0 answers right, {len(chosen)} missed.")
    expect(page.locator(".steps__end")).to_contain_text("You may be saying on calls:")
    expect(page.locator(".steps__end")).to_contain_text("“What the flag aboard shows is the weather.”Say: ")


def remembered(guide, answers: dict[str, tuple[float, int | None, int]]) -> list[dict]:
    """Events of a browser: of each question its score, how sure one was, and how many days ago."""
    now = datetime.now(UTC).timestamp() * 1000
    hashes = {one.question.id: content_hash(one.question) for one in guide.asked}
    return [
        {"q": name, "h": hashes[name], "t": now - days * DAY, "a": ["1"], "s": score} | ({"c": sure} if sure else {})
        for name, (score, sure, days) in answers.items()
    ]


def test_confident_errors_come_first_then_what_is_due_then_what_is_new(window, questions):
    guide = load(questions)[0]
    told = {
        "steer-stopped": (1, None, 9),
        "both-winds": (1, None, 1),
        "skipper-says": (0, 3, 0),
        "which-wind": (0, 1, 30),
    }
    page = window("review/index.html")
    page.evaluate("kept => kit.store.set('quiz', kept)", remembered(guide, told))
    page.reload()
    expect(page.locator(".review__due")).to_have_text("3 due for review.")
    page.get_by_role("button", name="Review for five minutes").click()
    order = asked(page)
    assert order[0] == "skipper-says"
    assert "both-winds" not in order  # not due yet
    contrasts = {("true-wind", "apparent-wind"), ("apparent-wind", "true-wind")}
    turns_on = {one.question.id: one.question.terms[0] for one in guide.asked}
    assert (turns_on[order[0]], turns_on[order[1]]) in contrasts


def test_a_session_takes_confidence_and_draws_how_right_it_was(window):
    page = window("review/index.html")
    expect(page.locator(".calibration")).to_be_hidden()
    page.get_by_role("button", name="Review for five minutes").click()
    asked(page)
    form = page.locator("form.question:visible")
    form.get_by_label("Fairly sure").check()
    if form.get_attribute("data-kind") == "typed":
        form.locator(".option input").fill("true")
    for select in form.locator(".option select").all():
        select.select_option(index=1)
    for box in form.locator(".option input[type=radio], .option input[type=checkbox]").all()[:1]:
        box.check()
    form.locator(".check").click()
    event = page.evaluate("kit.events()[0]")
    assert event["c"] == 2
    page.reload()
    expect(page.locator(".calibration tr", has_text="Fairly sure")).to_contain_text("of 1 right")
    expect(page.locator(".calibration tr", has_text="A guess")).to_contain_text("–")


def test_five_minutes_are_enough(window):
    page = window("review/index.html")
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Review for five minutes").click()
    assert len(asked(page)) > 1
    form = page.locator("form.question:visible")
    if form.get_attribute("data-kind") == "typed":
        form.locator(".option input").fill("true")
    for select in form.locator(".option select").all():
        select.select_option(index=1)
    for box in form.locator(".option input[type=radio], .option input[type=checkbox]").all()[:1]:
        box.check()
    form.locator(".check").click()
    page.clock.fast_forward(301_000)
    form.locator(".next").click()
    expect(page.locator(".steps__end")).to_be_visible()


def test_results_go_out_come_in_and_are_erased(window, questions, tmp_path):
    kept = remembered(load(questions)[0], {"which-wind": (0, None, 3), "steer-stopped": (1, None, 2)})
    page = window("review/index.html")
    page.evaluate("kept => kit.store.set('quiz', kept)", kept[:1])
    with page.expect_download() as download:
        page.get_by_role("button", name="Export a file").click()
    path = tmp_path / "results.json"
    download.value.save_as(path)
    assert json.loads(path.read_text("utf-8")) == {"kind": "guide-quiz", "version": 1, "events": kept[:1]}

    def take(content: str) -> str:
        file = tmp_path / "in.json"
        file.write_text(content, "utf-8")
        before = page.locator("[role=status]").text_content()
        page.get_by_label("Import a file").set_input_files(file)
        page.wait_for_function(
            "before => document.querySelector('.review [role=status]').textContent !== before", arg=before
        )
        return page.locator(".review [role=status]").text_content()

    whole = {"kind": "guide-quiz", "version": 1, "events": kept}
    assert take(json.dumps(whole)) == "1 answers taken over."
    assert page.evaluate("kit.events()") == kept  # each answer once, in the order of time
    for broken in ("no json", "[]", json.dumps(whole | {"version": 2})):
        page.evaluate("document.querySelector('.review__tools [role=status]').textContent = '-'")
        assert take(broken) == "This file holds no results of this guide."
    for wrong in ({"s": 7}, {"a": [1]}, {"t": "x"}, {"c": 9}, {"q": 1}):
        page.evaluate("document.querySelector('.review__tools [role=status]').textContent = '-'")
        events = [kept[0], kept[1] | wrong]
        assert take(json.dumps(whole | {"events": events})) == "Answer 2 of the file is broken; nothing was taken over."
    assert page.evaluate("kit.events()") == kept
    erase = page.locator(".review__erase")
    erase.click()
    assert page.evaluate("kit.events()") == kept
    erase.click()
    expect(page.locator(".review__tools [role=status]")).to_have_text("Everything is erased.")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_progress_tells_what_one_knows(window, questions):
    guide = load(questions)[0]
    told = {"which-wind": (0, None, 3), "steer-stopped": (1, None, 2), "getting-steerage": (1, None, 2)}
    stale = remembered(guide, {"blank-wind": (1, None, 1)})[0] | {"h": "00000000"}
    page = window("progress/index.html")
    page.evaluate("kept => kit.store.set('quiz', kept)", [*remembered(guide, told), stale])
    page.reload()
    expect(page.locator("tr[data-of='01-wind'] td").first).to_contain_text(f"2 of {len(guide.asked)} right")
    expect(page.locator("tr", has_text="A first day").locator("td")).to_contain_text(f"2 of {len(guide.asked)} right")
    assert page.locator("[data-terms=known] li").all_text_contents() == ["rudder"]
    assert page.locator("[data-terms=unsure] li").all_text_contents() == ["true wind"]


@pytest.mark.parametrize("path", ["practice/index.html?n=3&seed=1", "review/index.html", "progress/index.html"])
def test_pages_work_from_disk_and_are_accessible(questions, browser, path):
    watch = Watch((questions / "site").as_uri() + "/")
    with browser.new_context(viewport={"width": 320, "height": 900}) as context:
        page = opened(context, watch, path)
        page.wait_for_selector(".steps__head, .review__start:visible, .progress__terms:visible")
        assert watch.faults == []  # before axe, which fetches the style sheets
        own = [one for one in violations(page) if "md-" not in one[2] or "md-button" in one[2]]
        assert own == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_scripts_of_questions_are_small_and_only_where_a_question_is(site):
    sizes = {
        name: len(gzip.compress((site / "assets" / "js" / f"{name}.js").read_bytes(), 9))
        for name in ("questions", "bank", "recall")
    }
    assert sizes["questions"] + sizes["bank"] <= 8_000, sizes
    assert sizes["recall"] <= 4_000, sizes
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        asks = 'class="quiz"' in text or "data-bank=" in text
        assert ("assets/js/questions.js" in text) == asks, path
        assert ("assets/js/recall.js" in text) == (path.parent.name == "review"), path


def test_every_key_is_one_that_a_grader_can_meet(guide):
    for one in guide.asked:
        key = key_of(one.question)
        assert key.forms if key.kind == "typed" else key.right or key.parts, one.question.id
