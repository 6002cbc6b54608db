"""Questions as a reader meets them: where the reading is, one at a time, by keyboard, without scripts, without storage,
on paper, and remembered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from browser_site import WITHOUT_WORKER, Watch, broken, opened, served, violations
from page_heights import WIDTHS, heights
from playwright.sync_api import expect

from macros.guide.addresses import html_path
from macros.pages.placing import CHECK, LEAST, MOST, PROMPT, placed, told
from macros.prose.sections import sections
from macros.reading.loading import load

pytestmark = pytest.mark.browser

LESSON = "lessons/01-wind.html"
NOW = "[data-quiz] > form.question:not([hidden])"
"""The question that stands at the end of an article."""
KINDS = ("choose", "multiple", "match", "order", "typed", "turns")


@pytest.fixture(scope="module")
def small(questions) -> Iterator[str]:
    with served(questions / "site") as address:
        yield address


@pytest.fixture(params=["http", "file"])
def lesson(request, questions, small, browser) -> Iterator:
    """The lesson over http below a path, and from disk; whatever goes wrong fails the test."""
    watch = Watch(small if request.param == "http" else (questions / "site").as_uri() + "/")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WITHOUT_WORKER)
    context.set_default_timeout(5_000)
    yield opened(context, watch, LESSON)
    context.close()
    assert watch.faults == []


@pytest.fixture
def hosted_lesson(small, browser) -> Iterator:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WITHOUT_WORKER)
    context.set_default_timeout(5_000)
    watch = Watch(small)
    yield opened(context, watch, LESSON)
    context.close()
    assert watch.faults == []


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, selector: str, most: int = 60) -> None:
    """Tab until focus is on an element that matches."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def answer(page, right: bool) -> str:
    """Answer the question that stands there, by keyboard alone; its kind."""
    form = page.locator(NOW)
    kind = form.get_attribute("data-kind")
    if kind in ("choose", "multiple", "turns"):
        for turn in form.locator(".turn").all() or [form]:
            if not turn.is_visible():
                break
            verdicts = {
                item.get_attribute("data-value"): item.get_attribute("data-verdict")
                for item in form.locator(".reasons li").all()
            }
            boxes = turn.locator("input")
            for at in range(boxes.count()):
                box = boxes.nth(at)
                if (verdicts[box.get_attribute("value")] == "right") == right:
                    box.focus()
                    press(page, "Space")
                    if kind != "multiple":
                        break
    elif kind == "match":
        for select in form.locator("select").all():
            select.focus()
            wanted = int(select.get_attribute("data-item"))
            values = select.locator("option").evaluate_all("options => options.map(option => option.value)")
            press(page, *["ArrowDown"] * (values.index(str(wanted)) if right else 1))
    elif kind == "order":
        count = form.locator(".option--step").count()
        for item in range(1, count + 1) if right else range(count, 0, -1):
            form.locator(f'.option--step[data-item="{item}"] .move').last.focus()
            press(page, *["Enter"] * count)
    else:
        form.locator("input").focus()
        page.keyboard.type(" Apparent-WIND. " if right else "true")
    tab_to(page, f"{NOW} .check")
    page.keyboard.press("Enter")
    expect(form).to_have_attribute("data-result", "right" if right else re.compile("wrong|partial"))
    expect(form.get_by_role("status")).to_have_text("Right." if right else re.compile("^(Not quite|Partly right: )"))
    expect(form.locator(".next")).to_be_focused()
    return kind


