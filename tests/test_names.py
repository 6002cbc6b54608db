"""Names as they are written, from the data to the pages: marks that belong to them, a digit first, a case of their
own."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import SAILING, copy_project, once, run

NAMES = {
    "cpp": "C++", "c-language": "C", "dotnet": ".NET", "oauth": "OAuth", "oauth-2": "OAuth 2.0", "at-and-t": "AT&T",
    "2fa": "2FA", "grpc": "gRPC", "npm": "npm", "kube-proxy": "kube-proxy", "f-star": "F*", "ios-app": "iOS app",
}  # fmt: skip
TITLES = NAMES | {"kube-proxy": "Kube-proxy"}
TERM = """
  - id: {id}
    preferred: "{name}"
    area: steering
    heard_as:
      - a thing called {id}
    definition: Thing{number} made up for this guide.
    mechanism: It does what it does. Nobody asks how.
    misconception:
      belief: It is number {next}.
      correction: It is number {number}.
    related:
      - term: rudder
        relation: see-also
    card:
      say: It is number {number}.
      ask: Is it number {number}?
      avoid: It is number {next}.
      instead: It is number {number}.
    sources:
      - almanac
    reviewed: 2026-01-05
"""
TEXT = (
    "We use C++ and a C compiler. "
    "The .NET runtime comes at net cost. OAuth 2.0 grants follow OAuth. AT&T sells 2FA. "
    "gRPC and npm run beside kube\N{NON-BREAKING HYPHEN}proxy, F\\* and an iOS app.\n\n"
    '| Name | Also |\n| --- | --- |\n| rudder | {{ term("rudder", "blade \\| fin") }}, {{ term("rudder", "a | b") }} |'
)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def _build(folder: Path) -> None:
    copy_project(SAILING, folder)
    glossary = folder / "glossary.yml"
    entries = [
        TERM.format(id=identity, name=name, number=at, next=at + 1) for at, (identity, name) in enumerate(NAMES.items())
    ]
    entries = [
        entry.rstrip("\n") + "\n    keeps_case: yes\n" if 'preferred: "npm"' in entry else entry for entry in entries
    ]
    text = glossary.read_text("utf-8")
    back = "".join(f"      - term: {identity}\n        relation: see-also\n" for identity in NAMES)
    head, mark, tail = text.partition("  - id: rudder\n")
    glossary.write_text(
        head + mark + tail.replace("    related:\n", f"    related:\n{back}", 1) + "".join(entries), "utf-8"
    )
    article = folder / "docs" / "lessons" / "01-wind.md"
    _edit(article, "introduces:\n", "introduces:\n" + "".join(f"  - {identity}\n" for identity in NAMES))
    _edit(article, "A {{ term(", f"{TEXT}\n\nA {{{{ term(")
    tested = "".join(f"      - {identity}\n" for identity in NAMES)
    _edit(article.with_suffix(".quiz.yml"), "      - rudder\n", f"      - rudder\n{tested}")
    for words in (["lock"], ["build"]):
        done = run(folder, "macros", *words)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return once(tmp_path_factory, "names", _build)


def _page(project: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((project / "site" / path).read_text("utf-8"), "html.parser")


def test_each_name_links_to_its_own_term(project):
    links = {
        (link.text.replace("\N{NON-BREAKING HYPHEN}", "-"), link["href"].rpartition("/")[2].removesuffix(".html"))
        for link in _page(project, "lessons/01-wind.html").select("article a.term")
    }
    assert {(name, identity) for identity, name in NAMES.items()} <= links
    assert not [words for words, _ in links if words.lower() == "net"]


def test_a_bar_in_a_table_is_part_of_the_words(project):
    cells = _page(project, "lessons/01-wind.html").select("article table td")
    assert [cell.text for cell in cells if "|" in cell.text] == ["blade | fin, a | b"]


def test_titles_keep_the_case_of_the_name(project):
    headings = {identity: _page(project, f"terms/{identity}.html").h1.find(string=True).strip() for identity in NAMES}
    assert headings == TITLES
    shared = {identity: _page(project, f"g/{identity}/index.html").h1.text.strip() for identity in NAMES}
    assert shared == TITLES
    previews = {link["data-name"] for link in _page(project, "lessons/01-wind.html").select("article a.term")}
    assert set(TITLES.values()) <= previews


def test_the_alphabet_takes_names_by_their_letters_and_digits(project):
    letters = [heading.text for heading in _page(project, "terms/index.html").select(".letter__name")]
    assert letters == sorted(letters)
    assert {"2", "C", "N"} <= set(letters) and not {"."} & set(letters)
