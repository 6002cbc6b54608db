"""`make bench-search`: the lookup beside Material's search (lunr), MiniSearch and Pagefind, on the labelled queries;
and how long a keystroke takes, with this guide's terms and with five thousand."""

from __future__ import annotations

import gzip
import shutil
import statistics
import subprocess
from pathlib import Path

import pytest
import yaml
from browser_site import served
from conftest import ROOT
from many_terms import enlarge
from playwright.sync_api import TimeoutError

pytestmark = pytest.mark.bench_search

TOOLS = Path(__file__).parent / "search"
QUERIES = ROOT / "tests" / "search"
HALVES = ("tuning", "held-out")
MANY = 5000
TYPED = 16  # queries typed letter by letter, spread evenly over the tuning half


@pytest.fixture(scope="module")
def queries() -> dict[str, list[dict]]:
    return {half: yaml.safe_load((QUERIES / f"{half}.yml").read_text("utf-8"))["queries"] for half in HALVES}


def fresh(browser, width: int, height: int):
    """A page with nothing cached that may be measured: the site's policy forbids the scripts that watch it."""
    context = browser.new_context(service_workers="block", bypass_csp=True, viewport={"width": width, "height": height})
    return context.new_page()


def packed(path: Path) -> int:
    """Bytes of a file, or of all files of a folder, each compressed as a host would send it."""
    files = [path] if path.is_file() else [item for item in path.rglob("*") if item.is_file()]
    return sum(len(gzip.compress(item.read_bytes(), 9)) for item in files)


def score(queries: list[dict], results: list[list[str]]) -> str:
    """How many of the queries have a wanted term first, and among the first three, in percent."""
    places = [
        min((ids.index(term) for term in item["wants"] if term in ids), default=99)
        for item, ids in zip(queries, results, strict=True)
    ]
    share = [100 * sum(place < most for place in places) / len(places) for most in (1, 3)]
    return f"{share[0]:5.1f} {share[1]:5.1f}"


def term_of(address: str) -> str | None:
    """The term whose page an address is."""
    name = address.split("#")[0].rsplit("glossary/", 1)
    return name[1].removesuffix(".html") if len(name) == 2 and not name[1].startswith("index") else None


def by_lookup(page, url: str, asked: list[str]) -> list[list[str]]:
    page.goto(f"{url}call/index.html")
    return page.evaluate(
        """asked => {
          const lookup = GuideLookup(JSON.parse(document.getElementById("cards").textContent));
          return asked.map(query => lookup.search(query).map(result => result.term.id));
        }""",
        asked,
    )


def by_material(page, url: str, asked: list[str]) -> list[list[str]]:
    """What Material's search shows, term pages only: its other results are left out of the count, in its favor."""
    page.goto(f"{url}index.html")
    page.keyboard.press("/")
    box, found = page.locator(".md-search__input"), []
    page.wait_for_function("!document.querySelector('.md-search-result__meta').textContent.includes('Initializing')")
    for query in asked:
        page.evaluate("document.querySelector('.md-search-result__meta').textContent = ''")
        box.fill(query)
        box.press("End")  # it is the release of a key that makes it look
        page.wait_for_function("document.querySelector('.md-search-result__meta').textContent")
        page.wait_for_timeout(40)  # the list is filled right after the count is told
        links = page.locator(".md-search-result__item > a").evaluate_all("links => links.map(link => link.href)")
        found.append(list(dict.fromkeys(filter(None, map(term_of, links)))))
    return found


def by_minisearch(page, url: str, asked: list[str]) -> tuple[list[list[str]], int]:
    """MiniSearch with the lookup's own data, in the settings its documentation recommends; and its index's bytes."""
    page.goto(f"{url}call/index.html")
    page.add_script_tag(path=TOOLS / "node_modules" / "minisearch" / "dist" / "umd" / "index.js")
    ids, index = page.evaluate(
        """asked => {
          const { terms } = JSON.parse(document.getElementById("cards").textContent);
          const fields = ["name", "short", "forms", "old", "heard", "spoken", "words", "say", "avoid"];
          const extractField = (term, field) => [term[field] || ""].flat(2).join(" ");
          const search = new MiniSearch({ fields, extractField });
          search.addAll(terms);
          const boost = { name: 4, short: 4, forms: 4, old: 3, heard: 2, spoken: 2 };
          const options = { boost, fuzzy: 0.2, prefix: true };
          const found = asked.map(query => search.search(query, options).map(one => one.id));
          return [found, JSON.stringify(search)];
        }""",
        asked,
    )
    return ids, len(gzip.compress(index.encode(), 9))


def by_pagefind(page, url: str, asked: list[str]) -> list[list[str]]:
    page.goto(f"{url}empty.html")
    return page.evaluate(
        """async asked => {
          const pagefind = await import("./pagefind/pagefind.js");
          const found = [];
          for (const query of asked) {
            const { results } = await pagefind.search(query);
            const pages = await Promise.all(results.slice(0, 8).map(result => result.data()));
            found.push(pages.map(page => page.url));
          }
          return found;
        }""",
        asked,
    )


