"""A name that several terms have: declared, found in prose as itself, and told apart on a page of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import EPOCH

from macros.commands.cli import main
from macros.data.days import today
from macros.pages.term_links import Linker
from macros.publishing.site import problems_of
from macros.reading.loading import load

DECLARED = "\nhomonyms:\n  - id: aw\n    form: AW\n    terms: [apparent-wind, rudder]\n"


@pytest.fixture
def shared(sailing, monkeypatch) -> Path:
    """The guide to sailing, in which the rudder is called AW as the apparent wind is, and an article says so."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    glossary, article = sailing / "glossary.yml", sailing / "docs" / "lessons" / "01-wind.md"
    text = glossary.read_text("utf-8")
    loaded, _ = load(sailing)
    assert loaded.terms["apparent-wind"].abbreviation == "AW"
    glossary.write_text(
        text.replace("    preferred: rudder\n", "    preferred: rudder\n    abbreviation: AW\n"), "utf-8"
    )
    said = article.read_text("utf-8").replace("needs neither.", "needs neither. The crew calls it AW.")
    article.write_text(said, "utf-8")
    return sailing


def declare(root: Path, text: str = DECLARED) -> list[str]:
    glossary = root / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").rstrip("\n") + "\n" + text, "utf-8")
    return told(root)


def told(root: Path) -> list[str]:
    return [f"{problem.message}; {problem.hint} [{problem.code}]" for problem in problems_of(root, today())[1]]


def test_a_shared_name_is_refused_until_it_is_declared(shared):
    assert [line for line in told(shared) if "'AW'" in line and "'homonyms' [shared-form]" in line]
    assert declare(shared) == []


def test_it_leads_to_the_page_that_tells_its_meanings_apart(shared):
    declare(shared)
    loaded, _ = load(shared)
    html = Linker(loaded).link("<h2>x</h2><p>The AW and the rudder.</p>", "lessons/01-wind.md")
    links = [(link.text, link["href"], link["data-definition"]) for link in BeautifulSoup(html, "html.parser")("a")]
    assert links[0] == ("AW", "../compare/aw/index.html", "AW: apparent wind; rudder.")
    assert links[1][:2] == ("rudder", "../terms/rudder.html")
    own = Linker(loaded).link("<p>AW may be a rudder.</p>", "compare/aw/index.md")
    assert [link.text for link in BeautifulSoup(own, "html.parser")("a")] == ["rudder"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[apparent-wind, rudder]", "[apparent-wind]", "'AW' names one term here"),
        ("[apparent-wind, rudder]", "[apparent-wind, rudder, true-wind]", "'true-wind' has no form 'AW'; add it to"),
        ("[apparent-wind, rudder]", "[apparent-wind, ruder]", "there is no term 'ruder'; did you mean 'rudder'?"),
        ("id: aw", "id: rudder", "'rudder' is the id of a term; ids never repeat"),
        ("terms: [apparent-wind, rudder]\n", "terms: [apparent-wind, rudder]\n  - id: aw-2\n    form: aw\n    terms: "
         "[apparent-wind, rudder]\n", "'aw' is declared twice; keep one"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_declaration_is_told(shared, old, new, said):
    assert [line for line in declare(shared, DECLARED.replace(old, new)) if line.startswith(said)]


def test_the_site_has_its_page_and_every_link_to_it_leads_there(shared):
    declare(shared)
    assert main(["-C", str(shared), "build"]) == 0
    page = BeautifulSoup((shared / "site" / "compare" / "aw" / "index.html").read_text("utf-8"), "html.parser")
    assert page.h1.get_text().startswith("AW")
    assert {link["href"] for link in page.select("article a.term")} == {
        "../../terms/apparent-wind.html", "../../terms/rudder.html",
    }  # fmt: skip
    article = BeautifulSoup((shared / "site" / "lessons" / "01-wind.html").read_text("utf-8"), "html.parser")
    assert article.find("a", href="../compare/aw/index.html", string="AW")
    term = (shared / "site" / "terms" / "rudder.html").read_text("utf-8")
    assert "has other meanings, too" in term
