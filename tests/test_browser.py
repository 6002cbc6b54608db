"""The guide as its readers meet it: in a browser, with a keyboard, on a phone, without scripts, without a network."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from browser_site import SETTLED, WITHOUT_WORKER, Watch, opened, pages_of, served, violations
from overflow import wider
from playwright.sync_api import expect
from structures import representatives

from macros.data.quotes import curled

pytestmark = pytest.mark.browser

ARTICLE = "learn/03-foundation-models-and-fine-tuning.html"
PHONE = {"width": 390, "height": 844}
WIDTHS = (PHONE["width"], 320)
PARTS = 6
OVERFLOWING = """drawings => drawings.flatMap(svg => {
  const boxes = [svg, ...svg.querySelectorAll("rect")].map(box => box.getBoundingClientRect());
  const holds = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  return [...svg.querySelectorAll("text")].filter(text => {
    const it = text.getBoundingClientRect();
    const around = boxes.filter(box => holds(box, it.left + Math.min(it.width / 2, 4), it.top + it.height / 2));
    const box = around.reduce((least, one) => one.width < least.width ? one : least, boxes[0]);
    return it.right > box.right + 1 || it.left < box.left - 1;
  }).map(text => text.textContent);
})"""
"""The labels of drawings that run over the edge of the smallest box they begin in."""


def search(page, words: str) -> list[str]:
    """The titles of the pages that full-text search finds, typed as a person would."""
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Search the guide")).to_be_focused()
    page.keyboard.type(words, delay=20)
    page.wait_for_selector(".md-search-result__item h1", state="attached")
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.match(/^\\d/)")
    return [" ".join(title.split()) for title in page.locator(".md-search-result__item h1").all_text_contents()]


@pytest.mark.parametrize(
    ("words", "wanted"), [("rag", "Retrieval-augmented generation (RAG)"), ("fine tune", "Fine-tuning")]
)
def test_search_finds_the_term(watch, context, words, wanted):
    page = opened(context, watch, "index.html")
    assert search(page, words)[0] == wanted
    page.locator(".md-search-result__item a").first.click()
    expect(page.locator("h1")).to_have_text(re.compile(re.escape(wanted)))


def test_search_loads_when_a_reader_turns_to_it(hosted, context):
    page = opened(context, hosted, ARTICLE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert [name for name in asked if name.startswith("search") and name != "search.js"] == []
    assert search(page, "rag")[0] == "Retrieval-augmented generation (RAG)"
    assert "search_index.json" in asked


def test_the_contents_mark_the_section_one_has_jumped_to(watch, context):
    page = opened(context, watch, ARTICLE)
    links = page.locator(".md-sidebar--secondary .md-nav__link")
    assert links.count() >= 10
    for link in links.all():
        link.click()
        expect(link).to_have_class(re.compile("md-nav__link--active"))
        after = page.locator(".md-sidebar--secondary .md-nav__link--active").last
        expect(after).to_have_attribute("href", link.get_attribute("href"))


def test_answers_are_not_in_the_search_index(site, guide):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    whys = [option.why for asked in guide.asked for option in asked.question.options]
    assert whys and [why for why in whys if why in text or curled(why) in text] == []


def test_preview_opens_on_hover_and_focus_and_closes_with_escape(watch, context):
    context.clock.install()
    page = opened(context, watch, ARTICLE)
    link = page.locator("a.term", has_text="large language model").first
    preview = page.locator("#preview")
    link.hover()
    expect(preview).to_be_visible()
    expect(preview).to_contain_text(link.get_attribute("data-definition"))
    preview.hover()
    page.clock.run_for(2_000)  # longer than it stays when it is left
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    page.mouse.move(0, 0)
    link.focus()
    expect(preview).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", re.compile("preview"))
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(link).to_be_focused()


def test_first_tap_previews_and_second_follows(watch, browser):
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as phone:
        page = opened(phone, watch, ARTICLE)
        link = page.locator("a.term", has_text="large language model").first
        link.tap()
        expect(page.locator("#preview")).to_be_visible()
        assert page.url.endswith(ARTICLE)
        link.tap()
        expect(page.locator("h1")).to_have_text(re.compile("Large language model"))


def test_scheme_switches_and_stays(watch, context):
    page = opened(context, watch, "index.html")
    body = page.locator("body")
    before = body.evaluate("node => getComputedStyle(node).backgroundColor")
    for _ in range(3):
        page.locator("header label[for^=__palette]:visible").click()
        if body.get_attribute("data-md-color-scheme") == "slate":
            break
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    after = body.evaluate("node => getComputedStyle(node).backgroundColor")
    assert before != after
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def share(site: Path, part: int) -> list[str]:
    """One of `PARTS` shares of the pages, so that workers can divide them."""
    return [path for path in pages_of(site) if path != "404.html"][part::PARTS]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_scrolls_sideways(hosted, browser, site, part):
    with browser.new_context() as narrow:
        narrow.add_init_script(WITHOUT_WORKER)
        assert wider(hosted.on(narrow.new_page()), hosted.home, share(site, part), WIDTHS) == []


WIDE = {
    "fits": "<p>Words that wrap wherever there is no room for them to go on.",
    "a-box": '<p style="width: 400px">Too wide for either.',
    "narrow-only": '<p style="width: 350px">Too wide for one.',
    "a-word": f"<p>{'overlong' * 20}",
    "by-script": '<pre></pre><script>onload = () => document.querySelector("pre").append("x".repeat(99))</script>',
    "in-a-media-query": "<style>@media (max-width: 330px) { p { width: 340px } }</style><p>Wide where it is narrow.",
    "leads-on": f'<link rel="canonical" href="fits.html"><meta http-equiv="refresh" content="0; url=fits.html">'
    f"<script>location.replace('fits.html')</script><p>{'overlong' * 20}",
}


def test_the_sweep_sees_what_is_too_wide_and_nothing_else(tmp_path, browser):
    for name, body in WIDE.items():
        page = f'<!doctype html><html><head><meta charset="utf-8"></head><body style="margin: 0">{body}</body></html>'
        (tmp_path / f"{name}.html").write_text(page, "utf-8")
    with served(tmp_path) as home, browser.new_context() as context:
        found = wider(context.new_page(), home, [f"{name}.html" for name in WIDE], WIDTHS)
    always, narrow = ("a-box", "a-word", "by-script", "leads-on"), ("in-a-media-query", "narrow-only")
    wanted = {(f"{name}.html", width) for name in always for width in WIDTHS}
    assert set(found) == wanted | {(f"{name}.html", 320) for name in narrow}


def test_without_scripts_everything_is_there(site, browser, address):
    watching = Watch(address)
    with browser.new_context(java_script_enabled=False) as plain:
        page = opened(plain, watching, ARTICLE)
        first = page.locator("form.question").first
        expect(first.locator("button.check")).to_be_hidden()
        first.locator("summary").click()
        expect(first.locator(".answer .why").first).to_be_visible()
        page.locator("a.term", has_text="large language model").first.click()
        expect(page.locator("h1")).to_have_text(re.compile("Large language model"))
        page.goto(address + "glossary/index.html")
        expect(page.locator(".filter")).to_be_hidden()
        expect(page.get_by_role("heading", name="By area")).to_be_visible()
        page.goto(address + "okta/mapping.html#row-fine-tuning-fork")
        expect(page.locator(".line[open]:has(:target)")).to_contain_text("Forking")
    assert watching.faults == []


def test_filters_narrow_the_glossary_and_the_mapping(watch, context):
    page = opened(context, watch, "glossary/index.html")
    page.get_by_label("Filter", exact=True).fill("window")
    shown = page.locator("#glossary-index li:visible a.entry").all_text_contents()
    assert "context window" in shown and "hallucination" not in shown
    page.get_by_label("Filter", exact=True).fill("")
    page.get_by_label("Area", exact=True).select_option("identity")
    areas = page.locator("#glossary-index li:visible").evaluate_all("items => items.map(item => item.dataset.area)")
    assert set(areas) == {"identity"}
    page = opened(context, watch, "okta/mapping.html")
    page.get_by_label("Filter", exact=True).fill("fork")
    lines = page.locator("#by-concept .line")
    expect(lines.filter(has=page.locator("#row-fine-tuning-fork"))).to_be_visible()
    assert lines.filter(visible=True).count() < lines.count()


@pytest.mark.parametrize("page_path", ["glossary/index.html", "heard.html"])
def test_filters_take_words_in_any_form(watch, context, page_path):
    page = opened(context, watch, page_path)
    field, listed = page.get_by_label("Filter", exact=True), page.locator("[data-area]:visible")
    field.fill("fine-tune")
    tuned = listed.all_text_contents()
    assert tuned
    for written in ("fine tune", "finetune", "Fine-Tuning", "tune the fine"):
        field.fill(written)
        assert set(listed.all_text_contents()) >= set(tuned)
    field.fill("policies")
    policies = listed.all_text_contents()
    field.fill("a policy")
    assert policies and set(listed.all_text_contents()) >= set(policies)
    field.fill("")
    every = listed.count()
    assert every > 100
    # Where the list has nothing, the lookup is asked, which forgives more.
    field.fill("halucinatoin")
    expect(page.locator(".filter [role=status]")).to_have_text(re.compile("^0 of"))
    page.get_by_role("button", name="Look up “halucinatoin”").click()
    expect(page.get_by_role("dialog").get_by_role("option").first).to_contain_text("Hallucination")
    for _ in range(2):
        page.keyboard.press("Escape")
    field.fill("model")
    expect(page.get_by_role("button", name=re.compile("^Look up “"))).to_be_hidden()


@pytest.mark.bench
@pytest.mark.parametrize("page_path", ["glossary/index.html", "heard.html"])
def test_time_of_a_filter(hosted, context, page_path):
    page = opened(context, hosted, page_path)
    spent = page.get_by_label("Filter", exact=True).evaluate(
        """field => {
          const from = performance.now();
          for (const words of ["t", "th", "the model", "fine tuned"]) {
            field.value = words;
            field.dispatchEvent(new Event("input"));
          }
          return performance.now() - from;
        }"""
    )
    print(f"\nfour letters typed into the filter of {page_path}: {spent:.0f} ms")
    assert spent < 500


def test_what_the_glossary_filter_finds_stands_right_below_it(hosted, browser):
    for width in (1280, 1920):
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.add_init_script(WITHOUT_WORKER)
        page = opened(context, hosted, "glossary/index.html")
        field = page.get_by_label("Filter", exact=True)
        field.fill("mcp")
        hit = page.locator("#glossary-index li:visible").first
        assert hit.bounding_box()["y"] - field.bounding_box()["y"] < 300, width
        assert hit.bounding_box()["y"] < 900, width
        context.close()


def test_nothing_one_links_or_tabs_to_is_covered(hosted, context):
    """Anchors, and what gets the focus on the way back up (WCAG 2.2, 2.4.11)."""
    for path, cover in (("okta/mapping.html", ".md-header"), (ARTICLE, ".md-header")):
        page = opened(context, hosted, path)
        anchor = page.locator(".line__body[id], .md-content h2[id]").nth(5).get_attribute("id")
        page.goto(f"{page.url.partition('#')[0]}#{anchor}")
        page.evaluate(SETTLED)
        edge = page.locator(cover).first.bounding_box()
        assert page.locator(f"#{anchor}").bounding_box()["y"] >= edge["y"] + edge["height"] - 1, anchor
        page.locator("main a[href]:visible").last.focus()
        for _ in range(30):
            page.keyboard.press("Shift+Tab")
            hidden = page.evaluate(
                """cover => {
                  const it = document.activeElement.getClientRects()[0];
                  const edge = document.querySelector(cover).getBoundingClientRect().bottom;
                  return document.activeElement.closest("main") && !document.activeElement.closest("thead")
                    && it.bottom <= Math.max(0, edge) && document.activeElement.textContent;
                }""",
                cover,
            )
            assert not hidden, (path, hidden)


def test_a_reader_finds_the_way_on_and_back(hosted, context):
    page = opened(context, hosted, ARTICLE)
    page.get_by_role("link", name=re.compile("^Next:")).click()
    expect(page.locator("h1")).to_contain_text("Context windows")
    page = opened(context, hosted, "glossary/rag.html")
    expect(page.locator(".md-tabs__item--active")).to_have_text("Glossary")
    page.get_by_role("article").get_by_role("link", name="Glossary", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Glossary")


def test_labels_stay_in_their_boxes(hosted, context, guide):
    """With this machine's sans serif: a wide one tells most."""
    over = {}
    for page in guide.articles:
        window = opened(context, hosted, page.path.replace(".md", ".html"))
        over |= dict.fromkeys(window.locator("figure svg").evaluate_all(OVERFLOWING), page.path)
        window.close()
    assert over == {}


