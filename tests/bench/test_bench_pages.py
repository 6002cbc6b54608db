"""`make bench-pages`: what a page weighs and how soon it stands, on a slow phone, beside stock Material with the same
text. Weights and shifts are the same on every machine and are held to; times are told."""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from browser_site import WITHOUT_WORKER, Host, served
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.bench
LATENCY, BYTES_A_SECOND, SLOWER = 150, 200_000, 4
"""Slow 4G as Lighthouse has it, and a processor a quarter as fast as this one."""
PHONE = {"width": 390, "height": 844}
RUNS = 3
ARTICLE, NEXT = "learn/03-foundation-models-and-fine-tuning.html", "learn/04-context-windows-and-prompting.html"
PAGES = {
    "home": "index.html",
    "article": ARTICLE,
    "term": "glossary/rag.html",
    "mapping": "okta/mapping.html",
    "map": "map.html",
    "glossary": "glossary/index.html",
    "heard": "heard.html",
    "facts": "facts.html",
    "call": "call/index.html",
    "share": "g/rag/index.html",
}
MOST = {"home": 120_000, "article": 130_000}
MOST_AFTER, MOST_SHIFT = 40_000, 0.02
PACKED = {".css", ".html", ".js", ".json", ".svg", ".webmanifest"}
OBSERVE = """;(() => {
  const seen = (window.seen = { lcp: 0, shift: 0, blocked: 0 });
  const watch = (type, take) =>
    new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
  watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  watch("longtask", entry => { seen.blocked += Math.max(0, entry.duration - 50); });
})();"""


class PackingHost(Host):
    """It packs what a server packs."""

    def reply(self, path: str, file: Path) -> tuple[int, dict[str, str], bytes] | None:
        page = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if page.suffix not in PACKED or not page.is_file():
            return None
        kind = self.kinds[page.suffix]
        body = gzip.compress(page.read_bytes(), 6, mtime=0)
        headers = {"Content-Type": kind, "Content-Encoding": "gzip", "Cache-Control": "max-age=600"}
        return 200, headers, body

    kinds = {
        ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
        ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json",
    }  # fmt: skip


def visited(context: BrowserContext, address: str) -> dict[str, float]:
    """One page on a slow phone, with what this browser has kept."""
    page = context.new_page()
    session, weight = context.new_cdp_session(page), []
    session.on("Network.loadingFinished", lambda told: weight.append(told["encodedDataLength"]))
    session.send("Network.enable")
    slow = {
        "offline": False,
        "latency": LATENCY,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    session.send("Network.emulateNetworkConditions", slow)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("seen")
    page.close()
    return {**seen, "requests": len(weight), "weight": sum(weight)}


def measured(browser: Browser, address: str, then: str = "") -> tuple[dict[str, float], dict[str, float]]:
    """The middle of several first visits, and of going on to another page."""
    first, after = [], []
    for _ in range(RUNS):
        with browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True) as context:
            context.add_init_script(WITHOUT_WORKER + OBSERVE)
            first.append(visited(context, address))
            after.append(visited(context, then) if then else first[-1])
    return tuple({name: statistics.median(run[name] for run in runs) for name in runs[0]} for runs in (first, after))


def stock(site: Path, folder: Path) -> Path:
    """Material as it comes, without fonts, with the texts of the articles."""
    docs = folder / "docs"
    for path in sorted((site / "learn").glob("*.html")):
        content = BeautifulSoup(path.read_text("utf-8"), "lxml").select_one(".md-content__inner")
        for part in content.select(".quiz, .send, .opening, script, .headerlink, button"):
            part.decompose()
        target = docs / "learn" / f"{path.stem}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        title = content.h1.extract().get_text()
        target.write_text(f"# {title}\n\n<div>\n{content.decode_contents()}\n</div>\n".replace("\n\n", "\n"), "utf-8")
    (docs / "index.md").write_text("# Home\n", "utf-8")
    settings = {"site_name": "Stock", "use_directory_urls": False, "theme": {"name": "material", "font": False}}
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", "site"], cwd=folder, check=True)
    return folder / "site"


def test_pages_are_light_and_stand_still(site, browser, tmp_path):
    heads = ("requests", "gzip kB", "LCP s", "shift", "blocked ms")
    print("\n" + f"{'':>14}" + "".join(f"{head:>12}" for head in heads))

    def told(name: str, run: dict[str, float]) -> dict[str, float]:
        figures = (
            f"{run['requests']:.0f}", f"{run['weight'] / 1000:.1f}", f"{run['lcp'] / 1000:.2f}", f"{run['shift']:.3f}",
            f"{run['blocked']:.0f}",
        )  # fmt: skip
        print(f"{name:>14}" + "".join(f"{figure:>12}" for figure in figures), flush=True)
        return run

    runs = {}
    with served(site, PackingHost) as address:
        for name, path in PAGES.items():
            then = address + NEXT if path == ARTICLE else ""
            first, after = measured(browser, address + path, then)
            runs[name] = told(name, first)
            if then:
                runs["after"] = told("next article", after)
    with served(stock(site, tmp_path / "stock"), PackingHost) as address:
        plain, after = measured(browser, address + ARTICLE, address + NEXT)
        told("stock", plain), told("stock, next", after)
    assert {name: run["shift"] for name, run in runs.items() if run["shift"] >= MOST_SHIFT} == {}
    assert {name: runs[name]["weight"] for name, most in MOST.items() if runs[name]["weight"] > most} == {}
    assert runs["after"]["weight"] <= MOST_AFTER
