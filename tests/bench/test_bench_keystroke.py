"""`make bench-search`: from a keystroke to the frame that shows what it found, with few terms and with five thousand,
once all that people say has been learned."""

from __future__ import annotations

import statistics

import pytest
import yaml
from browser_site import served
from conftest import ROOT
from many_terms import enlarge
from test_bench_search import MEASURE, typed

pytestmark = pytest.mark.bench_search

FEW, MANY = 130, 5000
TYPED = 16
FRAME = 16  # milliseconds


def measured(site, browser, folder, terms: int, words: list[str]) -> tuple[list[float], list[float], int]:
    """Milliseconds from keystroke to paint, and of the search alone, key by key; and how many sayings there are."""
    enlarge(site, folder, terms)
    with served(folder) as url:
        context = browser.new_context(service_workers="block", bypass_csp=True, viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(f"{url}call/index.html")
        page.wait_for_function("document.documentElement.dataset.ready === 'whole'", timeout=300_000)
        page.evaluate(
            """() => {
              window.searched = [];
              const sure = window.GuideSure, now = () => performance.now();
              addEventListener("input", () => (window.began = now()), true);
              window.GuideSure = Object.assign(found => {
                window.searched.push(now() - window.began);
                return sure(found);
              }, sure);
            }"""
        )
        page.evaluate(MEASURE, ".lookup__found")
        painted = typed(page, words, "Control+a", 2)
        searched = page.evaluate("window.searched")
        phrases = page.evaluate("Object.values(guideSayings).reduce((sum, all) => sum + all.length, 0)")
        context.close()
    return painted, searched, phrases


def test_a_keystroke_with_few_terms_and_with_many(site, browser, tmp_path):
    asked = yaml.safe_load((ROOT / "tests" / "search" / "tuning.yml").read_text("utf-8"))["queries"]
    every = [item["query"].lower() for item in asked]
    words = [query for query in every if query.isascii() and query.replace(" ", "").isalnum()]
    words = words[:: max(1, len(words) // TYPED)][:TYPED]
    rows = {terms: measured(site, browser, tmp_path / str(terms), terms, words) for terms in (FEW, MANY)}
    heads = ("terms", "sayings", "search: median", "p95", "to paint: median", "p95", "keys")
    print("\n" + "".join(f"{head:>18}" for head in heads))
    middle = {}
    for terms, (painted, searched, sayings) in rows.items():
        figures = [(statistics.median(times), sorted(times)[int(0.95 * len(times))]) for times in (searched, painted)]
        middle[terms] = [median for median, _ in figures]
        cells = [terms, sayings, *(f"{value:.1f} ms" for pair in figures for value in pair), len(painted)]
        print("".join(f"{cell:>18}" for cell in cells))
    ratio = [middle[MANY][of] / max(0.1, middle[FEW][of]) for of in (0, 1)]
    print(f"ratio {MANY} to {FEW}: search {ratio[0]:.1f}, to paint {ratio[1]:.1f}")
    assert middle[MANY][1] <= FRAME
