"""Figures that answer: a guess first, then controls, by keyboard and by touch; without scripts, in print and in books
the drawing as it stands, which is the model's first state."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from browser_site import WITHOUT_WORKER, Watch, opened, served, violations
from conftest import run
from lxml import etree
from playwright.sync_api import Page, expect

from macros.prose.calls import calls
from macros.reading.labels import Label, walk
from macros.reading.loading import DOCS, FIGURES, load

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / FIGURES
NAMES = sorted(path.stem for path in FOLDER.glob("*.js"))
MODELS = """
const fs = require("fs"), vm = require("vm");
const given = {};
const figure = (name, made) => { given[name] = made; };
for (const name of JSON.parse(process.argv[1])) {
  vm.runInNewContext(fs.readFileSync(`${name}.js`, "utf8"), { window: { figure } });
}
const steps = control => {
  const { min, max, step } = control;
  if (control.kind === "range") return [min, max, min + Math.floor((max - min) / step / 2) * step];
  if (control.kind === "check") return [false, true];
  if (control.kind === "choice") return control.options.map(([value]) => value);
  return [1, 1 + control.add, 1 + 50 * control.add];
};
const told = {};
for (const [name, made] of Object.entries(given)) {
  let every = [{}];
  for (const id of Object.keys(made.first)) {
    const values = made.controls.filter(control => control.id === id).flatMap(steps);
    every = every.flatMap(one => [...values, made.first[id]].map(value => ({ ...one, [id]: value })));
  }
  const drawn = values => ({ values, ...made.draw(values) });
  const { guess, first, answer, controls } = made;
  const states = { start: drawn(first), answer: drawn({ ...first, ...answer }), every: every.map(drawn) };
  told[name] = { guess, first, controls, ...states };
}
console.log(JSON.stringify(told));
"""
"""Each figure's file, run without a browser: its first state, the state that answers, and every combination of its
controls' ends and middles."""


