"""Real builds in temporary folders: complete, repeatable, and the same from every distribution of MkDocs."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import EPOCH, ROOT, copy_project, once, retire, run

from macros.browser import lookup, offers
from macros.data.quotes import curled
from macros.data.store import Store
from macros.guide.contrasts import pairs
from macros.pages import quoting
from macros.reading.loading import load


def digest(site: Path) -> dict[str, str]:
    """Every file of a site with the hash of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def built_again(tmp_path_factory) -> Path:
    """The guide built once more: at another depth, under another zone, locale and hash seed."""

    def make(folder: Path) -> None:
        root = copy_project(ROOT, folder / "a" / "longer" / "way" / "down")
        done = run(root, "macros", "build", TZ="America/Adak", LC_ALL="C", PYTHONHASHSEED="2")
        assert (done.returncode, done.stdout) == (0, f"site: {root / 'site' / 'index.html'}\n"), done.stderr

    return once(tmp_path_factory, "built-again", make) / "a" / "longer" / "way" / "down"


def test_two_builds_are_byte_identical(built, built_again):
    assert digest(built / "site") == digest(built_again / "site")


def test_nothing_of_the_machine_is_in_the_site(built, built_again):
    for root in (built, built_again):
        for path in (root / "site").rglob("*"):
            if path.is_file():
                assert str(root).encode() not in path.read_bytes(), path


def test_every_abbreviation_is_explained_in_the_glossary(built, guide):
    soup = BeautifulSoup((built / "site" / guide.glossary_path).with_suffix(".html").read_text("utf-8"), "html.parser")
    told = [line.get_text() for line in soup.find(id="abbreviations").find_next("ul").find_all("li")]
    listed = sorted(guide.glossary.acronyms, key=lambda entry: entry.form.casefold())
    assert told == [curled(f"{entry.form}: {entry.expansion}") for entry in listed]


def test_data_files_are_not_published(built):
    assert [path for path in digest(built / "site") if path.endswith((".yml", ".md", ".py", ".j2"))] == []


def test_every_page_is_built(built):
    pages = {path for path in digest(built / "site") if path.endswith(".html")}
    terms = re.findall(r"^  - id: (\S+)$", (built / "glossary.yml").read_text("utf-8"), re.MULTILINE)
    areas = re.findall(r"^  - id: (\S+)\n    name:", (built / "glossary.yml").read_text("utf-8"), re.MULTILINE)
    pages_of_docs = [path.relative_to(built / "docs") for path in (built / "docs").rglob("*.md")]
    left_out = "engineering"  # by exclude_docs
    written = {path.with_suffix(".html").as_posix() for path in pages_of_docs if path.parts[0] != left_out}
    rows = re.findall(r"^  - id: (\S+)$", (built / "docs" / "okta" / "mapping.yml").read_text("utf-8"), re.MULTILINE)
    terms = set(terms) - set(areas)
    safe = {f"g/{term}/index.html" for term in terms} | {f"m/{row}/index.html" for row in rows}
    guide, _ = load(built)
    both = [name for pair in pairs(guide) for name in (pair.id, pair.turned)]
    safe |= {f"g/{pair.id}/index.html" for pair in pairs(guide)} | {f"compare/{name}/index.html" for name in both}
    articles = {path.split("/")[1] for path in written if re.match(r"learn/\d", path)}
    safe |= {f"g/{path.removesuffix('.html')}/index.html" for path in articles - {"16-running-the-conversation.html"}}
    alone = {"404.html", *(f"call/{name}.html" for name in ("index", "follow-up", "read", "device"))}
    assert pages == alone | written | {f"glossary/{term}.html" for term in terms} | safe


def without_generator(site: Path) -> dict[str, bytes]:
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    return {name: re.sub(rb'<meta name="generator"[^>]*>', b"", data) for name, data in pages.items()}


def test_properdocs_builds_the_same_pages(built, tmp_path):
    """By the door that a build takes: whoever imports MkDocs here is given properdocs."""
    code = (
        "import sys, properdocs.replacement\n"
        "from pathlib import Path\n"
        "from macros.publishing.mkdocs_run import render\n"
        "from macros.publishing.site import opened\n"
        "root = Path.cwd().resolve()\n"
        "render(root, opened(root, 'full'), Path(sys.argv[1]))\n"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "site")]
    done = subprocess.run(
        words, cwd=built, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert b"ProperDocs" in (tmp_path / "site" / "index.html").read_bytes()
    quoting.turn(tmp_path / "site", Store())  # as the build does with the pages that MkDocs wrote
    theirs, ours = without_generator(tmp_path / "site"), without_generator(built / "site")
    written_later = {"sitemap.xml", "sitemap.xml.gz", *lookup.JOINED, *offers.CODE} - {lookup.STORE}
    assert {name for name, data in theirs.items() if ours.get(name) != data} - written_later == set()


def test_another_subject_builds_with_the_same_engine(sailing):
    done = run(sailing, "macros", "build")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "checking every link of what was built …")
    assert sorted(path for path in digest(sailing / "site") if path.endswith(".html")) == [
        "404.html",
        "cars/likeness.html",
        "compare/apparent-wind--true-wind/index.html",
        "compare/true-wind--apparent-wind/index.html",
        "dates.html",
        "g/01-wind/index.html",
        "g/apparent-wind--true-wind/index.html",
        "g/apparent-wind/index.html",
        "g/rudder/index.html",
        "g/true-wind/index.html",
        "index.html",
        "lessons/01-wind.html",
        "m/wind-and-road/index.html",
        "terms/apparent-wind.html",
        "terms/index.html",
        "terms/rudder.html",
        "terms/true-wind.html",
    ]
    text = (sailing / "site" / "terms" / "apparent-wind.html").read_text("utf-8")
    assert 'id="the-bridge">For drivers<' in text


def test_a_retired_term_sends_its_readers_on(sailing):
    retire(sailing, "wind-ashore", "true-wind")
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    page = (sailing / "site" / "terms" / "wind-ashore.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=true-wind.html">' in page


def test_plain_mkdocs_refuses_a_broken_guide_and_leaves_the_site(sailing):
    assert run(sailing, "macros", "build").returncode == 0
    before = digest(sailing / "site")
    glossary = sailing / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").replace("area: wind", "area: sea", 1), "utf-8")
    done = run(sailing, "mkdocs", "build", NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 1
    assert "glossary.yml:14:11: there is no area 'sea'" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(sailing / "site") == before
