"""Pages that are safe to send: what a customer sees, what a link preview reads, and what is not there."""

from __future__ import annotations

import base64
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import zxingcpp
from browser_site import Watch, broken, opened, served
from conftest import link_preview, retire, run
from PIL import Image
from playwright.sync_api import Response

from macros.commands import cli
from macros.data.quotes import curled
from macros.guide.texts import expand
from macros.pages.templates import Templates
from macros.reading.loading import load
from macros.share import pictures as social
from macros.share import terms as share

HOME = "https://example.github.io/ai-field-guide/"
LIMIT = 14_000


@pytest.fixture(scope="module")
def pages(built, guide) -> dict[str, str]:
    """Every share page by the id of its term."""
    return {term: (built / "site" / "g" / term / "index.html").read_text("utf-8") for term in guide.terms}


class Head(HTMLParser):
    """A page's metadata, scripts and links."""

    def __init__(self, text: str):
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[str] = []
        self.canonical, self.data, self.title, self._inside = "", "", "", ""
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self._inside = tag
        if tag == "meta":
            self.meta[given.get("property") or given.get("name") or given.get("http-equiv") or ""] = given.get(
                "content"
            )
        if tag == "link" and given["rel"] == "canonical":
            self.canonical = given["href"]
        if tag == "a":
            self.links.append(given["href"])
        if tag == "script":
            self.scripts.append(given.get("type", ""))

    def handle_data(self, data):
        if self._inside == "title":
            self.title += data
        if self._inside == "script":
            self.data += data

    def handle_endtag(self, tag):
        self._inside = ""


def plain(guide, text: str) -> str:
    return expand(text, lambda identity: guide.facts[identity].value)


def test_every_page_is_small_and_holds_everything_a_customer_may_read(guide, pages):
    for term, text in pages.items():
        assert len(text.encode()) < LIMIT, term
        entry, shown = guide.terms[term], html.unescape(text)
        for said in (entry.definition, entry.mechanism, entry.misconception.belief, entry.misconception.correction):
            assert curled(plain(guide, said)) in shown, term
        for source in entry.sources:
            assert guide.sources[source].url in shown, term


def test_a_link_preview_finds_what_it_needs_in_the_first_four_kilobytes(guide, pages, built):
    for term, text in pages.items():
        entry = guide.terms[term]
        head = Head(text.encode()[:4096].decode("utf-8", "ignore"))
        name = entry.preferred[:1].upper() + entry.preferred[1:]
        title = f"{name} ({entry.abbreviation})" if entry.abbreviation else name
        say, address = plain(guide, entry.card.say), f"{HOME}g/{term}/"
        told = {name: content for name, content in head.meta.items() if name.startswith(("og:", "twitter:", "descr"))}
        assert told == {"description": say, **link_preview(title, say, address)}
        assert (head.canonical, head.title) == (address, f"{title} – AI Field Guide")


def test_the_page_is_a_defined_term_to_machines(guide, pages):
    for term, text in pages.items():
        entry, head = guide.terms[term], Head(text)
        names = [*filter(None, [entry.abbreviation]), *entry.synonyms]
        expected = {
            "@context": "https://schema.org",
            "@type": "DefinedTerm",
            "@id": f"{HOME}g/{term}/",
            "name": entry.preferred,
            "alternateName": names,
            "termCode": term,
            "description": plain(guide, entry.definition),
            "url": f"{HOME}g/{term}/",
            "inDefinedTermSet": {"@type": "DefinedTermSet", "name": "AI Field Guide", "url": HOME},
        }
        assert json.loads(head.data) == {key: value for key, value in expected.items() if value != []}
        assert head.scripts == ["application/ld+json"]


def test_nothing_leads_from_a_page_to_the_sellers_guide(guide, pages):
    for term, text in pages.items():
        inside = {link for link in Head(text).links if not link.startswith("https://")}
        assert inside <= {f"../{other}/index.html" for other in guide.terms}, term


def test_a_public_page_leads_back_to_the_public_guide(guide, built_public):
    for term in guide.terms:
        text = (built_public / "site-public" / "g" / term / "index.html").read_text("utf-8")
        assert f'<a href="../../glossary/{term}.html">AI Field Guide</a>' in text


def test_safe_links_may_begin_elsewhere(sailing):
    config = sailing / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("    review_days:", "    share_url: https://go.example.org/\n    review_days:"), "utf-8"
    )
    guide, problems = load(sailing)
    assert problems == []
    head = Head(share.page(guide, Templates(guide), guide.terms["rudder"]))
    assert (head.canonical, head.meta["og:url"]) == ("https://go.example.org/g/rudder/",) * 2


def test_without_an_address_nothing_absolute_is_claimed(sailing):
    config = sailing / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("site_url: https://sailing.example.org/\n", ""), "utf-8")
    guide, _ = load(sailing)
    head = Head(share.page(guide, Templates(guide), guide.terms["rudder"]))
    assert (head.canonical, head.meta.get("og:url"), head.meta.get("og:image")) == ("", None, None)
    assert head.meta["twitter:card"] == "summary"


