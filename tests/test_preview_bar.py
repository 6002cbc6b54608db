"""Whoever looks on while a guide is written sees its problems on its pages; nothing of that reaches a built site."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from browser_site import Browser
from bs4 import BeautifulSoup
from conftest import SAILING, run
from test_serve import free_port, until

from macros.data.problems import Place, Problem, Refused
from macros.pages.templates import Templates
from macros.publishing import on_request
from macros.publishing.handover import SERVING
from macros.publishing.marking import marked, needle
from macros.publishing.on_request import Documents, writer
from macros.publishing.onlooker import Onlooker
from macros.publishing.readable import readable
from macros.publishing.site import opened
from macros.publishing.trouble import STYLE, Trouble
from macros.reading.loading import load

PAGE = "<html><head></head><body class='x'><nav>A hinged blade</nav><article><p>{}</p></article></body></html>"
SAID = "A hinged <b>blade</b> below the stern that turns a vessel by deflecting water."


def trouble(*problems: Problem, root: Path = SAILING, **told: object) -> Trouble:
    guide, _ = load(SAILING)
    assert guide is not None
    return replace(Trouble(root, guide, Templates(guide), problems), **told)


def at(text: str, path: str = "glossary.yml", message: str = "it is wrong", hint: str = "mend it") -> Problem:
    """A problem at the first place of a text in a file of the guide to sailing."""
    lines = (SAILING / path).read_text("utf-8").split("\n")
    number = next(number for number, line in enumerate(lines, 1) if text in line)
    return Problem(Place(path, number, lines[number - 1].index(text) + 1), "some-code", message, hint)


@pytest.mark.parametrize(
    ("line", "column", "in_words", "wanted"),
    [
        ("TODO an opening fact", 1, True, "todoanopeningfact"),
        ('!!! takeaway "TODO"', 15, True, "todo"),
        ("## How it *really* works", 1, True, "howitreallyworks"),
        ("see [the rudder](rudder.md) and {fact:depth} of it", 1, True, "seetherudder"),
        ('{{ mapping("TODO") }}', 13, True, "mappingtodo"),
        ("    definition: A hinged blade", 17, False, "ahingedblade"),
        ("    area: steering", 11, False, "steering"),
        ("    area: keel", 11, False, ""),
        ("  - id: rudder", 9, False, ""),
        ("", 1, True, ""),
    ],
)
def test_a_line_is_looked_for_by_its_words(line, column, in_words, wanted):
    assert needle(line, column, in_words) == wanted


def test_marks_stand_before_the_words_in_the_order_of_the_source():
    html = "<body>TODO<article><p>Caf&eacute; <b>to</b>do, “TODO”</p><script>todo</script><p>Todo</p></article>todo"
    marks = {1: "[1]", 2: "[2]", 3: "[3]", 4: "[4]", 5: "[5]"}
    places = [(1, "cafétodo"), (2, "todo"), (3, "todo"), (4, "todo"), (5, "nowhere")]
    page, seen = marked(html, 6, places, marks)
    first, rest = (
        "<body>TODO<article><p>[1]Caf&eacute; <b>[2]to</b>do, “[3]TODO”</p>",
        "<script>todo</script><p>[4]Todo</p>",
    )
    assert page == f"{first}{rest}</article>todo"
    assert seen == {1, 2, 3, 4}


def test_a_long_line_is_found_by_its_beginning():
    page, seen = marked(
        "<body><p>The beginning of a very long line</p>", 6, [(1, "thebeginningofaverylonglineandmore")], {1: "[1]"}
    )
    assert (page, seen) == ("<body><p>[1]The beginning of a very long line</p>", {1})


def test_the_page_at_fault_lists_its_problems_and_marks_their_places():
    shown = trouble(at("A hinged blade"), at("title:", "docs/lessons/01-wind.md"))
    page = BeautifulSoup(shown.shown_on("terms/rudder.html", PAGE.format(SAID), "/x/"), "html.parser")
    bar = page.select_one("body > .guide-problems")
    assert bar
    item = bar.select_one("li")
    assert item
    assert " ".join(item.text.split()) == f"{shown.problems[0].place} it is wrong; mend it [some-code]"
    link, mark = item.select_one("a"), page.select_one("article mark")
    assert link
    assert mark
    assert link["href"] == f"#{mark['id']}"
    assert mark.next_sibling == "A hinged "
    assert [a["href"] for a in bar.select(".guide-elsewhere a")] == ["/x/lessons/01-wind.html"]
    sheet = page.select_one("link[rel=stylesheet]")
    assert sheet
    assert sheet["href"] == f"/x/{STYLE}"
    assert not page.select("body style, body script, [style]")


def test_other_pages_count_and_lead_to_those_at_fault():
    shown = trouble(at("A hinged blade"), at("term rudder", "glossary.ids.lock"))
    page = BeautifulSoup(shown.shown_on("index.html", PAGE.format("Welcome"), "/"), "html.parser")
    elsewhere = page.select_one(".guide-elsewhere")
    assert elsewhere
    assert " ".join(elsewhere.text.split()) == "On pages: rudder (1)"
    assert [item.code.text for item in page.select(".guide-problems li") if item.code] == [str(shown.problems[1].place)]
    assert not page.select("mark")


def test_what_an_author_wrote_is_text_in_the_bar():
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    shown = trouble(at("A hinged blade", message=evil, hint=evil), stale=(evil,), unmade=frozenset({"terms/rudder.md"}))
    html = shown.shown_on("terms/rudder.html", PAGE.format(SAID), "/")
    page = BeautifulSoup(html, "html.parser")
    assert not page.select("script, img, [onerror]")
    mark = page.select_one("mark")
    assert mark
    assert mark["title"] == evil
    assert page.text.count(evil) == 3


def test_a_page_without_problems_and_one_that_takes_no_style_stay_as_they_are():
    page = PAGE.format("A hinged blade")
    assert trouble().shown_on("terms/rudder.html", page, "/") == page
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    strict = page.replace("<head>", f"<head>{policy}")
    assert trouble(at("A hinged blade")).shown_on("g/rudder/index.html", strict, "/") == strict


def test_what_cannot_be_read_is_shown_as_it_last_could_be(sailing):
    assert readable(sailing)[1] == ()
    glossary, wind = sailing / "glossary.yml", sailing / "docs" / "lessons" / "01-wind.md"
    glossary.write_text(glossary.read_text("utf-8") + "\n  : - [", "utf-8")
    wind.write_text(wind.read_text("utf-8").replace("title: ", "title: New "), "utf-8")
    guide, stale = readable(sailing)
    assert guide
    assert stale == ("glossary.yml",)
    assert "rudder" in guide.terms
    assert guide.articles[0].head.title.startswith("New "), "what can be read is as it was saved"


def answered(app: Onlooker, path: str, accept: str = "") -> tuple[str, dict[str, str], str]:
    told: list[object] = []
    environ = {"PATH_INFO": path, "HTTP_ACCEPT": accept}
    body = b"".join(app(environ, lambda *given: told.extend(given)))
    return str(told[0]), dict(told[1]), body.decode("utf-8", "replace")  # type: ignore[call-overload]


def test_a_document_is_made_when_it_is_asked_for(sailing, monkeypatch):
    site, wrong = opened(sailing, "full"), []
    pdf, made = site.guide.file_name("pdf"), []

    def write(draft):
        made.append(draft)
        if len(made) == 2:
            raise Refused([Problem(Place("docs/index.md", 3, 4), "card-not-set", "it does not fit", "<shorten>")])
        (draft.folder / pdf).write_bytes(b"%PDF-of-it")

    monkeypatch.setattr(on_request.pdf, "write", write)
    shown: list[object] = [None]
    documents = Documents(sailing, lambda: shown[0], lambda: tuple(wrong))
    app = Onlooker(lambda environ, start: [], "/", lambda: trouble(*wrong), documents)
    status, headers, page = answered(app, f"/{pdf}", "text/html")
    assert (status, headers["Cache-Control"]) == ("202 Accepted", "no-store")
    assert 'http-equiv="refresh"' in page
    assert "is being made" in page
    assert made == []

    shown[0] = site
    status, headers, page = answered(app, f"/{pdf}")
    assert (status, headers["Content-Type"], page) == ("200 OK", "application/pdf", "%PDF-of-it")
    answered(app, f"/{pdf}")
    assert len(made) == 1, "once for each state"

    shown[0] = replace(site)
    status, _, page = answered(app, f"/{pdf}")
    assert status == "503 Service Unavailable"
    assert "docs/index.md:3:4" in page
    assert "&lt;shorten&gt;" in page
    assert "refresh" not in page

    wrong.append(at("A hinged blade"))
    status, _, page = answered(app, f"/{pdf}")
    assert status == "503 Service Unavailable"
    assert "it is wrong" in page
    assert len(made) == 2, "none of a guide with problems"


def test_documents_are_known_by_their_names(guide):
    names = [guide.file_name("pdf"), guide.file_name("epub"), "cards/01-x.pdf", "cards/index.html", "index.html"]
    assert [writer(guide, name) is not None for name in names] == [True, True, True, False, False]


def test_a_build_is_as_strict_as_ever(sailing):
    assert run(sailing, "macros", "new", "article", "02-tides-at-sea").returncode == 0
    for words in (["check"], ["build"]):
        told = run(sailing, "macros", *words)
        assert told.returncode == 1
        assert "still to be written; replace the TODO [unfinished]" in told.stdout + told.stderr
    assert not (sailing / "site").exists()


OURS = (b"guide-problem", b"guide-place", b"guide-call", b"guide-elsewhere", b"guide-note", STYLE.encode())


@pytest.mark.parametrize("edition", ["built", "built_public"])
def test_nothing_of_the_bar_reaches_a_built_site(edition, request):
    root = request.getfixturevalue(edition)
    site = root / ("site" if edition == "built" else "site-public")
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css", ".js", ".json", ".xml", ".txt")]
    assert len(files) > 100
    held = {path.name: [mark for mark in OURS if mark in path.read_bytes()] for path in files}
    assert {name: marks for name, marks in held.items() if marks} == {}


@pytest.mark.first
def test_an_author_sees_an_unfinished_article_with_its_problems(sailing, browser: Browser):
    """The whole of it: a server, a browser, an article that was just begun, and a document."""
    port = free_port()
    home, log = f"http://127.0.0.1:{port}/", sailing / "serve.log"
    environment = {**os.environ, "PYTHONPATH": str(sailing)}
    environment.pop(SERVING, None)
    words = [sys.executable, "-m", "macros", "serve", "--address", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        server = subprocess.Popen(words, cwd=sailing, env=environment, stdout=output, stderr=output)
    context = browser.new_context()
    try:
        page = context.new_page()
        until(lambda: "Serving on" in log.read_text("utf-8"), "the first build")
        page.goto(home)
        assert page.locator(".guide-problems").count() == 0

        name = load(sailing)[0].file_name("epub")  # type: ignore[union-attr]
        with page.expect_download(timeout=120_000) as coming:
            page.evaluate("address => { location.href = address; }", home + name)
        assert Path(coming.value.path()).read_bytes()[:2] == b"PK"

        assert run(sailing, "macros", "new", "article", "02-tides-at-sea").returncode == 0
        article = f"{home}lessons/02-tides-at-sea.html"

        def seen(selector: str) -> bool:
            page.goto(article)
            return page.locator(selector).count() > 0

        until(lambda: seen("article mark.guide-place"), "the article with its marks")
        assert "TODO an opening fact" in page.locator("article").inner_text()
        bar = page.locator(".guide-problems")
        assert "docs/lessons/02-tides-at-sea.md:3:14 still to be written" in " ".join(bar.inner_text().split())
        assert bar.evaluate("element => getComputedStyle(element).overflowY") == "auto", "its style is there"
        bar.locator("a[href^='#guide-problem']").first.click()
        assert page.locator("mark.guide-place:target").is_visible()
        page.goto(home)
        page.locator(".guide-elsewhere a", has_text="Tides at sea").click()
        page.wait_for_url(article)
        page.goto(home + name)
        assert "is not made while the guide has problems" in page.locator("main").inner_text()
        assert "Traceback" not in log.read_text("utf-8")
    finally:
        context.close()
        server.terminate()
        server.wait(20)
