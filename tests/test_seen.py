"""When each source was there: what `guide links --keep` makes of answers, with servers of our own on 127.0.0.1, and the
mark of a source that is gone wherever it is cited."""

from __future__ import annotations

import json
import re
import socket
import zipfile
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
from answering import answering
from bs4 import BeautifulSoup
from conftest import EPOCH, SAILING, copy_project, once, run
from pdf_reader import Pdf, letters
from rdflib import DCTERMS, Graph, URIRef

from macros.checks import check
from macros.commands import cli, seeing
from macros.commands.outside_links import agent, visits
from macros.data.kinds import Text
from macros.documents.pdf.backmatter import sources
from macros.exports.records import record
from macros.guide.seen import Seen, SeenFile, noted, written
from macros.guide.watch import gone
from macros.reading.loading import load

ALMANAC = "https://harbor.example.org/almanac"
COPY = f"https://web.archive.org/web/20260104000000/{ALMANAC}"
MARKED = f"""seen:
  - url: "{ALMANAC}"
    seen: 2026-10-05
    gone_from: 2026-10-12
    gone_to: 2026-11-16
    archived: "{COPY}"
"""
DAY = Text("2026-11-23")


def entry(**days: str) -> Seen:
    return Seen(Text(ALMANAC), **{name: Text(day) for name, day in days.items()})


# ---- what answers say


@pytest.mark.parametrize(
    ("before", "told", "after"),
    [
        ({}, "there", {"seen": DAY}),
        ({}, "gone", {"gone_from": DAY, "gone_to": DAY}),
        ({}, "unclear", {}),
        ({"seen": "2026-11-16"}, "there", {"seen": DAY}),
        ({"seen": "2026-11-16"}, "gone", {"seen": "2026-11-16", "gone_from": DAY, "gone_to": DAY}),
        ({"seen": "2026-11-16"}, "unclear", {"seen": "2026-11-16"}),
        (
            {"seen": "2026-10-01", "gone_from": "2026-10-08", "gone_to": "2026-11-16"}, "gone",
            {"seen": "2026-10-01", "gone_from": "2026-10-08", "gone_to": DAY},
        ),
        ({"seen": "2026-10-01", "gone_from": "2026-10-08", "gone_to": "2026-11-16"}, "there", {"seen": DAY}),
        (
            {"gone_from": "2026-10-08", "gone_to": "2026-11-16", "archived": COPY}, "unclear",
            {"gone_from": "2026-10-08", "gone_to": "2026-11-16", "archived": COPY},
        ),
        ({"gone_from": "2026-10-08", "gone_to": "2026-11-16", "archived": COPY}, "there",
         {"seen": DAY, "archived": COPY}),
    ],
)  # fmt: skip
def test_a_day_is_noted_where_the_answer_is_clear(before, told, after):
    assert entry(**before).after(told, DAY) == entry(**after)


@pytest.mark.parametrize(
    ("days", "lost"),
    [
        ({}, False),
        ({"seen": "2020-01-01"}, False),
        ({"gone_from": "2026-10-24", "gone_to": "2026-11-22"}, False),
        ({"gone_from": "2026-10-24", "gone_to": "2026-11-23"}, True),
        ({"gone_from": "2026-10-24"}, False),
        ({"gone_from": "", "gone_to": "2026-11-23"}, False),
        ({"gone_from": "2026-02-30", "gone_to": "2026-11-23"}, False),
    ],
)
def test_readers_are_told_after_thirty_days(days, lost):
    assert entry(**days).lost is lost


def test_what_is_no_longer_a_source_is_dropped_and_what_is_not_known_has_no_lines():
    known = SeenFile((Seen(Text("https://old.example.org/"), Text("2026-11-16")), entry(seen="2026-11-16")))
    new = Text("https://new.example.org/")
    found = noted(known, [Text(ALMANAC), new], {ALMANAC: "gone", new: "unclear"}, DAY)
    assert written(found) == (
        f'  - url: "{ALMANAC}"\n    seen: 2026-11-16\n    gone_from: 2026-11-23\n    gone_to: 2026-11-23\n'
    )


# ---- asking


