"""The guide in three engines: Chromium, Firefox and WebKit, which is what phones run. What a seller does most works in
each, and no page makes any of them complain."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from browser_site import Host, pages_of
from engines import ENGINES, Window, engine
from structures import representatives

from macros.data.quotes import curled

pytestmark = pytest.mark.browser

ARTICLE = "learn/03-foundation-models-and-fine-tuning.html"
CALL = "call/index.html"
HOME = "https://example.github.io/ai-field-guide/"
BOX = "#lookup-words"
ASKED = "[data-quiz] > form.question:not([hidden])"
PARTS = 6
IDLE = "await new Promise(done => setTimeout(done, 80))"


@pytest.fixture(scope="module")
def host(site) -> Iterator[Host]:
    made = Host(site)
    made.up()
    yield made
    made.down()


@pytest.fixture(scope="module", params=ENGINES)
def started(request, host, tmp_path_factory) -> Iterator[Window]:
    """One engine for all flows of a worker."""
    with engine(request.param, host, tmp_path_factory.mktemp(request.param) / "profile") as window:
        yield window


@pytest.fixture
def window(started) -> Iterator[Window]:
    """The engine with nothing kept; whatever went wrong fails the test."""
    started.fresh()
    started.settle()
    yield started
    assert started.settle() == []


@pytest.fixture
def disk(started, site) -> Iterator[Window]:
    """The same engine on the site from disk."""
    started.fresh()
    started.settle()
    home, started.home = started.home, site.as_uri() + "/"
    yield started
    seen, started.home = started.settle(), home
    assert seen == []


def options(window: Window, words: str) -> str:
    """What the lookup lists first once it has an answer to what is typed."""
    window.until("document.querySelector($0) === document.activeElement", BOX)
    window.type(words)
    return window.text("[role=option]")


def copied(window: Window, key: str) -> str:
    """What a person would paste after a key on the card."""
    window.press(key)
    window.until("[...document.querySelectorAll('[role=status]')].some(node => node.textContent.startsWith('Copied'))")
    window.js("document.querySelector($0).value = ''; document.querySelector($0).focus()", BOX)
    window.press("Control+v")
    return str(window.until("document.querySelector($0).value", BOX))


def look_up_by_keyboard(window: Window, guide) -> None:
    window.go(CALL)
    assert "Retrieval-augmented generation" in options(window, "retreival augmented")
    window.press("ArrowDown")
    window.until("document.querySelector($0).getAttribute('aria-activedescendant') === 'lookup-option-1'", BOX)
    window.press("ArrowUp")
    window.press("Enter")
    window.until("document.querySelector('.card')?.dataset.term === 'rag'")
    window.until("document.activeElement === document.querySelector('.card')")
    assert str(window.js("return location.href")).endswith("#rag")


def test_a_term_is_looked_up_and_its_card_copied_by_keyboard(window, guide):
    look_up_by_keyboard(window, guide)
    assert copied(window, "c") == f"{curled(guide.terms['rag'].card.say)} {HOME}g/rag/"


def test_a_term_is_looked_up_from_disk(disk, guide):
    look_up_by_keyboard(disk, guide)
    assert copied(disk, "l") == f"{HOME}g/rag/"


def test_the_palette_opens_over_an_article_and_gives_the_focus_back(window):
    window.go(ARTICLE)
    window.js("document.querySelector('article a.term').focus()")
    window.press("Control+k")
    window.until("document.querySelector('dialog[open]')?.contains(document.activeElement)")
    options(window, "hallucenation")
    window.press("Enter")
    window.until("document.querySelector('.card')?.dataset.term === 'hallucination'")
    for _ in range(3):
        window.press("Escape")
    window.until("!document.querySelector('dialog[open]')")
    window.until("document.activeElement === document.querySelector('article a.term')")


def test_pages_take_any_address(window):
    for fragment, term in (("#rag", "rag"), ("#%", None), ("#nothing-of-that-name", None)):
        window.go("index.html")  # so that the next address is a page, not a place on the same one
        window.go(CALL + fragment)
        window.until("document.documentElement.dataset.ready === 'whole'")
        card = window.js("return document.querySelector('.card')?.dataset.term ?? null")
        assert card == term, fragment
    window.go("okta/mapping.html#%")
    window.until("document.querySelector('.filter input')?.checkVisibility()")


def test_a_term_previews_under_the_pointer_and_by_keyboard(window):
    window.go(ARTICLE)
    link = "article a.term"
    window.hover(link)
    window.until("document.querySelector('#preview')?.checkVisibility()")
    said = window.js("return document.querySelector($0).dataset.definition", link)
    assert str(said) in window.text("#preview")
    window.press("Escape")
    window.until("!document.querySelector('#preview').checkVisibility()")
    window.js("document.querySelector($0).focus()", link)
    window.until("document.querySelector('#preview').checkVisibility()")


def test_questions_come_one_at_a_time(window):
    window.go(ARTICLE)
    first = window.until("document.querySelector($0)?.id", ASKED)
    assert window.js("return document.querySelectorAll($0).length", ASKED) == 1
    unfold = f"{ASKED} .unfold"
    if window.js("return document.querySelector($0)?.checkVisibility()", unfold):
        window.click(unfold)
    kind = window.js("return document.querySelector($0).dataset.kind", ASKED)
    assert kind in ("choose", "multiple"), "choose another article for this test"
    window.click(f"{ASKED} .option label")
    window.until("!document.querySelector($0).disabled", f"{ASKED} .check")
    window.click(f"{ASKED} .check")
    window.until("document.querySelector($0).dataset.result", ASKED)
    assert window.text(f"{ASKED} .question__status")
    window.until("document.activeElement === document.querySelector($0)", f"{ASKED} .next")
    window.press("Enter")
    window.until("document.querySelector($0) && document.querySelector($0).id !== $1", ASKED, first)


def test_search_finds_a_term(window):
    window.go("index.html")
    window.press("/")
    window.until("document.activeElement.matches('.md-search__input')")
    window.type("rag")
    assert "Retrieval-augmented generation" in window.text(".md-search-result__item h1")


def test_filters_narrow_the_mapping_and_the_glossary(window):
    rows = "return [...document.querySelectorAll($0)].filter(row => row.checkVisibility())"
    rows += ".map(row => row.querySelector('[id^=row-]').id)"
    window.go("okta/mapping.html")
    window.until("document.querySelector('.filter input')?.checkVisibility()")
    every = window.js(rows, "#mapping-rows details:has([id^=row-])")
    window.click(".filter input")
    window.type("fork")
    window.until("/^\\d+ of/.test(document.querySelector('.filter [role=status]').textContent)")
    shown = window.js(rows, "#mapping-rows details:has([id^=row-])")
    assert "row-fine-tuning-fork" in shown and 0 < len(shown) < len(every)  # type: ignore[operator,arg-type]
    window.go("glossary/index.html")
    window.click(".filter input")
    window.type("context window")
    window.until("/^\\d+ of/.test(document.querySelector('.filter [role=status]').textContent)")
    left = window.js(
        "return [...document.querySelectorAll('#glossary-index li a.entry')]"
        ".filter(node => node.checkVisibility()).map(node => node.textContent.trim())"
    )
    assert "context window" in left and "hallucination" not in left  # type: ignore[operator]


def test_the_scheme_switches_and_stays(window):
    window.go("index.html")
    look = "return getComputedStyle(document.body).backgroundColor"
    before = window.js(look)
    for _ in range(3):
        window.js(
            "[...document.querySelectorAll('header label[for^=__palette]')]"
            ".find(node => node.checkVisibility()).click()"
        )
        if window.js("return document.body.dataset.mdColorScheme") == "slate":
            break
    assert window.js(look) != before
    window.go("about.html")
    assert window.js("return document.body.dataset.mdColorScheme") == "slate"


def test_pages_stay_without_a_network(window, host):
    window.fresh(worker=True)
    window.go(ARTICLE)
    window.until("navigator.serviceWorker.controller !== null", wait=90)  # the whole site is copied first
    try:
        host.down()
        window.go("glossary/rag.html")
        assert "Retrieval-augmented generation" in window.text("h1")
        window.go(CALL)
        assert "Context window" in options(window, "context window")
    finally:
        host.up()


def complaints(window: Window, paths: list[str]) -> dict[str, list[str]]:
    """What each page made the engine say, once it is idle."""
    window.fresh()
    window.settle()
    found = {}
    for path in paths:
        window.go(path)
        try:
            window.js(IDLE)
        except AssertionError as told:  # a page that leads on ends what runs in it; the one it leads to is waited for
            if "unload" not in str(told):
                raise
            window.js(IDLE)
        if seen := window.settle():
            found[path] = seen
    return found


# Chromium is asked the same, and more, where axe looks at these pages: test_browser.py.
OTHERS = pytest.mark.parametrize("started", [name for name in ENGINES if name != "chromium"], indirect=True)


@OTHERS
def test_no_structure_makes_an_engine_complain(started, site):
    assert complaints(started, representatives(site)) == {}


@pytest.mark.everything
@OTHERS
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_makes_an_engine_complain(started, site, part):
    assert complaints(started, pages_of(site)[part::PARTS]) == {}


def test_the_watch_sees_what_goes_wrong(started, host, tmp_path):
    """A page that fails in four ways is told of in each engine, so that silence means something."""
    page = tmp_path / "broken.html"
    policy = "default-src 'none'; script-src 'self'; img-src 'self'"
    page.write_text(
        f'<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<title>Broken</title><script src="broken.js"></script><script>var inline</script></head>'
        '<body><img src="nowhere.png" alt=""></body></html>',
        "utf-8",
    )
    (tmp_path / "broken.js").write_text('console.error("told"); nothing.at.all', "utf-8")
    site, host.site = host.site, tmp_path
    try:
        seen = complaints(started, ["broken.html"])["broken.html"]
    finally:
        host.site = site
    text = json.dumps(seen)
    for sign in ("told", "nothing", "404", "nowhere.png"):
        assert sign in text, (sign, seen)
    assert "policy: script-src" in text or "Content Security Policy" in text, seen