@pytest.fixture(scope="module")
def models() -> dict:
    done = subprocess.run(
        ["node", "-e", MODELS, json.dumps(NAMES)], cwd=FOLDER, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@cache
def pages() -> dict[str, str]:
    """The page that shows each figure that answers."""
    guide, _ = load(ROOT)
    shown = {call.arguments[0]: page.path for page in guide.pages for call in calls(page)[0] if call.name == "figure"}
    return {name: shown[name].replace(".md", ".html") for name in guide.answering}


def test_eight_articles_parts_have_a_figure_that_answers_and_it_is_small():
    assert len(pages()) >= 8
    assert sorted(pages()) == NAMES
    for name in [*(FOLDER / f"{name}.js" for name in NAMES), ROOT / DOCS / "assets/js/figure.js"]:
        assert len(gzip.compress(name.read_bytes())) <= 6_000, name


def test_the_drawing_is_the_models_first_state(models):
    for name, told in models.items():
        drawing = etree.parse(str(FOLDER / f"{name}.svg"))
        for part, given in told["start"]["parts"].items():
            found = drawing.xpath(f"//*[@class='{part}']")
            assert found, (name, part)
            for element in found:
                for key, value in given.items():
                    drawn = element.text if key == "text" else element.get(key, "none")
                    if re.fullmatch(r"-?[\d.]+", str(value)) and key != "text":
                        assert float(drawn) == pytest.approx(float(value), abs=0.06), (name, part, key)
                    else:
                        assert drawn == str(value), (name, part, key)


def test_what_a_figure_says_is_finite_and_changes_with_every_control(models):
    for name, told in models.items():
        for state in told["every"]:
            assert not re.search(r"NaN|undefined|Infinity|null", json.dumps([state["parts"], state["said"]])), name
            for part in state["parts"].values():
                for key in {"width", "height"} & part.keys():
                    assert float(part[key]) >= 0, (name, state["values"])
        for control in told["first"]:
            by_rest: dict[str, set[str]] = {}
            for state in told["every"]:
                rest = json.dumps({key: value for key, value in state["values"].items() if key != control})
                by_rest.setdefault(rest, set()).add(json.dumps(state["parts"]))
            assert any(len(drawn) > 1 for drawn in by_rest.values()), (name, control)


def test_each_guess_has_three_options_and_its_answer_is_what_is_drawn(models):
    said = {
        "token-loop": "contractors 39%",
        "window-page": "The 21 oldest of 30 turns are left out",
        "tuning-nudge": "plain letter 92%, formal 8%, old skill 71%. Letters filed: none",
        "swap-the-reader": "after it, best 3: nothing",
        "who-holds-the-token": "The hosted tool: the letter goes out in the wrong case",
        "token-lifetime": "silent at 1:20; last to end: queued jobs",
        "two-authors": "One mail is followed in 8% of cases, at least one of 30 in 91%",
        "approval-fatigue": "6 questions a day: 6 read, 0 waved through. Of 100 bad acts that cannot be undone, 90",
    }
    assert said.keys() == models.keys()
    for name, told in models.items():
        assert len(told["guess"]["options"]) == 3 and 0 <= told["guess"]["right"] < 3
        assert said[name] in told["answer"]["said"], name


def test_the_models_agree_with_the_tables_of_their_articles(models):
    def drawn(name: str, **values) -> dict:
        return next(state for state in models[name]["every"] if state["values"] == {**models[name]["first"], **values})

    loop = models["token-loop"]["start"]["parts"]
    assert [loop[f"share-{word}"]["text"] for word in ("contractors", "all", "any", "rest")] == [
        "62%",
        "21%",
        "9%",
        "8%",
    ]
    for who, hits, lists in (
        ("ten", 3, ("1, 2, 3", "1, 4, 5", "1")),
        ("two", 3, ("1, 2, 3", "1, 4, 5", "nothing")),
        ("ben", 3, ("1, 2, 3", "4, 5, 6", "nothing")),
        ("ten", 6, ("1, 2, 3", "1, 4, 5", "1, 4, 5")),
        ("two", 6, ("1, 2, 3", "1, 4, 5", "4, 5, 6")),
        ("ben", 6, ("1, 2, 3", "4, 5, 6", "4, 5, 6")),
    ):
        parts = drawn("swap-the-reader", who=who, hits=hits)["parts"]
        assert tuple(parts[f"list-{design}"]["text"] for design in range(3)) == lists
    assert drawn("token-lifetime")["parts"]["until-held"]["text"].endswith("12:50")


# ---- in a browser

browsing = pytest.mark.browser


@pytest.fixture
def context(browser) -> Iterator:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    made.add_init_script(WITHOUT_WORKER)
    made.set_default_timeout(8_000)
    yield made
    made.close()


def shown(context, watch: Watch, name: str) -> tuple[Page, object]:
    page = opened(context, watch, pages()[name])
    figure = page.locator(f"#figure-{name}")
    expect(figure.get_by_role("button", name="Show me")).to_be_visible()
    return page, figure


PAINT = """(svg, parts) => {
  for (const [name, given] of Object.entries(parts)) {
    for (const part of svg.getElementsByClassName(name)) {
      for (const [key, value] of Object.entries(given)) {
        if (key === "text") part.textContent = value;
        else part.setAttribute(key, value);
      }
    }
  }
}"""
OVER = """svg => {
  const boxes = [svg, ...svg.querySelectorAll("rect")].map(box => box.getBoundingClientRect());
  const crosses = (it, box) => {
    const beside = it.right <= box.left || it.left >= box.right;
    const apart = beside || it.bottom - it.height * .28 <= box.top || it.top + it.height * .28 >= box.bottom;
    return !apart && !(it.left >= box.left - .5 && it.right <= box.right + .5);
  };
  const labels = [...svg.querySelectorAll("text")];
  const over = labels.filter(text => boxes.some(box => crosses(text.getBoundingClientRect(), box)));
  return over.map(text => text.textContent);
}"""
"""The labels of a drawing that run over an edge."""


@browsing
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_asks_then_shows_by_keyboard_alone(watch, context, models, name):
    page, figure = shown(context, watch, name)
    sheet, svg = figure.locator(".drawing__sheet"), figure.locator("svg")
    alt, before, words = sheet.get_attribute("aria-label"), svg.inner_html(), svg.locator("text").all_text_contents()
    expect(figure.locator(".figure__controls")).to_be_hidden()
    options = figure.locator(".figure__guess input")
    options.first.focus()
    right = models[name]["guess"]["right"]
    for key in ["Space", *["ArrowDown"] * right, "Tab", "Enter"]:
        page.keyboard.press(key)
    expect(figure.locator(".figure__verdict")).to_contain_text("Right. " + models[name]["guess"]["why"][:30])
    controls = figure.locator(".figure__controls")
    expect(controls.locator("input:not([type=radio]), input:checked, button").first).to_be_focused()
    expect(controls.get_by_role("status")).to_have_text(models[name]["answer"]["said"])
    assert svg.inner_html() != before
    assert sheet.get_attribute("aria-label") == models[name]["answer"]["said"]
    for _ in range(20):  # every control changes the drawing, and Tab leads through all of them to the last button
        kind, text = page.evaluate("[document.activeElement.type, document.activeElement.textContent]")
        if text == "Back to the start":
            break
        states = {svg.inner_html()}
        for key in {"range": ("End", "Home"), "checkbox": ("Space",), "radio": ("ArrowDown",)}.get(kind, ("Enter",)):
            page.keyboard.press(key)
            states.add(svg.inner_html())
        assert len(states) > 1, (name, kind, text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert sheet.get_attribute("aria-label") == alt
    assert svg.locator("text").all_text_contents() == words


@browsing
@pytest.mark.parametrize("name", NAMES)
def test_labels_stay_in_their_boxes_whatever_is_set(hosted, context, models, name):
    """In the guide's own face, with all that the controls can show."""
    page, figure = shown(context, hosted, name)
    page.evaluate("document.fonts.ready")
    svg = figure.locator("svg")
    over = {}
    for state in models[name]["every"]:
        svg.evaluate(
            PAINT,
            state["parts"],
        )
        for label in svg.evaluate(OVER):
            over[label] = state["values"]
    assert over == {}


@browsing
def test_a_figure_answers_to_touch_on_a_phone_of_320(hosted, browser):
    made = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    made.add_init_script(WITHOUT_WORKER)
    made.set_default_timeout(8_000)
    for name in NAMES:
        page, figure = shown(made, hosted, name)
        figure.locator(".figure__option").first.tap()
        figure.get_by_role("button", name="Show me").tap()
        expect(figure.locator(".figure__verdict")).not_to_be_empty()
        for input in figure.locator(".figure__controls :is(input, button)").all():
            box = input.locator("xpath=ancestor-or-self::*[self::label or self::button][1]").bounding_box()
            assert box["height"] >= 24, (name, box)
        choices = figure.locator(".figure__controls .figure__option")
        if choices.count():
            choices.last.tap()
        slider = figure.locator("input[type=range]")
        if slider.count():
            before = slider.first.input_value()
            slider.first.scroll_into_view_if_needed()
            box = slider.first.bounding_box()
            page.touchscreen.tap(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
            assert slider.first.input_value() != before
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.close()
    made.close()


@browsing
def test_without_scripts_a_figure_is_its_drawing_and_its_caption(hosted, browser):
    made = browser.new_context(java_script_enabled=False)
    for name in NAMES:
        page = hosted.on(made.new_page())
        page.goto(hosted.home + pages()[name])
        figure = page.locator(f"#figure-{name}")
        expect(figure.locator("svg")).to_be_visible()
        expect(figure.locator("figcaption")).not_to_be_empty()
        expect(figure.locator("input, button")).to_have_count(0)
        page.close()
    made.close()


@browsing
def test_paper_shows_the_drawing_as_it_was_drawn(hosted, context):
    name = "token-lifetime"
    page, figure = shown(context, hosted, name)
    svg = figure.locator("svg")
    drawn = svg.inner_html()
    figure.get_by_role("button", name="Show me").click()
    changed = svg.inner_html()
    assert changed != drawn
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert svg.inner_html() == drawn
    expect(figure.locator(".figure__guess")).to_be_hidden()
    expect(figure.locator(".figure__controls")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert svg.inner_html() == changed


@browsing
def test_scripts_of_figures_are_loaded_where_a_figure_answers_and_nowhere_else(hosted, context):
    asked: list[str] = []
    page = hosted.on(context.new_page())
    page.on("request", lambda request: asked.append(request.url.rpartition("/guide/")[2]))
    page.goto(hosted.home + "learn/02-how-models-are-made.html", wait_until="load")
    assert not [name for name in asked if "figure" in name and name.endswith(".js")]
    page.goto(hosted.home + pages()["token-loop"], wait_until="load")
    expect(page.get_by_role("button", name="Show me")).to_be_visible()
    assert {name for name in asked if "figure" in name and name.endswith(".js")} == {
        "assets/js/figure.js",
        "assets/figures/token-loop.js",
    }


@browsing
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_before_and_after_the_guess(hosted, context, name):
    """In the figure; the page around it is looked at with the others of its structure, in test_browser.py."""
    page, figure = shown(context, hosted, name)
    assert violations(page, f"#figure-{name}") == []
    figure.get_by_role("button", name="Show me").click()
    assert violations(page, f"#figure-{name}") == []


@browsing
def test_forced_colors_leave_words_and_bars_apart_from_the_ground(hosted, browser):
    made = browser.new_context(forced_colors="active", color_scheme="dark")
    made.add_init_script(WITHOUT_WORKER)
    made.set_default_timeout(8_000)
    for name in NAMES:
        page, figure = shown(made, hosted, name)
        colors = figure.locator("svg").evaluate(
            """svg => { const probe = document.createElement("i"); document.body.append(probe);
              probe.style.color = "Canvas"; const ground = getComputedStyle(probe).color; probe.remove();
              const word = getComputedStyle(svg.querySelector("text")).fill;
              const bars = [...svg.querySelectorAll("rect[class^=bar]")].map(bar => getComputedStyle(bar).fill);
              return { ground, word, bars }; }"""
        )
        assert colors["word"] != colors["ground"], name
        assert colors["ground"] not in colors["bars"], name
        page.close()
    made.close()


def test_books_hold_the_drawings_as_they_stand(built):
    books = sorted((built / "site").rglob("*.epub"))
    assert books
    with zipfile.ZipFile(books[0]) as book:
        text = "".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xhtml"))
    for name in NAMES:
        last = etree.parse(str(FOLDER / f"{name}.svg")).xpath("string((//*[local-name()='text'])[last()])")
        assert last.replace("'", "’") in text or last in text, name
    assert "data-needs" not in text and "Back to the start" not in text
    read = ["pdftotext", str(built / "site" / "ai-field-guide.pdf"), "-"]
    told = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    for words in ("Feeding step 2", "Letters filed, to look up: none", "Free: 1,492", "dropped: found, then refused"):
        assert words in told
    for words in ("the vendor, for the call", "One stream, four hands", "Silent at 1:20", "Waved through: 45"):
        assert words in told
    assert "Back to the start" not in told


@browsing
def test_labels_are_as_long_as_the_check_measures_them(hosted, context):
    """What the check reads from the face, and what a browser makes of it; bold words may be a little shorter there."""
    page, figure = shown(context, hosted, "swap-the-reader")
    page.evaluate("document.fonts.ready")
    texts = figure.locator("svg text")
    drawn = texts.evaluate_all("texts => texts.map(text => [text.textContent, text.getComputedTextLength()])")
    found: list[Label] = []
    walk(etree.parse(str(FOLDER / "swap-the-reader.svg")).getroot(), (1, 0, 0, 1, 0, 0), {}, found, [])
    assert [label.words for label in found] == [words for words, _ in drawn]
    for label, (words, length) in zip(found, drawn, strict=True):
        measured = label.area.right - label.area.left
        assert 0.94 * measured - 0.5 <= length <= 1.01 * measured + 0.5, words


def test_a_form_for_a_wide_column_says_what_the_drawing_says(guide):
    assert len(guide.wide) >= 14
    assert guide.wide.keys() <= guide.figures.keys() - guide.answering.keys()
    for name, wide in guide.wide.items():
        assert words(guide.figures[name]) - words(wide) == set(), name


def words(drawing: str) -> set[str]:
    """The words of a drawing, whatever their order and their breaks."""
    found = " ".join(etree.fromstring(drawing.encode()).xpath("//*[local-name()='text']//text()"))
    return set(re.findall(r"[\w'-]+", found.casefold()))


@browsing
def test_drawings_fill_the_column_and_their_words_are_as_large_as_the_text(hosted, context, guide):
    page = hosted.on(context.new_page())
    for shown in guide.pages:
        names = [call.arguments[0] for call in calls(shown)[0] if call.name == "figure"]
        if names:
            page.goto(hosted.home + shown.path.replace(".md", ".html"), wait_until="load")
        for name, width in product(names, (1280, 390)):
            page.set_viewport_size({"width": width, "height": 900})
            drawn = page.locator(f"#figure-{name} svg:visible")
            expect(drawn).to_have_count(1)
            column, taken, word = drawn.evaluate(
                """svg => {
                  const figure = svg.closest("figure");
                  const width = Number(svg.getAttribute("viewBox").split(" ")[2]);
                  const scale = svg.getBoundingClientRect().width / width;
                  const size = text => parseFloat(getComputedStyle(text).fontSize);
                  const sizes = [...svg.querySelectorAll("text")].map(size);
                  const parts = [...figure.querySelectorAll("svg, figcaption")];
                  const edges = parts.map(part => part.getBoundingClientRect());
                  const seen = edges.filter(edge => edge.width);
                  const left = Math.min(...seen.map(edge => edge.left));
                  const right = Math.max(...seen.map(edge => edge.right));
                  return [figure.parentElement.clientWidth, right - left, scale * Math.min(...sizes)];
                }"""
            )
            assert taken == pytest.approx(column, abs=2) or (width == 1280 and taken >= 680), (name, width, taken)
            assert 11 <= word <= 21, (name, width, word)


@browsing
def test_a_figure_answers_in_another_guide_and_after_pages_were_changed_without_a_reload(sailing, browser):
    docs = sailing / "docs"
    for part in ("js/kit.js", "js/figure.js", "figures/two-authors.js", "figures/two-authors.svg"):
        (docs / "assets" / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / DOCS / "assets" / part, docs / "assets" / part)
    (docs / "index.md").write_text(
        '# Sailing\n\nTo [the dates](dates.md).\n\n{{ figure("two-authors", "Words", "A caption") }}\n', "utf-8"
    )
    config = sailing / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("features: []", "features: [navigation.instant]"), "utf-8")
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    with served(sailing / "site") as address:
        # Material navigates to what the sitemap lists, so the test's copy names the test's server.
        sitemap = (sailing / "site" / "sitemap.xml").read_text("utf-8").replace("https://sailing.example.org/", address)
        watch = Watch(address)
        made = browser.new_context(viewport={"width": 1280, "height": 900})
        made.add_init_script(WITHOUT_WORKER)
        made.set_default_timeout(8_000)
        made.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="application/xml"))
        page = opened(made, watch, "dates.html")
        page.wait_for_load_state("networkidle")
        page.evaluate("window.stayed = true")
        for _ in range(2):
            page.locator(".md-nav--primary a", has_text="Sailing").first.click()
            figure = page.locator("#figure-two-authors")
            figure.get_by_role("button", name="Show me").click()
            expect(figure.locator(".figure__guess")).to_have_count(1)
            expect(figure.locator(".figure__controls").get_by_role("status")).to_contain_text("30 in 91%")
            page.get_by_role("link", name="the dates").click()
            expect(page).to_have_url(re.compile("dates"))
        assert page.evaluate("window.stayed")
        made.close()
        assert watch.faults == []