def test_every_kind_is_answered_by_keyboard_alone_and_what_was_missed_comes_back(lesson):
    total = lesson.locator('form[data-place="check"]').count()
    kinds = []
    lesson.locator(f"{NOW} :is(input, select, button)").first.focus()
    for number in range(total):
        expect(lesson.locator(".steps__count")).to_contain_text(f"{number + 1} of {total}")
        kinds.append(answer(lesson, right=number % 2 == 0))
        lesson.keyboard.press("Enter")
    assert set(kinds) == set(KINDS)
    expect(lesson.locator(".steps__title")).to_have_text(f"{(total + 1) // 2} answers right, {total // 2} missed.")
    expect(lesson.locator(".steps__title")).to_be_focused()
    missed = lesson.locator(".steps__missed li")
    assert missed.count() == total // 2
    assert set(missed.locator("a").all_text_contents()) == {"Taught in: Two winds"}
    tab_to(lesson, ".steps__ways .md-button")
    lesson.keyboard.press("Enter")
    for number in range(total // 2):
        expect(lesson.locator(".steps__count")).to_contain_text(f"{number + 1} of {total // 2}")
        answer(lesson, right=True)
        lesson.keyboard.press("Enter")
    expect(lesson.locator(".steps__title")).to_have_text(f"All {total // 2} right.")


def test_an_arrow_key_never_submits_and_checking_nothing_says_so(hosted_lesson):
    page, form = hosted_lesson, hosted_lesson.locator(NOW)
    form.locator(".check").click()
    expect(form.get_by_role("status")).to_have_text("Choose an answer first.")
    form.locator("input").first.focus()
    press(page, "Space", "ArrowDown", "Enter")
    expect(form.locator("input").nth(1)).to_be_checked()
    assert form.get_attribute("data-result") is None


def test_reasons_of_options_that_nobody_chose_wait(hosted_lesson):
    form = hosted_lesson.locator(NOW)
    form.locator("input").first.check()
    form.locator(".check").click()
    others = form.get_by_role("button", name="Why the others are wrong")
    note = form.locator("[data-other] .note")
    expect(note.first).to_be_hidden()
    others.click()
    expect(note.first).to_be_visible()
    expect(others).to_have_attribute("aria-expanded", "true")


def test_a_prompt_takes_one_tap_and_a_missed_one_comes_back_at_the_end(hosted_lesson):
    page = hosted_lesson
    box = page.locator("#two-winds ~ .prompts")
    assert page.evaluate("document.querySelector('.prompts').nextElementSibling.id") == "boat-and-car"
    before = page.locator(".steps__bar li").count()
    expect(box.locator("input").first).to_be_hidden()
    box.get_by_role("button", name="Show the choices").click()
    expect(box.locator("input").first).to_be_focused()
    box.locator("label", has_text="true").click()
    expect(box.get_by_role("status")).to_have_text("Not quite.")
    box.get_by_role("button", name="Go on").click()
    assert page.locator(".steps__bar li").count() == before + 1
    page.reload()
    assert page.locator(".prompts").count() == 0
    assert page.locator(".steps__bar li").count() == before + 1


def test_answers_are_remembered_and_an_edit_forgets_only_its_own(hosted_lesson):
    page = hosted_lesson
    page.locator(f"{NOW} input").first.focus()
    for _ in range(3):
        answer(page, right=True)
        page.keyboard.press("Enter")
    page.reload()
    expect(page.locator(".steps__count")).to_contain_text("3 right")
    kept = page.evaluate("JSON.parse(localStorage.getItem('/guide/.quiz'))")
    assert [sorted(event) for event in kept] == [["a", "h", "q", "s", "t"]] * 3
    kept[0]["h"] = "00000000"  # what an edit of the question does
    kept.append({"q": "gone", "h": "00000000", "a": ["1"], "s": 1, "t": 1})
    # A page whose questions stand in another order, as after an edit of the file.
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const all = document.querySelectorAll('[data-quiz] > form');"
        " all[0].before(...[...all].reverse()); }, { capture: true, once: true })"
    )
    page.evaluate("kept => localStorage.setItem('/guide/.quiz', kept)", json.dumps(kept))
    page.reload()
    expect(page.locator(".steps__count")).to_contain_text("2 right")
    results = page.locator("form[data-result]").evaluate_all("forms => forms.map(form => form.dataset.question)")
    assert set(results) == {kept[1]["q"], kept[2]["q"]}