class Web(BaseHTTPRequestHandler):
    """Sources that answer in every way, and an archive."""

    answers = {
        "/there": 200, "/missing": 404, "/removed": 410, "/out-of-order": 500, "/members-only": 403, "/too-often": 429,
        "/moved": 301, "/moved-away": 302, "/head-refused": 200,
    }  # fmt: skip
    leads = {"/moved": "/there", "/moved-away": "/missing"}

    def answer(self) -> None:
        parts = urlsplit(self.path)
        self.server.seen.append((self.command, self.path, self.headers["User-Agent"]))
        if parts.path == "/slow":
            self.server.released.wait()
        if parts.path == "/wayback/available":
            return self.reply(*self.server.archive(parse_qs(parts.query)))
        status = 405 if (parts.path, self.command) == ("/head-refused", "HEAD") else self.answers.get(parts.path, 200)
        self.reply(status, b"", self.leads.get(parts.path, ""))

    def reply(self, status: int, body: bytes, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET = answer

    def log_message(self, *arguments: object) -> None:
        pass


def copied(asked: dict[str, list[str]]) -> tuple[int, bytes]:
    """What the archive answers: a copy near the day that was asked for."""
    url = f"http://web.archive.org/web/{asked['timestamp'][0]}000000/{asked['url'][0]}"
    found = {"closest": {"available": True, "status": "200", "url": url, "timestamp": asked["timestamp"][0]}}
    return 200, json.dumps({"url": asked["url"][0], "archived_snapshots": found}).encode()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    """A server, beside which no name leads anywhere."""
    real = socket.getaddrinfo

    def only_here(host, *rest, **named):
        if host != "127.0.0.1":
            raise socket.gaierror(socket.EAI_AGAIN if host == "asleep.example" else socket.EAI_NONAME, "Unknown")
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    with answering(Web) as server:
        server.archive = copied
        monkeypatch.setattr(seeing, "ARCHIVE", f"{server.root}/wayback/available")
        yield server


def sourced(sailing: Path, *urls: str) -> Path:
    """The guide to sailing with these sources, the first of them its almanac."""
    named = "".join(
        f"  - id: {'almanac' if not number else f'source-{number}'}\n    title: T\n    publisher: P\n"
        f"    url: {url}\n    checked: 2026-01-05\n    how: read\n    grade: primary\n"
        for number, url in enumerate(urls)
    )
    (sailing / "docs" / "sources.yml").write_text(f"sources:\n{named}", "utf-8")
    return sailing


def kept(sailing: Path) -> dict[str, dict[str, str]]:
    """What seen.yml says, by the path or the address."""
    found, problems = load(sailing)
    assert problems == []
    names = ("seen", "gone_from", "gone_to", "archived")
    return {
        re.sub(r"^http://127.0.0.1:\d+", "", item.url): {name: said for name in names if (said := getattr(item, name))}
        for item in found.seen.seen
    }


SAID = {
    "/there": "there", "/head-refused": "there", "/moved": "there", "/missing": "gone", "/removed": "gone",
    "/moved-away": "gone", "/out-of-order": "unclear", "/members-only": "unclear", "/too-often": "unclear",
    "http://nowhere.example/": "gone", "http://asleep.example/": "unclear",
}  # fmt: skip


def test_each_answer_says_what_it_says(web):
    urls = {url if "://" in url else web.root + url: said for url, said in SAID.items()}
    assert {url: visit.told for url, visit in visits(urls).items()} == urls


def test_silence_says_nothing(web):
    slow = f"{web.root}/slow"
    assert visits([slow], timeout=0.2)[slow].told == "unclear"
    assert not web.released.is_set()


def test_what_was_seen_is_written_with_a_copy_and_read_again(web, sailing, capsys):
    sourced(sailing, *(url if "://" in url else web.root + url for url in SAID))
    assert cli.main(["-C", str(sailing), "links", "--keep"]) == 1  # what is broken is told as without it
    assert f"wrote {sailing}/docs/seen.yml\n" in capsys.readouterr().out
    found = kept(sailing)
    day = {"there": {"seen": "2026-11-27"}, "gone": {"gone_from": "2026-11-27", "gone_to": "2026-11-27"}, "unclear": {}}
    for url, said in SAID.items():
        whole = url if "://" in url else web.root + url
        assert found[url] == {**day[said], "archived": f"https://web.archive.org/web/20260105000000/{whole}"}
    # Each has its copy now, so the archive is not asked again; days go on.
    web.seen.clear()
    before = (sailing / "docs" / "seen.yml").read_text("utf-8")
    cli.main(["-C", str(sailing), "links", "--keep"])
    assert not any("wayback" in path for _, path, _ in web.seen)
    assert (sailing / "docs" / "seen.yml").read_text("utf-8") == before
    assert [path.name for path in (sailing / "docs").glob(".*")] == []


def test_without_keep_nothing_is_written_and_no_archive_is_asked(web, sailing):
    sourced(sailing, f"{web.root}/there")
    assert cli.main(["-C", str(sailing), "links"]) == 0
    assert not (sailing / "docs" / "seen.yml").exists()
    assert [path for _, path, _ in web.seen] == ["/there"]


def test_a_fragment_is_not_asked_for_and_the_source_is_noted_with_it(web, sailing):
    sourced(sailing, f"{web.root}/there#part")
    assert cli.main(["-C", str(sailing), "links", "--keep"]) == 0
    assert kept(sailing)["/there#part"]["seen"] == "2026-11-27"


def test_a_run_that_learned_nothing_writes_nothing(web, sailing):
    web.archive = lambda asked: (200, b"{}")
    sourced(sailing, f"{web.root}/members-only")
    assert cli.main(["-C", str(sailing), "links", "--keep"]) == 0
    assert not (sailing / "docs" / "seen.yml").exists()


@pytest.mark.parametrize("status", [301, 403, 429, 503])
def test_an_archive_that_refuses_is_left_in_peace(web, sailing, status):
    web.archive = lambda asked: (status, b"")
    sourced(sailing, *(f"{web.root}/there?{number}" for number in range(6)), f"{web.root}/missing")
    cli.main(["-C", str(sailing), "links", "--keep"])
    asked = [parse_qs(urlsplit(path).query)["url"][0] for _, path, _ in web.seen if path.startswith("/wayback")]
    assert asked == [f"{web.root}/missing", f"{web.root}/there?0", f"{web.root}/there?1"]  # what is gone comes first
    assert not any("archived" in said for said in kept(sailing).values())


def test_an_answer_of_the_archive_that_does_not_end_is_not_read(web, sailing):
    web.archive = lambda asked: (200, copied(asked)[1] + b" " * seeing.LONGEST)
    sourced(sailing, f"{web.root}/there")
    cli.main(["-C", str(sailing), "links", "--keep"])
    assert kept(sailing) == {"/there": {"seen": "2026-11-27"}}


def closest(**told: object) -> bytes:
    found = {"available": True, "status": "200", "url": COPY, **told}
    return json.dumps({"archived_snapshots": {"closest": found}}).encode()


@pytest.mark.parametrize(
    ("answer", "copy"),
    [
        (closest(), COPY),
        (closest(url=COPY.replace("https://web", "http://web")), COPY),
        (closest(available=False), ""),
        (closest(status="404"), ""),
        (closest(url=COPY.replace("web.archive.org", "web.archive.org.evil.example")), ""),
        (closest(url=f"javascript://{COPY[8:]}"), ""),
        (closest(url=f'{COPY}"><script>'), ""),
        (closest(url=COPY + "a" * 600), ""),
        (closest(url=None), ""),
        (b'{"archived_snapshots": {}}', ""),
        (b'{"archived_snapshots": []}', ""),
        (b"[]", ""),
        (b"[" * 60_000, ""),
        (b"\xff", ""),
        (b"", ""),
    ],
)
def test_only_an_address_of_a_copy_is_taken(answer, copy):
    assert seeing.copy_in(answer) == copy


def test_requests_say_who_asks(web, sailing):
    sourced(sailing, f"{web.root}/there")
    cli.main(["-C", str(sailing), "links", "--keep"])
    assert {named for _, _, named in web.seen} == {"guide-links/1 (+https://sailing.example.org/)"}
    assert agent("mailto:guide@example.org") == agent("") == agent("https://exämple.org/") == "guide-links/1"


# ---- what readers see


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the guide to sailing, whose almanac is gone; shared, so read only."""

    def make(folder: Path) -> None:
        root = copy_project(SAILING, folder)
        (root / "docs" / "seen.yml").write_text(MARKED, "utf-8")
        done = run(root, "macros", "build")
        assert done.returncode == 0, done.stderr
        assert "warning: the page of 'almanac' has not been found since 2026-10-12" in done.stderr

    return once(tmp_path_factory, "marked", make) / "site"


CITING = (
    "terms/rudder.html", "terms/true-wind.html", "terms/apparent-wind.html", "cars/likeness.html", "dates.html",
    "lessons/01-wind.html", "g/rudder/index.html", "g/true-wind/index.html", "g/apparent-wind/index.html",
    "g/01-wind/index.html", "m/wind-and-road/index.html",
)  # fmt: skip
TOLD = re.compile(r"\b(?:read|address confirmed) on January 5, 2026; not found since October 12, 2026, archived copy")


def test_the_mark_stands_at_every_citation_of_every_page(marked):
    citing = {}
    for path in marked.rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        cited = page.find_all("a", href=ALMANAC)
        told = [" ".join(link.find_parent("li").get_text().split()) for link in cited]
        assert all(TOLD.search(line) for line in told), path
        assert len(page.find_all("a", href=COPY)) == len(cited), path
        if cited:
            citing[path.relative_to(marked).as_posix()] = len(cited)
    assert set(citing) == set(CITING)


def test_the_mark_stands_in_the_documents(marked):
    book = Pdf(marked / "sailing-for-drivers.pdf")
    assert letters("Read on January 5, 2026; not found since October 12, 2026, archived copy.") in "".join(
        book.squeezed
    )
    assert book.has("not found since October 12, 2026")
    cited = [link for link in book.links if link.url == ALMANAC]
    copies = [link for link in book.links if link.url == COPY]
    assert len(copies) >= len(CITING) - 5  # the share pages are none of the book's
    assert {link.page for link in copies} >= {link.page for link in cited}
    with zipfile.ZipFile(marked / "sailing-for-drivers.epub") as epub:
        chapters = [epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml")]
    cited = [chapter for chapter in chapters if ALMANAC in chapter.replace(COPY, "")]
    assert len(cited) >= 4
    for chapter in cited:
        assert chapter.replace(COPY, "").count(f'"{ALMANAC}"') == chapter.count("not found since October 12, 2026")
        assert f'"{COPY}"' in chapter


def test_the_mark_stands_in_what_programs_read(marked):
    told = json.loads((marked / "terms.json").read_text("utf-8"))
    jsonschema.validate(told, json.loads((marked / "schema" / "terms-1.json").read_text("utf-8")))
    sources = [source for term in told["terms"] for source in term["sources"]]
    assert sources
    assert {(source["gone_since"], source["archived"]) for source in sources} == {("2026-10-12", COPY)}
    graph = Graph().parse(marked / "terms.ttl")
    assert {*graph.objects(None, DCTERMS.source)} == {URIRef(ALMANAC), URIRef(COPY)}


def test_there_is_no_mark_before_thirty_days_nor_for_another_address(sailing):
    for said in (MARKED.replace("2026-11-16", "2026-11-09"), MARKED.replace(f'"{ALMANAC}"', f'"{ALMANAC}/2"')):
        (sailing / "docs" / "seen.yml").write_text(said, "utf-8")
        guide, problems = load(sailing)
        assert problems == [] and check(guide, date(2026, 11, 27)) == []
        assert not guide.seen.lost.get(guide.source_list[0].url) and gone(guide) == []


def test_a_source_that_is_gone_is_listed_with_what_falls_due(sailing, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    (sailing / "docs" / "seen.yml").write_text(MARKED, "utf-8")
    assert cli.main(["-C", str(sailing), "due", "--within", "10"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"2026-10-12  source gone  almanac  docs/sources.yml:5  {ALMANAC}  {COPY}",
        "1 entry is to be reviewed by 2026-12-07",
    ]


def test_a_copy_is_named_only_where_there_is_one(sailing):
    """The templates, without a build: the share page of a term and the book's list of sources."""
    (sailing / "docs" / "seen.yml").write_text(MARKED.partition("    archived")[0], "utf-8")
    guide, _ = load(sailing)
    [listed] = sources(guide)
    assert (listed["gone"], listed["archived"]) == ("October 12, 2026", "")
    [source] = record(guide, guide.terms["rudder"])["sources"]
    assert source["gone_since"] == "2026-10-12" and "archived" not in source
