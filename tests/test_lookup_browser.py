"""The lookup as a seller meets it: one hand on the keyboard or on the phone, over http and from disk, in any colors."""

from __future__ import annotations

import gzip
import http.server
import io
import itertools
import json
import re
import threading
from pathlib import Path

import pytest
from browser_site import Watch, broken, opened
from conftest import ROOT
from playwright.sync_api import expect

from macros.data.quotes import curled

pytestmark = pytest.mark.browser

CALL = "call/index.html"
ARTICLE = "learn/03-foundation-models-and-fine-tuning.html"
HOME = "https://example.github.io/ai-field-guide/"
PHONES = [(390, 844), (480, 900)]
COLD = 100_000
COLORS = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"color_scheme": "light", "forced_colors": "active"}]


@pytest.fixture
def context(browser):
    made = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    made.set_default_timeout(10_000)
    yield made
    made.close()


def clipboard(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def box(page):
    return page.get_by_role("combobox", name="Look up a term")


def shown(page, term: str) -> None:
    expect(page.locator(".card")).to_have_attribute("data-term", term)


def test_call_page_by_keyboard_alone(watch, context, guide):
    page = opened(context, watch, CALL)
    expect(box(page)).to_be_focused()
    page.keyboard.type("retreival augmented")
    expect(page.get_by_role("option").first).to_contain_text("Retrieval-augmented generation")
    expect(box(page)).to_have_attribute("aria-activedescendant", "lookup-option-0")
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-activedescendant", "lookup-option-1")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    shown(page, "rag")
    expect(page.locator(".card")).to_be_focused()
    assert page.url.endswith("#rag")
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_text("Copied: say and link.")
    assert clipboard(page) == f"{curled(guide.terms['rag'].card.say)} {HOME}g/rag/"
    page.keyboard.press("l")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_text("Copied: the link.")
    assert clipboard(page) == f"{HOME}g/rag/"
    second = page.get_by_role("option").nth(1).locator(".lookup__name").text_content()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card-name")).to_have_text(second)
    page.keyboard.press("ArrowLeft")
    shown(page, "rag")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    page.keyboard.type("cont win")  # the old words were selected, so these replace them
    expect(box(page)).to_have_value("cont win")
    expect(page.get_by_role("option").first).to_contain_text("Context window")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(box(page)).to_have_attribute("aria-expanded", "false")


def test_no_letter_is_a_command_while_words_are_typed(hosted, context):
    page = opened(context, hosted, CALL)
    page.evaluate("navigator.clipboard.writeText('before')")
    page.keyboard.type("clqm clqm")
    expect(box(page)).to_have_value("clqm clqm")
    assert clipboard(page) == "before"
    assert page.locator(".card__code").count() == 0


def test_palette_opens_over_any_page_and_gives_focus_back(watch, context, guide):
    page = opened(context, watch, ARTICLE)
    link = page.locator("article a.term").first
    link.focus()
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Look up a term")
    expect(palette).to_be_visible()
    expect(box(page)).to_be_focused()
    for _ in range(12):  # focus stays inside, whichever way it goes
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    box(page).focus()
    page.keyboard.type("hallucenation")
    page.keyboard.press("Enter")
    shown(page, "hallucination")
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert clipboard(page) == f"{curled(guide.terms['hallucination'].card.say)} {HOME}g/hallucination/"
    # Material's own keys stay asleep below the palette.
    for key in ("/", "s", "n", "p"):
        page.keyboard.press(key)
    assert page.evaluate("!!document.activeElement.closest('dialog')") and page.url.endswith(ARTICLE)
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Search the guide")).to_be_focused()


def test_palette_opens_with_its_button_and_keeps_what_is_typed_meanwhile(watch, context):
    page = opened(context, watch, "learn/index.html")
    button = page.locator("header").get_by_role("button", name="Look up a term")
    expect(button).to_have_attribute("aria-keyshortcuts", "Control+K Meta+K")
    button.focus()
    page.evaluate("document.querySelector('header [data-opens-lookup]').click(); 0")
    page.keyboard.type("contextwindow")
    expect(page.get_by_role("option").first).to_contain_text("Context window")
    page.get_by_role("button", name="Close").click()
    expect(button).to_be_focused()


def test_opening_an_address_opens_its_card(watch, context):
    page = opened(context, watch, f"{CALL}?q=teach+it+our+policies")
    shown(page, "fine-tuning")
    page = opened(context, watch, f"{CALL}#context-window")
    shown(page, "context-window")
    page.evaluate("location.hash = 'rag'")
    shown(page, "rag")
    page.go_back()
    shown(page, "context-window")
    page = opened(context, watch, f"{CALL}#vector-databse")
    expect(page.get_by_role("option").first).to_contain_text("Vector database")


def test_a_deprecated_form_is_answered(watch, context):
    page = opened(context, watch, CALL)
    page.keyboard.type("ai brain")
    expect(page.get_by_role("option").first).to_contain_text("They may say “AI brain”. Say large language model")
    page.keyboard.press("Enter")
    shown(page, "large-language-model")
    expect(page.locator(".card__heard")).to_have_text(
        "They may say “AI brain”. Say large language model, or name the product."
    )


def test_contrasts_lead_to_their_cards(watch, context):
    page = opened(context, watch, f"{CALL}#rag")
    page.locator(".card").get_by_role("link", name="fine-tuning").click()
    shown(page, "fine-tuning")
    assert page.url.endswith("#fine-tuning")


def test_qr_shows_the_link_and_closes(watch, context):
    page = opened(context, watch, f"{CALL}#rag")
    assert page.locator(".card__code").count() == 0
    page.keyboard.press("q")
    image = page.get_by_role("img", name="QR code of the link to “retrieval-augmented generation”")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    expect(page.locator(".card__code")).to_contain_text(f"{HOME}g/rag/")
    page.keyboard.press("Escape")
    assert page.locator(".card__code").count() == 0
    expect(page.locator(".card")).to_be_focused()


@pytest.mark.parametrize("place", [CALL, ARTICLE])
def test_behind_the_qr_nothing_takes_focus_and_esc_closes_it_from_anywhere(hosted, context, place):
    page = opened(context, hosted, place)
    if place == ARTICLE:
        page.keyboard.press("Control+k")
    box(page).fill("rag")
    page.keyboard.press("Enter")
    page.keyboard.press("q")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "!document.activeElement.closest('.card') || !!document.activeElement.closest('.card__code')"
        )
    for outside in (".lookup__words", ".palette__close"):
        if page.locator(outside).count():
            page.locator(outside).focus()
            page.keyboard.press("Escape")
            assert page.locator(".card__code").count() == 0
            expect(page.locator(".card")).to_be_focused()
            assert page.locator(".card [inert]").count() == 0
            page.keyboard.press("q")
            expect(page.locator(".card__code")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    assert page.locator(".card__code").count() == 0
    shown(page, "rag")


def test_what_was_copied_is_told_and_then_gives_way_to_the_link(hosted, context):
    page = opened(context, hosted, f"{CALL}#rag")
    page.clock.install(time=0)
    page.clock.pause_at(60)
    page.keyboard.press("l")
    status = page.locator(".card__status")
    expect(status).to_have_text("Copied: the link.")
    page.clock.run_for(2_000)
    page.keyboard.press("c")
    expect(status).to_have_text("Copied: say and link.")
    page.clock.run_for(3_900)
    expect(status).to_have_text("Copied: say and link.")
    page.clock.run_for(200)
    expect(status).to_be_empty()
    page.locator(".card__link").click(trial=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_one_field_is_in_view_and_the_header_has_it_once_that_is_gone(watch, context, width):
    page = opened(context, watch, "index.html")
    page.set_viewport_size({"width": width, "height": 800})
    field, both = page.locator(".open-search"), page.locator("header :is([data-opens-lookup], [data-opens-search])")
    expect(field).to_be_visible()
    for one in both.all():
        expect(one).to_be_hidden()
    page.locator("h2", has_text="The call this guide was written for").scroll_into_view_if_needed()
    page.mouse.wheel(0, 3000)
    for one in both.all():
        expect(one).to_be_visible()
    page.goto(page.url.replace("index.html", "about.html"))
    for one in both.all():
        expect(one).to_be_visible()


def test_where_nothing_is_found_there_are_ways_on(watch, context):
    page = opened(context, watch, "index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("zamboni")
    told = page.locator(".lookup__none")
    expect(told).to_have_text("Nothing yet. Try fewer words, or the thing they want to do.")
    ways = page.locator(".lookup__onward > *")
    expect(ways).to_have_text(["They said …", "Glossary", "Search all pages for “zamboni”"])
    box(page).fill("cots")
    expect(told).to_have_text("COTS: commercially available off-the-shelf. It has no card here.")
    box(page).fill("rag")
    expect(told).to_be_empty()
    expect(ways).to_have_count(0)
    box(page).fill("zeppelin")
    page.get_by_role("button", name="Search all pages").click()
    expect(page.get_by_role("dialog", name="Look up a term")).to_be_hidden()
    search = page.get_by_role("textbox", name="Search the guide")
    expect(search).to_be_focused()
    expect(search).to_have_value("zeppelin")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    page = opened(context, watch, CALL)
    page.keyboard.type("zamboni")
    expect(page.locator(".lookup__onward > *")).to_have_text(["They said …", "Glossary"])
    page.get_by_role("link", name="They said").click()
    expect(page.locator("h1")).to_have_text(re.compile("^They said"))


def test_where_it_is_not_sure_the_nearest_stand_side_by_side(watch, context):
    page = opened(context, watch, CALL)
    page.keyboard.type("can it see files it shouldn't")
    expect(page.locator(".lookup__none")).to_have_text("Not sure what is meant. The nearest:")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    assert page.locator(".card").count() == 0 and page.locator("[aria-selected=true]").count() == 0
    tops = options.evaluate_all("items => items.map(item => item.getBoundingClientRect().top)")
    assert len(set(tops)) == 1, "side by side"
    for reason in page.locator(".lookup__reason").all_text_contents():
        assert re.match(r"People say “|It is called “|It has to do with: |“.+” leads here", reason), reason
    page.keyboard.press("Enter")  # the first is offered
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert page.locator(".card").count() == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_focused()
    page.goto(page.url.split("#")[0] + "?q=can+it+see+files+it+shouldn't")
    expect(options).to_have_count(3)
    assert page.locator(".card").count() == 0


def test_something_to_begin_with_before_anything_is_typed(watch, context, guide):
    page = opened(context, watch, CALL)
    groups = page.locator(".start__title")
    expect(groups).to_have_text(["Buyers often say", "Areas", "More for a call"])
    said = page.locator(".start__choice q")
    expect(said).to_have_text([curled(guide.terms[term].heard_as[0]) for term in guide.often])
    assert (
        page.locator(".lookup__bar").evaluate(
            "bar => bar.offsetWidth / parseFloat(getComputedStyle(bar).fontSize) * 0.7"
        )
        <= 44
    )
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    shown(page, guide.often[1])
    page.keyboard.press("Escape")
    expect(groups).to_have_text(["Opened last", "Buyers often say", "Areas", "More for a call"])
    expect(page.locator(".start__choice").first).to_have_text(guide.terms[guide.often[1]].preferred)
    page.get_by_role("button", name="Agents and tools").click()
    expect(page.get_by_role("option")).to_have_count(sum(term.area == "agents" for term in guide.glossary.terms))
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(groups).to_have_count(4)
    page = opened(context, watch, CALL)  # what was opened is remembered
    expect(groups.first).to_have_text("Opened last")


def test_a_lookup_that_did_not_come_can_be_asked_for_again(hosted, context):
    page = context.new_page()  # not watched: the browser tells of the request that fails here
    page.goto(hosted.home + "index.html")
    page.route("**/call/cards.js", lambda route: route.abort())
    page.keyboard.press("Control+k")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("The lookup did not load.")
    page.keyboard.press("Control+k")  # still no network, and still an answer
    expect(told).to_have_count(1)
    expect(told).to_contain_text("The lookup did not load.")
    page.unroute("**/call/cards.js")
    told.get_by_role("button", name="Try again").click()
    expect(box(page)).to_be_focused()
    page.keyboard.type("rag")
    expect(page.get_by_role("option").first).to_contain_text("Retrieval-augmented generation")


def test_each_script_comes_once(hosted, context):
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(hosted.home + "glossary/index.html")
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    scripts = [url for url in asked if url.endswith(".js")]
    assert len(scripts) == len(set(scripts)), scripts
    assert page.evaluate("[...document.scripts].filter(script => /lookup-words/.test(script.src)).length") == 1


def test_without_an_address_no_code_is_offered(hosted, context):
    page = context.new_page()
    bare = lambda route: route.fulfill(body=route.fetch().text().replace(HOME + "g/", "g/"))  # noqa: E731
    page.route("**/call/cards.js", bare)
    page.goto(hosted.home + "index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("rag")
    page.keyboard.press("Enter")
    shown(page, "rag")
    page.keyboard.press("q")
    assert page.locator(".card__code, [data-action=code]").count() == 0
    expect(page.locator(".lookup__keys")).not_to_contain_text("QR")


def test_an_answer_that_is_no_term_opens_its_page(hosted, context):
    page = context.new_page()
    answer = '"answers":[{"id":"x","name":"Patent Log","kind":"Product","say":"Counts miles.","page":"facts.html"}]'

    def more(route) -> None:
        body = route.fetch().text()
        assert '"answers":[]' in body
        route.fulfill(body=body.replace('"answers":[]', answer))

    page.route("**/call/cards.js", more)
    page.goto(hosted.home + "index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("patent log")
    expect(page.get_by_role("option").first).to_have_text("Patent Log ProductCounts miles.")
    page.keyboard.press("Enter")
    page.wait_for_url("**/facts.html")


def test_a_card_opened_from_the_list_fits_beside_a_call(hosted, browser, guide):
    """A narrow window and a mouse: the row of keys below the card is higher than that of the list."""
    with browser.new_context(viewport={"width": 360, "height": 640}) as narrow:
        page = opened(narrow, hosted, CALL)
        scrolled = page.evaluate(
            """names => names.filter(name => {
              const box = document.getElementById("lookup-words");
              box.value = name;
              box.dispatchEvent(new Event("input"));
              document.querySelector("[role=option]").click();
              const body = document.querySelector(".card__body"), scrolls = body.scrollHeight > body.clientHeight;
              document.querySelector(".lookup__back").click();
              return scrolls;
            })""",
            [term.preferred for term in guide.glossary.terms],
        )
        assert scrolled == []


def test_without_a_clipboard_the_text_is_there_to_copy(site, browser, guide):
    watching = Watch(site.as_uri() + "/")
    with browser.new_context(viewport={"width": 320, "height": 568}) as bare:
        bare.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false;")
        page = opened(bare, watching, f"{CALL}#rag")
        page.keyboard.press("c")
        copy = page.get_by_role("textbox", name="Text to copy")
        expect(copy).to_be_focused()
        expect(copy).to_have_value(f"{curled(guide.terms['rag'].card.say)} {HOME}g/rag/")
        assert page.evaluate("getSelection().toString()") == copy.input_value()
        status = page.locator(".card__status")
        expect(status).to_have_text("Press Ctrl+C (⌘C on a Mac) to copy the selected text.")
        places = [part.bounding_box() for part in (page.locator(".card__buttons"), status, copy)]
        for above, below in itertools.pairwise(places):
            assert above["y"] + above["height"] <= below["y"]
        assert places[-1]["y"] + places[-1]["height"] <= 568
        page.keyboard.press("Shift+Tab")
        expect(copy).to_have_count(0)
        expect(status).to_be_empty()
    assert watching.faults == []


def test_an_old_browser_copies_by_command(address, browser, guide):
    with browser.new_context(permissions=["clipboard-read"]) as old:
        old.add_init_script("navigator.clipboard.writeText = undefined;")
        page = opened(old, Watch(address), f"{CALL}#rag")
        page.keyboard.press("l")
        expect(page.locator(".card__status")).to_have_text("Copied: the link.")
        assert clipboard(page) == f"{HOME}g/rag/"
        expect(page.locator(".card")).to_be_focused()


def test_by_touch(watch, browser, guide):
    with browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True,
        permissions=["clipboard-read", "clipboard-write"],
    ) as phone:  # fmt: skip
        page = opened(phone, watch, "learn/index.html")
        assert page.locator("kbd:visible").count() == 0
        page.locator("header [data-opens-lookup]").tap()
        box(page).fill("can it see files it shouldn't")
        page.get_by_role("option", name=re.compile("^Permission-aware")).tap()
        shown(page, "permission-aware-retrieval")
        page.get_by_role("button", name=re.compile("say \\+ link")).tap()
        expect(page.locator(".card__status")).to_have_text("Copied: say and link.")
        said = f"{curled(guide.terms['permission-aware-retrieval'].card.say)} {HOME}g/permission-aware-retrieval/"
        assert clipboard(page) == said
        page.get_by_role("button", name="Link", exact=True).tap()
        expect(page.locator(".card__status")).to_have_text("Copied: the link.")
        page.get_by_role("button", name="QR", exact=True).tap()
        expect(page.get_by_role("img", name=re.compile("^QR code"))).to_be_visible()
        page.locator(".card__code").get_by_role("button", name="Close").tap()
        expect(page.locator(".card")).to_be_focused()
        # No key is named to hands that have none; buttons turn to the other cards instead.
        assert page.locator("kbd:visible, .lookup__keys:visible").count() == 0
        for place in ("2 of 3", "3 of 3", "1 of 3"):
            expect(page.locator(".lookup__count")).to_have_text(place)
            page.get_by_role("button", name="Next card").tap()
        for _ in range(3):
            page.get_by_role("button", name="Previous card").tap()
        expect(page.locator(".lookup__count")).to_have_text("2 of 3")
        shown(page, "permission-aware-retrieval")
        targets = page.locator("dialog").locator("button:visible, li:visible")
        small = targets.evaluate_all(
            "items => items.filter(({ offsetWidth, offsetHeight }) => Math.min(offsetWidth, offsetHeight) < 44).length"
        )
        assert small == 0
        page.get_by_role("button", name="Back to the words").tap()
        expect(box(page)).to_be_focused()
        page.get_by_role("button", name="Close", exact=True).tap()
        expect(page.get_by_role("dialog")).to_be_hidden()


FIT = """ids => ids.map(id => {
  location.hash = id;
  dispatchEvent(new HashChangeEvent("hashchange"));
  const card = document.querySelector(".card"), body = card.querySelector(".card__body");
  const page = document.documentElement, wrong = [];
  if (card.dataset.term !== id) wrong.push("not shown");
  if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) wrong.push("page scrolls");
  if (body.scrollHeight > body.clientHeight) wrong.push("card scrolls");
  const lines = ["say", "avoid", "instead"].map(kind => `.card__line--${kind}`).join();
  const asked = ".card__line--ask > dd > span:first-child";
  for (const part of card.querySelectorAll(`.card__name, dt, ${lines}, ${asked}, .card__safe, button:not([hidden])`)) {
    const { top, left, bottom, right, height } = part.getBoundingClientRect();
    const seen = height > 0 && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth + 0.5;
    if (!seen) wrong.push(part.className || part.textContent);
  }
  const whole = !card.querySelector("[data-action=more]:not([hidden])");
  return { id, wrong, whole };
})"""


@pytest.mark.parametrize("size", PHONES, ids=str)
@pytest.mark.parametrize("scale", [1, 2])
def test_every_card_is_seen_whole_without_scrolling(hosted, browser, guide, size, scale):
    """At twice the browser's text size, too: there the questions by role, the bridge and the contrasts may be cut short
    as long as a button shows the rest."""
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as phone:
        page = hosted.on(phone.new_page())
        session = phone.new_cdp_session(page)
        session.send("Page.enable")
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * scale}})
        page.goto(hosted.home + CALL)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 20 * scale
        cards = page.evaluate(FIT, list(guide.terms))
        assert {card["id"]: card["wrong"] for card in cards if card["wrong"]} == {}
        assert [card["id"] for card in cards if not card["whole"]] == [] or scale == 2


ROOM = """ids => ids.flatMap(id => {
  location.hash = id;
  dispatchEvent(new HashChangeEvent("hashchange"));
  const body = document.querySelector(".card__body"), card = body.closest(".card"), wrong = [];
  const fits = () => body.scrollHeight <= body.clientHeight;
  if (!fits()) wrong.push(`${id}: scrolls`);
  const whole = { card__role: "display: grid", card__page: "display: inline" };
  let cut = false;
  for (const part of card.querySelectorAll(".card__role, .card__line--bridge, .card__line--apart, .card__page")) {
    const before = part.offsetHeight, { kept } = part.dataset;
    part.dataset.kept = "whole";
    part.style.cssText = whole[part.className] || "display: block; white-space: normal";
    if (part.offsetHeight > before + 1) {
      cut = true;
      if (fits()) wrong.push(`${id}: ${part.className}`);
    }
    part.style.cssText = "";
    if (kept) part.dataset.kept = kept;
    else delete part.dataset.kept;
  }
  if (cut && card.querySelector("[data-action=more]").hidden) wrong.push(`${id}: cut, and no button shows the rest`);
  return wrong;
})"""


@pytest.mark.parametrize("size", [(360, 640), (320, 568)], ids=str)
def test_a_small_card_leaves_out_only_what_has_no_room(hosted, browser, guide, size):
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as phone:
        page = opened(phone, hosted, CALL)
        assert page.evaluate(ROOM, list(guide.terms)) == []


def test_more_shows_what_was_cut_short(hosted, browser, guide):
    with browser.new_context(viewport={"width": 320, "height": 380}) as small:
        page = opened(small, hosted, f"{CALL}#fine-tuning")
        asked = page.locator(".card__role").first
        expect(asked).to_be_hidden()
        page.keyboard.press("m")
        expect(page.get_by_role("button", name=re.compile("^Less"))).to_have_attribute("aria-expanded", "true")
        expect(asked).to_contain_text(curled(guide.terms["fine-tuning"].card.asks[0].ask))
        page.keyboard.press("m")
        expect(asked).to_be_hidden()


def test_a_card_says_all_that_the_data_holds(hosted, context, guide):
    term = guide.terms["fine-tuning"]
    page = opened(context, hosted, f"{CALL}#fine-tuning")
    card = page.locator(".card")
    lines = card.locator(".card__line").evaluate_all(
        "lines => lines.map(line => [...line.children].map(part => part.textContent))"
    )
    roles = "".join(f"{entry.role} {entry.ask}" for entry in term.card.asks)
    row = next(row for row in guide.rows_of("fine-tuning") if row.terms[0] == "fine-tuning")
    breaks = re.split(r"(?<=\.) ", row.breaks)[0]
    apart = [guide.terms[item.term].preferred for item in term.related if item.relation == "contrast"]
    assert lines == [
        ["Ask", curled(term.card.ask + roles)],
        ["Say", curled(term.card.say)],
        ["Do not say", f"“{curled(term.card.avoid)}”"],
        ["Instead", curled(term.card.instead)],
        ["Okta bridge", curled(f"{row.concept} is like {row.counterpart}. Breaks: {breaks}")],
        ["Not the same as", ", ".join(apart)],
    ]
    expect(card.locator(".card__link")).to_have_attribute("href", f"{HOME}g/fine-tuning/")
    card.get_by_role("link", name="Whole page").click()
    expect(page.locator("h1")).to_have_text(re.compile("^Fine-tuning"))


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("colors", COLORS, ids=lambda colors: "-".join(colors.values()))
def test_palette_and_card_are_accessible(hosted, browser, colors, width):
    with browser.new_context(viewport={"width": width, "height": 800}, **colors) as seen:
        page = opened(seen, hosted, ARTICLE)
        page.keyboard.press("Control+k")
        page.keyboard.type("open source ai")
        expect(page.get_by_role("option").first).to_be_visible()
        assert broken(page, "dialog") == []  # what is below it has its own test, in test_browser.py
        page.keyboard.press("Enter")
        expect(page.locator(".card")).to_be_focused()
        assert broken(page, "dialog") == []
        assert page.evaluate("document.querySelector('dialog').scrollWidth") <= width
        page = opened(seen, hosted, CALL)
        assert broken(page) == []
        page.keyboard.type("teach it")  # three terms teach something: none opens by itself
        expect(page.get_by_role("option")).to_have_count(3)
        page.keyboard.press("Enter")
        assert broken(page) == []
        page.keyboard.press("Enter")
        expect(page.locator(".card")).to_be_focused()
        page.keyboard.press("q")
        expect(page.get_by_role("img")).to_be_visible()
        assert broken(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_call_page_leads_on(site, browser, address, guide):
    watching = Watch(address)
    with browser.new_context(java_script_enabled=False) as plain:
        page = opened(plain, watching, CALL)
        expect(page.locator("noscript li")).to_have_count(len(guide.terms))
        page.get_by_role("link", name="fine-tuning", exact=True).click()
        expect(page.locator("h1")).to_have_text("Fine-tuning")
        page.go_back()
        page.get_by_role("link", name="glossary", exact=True).click()
        expect(page.locator("h1")).to_have_text(re.compile("^Glossary"))
    assert watching.faults == []


def test_the_call_page_is_usable_in_a_hundred_kilobytes(site, browser):
    """Counted as a host sends it, compressed, until the first keystroke is answered, with nothing cached. What the page
    does not wait for is no part of it: the faces, which take the place of others when they come, the sayings and the
    offers."""
    sent: list[tuple[str, int]] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(site))

        def send_head(self):
            path = Path(self.translate_path(self.path))
            body = gzip.compress(path.read_bytes(), 6)
            sent.append((self.path, len(body)))
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return io.BytesIO(body)

        def log_message(self, *arguments) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with browser.new_context(service_workers="block") as cold:
            page = cold.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/{CALL}")
            page.keyboard.type("rag")
            expect(page.get_by_role("option").first).to_contain_text("Retrieval-augmented generation")
    finally:
        server.shutdown()
        server.server_close()
    folders = {path.lstrip("/").split("/")[0] for path, _ in sent}
    assert folders <= {"call", "assets", "manifest.webmanifest", "favicon.ico"}
    later = re.compile(r"/assets/fonts/.+\.woff2|/call/(sayings|offers)\.js")
    waited_for = [(path, size) for path, size in sent if not later.fullmatch(path)]
    assert sum(size for _, size in waited_for) <= COLD, waited_for
    assert len({path for path, _ in waited_for}) == len(waited_for)
    faces = (site / "assets" / "css" / "type.css").read_text("utf-8").split("@font-face")[1:]
    assert all("font-display: swap" in face for face in faces if "url(" in face)


def test_the_palette_reads_what_the_call_page_holds(site):
    page = (site / CALL).read_text("utf-8")
    inside = re.search(r'<script type="application/json" id="cards">(.*?)</script>', page, re.DOTALL)[1]
    script = (site / "call" / "cards.js").read_text("utf-8")
    assert script == f"var guideCards = {inside};\n"
    assert json.loads(inside)["version"] == 1


TABLE = """<!doctype html>
<div class="filter" data-filters="list"><input><select><option value=""></option></select><p role="status"></p></div>
<ul id="list">{items}</ul>
<script src="{js}/lookup-words.js"></script><script src="{js}/filter.js"></script>
"""
ENTRIES = ("C++ language", "C language", "C# language", ".NET runtime", "a net of ropes", "FedRAMP/NIST")


def test_tables_are_filtered_by_names_with_their_marks(browser, tmp_path):
    items = "".join(f"<li data-area='a'>{entry}</li>" for entry in ENTRIES)
    html = TABLE.format(items=items, js=(ROOT / "docs" / "assets" / "js").as_uri())
    (tmp_path / "table.html").write_text(html, "utf-8")
    table = browser.new_page()
    table.goto((tmp_path / "table.html").as_uri())
    for query, wanted in {
        "c++": [0], "c+": [0], "C#": [2], "c": [0, 1, 2], ".net": [3], "net": [3, 4], "fedramp/nist": [5],
        "fed ramp": [5], "keel++": [],
    }.items():  # fmt: skip
        table.locator("input").fill(query)
        shown = table.locator("li").filter(visible=True).all_text_contents()
        assert shown == [ENTRIES[at] for at in wanted], query
    table.close()