@pytest.mark.parametrize("text", ["{", "7", '["x", null, {"q": "which-wind"}]', '[{"q":"which-wind","h":"","a":7}]'])
def test_what_else_is_in_storage_does_no_harm(hosted_lesson, text):
    hosted_lesson.evaluate("text => localStorage.setItem('/guide/.quiz', text)", text)
    hosted_lesson.reload()
    expect(hosted_lesson.locator(".steps__count")).to_contain_text("0 right")


def test_without_storage_a_reader_can_finish(small, browser):
    context = browser.new_context()
    context.add_init_script(WITHOUT_WORKER)
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    watch = Watch(small)
    page = watch.on(context.new_page())
    page.goto(small + LESSON)
    page.locator(f"{NOW} input").first.focus()
    for _ in range(page.locator('form[data-place="check"]').count()):
        answer(page, right=False)
        page.keyboard.press("Enter")
    expect(page.locator(".steps__title")).to_contain_text("0 answers right")
    context.close()
    assert [fault for fault in watch.faults if "no" not in fault] == []


@pytest.mark.parametrize("home", ["http", "file"])
def test_without_scripts_all_questions_stand_in_order_with_their_answers_folded(questions, small, browser, home):
    asked = [one.question.id for one in load(questions)[0].asked]
    with browser.new_context(java_script_enabled=False) as plain:
        page = opened(plain, Watch(small if home == "http" else (questions / "site").as_uri() + "/"), LESSON)
        forms = page.locator("form.question")
        assert forms.evaluate_all("forms => forms.map(form => form.dataset.question)") == asked
        for form in forms.all():
            expect(form.locator("legend")).to_be_visible()
            expect(form.locator(".check")).to_be_hidden()
            expect(form.locator(".why").first).to_be_hidden()
            form.locator("summary").click()
            expect(form.locator(".why").first).to_be_visible()


def test_paper_shows_the_questions_of_the_page_and_the_key_and_leaves_the_rest_to_practice(hosted_lesson):
    page = hosted_lesson
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for form in page.locator("form.question[data-place=rest]").all():
        expect(form).to_be_hidden()
    shown = page.locator("form.question:not([data-place=rest])")
    assert shown.count() >= 6
    for form in shown.all():
        expect(form.locator("legend")).to_be_visible()
        expect(form.locator(".option").first).to_be_visible()
        expect(form.locator(".answer .why").first).to_be_visible()


def test_a_row_in_an_article_opens_without_scripts_and_paper_names_it(site, browser):
    """Paper repeats no row: its pair and where it breaks stand there, and the mapping tells the rest."""
    page_of = "learn/13-limits-approvals-and-the-stop-button.html"
    with served(site) as address, browser.new_context(java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(address + page_of)
        row = page.locator(".bridge:has(.bridge__facts)").first
        expect(row.locator(".bridge__facts")).to_be_hidden()
        row.locator("summary").click()
        expect(row.locator(".bridge__facts li").first).to_be_visible()
        page.reload()
        page.emulate_media(media="print")
        for row in page.locator(".bridge").all():
            expect(row.locator(".bridge__pair")).to_be_visible()
            expect(row.locator(".bridge__breaks")).to_be_visible()
            expect(row.locator(".bridge__rest")).to_be_hidden()


def test_a_link_to_a_question_shows_it(hosted_lesson, small):
    page = hosted_lesson
    for question in ("talk-on-deck", "blank-wind"):
        page.goto(f"{small}{LESSON}#q-{question}")
        expect(page.locator(f"#q-{question} .option").first).to_be_visible()


COUNTING = """
window.counted = 0;
for (const kind of [EventTarget.prototype]) {
  const add = kind.addEventListener;
  kind.addEventListener = function (...given) {
    const ours = (this === window || this === document) && new Error().stack.includes("questions.js");
    if (ours) window.counted += 1;
    return add.apply(this, given);
  };
}
"""
"""Count our listeners that outlive a page: those on the window and the document."""


def test_instant_navigation_leaves_nothing_behind(questions, small, browser):
    """Material navigates to what the sitemap lists, so the test's copy names the test's server."""
    sitemap = (questions / "site" / "sitemap.xml").read_text("utf-8").replace("https://sailing.example.org/", small)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WITHOUT_WORKER)
    context.add_init_script(COUNTING)
    context.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="application/xml"))
    watch = Watch(small)
    page = opened(context, watch, "index.html")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stays = true")
    seen = []
    for _ in range(20):
        page.locator(".md-nav--primary a", has_text="Wind").first.click()
        expect(page.locator(".steps__count")).to_have_count(1)
        expect(page.locator(".prompts")).to_have_count(1)
        seen.append([page.evaluate("window.counted"), page.evaluate("document.querySelectorAll('*').length")])
        page.locator(".md-nav--primary a", has_text="Sailing for drivers").first.click()
        expect(page.locator(".steps__count")).to_have_count(0)
    assert page.evaluate("window.stays")
    assert seen[1:] == [seen[1]] * 19
    context.close()
    assert watch.faults == []