def test_pictures_are_the_right_size_and_the_same_everywhere(guide, built, built_public):
    for term in guide.terms:
        data = (built / "site" / "g" / term / "card.png").read_bytes()
        with Image.open(io.BytesIO(data)) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630)), term
        assert data == (built_public / "site-public" / "g" / term / "card.png").read_bytes(), term
    assert (built / "site" / "assets" / "images" / "social.png").is_file()


def test_a_picture_is_drawn_again_only_when_its_text_changes(sailing, monkeypatch):
    drawn: list[str] = []

    def draw(title: str, *words: str) -> bytes:
        drawn.append(title)
        return real(title, *words)

    real = social.draw
    monkeypatch.setattr(social, "draw", draw)
    assert cli.main(["-C", str(sailing), "build"]) == 0
    assert len(drawn) == len(set(drawn)) == 5
    drawn.clear()
    assert cli.main(["-C", str(sailing), "build"]) == 0
    assert drawn == []
    glossary = sailing / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").replace("preferred: rudder", "preferred: steering rudder"), "utf-8")
    assert cli.main(["-C", str(sailing), "build"]) == 0
    assert drawn == ["Steering rudder"]


def test_a_text_without_room_on_its_picture_is_refused_at_its_place(sailing):
    assert run(sailing, "macros", "build").returncode == 0
    before = (sailing / "site" / "index.html").read_bytes()
    rows = sailing / "docs" / "cars" / "likeness.yml"
    breaks = "breaks: A road does not turn while one drives on it, and no driver goes uphill faster than down."
    long = f"breaks: A road does not turn{' and turn' * 110}."
    rows.write_text(rows.read_text("utf-8").replace(breaks, long), "utf-8")
    done = run(sailing, "macros", "build")
    assert done.returncode == 1
    assert (
        "docs/cars/likeness.yml:10:13: the picture 'm/wind-and-road/card.png' has no room for this text; shorten it, "
        "its first sentence above all [picture-overflow]"
    ) in done.stderr + done.stdout
    assert (sailing / "site" / "index.html").read_bytes() == before


def test_long_words_are_not_cut():
    with Image.open(
        io.BytesIO(social.draw("Client-Initiated Backchannel Authentication", "word " * 60, "Guide"))
    ) as image:
        edge = image.convert("L").crop((1200 - 80, 0, 1200, 630))
        assert edge.getextrema()[0] == edge.getextrema()[1]


@pytest.mark.browser
def test_a_page_costs_one_small_request_and_fits_a_phone(browser, built):
    with (
        served(built / "site") as address,
        browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False) as context,
    ):
        watch = Watch(address)
        answers: list[Response] = []
        context.on("response", lambda answer: answers.append(answer))
        page = opened(context, watch, "g/rag/")
        assert [answer.url for answer in answers if not answer.url.startswith("data:")] == [f"{address}g/rag/"]
        assert len(answers[0].body()) < LIMIT
        assert page.locator("h1").inner_text() == "Retrieval-augmented generation (RAG)"
        assert watch.faults == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible(browser, built, scheme):
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:
        watch = Watch((built / "site").as_uri() + "/")
        for term in ("rag", "foundation-model"):
            page = opened(context, watch, f"g/{term}/index.html")
            assert broken(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert watch.faults == []


@pytest.mark.browser
def test_the_qr_code_leads_to_the_page(browser, built, guide):
    with browser.new_context(viewport={"width": 400, "height": 400}, color_scheme="dark") as context:
        page = context.new_page()
        for term in ("rag", max(guide.terms, key=len)):
            page.set_content(f"<img width=300 height=300 src='data:image/svg+xml;base64,{_encoded(built, term)}'>")
            found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
            assert [code.text for code in found] == [f"{HOME}g/{term}/"]


def _encoded(built: Path, term: str) -> str:
    return base64.b64encode((built / "site" / "g" / term / "qr.svg").read_bytes()).decode()


@pytest.mark.browser
def test_a_retired_address_sends_its_readers_on_with_their_fragment(browser, sailing):
    retire(sailing, "wind-ashore", "true-wind")
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    with served(sailing / "site") as address, browser.new_context() as context:
        watch = Watch(address)
        page = opened(context, watch, "g/wind-ashore/index.html#sources")
        page.wait_for_url(f"{address}g/true-wind/index.html#sources")
        page = opened(context, watch, "terms/wind-ashore.html#how-it-works")
        page.wait_for_url(f"{address}terms/true-wind.html#how-it-works")
    assert watch.faults == []
    text = (sailing / "site" / "g" / "wind-ashore" / "index.html").read_text("utf-8")
    assert re.search(r'<noscript><meta http-equiv="refresh" content="0; url=../true-wind/index.html">', text)
