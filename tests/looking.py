"""What readers see, as pictures so small that they can be kept: each surface of the guide at each width, light and
dark, and how two such pictures are told apart.

A picture is a screen at an eighth of its size, which letters do not survive and blocks do. Two are compared after each
has been blurred, so that another build of the browser or another way of drawing letters is no difference, and place by
place, so that one block that moved is one."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from browser_site import WITHOUT_WORKER, browser_path, pinned_fonts
from conftest import EPOCH
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page, Playwright

KEPT = Path(__file__).parent / "looks"
WIDTHS = (360, 390, 820, 1280, 1440)
SCHEMES = ("light", "dark")
DEPTH = 1800
"""How much of a page is looked at, from its top."""
SCALE, STEP = 8, 8
"""A picture is reduced by `SCALE`, and its colors are kept in steps of this size."""
PAGES = {
    "home": "index.html",
    "article": "learn/03-foundation-models-and-fine-tuning.html",
    "term": "glossary/rag.html",
    "mapping": "okta/mapping.html",
    "glossary": "glossary/index.html",
    "call": "call/index.html#rag",
    "share": "g/rag/index.html",
}
STILL = "document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))"

BLUR, SLIGHT, TILE, MOST = 1.0, 16, 8, 0.16
"""By how many places of a picture it is blurred; how far apart two colors may be; how wide a tile is, in places; and
the share of a tile that may differ."""


@contextmanager
def still_browser(started: Playwright, *further: str, fonts: Path | None = None) -> Iterator[Browser]:
    """Chromium with the packages' faces alone, drawing letters as little in its own way as it can be told to."""
    browser = started.chromium.launch(
        executable_path=browser_path(),
        args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--hide-scrollbars", *further],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts or pinned_fonts())},
    )
    yield browser
    browser.close()


PLAIN = ("--font-render-hinting=none", "--disable-lcd-text")
COLORED = "--enable-lcd-text"
STRIPES = """<match target="pattern"><edit name="rgba" mode="assign"><const>rgb</const></edit></match>"""


def striped(folder: Path) -> Path:
    """The same faces for a screen whose dots are stripes of red, green and blue, which is what `COLORED` draws for."""
    path = folder / "striped.conf"
    path.write_text(pinned_fonts().read_text("utf-8").replace("</fontconfig>", f"{STRIPES}</fontconfig>"), "utf-8")
    return path


def drawn_apart(one: Image.Image, other: Image.Image) -> int:
    """How many dots of two screens are not the same."""
    bands = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return one.width * one.height - most.histogram()[0]


@contextmanager
def screen(browser: Browser, address: str, width: int, scheme: str) -> Iterator[Page]:
    """A page as it stands when all has loaded, at the moment of which the site is."""
    size = {"width": width, "height": DEPTH}
    with browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce") as context:
        context.add_init_script(WITHOUT_WORKER)
        page = context.new_page()
        page.clock.set_fixed_time(int(EPOCH) * 1000)
        page.goto(address, wait_until="load")
        page.wait_for_load_state("networkidle")
        page.evaluate(STILL)
        yield page


def look(page: Page) -> Image.Image:
    """The screen, reduced."""
    return reduced(whole(page))


def whole(page: Page) -> Image.Image:
    """The screen as it is."""
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))


def reduced(picture: Image.Image) -> Image.Image:
    stepped = picture.convert("RGB").reduce(SCALE)
    return stepped.point(lambda value: min(255, (value + STEP // 2) // STEP * STEP))


def apart(one: Image.Image, other: Image.Image) -> list[tuple[int, int]]:
    """The places, in pixels of the screen, at which two pictures show something else; the top left corner of each tile
    that differs. Another size is a difference at the corner."""
    if one.size != other.size:
        return [(0, 0)]
    soft = [picture.convert("RGB").filter(ImageFilter.GaussianBlur(BLUR)) for picture in (one, other)]
    bands = ImageChops.difference(*soft).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2]).point(
        lambda value: 255 * (value > SLIGHT)
    )
    found = []
    for top in range(0, most.height, TILE):
        for left in range(0, most.width, TILE):
            tile = most.crop((left, top, min(left + TILE, most.width), min(top + TILE, most.height)))
            if tile.histogram()[255] > MOST * tile.width * tile.height:
                found.append((left * SCALE, top * SCALE))
    return found


def of_paper(pdf: Path, first: int, count: int) -> Image.Image:
    """Pages of a document side by side, as large as on a screen."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheets = [document[at].render(scale=1.6).to_pil() for at in range(first, first + count)]
    whole = Image.new("RGB", (sum(sheet.width for sheet in sheets), max(sheet.height for sheet in sheets)))
    for at, sheet in enumerate(sheets):
        whole.paste(sheet, (sum(before.width for before in sheets[:at]), 0))
    return reduced(whole)


def page_of(pdf: Path, heading: str) -> int:
    """The page, from 0, to which the outline leads under this heading."""
    with pypdfium2.PdfDocument(pdf) as document:
        marks = [mark for mark in document.get_toc() if mark.get_title().endswith(heading)]
        return marks[0].get_dest().get_index()


def unpacked(book: Path, folder: Path) -> Path:
    """The pages of an EPUB as files."""
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
    return folder / "EPUB"
