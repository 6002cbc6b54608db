"""A fact named in a text of the data is its value in everything that a build makes of the text."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from conftest import SAILING, copy_project, run

from macros.publishing.inspection import check_site

EDITS = {
    "glossary.yml": [
        ("How a boat holds and changes direction.", "How a boat holds direction at {fact:hull-speed}."),
        ("that turns a vessel by deflecting water.", "that turns a vessel at {fact:hull-speed}."),
    ],
    "docs/lessons/01-wind.md": [
        ("What the wind is to a boat.", "Wind at {fact:hull-speed}."),
        ("Which wind moves the boat?", "Which wind makes {fact:hull-speed}?"),
    ],
    "docs/index.md": [
        (
            "{{ article_list() }}",
            '{{ article_list() }}\n\n{{ card_list() }}\n\n{{ figure("sail", "Sail at {fact:hull-speed}", "A sail") }}',
        )
    ],
}
DRAWING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 9 L9 0 Z"/></svg>\n'
)


@pytest.fixture(scope="module")
def built_with_facts(tmp_path_factory) -> Path:
    """The site of the guide to sailing with facts where it has none."""
    root = copy_project(SAILING, tmp_path_factory.mktemp("facts") / "guide")
    for name, edits in EDITS.items():
        text = (root / name).read_text("utf-8")
        for old, new in edits:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (root / name).write_text(text, "utf-8")
    figure = root / "docs" / "assets" / "figures" / "sail.svg"
    figure.parent.mkdir(parents=True)
    figure.write_text(DRAWING, "utf-8")
    done = run(root, "macros", "build")
    assert done.returncode == 0, done.stderr
    return root / "site"


def told(path: Path) -> str:
    """The text of a PDF on one line."""
    with pypdfium2.PdfDocument(path) as document:
        return " ".join("".join(page.get_textpage().get_text_range() for page in document).split())


def described(path: Path) -> str:
    return re.search(r'<meta name="description" content="([^"]*)"', path.read_text("utf-8"))[1]


def test_no_file_names_a_fact_by_its_id(built_with_facts):
    files = [path for path in built_with_facts.rglob("*") if path.is_file()]
    assert [path for path in files if re.search(rb"(\{|&#123;)fact(:|&#58;)", path.read_bytes())] == []
    documents = [path for path in files if path.suffix == ".pdf"]
    assert [(path.name, "{fact" in told(path)) for path in documents] == [(path.name, False) for path in documents]


def test_data_and_descriptions_tell_the_value(built_with_facts):
    areas = {
        area["id"]: area["description"] for area in json.loads((built_with_facts / "terms.json").read_text())["areas"]
    }
    assert areas["steering"] == "How a boat holds direction at 6 knots."
    lines = (built_with_facts / "llms.txt").read_text("utf-8").splitlines()
    assert "- [Wind](https://sailing.example.org/lessons/01-wind.html): Wind at 6 knots." in lines
    assert described(built_with_facts / "lessons" / "01-wind.html") == "Wind at 6 knots."
    rudder = "A hinged blade below the stern that turns a vessel at 6 knots."
    assert described(built_with_facts / "terms" / "rudder.html") == rudder
    assert 'aria-label="Sail at 6 knots"' in (built_with_facts / "index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["cards/01-wind.pdf", "cards/before-the-call.pdf", "sailing-for-drivers.pdf"])
def test_documents_ask_with_the_value(built_with_facts, name):
    assert re.findall(r"Which wind makes (6 knots|\{fact)", told(built_with_facts / name))[:1] == ["6 knots"]


def test_a_drawing_with_an_xml_declaration_stands_in_the_page_and_the_epub(built_with_facts):
    page = (built_with_facts / "index.html").read_text("utf-8")
    with zipfile.ZipFile(built_with_facts / "sailing-for-drivers.epub") as book:
        chapter = next(book.read(name).decode() for name in book.namelist() if name.endswith("/index.xhtml"))
    for text in (page, chapter):
        assert ("<path d=" in text, "standalone" in text) == (True, False)


def test_a_file_that_names_a_fact_by_its_id_is_reported(tmp_path):
    (tmp_path / "terms.json").write_text('{\n"at": "{fact:hull-speed} or {fact:id}"}', "utf-8")
    (tmp_path / "index.html").write_text(
        "<h1>At &#123;fact&#58;hull-speed&#125;</h1><code>{fact:hull-speed}</code>", "utf-8"
    )
    assert [str(problem) for problem in check_site(tmp_path, {"hull-speed"})] == [
        "index.html:1:5: '{fact:hull-speed}' stands in place of the fact's value [unexpanded-fact]",
        "terms.json:2:1: '{fact:hull-speed}' stands in place of the fact's value [unexpanded-fact]",
    ]