def pagefind_folder(site: Path, folder: Path) -> Path:
    """A site of the term pages alone, indexed by Pagefind, with an empty page from which to ask it."""
    shutil.copytree(site / "glossary", folder / "glossary", ignore=shutil.ignore_patterns("index.html"))
    (folder / "empty.html").write_text("<!doctype html><title>Empty</title>", "utf-8")
    tool = TOOLS / "node_modules" / ".bin" / "pagefind"
    words = [str(tool), "--site", str(folder), "--root-selector", "article"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_quality(site, browser, queries, tmp_path):
    asked = [item["query"] for half in HALVES for item in queries[half]]
    split = len(queries["tuning"])
    page = fresh(browser, 1280, 900)
    with served(site) as url, served(pagefind_folder(site, tmp_path / "pagefind")) as other:
        small, mini_bytes = by_minisearch(page, url, asked)
        results = {
            "lookup": (by_lookup(page, url, asked), packed(site / "call" / "cards.js")),
            "Material (lunr)": (by_material(page, url, asked), packed(site / "search" / "search_index.json")),
            "MiniSearch": (small, mini_bytes),
            "Pagefind": (
                [list(filter(None, map(term_of, found))) for found in by_pagefind(page, other, asked)],
                packed(tmp_path / "pagefind" / "pagefind"),
            ),
        }
    print(f"\n{'engine':<18} {'tuning: 1st top3':>17} {'held-out: 1st top3':>19} {'index, gzip':>12}")
    for name, (found, size) in results.items():
        halves = score(queries["tuning"], found[:split]), score(queries["held-out"], found[split:])
        print(f"{name:<18} {halves[0]:>17} {halves[1]:>19} {size / 1000:>9.0f} kB")


# From the press of a key to the frame that shows what it found, told by the list's own change.
MEASURE = """selector => {
  const list = document.querySelector(selector), channel = new MessageChannel();
  let pressed = 0;
  window.painted = [];
  addEventListener("keydown", event => (pressed = event.timeStamp), true);
  channel.port1.onmessage = ({ data }) => {
    performance.measure("keystroke", { start: data, end: performance.now() });
    window.painted.push(performance.now() - data);
  };
  new MutationObserver(() => {
    const start = pressed;
    pressed = 0;
    // A message posted in a frame's callback arrives once that frame is painted.
    if (start) requestAnimationFrame(() => channel.port2.postMessage(start));
  }).observe(list, { childList: true, subtree: true, characterData: true });
}"""


def typed(page, words: list[str], clear: str, patience: float) -> list[float]:
    """Milliseconds for each keystroke of `words`; one that changes nothing within `patience` seconds is left out."""
    for query in words:
        for letter in query:
            before = page.evaluate("window.painted.length")
            page.keyboard.press("Space" if letter == " " else letter)
            try:
                page.wait_for_function("count => window.painted.length > count", arg=before, timeout=1000 * patience)
            except TimeoutError:  # what was found did not change
                continue
        page.keyboard.press(clear)
        page.keyboard.press("Backspace")
        page.wait_for_timeout(100)
    return page.evaluate("window.painted")


def first_keystroke(page, url: str, press, ready: str) -> float:
    """Milliseconds from opening the page to the first answer, typing as soon as the page takes a key."""
    page.goto(url, wait_until="commit")
    press()
    page.wait_for_function(ready, timeout=300_000)
    return page.evaluate("performance.now()")


@pytest.mark.parametrize("terms", [None, MANY], ids=["this guide", f"{MANY} terms"])
def test_speed(site, browser, queries, tmp_path, terms):
    folder = enlarge(site, tmp_path / "many", terms) if terms else site
    every = [item["query"].lower() for item in queries["tuning"]]
    words = [query for query in every if query.isascii() and query.replace(" ", "").isalnum()]
    words = words[:: max(1, len(words) // TYPED)][:TYPED]
    rows = []
    with served(folder) as url:
        page = browser.new_context(
            service_workers="block", bypass_csp=True, viewport={"width": 390, "height": 844}
        ).new_page()
        start = first_keystroke(
            page, f"{url}call/index.html",
            lambda: (page.wait_for_selector("#lookup-words:focus", timeout=300_000), page.keyboard.press("r")),
            "document.querySelectorAll('.lookup__option').length > 0",
        )  # fmt: skip
        page.keyboard.press("Escape")
        page.evaluate(MEASURE, ".lookup__found")
        rows.append(("lookup", packed(folder / "call" / "cards.js"), start, typed(page, words, "Control+a", 2)))
        page = browser.new_context(
            service_workers="block", bypass_csp=True, viewport={"width": 1280, "height": 900}
        ).new_page()
        start = first_keystroke(
            page, f"{url}index.html",
            lambda: (
                page.wait_for_selector(".md-search__input"), page.locator(".md-search__input").focus(),
                page.keyboard.type("r"),
            ),
            "document.querySelectorAll('.md-search-result__item').length > 0",
        )  # fmt: skip
        page.keyboard.press("Backspace")
        page.wait_for_timeout(500)
        page.evaluate(MEASURE, ".md-search-result")
        few = words if not terms else words[:: max(1, TYPED // 4)]
        size = packed(folder / "search" / "search_index.json")
        rows.append(("Material (lunr)", size, start, typed(page, few, "Control+a", 2)))
    print(
        f"\n{terms or 'this guide’s'} terms\n{'engine':<18} {'index, gzip':>12} {'first answer':>13} "
        f"{'keystroke to paint: median':>27} {'p95':>8} {'keystrokes':>11}"
    )
    for name, size, start, times in rows:
        median, late = statistics.median(times), sorted(times)[int(0.95 * len(times))]
        sizes = f"{size / 1000:>9.0f} kB {start:>10.0f} ms"
        print(f"{name:<18} {sizes} {median:>24.1f} ms {late:>5.0f} ms {len(times):>11}")
    times = rows[0][3]
    assert statistics.median(times) <= 16
    assert sorted(times)[int(0.95 * len(times))] <= 50
