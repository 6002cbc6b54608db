"""The guide on a phone without a network: version one, version two, and the way out, the server gone at each step."""

from __future__ import annotations

import json
import shutil
import struct
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser_site import Host, Watch
from conftest import ROOT
from playwright.sync_api import BrowserContext, Error, Page, expect

from macros.browser import offline
from macros.data.kinds import Text
from macros.guide.guide import Guide
from macros.pages.draft import Draft

pytestmark = pytest.mark.browser

ARTICLE = "learn/03-foundation-models-and-fine-tuning.html"
OLD, NEW = "Foundation models and fine-tuning", "Foundation models, one edition later"


def version(site: Path, folder: Path, guide: Guide) -> Path:
    """A later version of a site: one article has another heading, and the worker knows."""
    shutil.copytree(site, folder)
    page = folder / ARTICLE
    page.write_text(page.read_text("utf-8").replace(f">{OLD}<", f">{NEW}<"), "utf-8")
    offline.write_worker(Draft(ROOT, folder, guide, {}))
    return folder


ALIKE = {"glossary", "g", "m", "compare"}
"""Folders with hundreds of pages that are made alike."""


@pytest.fixture(scope="module")
def one(site, guide, tmp_path_factory) -> Path:
    """The site with few of the pages that are alike, so that a worker has a ninth of it to fetch each time."""

    def but_few(folder: str, names: list[str]) -> set[str]:
        alike = Path(folder).parent == site and Path(folder).name in ALIKE
        return {name for name in names if alike and name not in ("index.html", "rag.html", "rag")}

    folder = tmp_path_factory.mktemp("one") / "site"
    shutil.copytree(site, folder, ignore=but_few)
    offline.write_worker(Draft(ROOT, folder, guide, {}))
    return folder


@pytest.fixture(scope="module")
def two(one, guide, tmp_path_factory) -> Path:
    return version(one, tmp_path_factory.mktemp("two") / "site", guide)


@pytest.fixture
def host(one) -> Iterator[Host]:
    made = Host(one)
    made.up()
    yield made
    made.down()


@pytest.fixture
def phone(browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(30_000)
    yield context
    context.close()


def caches(page: Page) -> dict[str, int]:
    """Every cache and how many files it holds."""
    return page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
            async name => [name, (await (await caches.open(name)).keys()).length])))"""
    )


def until(page: Page, condition: str) -> None:
    """Wait for a condition in the page; Playwright's own way evaluates text, which the page's policy forbids."""
    page.evaluate(f"async () => {{ while (!({condition})) await new Promise(done => setTimeout(done, 50)); }}")


def installed(phone: BrowserContext, host: Host) -> Page:
    """A page of the first version, its worker in charge."""
    page = phone.new_page()
    page.goto(f"{host.address}{ARTICLE}")
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def heading(page: Page) -> str:
    return page.locator("h1").first.inner_text().removesuffix("#").strip()


def listed(site: Path) -> list[str]:
    return [name for name, _ in offline.digests(site)]


def test_the_worker_lists_what_readers_want_and_nothing_that_is_not_there(site, guide):
    names = listed(site)
    wanted = {"index.html", "call/index.html", "assets/js/quiz.js", "search/search_index.json", "g/rag/index.html"}
    wanted |= {page.path.replace(".md", ".html") for page in guide.articles}
    assert wanted - set(names) == set()
    assert [name for name in names if not (site / name).is_file() or name.endswith((".pdf", ".epub", "card.png"))] == []
    assert json.dumps([list(entry) for entry in offline.digests(site)]) in (site / "sw.js").read_text("utf-8")


def test_without_a_network_every_kept_page_answers(phone, host, site):
    """The whole site, as it was built."""
    host.site = site
    page = installed(phone, host)
    assert list(caches(page).values()) == [len(listed(site))]
    host.down()
    for path in ("", "index.html", "call/?q=rag", "g/rag/", "glossary/rag.html", "okta/mapping.html", ARTICLE):
        answer = page.goto(host.address + path)
        assert (answer.status, answer.from_service_worker) == (200, True), path
    for path in ("404.html", "assets/images/social.png"):
        assert (path in listed(site)) == (path == "404.html")
    answer = page.goto(f"{host.address}g/rag#sources")
    assert (answer.status, page.url) == (200, f"{host.address}g/rag/#sources")
    answer = page.goto(f"{host.address}no/such/page.html")
    assert (answer.status, heading(page)) == (504, "This page is not here")


def test_a_newer_version_waits_until_the_reader_asks_for_it(phone, host, two):
    page = installed(phone, host)
    host.site = two
    page.reload()
    note = page.locator(".newer")
    expect(note).to_have_text("A newer guide is ready.Show it", timeout=30_000)  # it has the whole guide to fetch
    assert heading(page) == OLD
    host.down()
    page.reload()
    assert heading(page) == OLD
    assert len(caches(page)) == 2
    note.get_by_role("button", name="Show it").click()
    expect(page.locator("h1").first).to_contain_text(NEW)
    assert list(caches(page).values()) == [len(listed(two))]
    expect(note).to_have_count(0)


def test_a_half_updated_server_changes_nothing(phone, host, one, two, tmp_path):
    mixed = tmp_path / "site"
    shutil.copytree(two, mixed)
    shutil.copy(one / ARTICLE, mixed / ARTICLE)
    page = installed(phone, host)
    before = caches(page)
    host.site = mixed
    outcome = page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update().catch(() => null);
            const worker = registration.installing;
            if (worker) await new Promise(done => worker.onstatechange = () => done(worker.state));
            return worker ? worker.state : "none";
        }"""
    )
    assert (outcome, caches(page)) == ("redundant", before)
    host.down()
    page.reload()
    assert heading(page) == OLD
    expect(page.locator(".newer")).to_have_count(0)


