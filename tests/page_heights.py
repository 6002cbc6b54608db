"""How high articles stand. Run by itself it compares two built sites: `python tests/page_heights.py OLD NEW`."""

from __future__ import annotations

import sys
from pathlib import Path

from browser_site import WITHOUT_WORKER, launch, served
from playwright.sync_api import Browser, sync_playwright

WIDTHS = (1280, 390)
"""A laptop and a phone."""
UNFOLD = "document.querySelectorAll('details:not(.answer)').forEach(details => (details.open = true))"


def heights(browser: Browser, site: Path, paths: list[str], at_length: bool = False) -> dict[tuple[str, int], int]:
    """The height of each page in pixels, in each width, as a reader comes to it; or at length: every question at the
    page's end, one below the other with its answer folded, and nothing else folded."""
    found = {}
    with (
        served(site) as address,
        browser.new_context(java_script_enabled=not at_length) as context,
    ):
        context.add_init_script(WITHOUT_WORKER)
        page = context.new_page()
        for path in paths:
            page.goto(address + path)
            if at_length:
                page.evaluate(UNFOLD)
            else:
                page.wait_for_load_state("networkidle")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate("document.fonts.ready")
                found[path, width] = page.evaluate("document.documentElement.scrollHeight")
    return found


def main(old: Path, new: Path) -> None:
    paths = sorted(
        path.relative_to(old).as_posix()
        for path in old.glob("learn/[0-9]*.html")
        if (new / path.relative_to(old)).is_file()
    )
    with sync_playwright() as playwright:
        browser = launch(playwright)
        before, after = (heights(browser, site, paths) for site in (old, new))
        for width in WIDTHS:
            print(f"{width} px wide")
            for path in (*paths, ""):
                one, other = (sum(found[at, width] for at in paths if path in ("", at)) for found in (before, after))
                print(f"  {path or 'together':52}{one:8}{other:8}{100 * (other / one - 1):8.1f} %")
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