def test_printing_shows_questions_and_key(hosted, context, tmp_path):
    page = opened(context, hosted, ARTICLE)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    answers = page.locator("form.question:not([data-place=rest]) .answer").all()
    assert answers
    for answer in answers:
        expect(answer.locator(".why").first).to_be_visible()
    for left in page.locator("form.question[data-place=rest]").all():  # for practice, not for paper
        expect(left).to_be_hidden()
    expect(page.locator(".md-header")).to_be_hidden()


@pytest.mark.parametrize("part", range(PARTS))
def test_no_structure_has_an_accessibility_violation(hosted, browser, site, part):
    assert accessibility(hosted, browser, representatives(site)[part::PARTS]) == {}


def accessibility(hosted: Watch, browser, paths: list[str]) -> dict[str, list]:
    """What axe finds on each of these pages, where it finds anything."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as seen:
        seen.add_init_script(WITHOUT_WORKER)
        page = hosted.on(seen.new_page())
        found = {}
        for path in paths:
            page.goto(hosted.home + path, wait_until="load")
            if broken := violations(page):
                found[path] = broken
        return found


def test_answered_quiz_open_preview_and_open_search_are_accessible(hosted, browser):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as seen:
        seen.add_init_script(WITHOUT_WORKER)
        page = opened(seen, hosted, ARTICLE)
        for form in page.locator("form.question:has(input):visible").all():
            if form.locator(".unfold").count():
                form.locator(".unfold").click()
            form.locator("input").first.check()
            if not form.get_attribute("data-result"):
                form.locator("button.check").click()
        page.locator("a.term").first.hover()
        expect(page.locator("#preview")).to_be_visible()
        assert violations(page) == []
        expect(page.locator("#preview")).to_be_visible()
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        search(page, "rag")
        assert violations(page) == []
        expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_scripts_are_small_and_none_is_inline(site):
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in (site / "assets" / "js").glob("*.js")}
    # Those for questions are joined, and held to a size together: test_practice_browser.py.
    joined = {"questions.js", "bank.js", "recall.js", "kit.js", "quiz.js", "quiz-steps.js"}
    assert {name: size for name, size in sizes.items() if size >= 3072 and name not in joined} == {}
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"?application/(ld\+)?json)[^>]*>\s*\S|\son[a-z]+=\"")
    texts = {path: (site / path).read_text("utf-8") for path in pages_of(site)}
    # A page that leads on holds one script, which its own policy names by its hash.
    staying = {path: text for path, text in texts.items() if 'http-equiv="refresh"' not in text}
    assert [path for path, text in staying.items() if inline.search(text)] == []