def test_the_way_out_leaves_nothing_behind(phone, host, one, guide, tmp_path):
    page = installed(phone, host)
    off = tmp_path / "site"
    shutil.copytree(one, off)
    settings = replace(guide.settings, offline=Text("no"))
    offline.write_worker(Draft(ROOT, off, replace(guide, settings=settings), {}))
    host.site = off
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.reload()
    if len(loads) < 2:  # the worker shows open pages afresh when it goes
        page.wait_for_event("load", lambda _: len(loads) == 2)
    until(page, "!(await navigator.serviceWorker.getRegistrations()).some(one => one.active)")
    page.wait_for_load_state("networkidle")
    assert loads == [f"{host.address}{ARTICLE}"] * 2  # and once only
    assert caches(page) == {}
    host.down()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{host.address}about.html?never-seen-before")


def test_the_guide_can_be_installed(phone, host, one):
    page = installed(phone, host)
    session = phone.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert (manifest["errors"], manifest["url"]) == ([], f"{host.address}manifest.webmanifest")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["in-incognito"]  # the test's window is a private one
    data = json.loads(manifest["data"])
    assert (one / data["start_url"] / "index.html").is_file()
    for entry in data["icons"][1:]:
        size = struct.unpack(">II", (one / entry["src"]).read_bytes()[16:24])
        assert f"{size[0]}x{size[1]}" == entry["sizes"]


def test_opened_from_a_folder_nothing_is_registered(browser, one):
    with browser.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.goto((one / "index.html").as_uri())
        assert (page.locator(".newer").count(), faults) == (0, [])


class Advertising(Host):
    """A host that writes a line of its own into every page."""

    def reply(self, path, file):
        page = file / "index.html" if file.is_dir() else file
        if page.suffix != ".html" or not page.is_file():
            return None
        body = page.read_bytes().replace(b"</body>", b"<p>Hosted by somebody</p></body>")
        return 200, {"Content-Type": "text/html; charset=utf-8"}, body


class Agreeable(Host):
    """A host that answers what it does not have with its home page, as if that were it."""

    def reply(self, path, file):
        if file.exists():
            return None
        return 200, {"Content-Type": "text/html; charset=utf-8"}, (self.site / "index.html").read_bytes()


@pytest.fixture
def strange(request, one) -> Iterator[Host]:
    made = request.param(one)
    made.up()
    yield made
    made.down()


@pytest.mark.parametrize("strange", [Advertising, Agreeable], indirect=True)
def test_a_host_that_changes_pages_keeps_nothing_and_breaks_nothing(phone, strange, one, tmp_path):
    """Nothing half and nothing of another is kept; with a network the guide is read as ever."""
    if isinstance(strange, Agreeable):  # what it lacks it must not be believed
        lacking = tmp_path / "site"
        shutil.copytree(one, lacking)
        (lacking / ARTICLE).unlink()
        strange.site = lacking
    watch = Watch(strange.address)
    page = watch.on(phone.new_page())
    page.goto(f"{strange.address}about.html")
    outcome = page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration()
                ?? await navigator.serviceWorker.register("sw.js");
            const worker = registration.installing;
            if (worker) await new Promise(done => worker.onstatechange = () => done());
            return worker ? worker.state : "none";
        }"""
    )
    assert outcome in ("redundant", "none")
    end = time.monotonic() + 120  # what a second attempt has begun goes, too; on a busy machine it takes its time
    while caches(page):
        assert time.monotonic() < end, caches(page)
        page.wait_for_timeout(100)
    page.goto(f"{strange.address}glossary/rag.html")
    assert "Retrieval-augmented generation" in heading(page)
    assert [fault for fault in watch.faults if "is not the file of version" not in fault] == []


def test_addresses_in_other_forms(phone, host):
    page = installed(phone, host)
    assert page.goto(f"{host.address}50%").status == 404
    host.down()
    answer = page.goto(f"{host.address}50%")
    assert (answer.status, heading(page)) == (504, "This page is not here")
    # A letter may be written as its number, and many hosts leave the ending out of an address.
    for path in ("glossary/r%61g.html", "glossary/rag", "learn/03-foundation-models-and-fine-tuning"):
        assert page.goto(f"{host.address}{path}").status == 200


NO_STORAGE = """
const insecure = () => new DOMException("The operation is insecure.", "SecurityError");
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get() { throw insecure(); } });
navigator.serviceWorker.register = () => Promise.reject(insecure());
"""


def test_where_storage_is_forbidden_all_pages_work(phone, host):
    phone.add_init_script(NO_STORAGE)
    watch = Watch(host.address)
    page = watch.on(phone.new_page())
    for path in ("index.html", ARTICLE, "practice/index.html", "review/index.html", "progress/index.html",
                 "paths/full-path.html", "call/device.html", "call/follow-up.html"):  # fmt: skip
        page.goto(f"{host.address}{path}")
        expect(page.locator("h1").first).to_be_visible()
    page.goto(f"{host.address}call/index.html")
    page.keyboard.type("retrieval augmented")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_attribute("data-term", "rag")
    assert watch.faults == []
