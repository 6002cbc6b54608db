"""The guide looks as it did when somebody last looked at it (tests/looks/): on the web at five widths, light and dark,
on paper and in the EPUB. `make looks` takes the pictures anew; look at them before they are committed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_site import playwright
from looking import (
    COLORED,
    KEPT,
    PAGES,
    PLAIN,
    SCHEMES,
    WIDTHS,
    apart,
    drawn_apart,
    look,
    of_paper,
    page_of,
    reduced,
    screen,
    still_browser,
    striped,
    unpacked,
    whole,
)  # fmt: skip
from PIL import Image
from playwright.sync_api import Browser

pytestmark = pytest.mark.everything
RENEW = os.environ.get("LOOKS") == "renew"
SCREENS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
MOVED = {
    "home": ".glance__card",
    "article": ".md-content p:not([class])",
    "term": ".md-content h2",
    "mapping": ".line",
    "glossary": ".letter",
    "share": "h2",
}
"""A block of each page that stands on its first screen at any width."""


@pytest.fixture(scope="module")
def still() -> Iterator[Browser]:
    with still_browser(playwright(), *PLAIN) as browser:
        yield browser


def differences(seen: dict[str, Image.Image], folder: Path) -> dict[str, list[tuple[int, int]]]:
    """Where each picture differs from the one that is kept, which is replaced where that is asked for. What differs is
    left in `folder`."""
    found = {}
    for name, picture in seen.items():
        path = KEPT / f"{name}.png"
        if RENEW and not (path.is_file() and apart(Image.open(path), picture) == []):
            path.parent.mkdir(exist_ok=True)
            picture.save(path, optimize=True)
        assert path.is_file(), f"{path.name} is not kept: make looks"
        if places := apart(Image.open(path), picture):
            found[name] = places
            picture.save(folder / f"{name}.png")
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name, still, address, tmp_path):
    seen = {}
    for width, scheme in SCREENS:
        with screen(still, address + PAGES[name], width, scheme) as page:
            seen[f"{name}-{width}-{scheme}"] = look(page)
    assert differences(seen, tmp_path) == {}, f"what is seen now: {tmp_path}"


def test_a_chapter_of_the_epub_looks_as_it_did(still, site, guide, tmp_path):
    book = unpacked(site / guide.file_name("epub"), tmp_path / "book")
    seen = {}
    for width, scheme in SCREENS:
        with screen(still, (book / "glossary" / "rag.xhtml").as_uri(), width, scheme) as page:
            seen[f"epub-{width}-{scheme}"] = look(page)
    assert differences(seen, tmp_path) == {}, f"what is seen now: {tmp_path}"


def test_paper_looks_as_it_did(site, guide, tmp_path):
    book = site / guide.file_name("pdf")
    first = page_of(book, "Foundation models and fine-tuning")
    seen = {
        "card": of_paper(site / "cards" / "03-foundation-models-and-fine-tuning.pdf", 0, 1),
        "spread": of_paper(book, first, 2),
    }
    assert differences(seen, tmp_path) == {}, f"what is seen now: {tmp_path}"


def test_no_picture_is_kept_that_nothing_is_compared_with():
    names = {f"{name}-{width}-{scheme}" for name in (*PAGES, "epub") for width, scheme in SCREENS} | {"card", "spread"}
    assert {path.stem for path in KEPT.iterdir()} == names
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 2_000_000


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", MOVED)
def test_a_block_that_moves_by_a_line_is_seen(name, width, still, address):
    for scheme in SCHEMES:
        with screen(still, address + PAGES[name], width, scheme) as page:
            before = look(page)
            assert apart(before, look(page)) == []
            page.locator(MOVED[name]).first.evaluate("block => { block.style.translate = '0 24px' }")
            assert apart(before, look(page))


def test_a_ground_of_another_color_is_seen(still, address):
    with screen(still, address, 1280, "light") as page:
        before = look(page)
        page.locator(".glance__card").evaluate("card => { card.style.background = '#e4ece8' }")
        assert apart(before, look(page))


@pytest.mark.parametrize("name", ["home", "article", "term", "share"])
def test_another_way_to_draw_letters_is_no_difference(name, still, address, tmp_path):
    """A browser that draws letters for a screen of colored stripes, as another build or machine may. It does so
    wherever it knows what stands behind them, which is at least the head of a page: a thousand dots."""
    with still_browser(playwright(), COLORED, fonts=striped(tmp_path)) as other:
        seen = []
        for browser in (still, other):
            with screen(browser, address + PAGES[name], 1280, "light") as page:
                seen.append(whole(page))
    assert drawn_apart(*seen) > 1000
    assert apart(*map(reduced, seen)) == []