STATES = {"fresh", "right", "wrong", "partial", "end", "restored"}


@pytest.mark.first
@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.everything)])
def test_no_state_has_an_accessibility_violation(small, browser, width):
    """Every kind of question fresh, right, and wrong or in part; a prompt folded, unfolded and missed; the end and what
    is restored; each in both schemes and in forced colors."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WITHOUT_WORKER)
    page = opened(context, Watch(small), LESSON)
    seen, faults = set(), []

    def look(state: str) -> None:
        seen.add(state.split()[0])
        faults.extend((state, *one) for one in violations(page, ".quiz, .prompts"))
        page.emulate_media(forced_colors="active")
        # The system's colors are the same in either scheme, and axe reads what a browser would fill text with if they
        # were not forced.
        forced = [one for one in broken(page, ".quiz, .prompts") if one[0] != "color-contrast"]
        faults.extend((state, "forced", *one) for one in forced)
        page.emulate_media(forced_colors="none")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((state, "wider than the window"))

    def tap(words: str) -> None:
        page.locator(".prompts .unfold:visible").first.click()
        look("fresh prompt")
        page.locator(".prompts form:visible label", has_text=words).click()
        look(f"{page.locator('.prompts form:visible').get_attribute('data-result')} prompt")

    look("fresh page")
    tap("true")
    page.get_by_role("button", name="Go on").click()
    for right in (True, False):
        page.evaluate("localStorage.clear()")
        page.reload()
        for _ in range(page.locator('form[data-place="check"]').count()):
            kind = page.locator(NOW).get_attribute("data-kind")
            if right:
                look(f"fresh {kind}")
            answer(page, right)
            look(f"{page.locator(NOW).get_attribute('data-result')} {kind}")
            if page.locator(f"{NOW} .others").is_visible():
                page.locator(f"{NOW} .others").click()
                look(f"{page.locator(NOW).get_attribute('data-result')} {kind}, all reasons")
                page.locator(f"{NOW} .next").focus()
            page.keyboard.press("Enter")
        look("end")
        page.reload()
        look("restored")
    assert seen == STATES
    assert faults == []
    context.close()


def test_every_article_has_its_prompts_and_six_to_eight_questions(guide):
    uses = told(guide)
    for page in guide.articles:
        found = placed(guide, page, uses)
        checks = [one for one in found if one.place == CHECK]
        assert LEAST <= len(checks) <= MOST, page.path
        for one in found:
            near = (page.path, one.question.section, one.question.terms[0]) in uses
            assert near or one.place != PROMPT, one.question.id
        assert [one.question.id for one in found] == [question.id for question in page.quiz.questions]
        prompts = [one.question.section for one in found if one.place == PROMPT]
        anchors = [section.anchor for section in sections(page) if section.level == 2]
        for anchor in anchors[: anchors.index("okta-concept-mapping")]:
            assert 1 <= prompts.count(anchor) <= 3, (page.path, anchor)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_article_is_a_third_shorter_than_with_everything_at_length(site, guide, browser, width):
    paths = [html_path(page.path) for page in guide.articles]
    short, whole = (heights(browser, site, paths, width, at_length) for at_length in (False, True))
    assert {path: short[path] / whole[path] for path in paths if short[path] > whole[path] * 2 / 3} == {}
