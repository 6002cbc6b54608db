"""The built guide and ways to open it in a real browser, shared by the browser tests."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, expect, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PREFIX = "/guide/"
"""The site is served below a path, as Pages does for a project."""
FIRST = "first-script.js"
WITHOUT_WORKER = "delete Navigator.prototype.serviceWorker"
"""For a context's `add_init_script`: a browser without service workers, which would copy the whole site in the
background of every test. What the worker does has tests of its own."""
SCHEMES = {"light": "default", "dark": "slate"}
"""What the system asks for, and what the theme calls it."""
LOOKS = (*SCHEMES, "forced")
"""Every look that the guide has to keep; the last one in the system's own colors."""


def browser_path() -> str:
    """The installed browser; a missing one is a failure, never a skip."""
    asked = os.environ.get("CHROMIUM")
    found = shutil.which(asked) if asked else next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium: install it (Debian: apt install chromium) or set CHROMIUM"
    return found


FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{sans}</dir> <dir>{serif}</dir> <dir>{own}</dir> <cachedir>{own}/cache</cachedir>
  <alias binding="same"><family>monospace</family><prefer><family>Test Mono</family></prefer></alias>
  <alias binding="same"><family>serif</family><prefer><family>Source Serif Pro</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Source Sans Pro</family></prefer></alias>
  <alias binding="same"><family>system-ui</family><prefer><family>Source Sans Pro</family></prefer></alias>
</fontconfig>
"""
MONO = 0.602
"""How wide a letter is among those of one width, in its size: that of Menlo and DejaVu Sans Mono."""


@functools.cache
def pinned_fonts() -> Path:
    """A fontconfig file that knows the faces of the packages and no other, so that a machine's own fonts change no
    test; and, as no package has one, a face of one width made of them."""
    own = Path(tempfile.mkdtemp(prefix="guide-fonts-"))
    sans, serif = (Path(str(files(f"font_source_{name}_pro"))) / "files" for name in ("sans", "serif"))
    face = TTFont(sans / "SourceSansPro-Regular.ttf")
    width = round(MONO * face["head"].unitsPerEm)
    face["hmtx"].metrics = {name: (width, bearing) for name, (_, bearing) in face["hmtx"].metrics.items()}
    for table in ("GPOS", "GSUB", "kern"):
        if table in face:
            del face[table]
    for record in face["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = "TestMono" if record.nameID == 6 else "Test Mono"
    face.save(own / "mono.ttf")
    path = own / "fonts.conf"
    path.write_text(FONTS.format(sans=sans, serif=serif, own=own), "utf-8")
    return path


@functools.cache
def playwright() -> Playwright:
    """Playwright, started once in a process: a second one beside it would not begin."""
    return sync_playwright().start()


def launch(started: Playwright) -> Browser:
    return started.chromium.launch(
        executable_path=browser_path(),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        env={**os.environ, "FONTCONFIG_FILE": str(pinned_fonts())},
    )


class Host:
    """A server for one folder at a time, which can be cut off and come back at the same address. It can put a script
    first into every page whose policy lets it run, and keeps what it could not answer."""

    def __init__(self, site: Path, first_script: str = ""):
        self.site = site
        self.port = 0
        self.first_script = first_script
        self.refused: list[str] = []
        self._server: http.server.ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    def reply(self, path: str, file: Path) -> tuple[int, dict[str, str], bytes] | None:
        """What it answers instead of a file's bytes, if anything: a page with the script in it, not to be kept, since
        the next test may put another script first."""
        fresh = {"Cache-Control": "no-store"}
        if not self.first_script:
            return None
        if path == f"{PREFIX}{FIRST}":
            return 200, fresh | {"Content-Type": "text/javascript"}, self.first_script.encode()
        page = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if page.suffix != ".html" or not page.is_file() or b"script-src 'self'" not in (body := page.read_bytes()):
            return None
        first = f'<head><script src="{PREFIX}{FIRST}"></script>'.encode()
        return 200, fresh | {"Content-Type": "text/html; charset=utf-8"}, body.replace(b"<head>", first, 1)

    def up(self) -> None:
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments):
                super().__init__(*arguments, directory=str(host.site))

            def translate_path(self, path: str) -> str:
                self.directory = str(host.site)  # a browser opens connections ahead of time: the folder may be another
                if not path.startswith(PREFIX):
                    return str(host.site / "nowhere")
                return super().translate_path(path[len(PREFIX) - 1 :])

            def do_GET(self) -> None:
                own = host.reply(self.path, Path(self.translate_path(self.path)))
                if own is None:
                    return super().do_GET()
                status, headers, body = own
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def send_error(self, code, message=None, explain=None) -> None:
                host.refused.append(f"{code}: {self.path}")
                super().send_error(code, message, explain)

            def log_message(self, *arguments) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def down(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def served(site: Path, kind: type[Host] = Host) -> Iterator[str]:
    """The address of the site on a server of its own."""
    host = kind(site)
    host.up()
    try:
        yield host.address
    finally:
        host.down()


@dataclass
class Watch:
    """What went wrong while pages were open: console errors, failed requests, requests to anybody else."""

    home: str
    faults: list[str] = field(default_factory=list)

    def on(self, page: Page) -> Page:
        page.on("console", lambda message: message.type == "error" and self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on(
            "response", lambda answer: answer.status >= 400 and self.faults.append(f"{answer.status}: {answer.url}")
        )
        page.on("request", lambda request: self._request(request.url))
        return page

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left while it still loaded
            self.faults.append(f"failed: {request.url}")

    def _request(self, url: str) -> None:
        own = urlsplit(self.home)
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            self.faults.append(f"third party: {url}")


def opened(context: BrowserContext, watch: Watch, path: str) -> Page:
    """A page of the site in a new tab, watched, its scripts started."""
    page = watch.on(context.new_page())
    page.goto(watch.home + path, wait_until="load")
    return page


SETTLED = """
new Promise(requestAnimationFrame)
  .then(() => new Promise(requestAnimationFrame))
  .then(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished)))
