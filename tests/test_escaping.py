"""Each escape by itself: what it gives is read back by a reader of its format and is the text that went in, whatever
that text holds. tests/test_injection.py asks the same of a whole site."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import shlex
from types import SimpleNamespace
from urllib.parse import unquote

import genanki
import pytest
import rdflib
import typst
import yaml
from bs4 import BeautifulSoup
from conftest import SAILING
from markdown_it import MarkdownIt
from markupsafe import Markup

from macros.browser.lookup import embedded
from macros.commands.scaffold import json_text, new_term, quoted_name
from macros.commands.yamledit import _in_brackets, emitted
from macros.data.kinds import Text
from macros.data.problems import Place, Problem, Refused
from macros.documents.pdf.code import string
from macros.exports import table
from macros.exports.quizfiles import anki, gift
from macros.exports.quizfiles import table as questions
from macros.exports.quizfiles.items import Choice, Item, Part
from macros.exports.writing import render
from macros.guide.guide import Guide
from macros.pages.templates import markdown_escape
from macros.publishing.trouble import Trouble

TEXTS = (
    "plain words", 'a "quote" and a \'mark\'', "'", '"', "back\\slash", "\\", "\\n", 'end\\"', "x < y > z",
    "# heading",
    "]]> --> */ &amp; &#60;b&#62;", "<b>bold</b><script>f()</script>", "- item", "a: b", "a #b", "[a](b) ![c](d)",
    "{a: b}",
    "[a, b]", "*a", "&a", "!b", "|", ">", "%a", "@a", "`a`", "yes", "null", "~", "3", "1e9", "2026-11-27", "=1+1", "+1",
    "-1", "@SUM(A1)", "$x$ #panic() @ref", "{{ 7 * 7 }} {% raw %}", "1. one", "1) one", "_a_ __b__", "a | b", "a,b;c",
    "é😀", "a\u2028b", " a ", "::x:: ~y =z {w}",
    "a\\]b", "^up^ ~down~ ==mark==", "http://x.example/a?b=c&d", ":smile:",
    "who?", "a? b",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_yaml_gives_back_the_text(text):
    for style in (None, "'", '"'):
        assert yaml.safe_load(f"- {emitted(text, style)}\n- end\n") == [text, "end"], style
    assert yaml.safe_load(f"a: {emitted(text)}\nb: end\n") == {"a": text, "b": "end"}
    assert yaml.safe_load(f"[{_in_brackets(text)}, end]") == [text, "end"]
    for write in (json_text, quoted_name):
        assert yaml.safe_load(f"a: {write(text)}\nb: end\n") == {"a": text, "b": "end"}


def test_yaml_keeps_the_quotes_it_finds_and_a_bare_day():
    assert [emitted("it's", "'"), emitted("a", '"'), emitted("a\tb", "'")] == ["'it''s'", '"a"', '"a\\tb"']
    assert [emitted("2026-11-27", None, "2026-11-26"), emitted("2026-11-27", None, "a")] == [
        "2026-11-27",
        '"2026-11-27"',
    ]
    assert [_in_brackets("a"), _in_brackets("a, b"), _in_brackets("- a")] == ["a", '"a, b"', '"- a"']


def test_typst_takes_each_text_for_that_text(tmp_path):
    texts = [*TEXTS, "two\nlines"]
    source = tmp_path / "texts.typ"
    source.write_text(f"#metadata(({','.join(map(string, texts))},)) <texts>\n", "utf-8")
    assert json.loads(typst.query(source, "<texts>", field="value", one=True)) == texts


def test_turtle_takes_each_text_for_that_text():
    values = {"x:name": TEXTS}
    node = SimpleNamespace(iri="urn:a", kind="", values=values)
    told = render("terms.ttl.j2", prefixes={"x": "urn:x:"}, nodes=[node], properties={"x:name": {}}).decode()
    graph = rdflib.Graph().parse(data=told, format="turtle")
    assert sorted(str(found) for found in graph.objects()) == sorted(TEXTS)


@pytest.mark.parametrize("text", TEXTS)
def test_a_link_of_markdown_holds_its_words(text):
    """llms.txt is Markdown, which programs read: no name of a page ends its link or begins another."""
    publication = SimpleNamespace(name="A", description="", copyright="")
    told = render(
        "llms.txt.j2", publication=publication, articles=[(text, "https://x.example/", "")], areas=[], rows=[],
        labels=SimpleNamespace(mapping="Rows"), data=[], others=[],
    ).decode()  # fmt: skip
    line = next(line for line in told.split("\n") if line.endswith("](https://x.example/)"))
    words = line.removeprefix("- [").removesuffix("](https://x.example/)")
    assert re.sub(r"\\([\\\[\]])", r"\1", words) == text
    assert not re.search(r"[\[\]]", re.sub(r"\\.", "", words))


@pytest.mark.parametrize("text", TEXTS)
def test_markdown_shows_the_text_as_it_stands(text):
    shown = BeautifulSoup(MarkdownIt().render(f"a {markdown_escape(text)} z\n\n{markdown_escape(text)}"), "html.parser")
    assert [" ".join(part.get_text().split()) for part in shown.find_all("p")] == [
        " ".join(f"a {text} z".split()), " ".join(text.split()),
    ]  # fmt: skip
    assert [tag.name for tag in shown.find_all(True)] == ["p", "p"]
    assert markdown_escape("one\n two") == "one two"
    assert markdown_escape(Markup("<b>")) == "<b>"


@pytest.mark.parametrize("text", TEXTS)
def test_a_script_takes_the_data_for_data(text):
    made = str(embedded({"kind": text, "more": ["</script>", "a\u2028b\u2029"]}))
    assert not re.search("[<\u2028\u2029]", made)
    curly = str.maketrans("‘’“”", "''\"\"")
    assert json.loads(made)["kind"].translate(curly) == text


def item(text: str, kind: str = "choose") -> Item:
    options = (Choice(text, True, text, (text,)), Choice("other", False, text, ("other",)))
    chosen = {"choices": options} if kind in ("choose", "multiple", "typed") else {"parts": (Part(text, text, text),)}
    return Item(text, kind, text, text, text, text, text, (text,), text, **chosen)


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def in_a_cell(text: str) -> str:
    return f"'{text}" if text[0] in "=+-@'" else text


@pytest.mark.parametrize("kind", ["choose", "match"])
def test_a_table_of_questions_holds_no_formula(kind, monkeypatch):
    monkeypatch.setattr(questions, "items", lambda _: [item(text, kind) for text in TEXTS])
    _, *found = cells(questions.rows(None))
    assert len(found) == len(TEXTS) * (2 if kind == "choose" else 1)
    assert [cell for row in found for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert [row[5] for row in found[:: 2 if kind == "choose" else 1]] == [in_a_cell(text) for text in TEXTS]


def test_a_table_of_terms_holds_no_formula(small_guide, monkeypatch):
    monkeypatch.setattr(table, "rows", lambda _: [[text] for text in TEXTS])
    _, *found = cells(table.files(small_guide)[table.NAME])
    assert [row for row in found if row[0].startswith(("=", "+", "-", "@"))] == []
    assert [row[0] for row in found] == [in_a_cell(text) for text in TEXTS]


def shown_in_anki(text: str, guide: Guide) -> list[BeautifulSoup]:
    named = dataclasses.replace(guide.terms["rudder"], preferred=Text(text))
    with_it = SimpleNamespace(terms={"rudder": named}, publication=guide.publication)
    model = genanki.Model(1, "a", fields=[{"name": name} for name in anki.FIELDS], templates=[])
    note = anki._note(with_it, model, dataclasses.replace(item(text), terms=("rudder",), level="basic"))
    return [BeautifulSoup(field, "html.parser") for field in note.fields[:3]]


@pytest.mark.parametrize("text", TEXTS)
def test_a_note_for_anki_holds_the_text(text, small_guide):
    """What is not escaped may make an element more, or leave one out."""
    for shown, plainly in zip(shown_in_anki(text, small_guide), shown_in_anki("word", small_guide), strict=True):
        assert text.strip() in shown.get_text()
        assert [tag.name for tag in shown.find_all(True)] == [tag.name for tag in plainly.find_all(True)]


@pytest.mark.parametrize("text", TEXTS)
def test_gift_takes_no_text_for_a_sign_of_its_own(text):
    safe = gift._safe(text)
    assert re.sub(r"\\([~=#{}:\\])", r"\1", safe) == text
    assert not re.search(r"[~=#{}:]", re.sub(r"\\.", "", safe))


@pytest.mark.parametrize("text", TEXTS)
def test_a_command_that_is_told_can_be_pasted_into_a_shell(text, small_guide):
    with pytest.raises(Refused) as refused:
        new_term(SAILING, small_guide, "No Id", text, text)
    _, _, told = refused.value.problems[0].hint.partition("write: ")
    assert shlex.split(told) == ["guide", "new", "term", "no-id", "--name", text, "--area", text]


def test_the_bar_of_the_preview_leads_to_pages_of_any_name(small_guide):
    page = dataclasses.replace(small_guide.pages_by_path["dates.md"], path='a "b"?c.md')
    with_it = dataclasses.replace(small_guide, pages=(*small_guide.pages, page))
    problem = Problem(Place(f"docs/{page.path}"), "x", "y")
    trouble = Trouble(SAILING, with_it, None, (problem,))
    [(address, name, number)] = trouble._others("index.md")
    assert (unquote(address), name, number) == ('a "b"?c.html', page.path, 1)
    assert not set(address) & set('"? ')
