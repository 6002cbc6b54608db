"""The guide as one zip: it unpacks anywhere, opens with a double-click, and needs no network."""

from __future__ import annotations

import hashlib
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
import pytest
from browser_site import Watch
from conftest import EPOCH, ROOT
from playwright.sync_api import expect

from macros.data.problems import Refused
from macros.publishing.bundle import LARGEST, bundle
from macros.reading.loading import load

MOMENT = datetime.fromtimestamp(int(EPOCH), UTC)
NAME = "ai-field-guide"


@pytest.fixture(scope="module")
def zipped(built, tmp_path_factory) -> Path:
    guide, _ = load(ROOT)
    return bundle(tmp_path_factory.mktemp("zip"), guide, built / "site", MOMENT)


@pytest.fixture(scope="module")
def unzipped(zipped, tmp_path_factory) -> Path:
    """The folder a reader has after unpacking, at a place whose name has a space."""
    target = tmp_path_factory.mktemp("my downloads")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(target)
    return target / NAME


def test_the_zip_holds_the_whole_site_but_its_previews_and_a_start_page(zipped, built):
    site = built / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    previews = {path for path in files if path.endswith("/card.png")}
    assert previews
    wanted = {f"{NAME}/guide/{path}" for path in files - previews}
    with zipfile.ZipFile(zipped) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    names = [entry.filename for entry in entries]
    assert names == sorted(wanted | {f"{NAME}/Start here.html", f"{NAME}/SHA256SUMS.txt"})
    assert {(entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in entries} == {
        (MOMENT.timetuple()[:6], 0o100644, 3)
    }
    assert zipped.stat().st_size < LARGEST


def test_the_checksums_are_right(zipped, unzipped):
    beside = zipped.with_name(f"{zipped.name}.sha256").read_text("utf-8")
    assert beside == f"{hashlib.sha256(zipped.read_bytes()).hexdigest()}  {zipped.name}\n"
    listed = dict(
        reversed(line.split("  ", 1)) for line in (unzipped / "SHA256SUMS.txt").read_text("utf-8").splitlines()
    )
    found = {
        path.relative_to(unzipped).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in unzipped.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS.txt"
    }
    assert listed == found


def test_two_zips_of_one_site_are_the_same_bytes(zipped, built, tmp_path):
    guide, _ = load(ROOT)
    again = bundle(tmp_path, guide, built / "site", MOMENT)
    assert again.read_bytes() == zipped.read_bytes()


@pytest.mark.browser
def test_it_works_from_the_folder_with_the_network_cut(unzipped, browser):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_offline(True)
        watch = Watch(f"{unzipped.as_uri()}/")
        page = watch.on(context.new_page())
        page.goto((unzipped / "Start here.html").as_uri())
        offers = [link.get_attribute("href") for link in page.get_by_role("link").all()]
        assert [offer for offer in offers if not (unzipped / unquote(urlsplit(offer).path)).is_file()] == []
        page.get_by_role("link", name="Open the guide").click()
        page.wait_for_load_state("load")

        page.keyboard.press("/")
        expect(page.get_by_role("textbox", name="Search the guide")).to_be_focused()
        page.keyboard.type("fine tune", delay=20)
        page.locator(".md-search-result__item a").first.click()
        expect(page.locator("h1")).to_contain_text("Fine-tuning")

        page.goto((unzipped / "guide" / "learn" / "03-foundation-models-and-fine-tuning.html").as_uri())
        question = page.locator("[data-quiz] > form.question:has(input):visible").first
        question.locator("input").first.check()
        question.locator("button.check").click()
        expect(question.locator(".question__status")).not_to_be_empty()

        card = page.get_by_role("link", name="Print this card").get_attribute("href")
        with pikepdf.open(unzipped / "guide" / "learn" / card) as pdf:
            assert len(pdf.pages) == 1
        for offer in (offer for offer in offers if offer.endswith(".pdf")):
            with pikepdf.open(unzipped / offer) as pdf:
                assert len(pdf.pages) > 1

        assert "guide/call/index.html" in offers
        page.goto((unzipped / "guide" / "call" / "index.html").as_uri())
        expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first).to_be_visible()
        assert watch.faults == []


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["aux.html"], "Windows cannot have a file of this name; rename its source"),
        (["a/con/x.html"], "Windows cannot have a file of this name; rename its source"),
        (["what?.html"], "Windows cannot have a file of this name; rename its source"),
        (["dot./x.html"], "Windows cannot have a file of this name; rename its source"),
        (["A.html", "a.html"], "differs from 'guide/A.html' in capitals only; rename one"),
        ([f"{'x' * 120}.html"], "the path has 151 characters and may have 140; shorten its names"),
    ],
)
def test_names_that_do_not_unpack_everywhere_are_refused(sailing, names, said):
    for name in ["index.html", *names]:
        path = sailing / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    guide, _ = load(sailing)
    with pytest.raises(Refused) as refused:
        bundle(sailing, guide, sailing / "site", MOMENT)
    assert [f"{problem.message}; {problem.hint}" for problem in refused.value.problems] == [said]
    assert not (sailing / "dist").exists()


def test_a_zip_too_large_to_mail_is_refused(sailing):
    (sailing / "site").mkdir()
    (sailing / "site" / "index.html").write_text("x", "utf-8")
    (sailing / "site" / "noise.bin").write_bytes(random.Random(1).randbytes(LARGEST + 1))
    guide, _ = load(sailing)
    with pytest.raises(Refused) as refused:
        bundle(sailing, guide, sailing / "site", MOMENT)
    assert [(problem.code, problem.place.path) for problem in refused.value.problems] == [
        ("large-bundle", "dist/sailing-for-drivers.zip")
    ]
    assert not (sailing / "dist").exists()