"""
"""Resolves when a change of scheme has been drawn and every transition that it began is over."""
DRAWN = """() => [...document.querySelectorAll("*")].map(element => {
  const { display, visibility, content } = getComputedStyle(element);
  const around = ["::before", "::after"].map(part => getComputedStyle(element, part).content);
  return [element.tagName, element.checkVisibility(), display, visibility, content, ...around].join(" ");
}).join("\\n")"""
"""Which elements are drawn, as what, and what a style sheet writes before and after them."""
AXE = """([within, colors]) => {
  for (const list of document.querySelectorAll(".md-sidebar__scrollwrap")) list.scrollTop = 0;
  const values = axe._audit.rules.filter(rule => rule.enabled && rule.tags.includes("cat.color")).map(rule => rule.id);
  const options = { resultTypes: ["violations"], preload: { assets: ["media"] } };
  const sizes = { "target-size": { enabled: true } };
  return axe.run(within, colors ? { ...options, runOnly: { type: "rule", values } } : { ...options, rules: sizes })
    .then(result => result.violations);
}"""
"""axe-core with the rule of WCAG 2.2 that it leaves off, and without the style sheets that it would fetch once more for
a rule it does not run (css-orientation-lock). The navigation stands at its beginning: an entry of it that is scrolled
half behind the header would be measured by the half that shows."""


def broken(page: Page, within: str = "html") -> list[tuple[str, str]]:
    """What axe-core finds on a page as it stands, or in parts of it: the rule and the first element that breaks it."""
    page.evaluate(AXE_SCRIPT)
    return [(item["id"], item["nodes"][0]["html"][:160]) for item in page.evaluate(AXE, [within, False])]


def violations(page: Page, within: str = "html", looks: Iterable[str] = SCHEMES) -> list[tuple[str, str, str]]:
    """What axe-core finds on a page as it stands, or in parts of it, in the light scheme and in the dark one, or in
    other `LOOKS`: the look, the rule and the first element that breaks it."""
    page.evaluate(AXE_SCRIPT)
    found, first = [], ""
    for look in looks:
        scheme = "dark" if look == "dark" else "light"
        page.emulate_media(color_scheme=scheme, **({"forced_colors": "active"} if look == "forced" else {}))
        themed = page.locator("body[data-md-color-scheme]")
        if themed.count():
            expect(themed).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
        page.evaluate(SETTLED)
        # Where two looks draw the same elements, only what has to do with colors can differ in the second.
        drawn = page.evaluate(DRAWN)
        broken = page.evaluate(AXE, [within, drawn == first])
        first = first or drawn
        found += [(look, item["id"], item["nodes"][0]["html"][:160]) for item in broken]
        if look == "forced":
            page.emulate_media(forced_colors="none")
    return found


def pages_of(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
