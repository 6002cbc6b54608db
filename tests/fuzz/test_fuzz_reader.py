"""`make fuzz`: whatever happens to a file, reading it answers with problems inside the file or with what the file
plainly says; nothing raises."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, SAILING, copy_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tally import tally

from macros.checks import check
from macros.data.characters import decode
from macros.data.kinds import Text
from macros.data.problems import Problem
from macros.data.yaml import Mapping, Node, Scalar, Sequence, read
from macros.guide.guide import Guide
from macros.reading.drawings import drawing
from macros.reading.loading import data_files, load

pytestmark = pytest.mark.fuzz
EXAMPLES = int(os.environ.get("FUZZ", "1000"))
PATIENCE = 60_000
"""Milliseconds that one mutant may take, on a machine that does much else."""
TODAY = date(2026, 11, 24)

FILES = [path.relative_to(SAILING).as_posix() for path in data_files(SAILING)]
TEXTS = {name: (SAILING / name).read_text("utf-8") for name in FILES}
YAML_FILES = [name for name in FILES if name.endswith(".yml")]
DRAWN = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(ROOT.glob("docs/assets/**/*.svg"))
}
DRAWINGS = [name for name, text in DRAWN.items() if len(text) < 8000]
TEXTS |= {name: DRAWN[name] for name in DRAWINGS}

SNIPPETS = [
    ":", ": ", "- ", "#", " # ", "'", '"', "[", "]", "{", "}", "{{", "}}", "{%", "{#", "&a ", "*a", "!!str ", "! ",
    "|", ">", ">-\n", "|+\n", "? ", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "\t", "\n", "\n\n", "\r\n", "\r", "  ",
    "\\", "\\x00", "@", "`", "~", "null", "NO", "1.10", "2026-02-30", "=", "\0", "\x1b[31m", "\ufeff", "\u202e",
    "\u200b", "\u2028", "é", "😀", "<b>", "<!--", "```\n", "## ", "# Wind\n", "{fact:x}", '{{ term("x") }}',
    "[a](b.md)",
    "javascript:", "https://[", "../", "/", "id: x\n", "0", "99999", "long " * 100, "[" * 20, "  - " * 18,
]  # fmt: skip
MARKUP = [
    "<", ">", "/>", "</g>", "<g>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE svg [<!ENTITY a 'b'>]>", "&a;", "&#0;",
    "&#xD800;", "<?xml version='1.1'?>", "<?php ?>", "<script>f()</script>", "<style>*{fill:url(//a.b)}</style>",
    " onload='f()'", " href='javascript:f()'", " xlink:href='#a'", " style='fill:url(https://a.b)'", " id='a'", "'",
    '"',
    "<foreignObject/>", "<image href='x.png'/>", "<use href='#a'/>", "<text>x</text>", " viewBox='0 0 0 0'", " x='NaN'",
    " font-size='1e999'", " transform='rotate(a)'", " width='-1'", "xmlns='urn:x'", "é😀", "\0", "\u202e", "<a:b/>",
    "<g>" * 300, "<text x='9999999'>far</text>", "<tspan dy='2em'>x</tspan>", " d='M 0 0 L'", " points='1,'", "%",
    "{{ x }}",
]  # fmt: skip
TALLY = Counter()
"""How many mutants of each kind of file were read, and what came of them."""


@pytest.fixture(scope="module", autouse=True)
def _tally() -> Iterator[None]:
    yield
    tally(TALLY)


def kind_of(name: str, text: str) -> str:
    """What a mutant is one of."""
    endings = {".svg": "drawing", ".quiz.yml": "quiz", "mkdocs.yml": "mkdocs.yml", ".lock": "lock", ".yml": "data file"}
    kind = next((kind for ending, kind in endings.items() if name.endswith(ending)), "page")
    return "page with front matter" if kind == "page" and text.startswith("---") else kind


@st.composite
def mutated(draw: st.DrawFn, names: list[str], snippets: list[str] = SNIPPETS) -> tuple[str, str]:
    """A data file's name and its text after one to four accidents: something cut, pasted, moved, indented."""
    name = draw(st.sampled_from(names))
    text = TEXTS[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        lines = text.splitlines(keepends=True) or [""]
        one, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["cut", "paste", "replace", "type", "double", "swap", "indent", "drop", "end"])):
            case "cut":
                text = text[:start] + text[end:]
            case "paste":
                text = text[:start] + draw(st.sampled_from(snippets)) + text[start:]
            case "replace":
                text = text[:start] + draw(st.sampled_from(snippets)) + text[end:]
            case "type":
                text = text[:start] + draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=6)) + text[start:]
            case "double":
                text = "".join([*lines[:other], lines[one], *lines[other:]])
            case "swap":
                lines[one], lines[other] = lines[other], lines[one]
                text = "".join(lines)
            case "indent":
                lines[one] = draw(st.sampled_from([" ", "  ", "\t", "- "])) + lines[one]
                text = "".join(lines)
            case "drop":
                text = "".join([*lines[:one], *lines[one + 1 :]])
            case "end":
                text = text[:start]
    return name, text


def plain(node: Node | None) -> object:
    match node:
        case Scalar(value):
            return value
        case Sequence(_, items):
            return [plain(item) for item in items]
        case Mapping(_, entries):
            return {key: plain(value) for key, value in entries.items()}
    return None


def words_of(value: object) -> Counter:
    """How often each word stands in keys and values."""
    match value:
        case dict():
            return sum((words_of(part) for pair in value.items() for part in pair), Counter())
        case list():
            return sum(map(words_of, value), Counter())
    return Counter(re.findall(r"\w+", value or ""))


def assert_inside(problems: list[Problem], texts: dict[str, str]) -> None:
    """Every problem is one printable line whose place an editor can go to."""
    for problem in problems:
        assert re.fullmatch(r"[^\x00-\x1f\x7f-\x9f]+", str(problem)), repr(str(problem))
        lines = texts.get(problem.place.path, "").replace("\r\n", "\n").split("\n")
        assert 1 <= problem.place.line <= len(lines), problem
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem


@settings(max_examples=EXAMPLES, deadline=PATIENCE)
@given(mutated(YAML_FILES))
def test_what_is_accepted_means_what_the_text_says(file):
    name, text = file
    TALLY[f"read: {kind_of(name, text)}"] += 1
    node, problems = read(name, text.encode())
    assert_inside(problems, {name: text})
    if problems:
        return
    value = plain(node)
    assert value == yaml.load(text, yaml.CBaseLoader)
    # Nothing is dropped: without remarks, escapes and block indents, the file's words are the values' words.
    if not re.search(r"[#\\%]|[|>][-+]?[0-9]", text):
        assert words_of(value) == words_of(text)


@settings(max_examples=EXAMPLES, deadline=PATIENCE)
@given(st.one_of(st.binary(max_size=200), mutated(FILES).map(lambda file: file[1].encode()[1:])))
def test_no_bytes_make_the_reader_raise(data):
    TALLY["read: bytes"] += 1
    text, problems = decode("a.yml", data)
    node, found = read("a.yml", data)
    assert (text is None or bool(problems)) <= (node is None)
    assert_inside([*problems, *found], {"a.yml": data.decode("utf-8", "replace")})


@settings(max_examples=EXAMPLES, deadline=PATIENCE)
@given(st.text(st.sampled_from(list("ab:- \n\t#'\"[]{},&*!|>%@`?\\~0é\0\u202e")), max_size=60))
def test_no_text_makes_the_reader_raise(text):
    TALLY["read: signs of YAML"] += 1
    node, problems = read("a.yml", text.encode())
    assert_inside(problems, {"a.yml": text})
    if not problems:
        assert plain(node) == yaml.load(text, yaml.CBaseLoader)


@settings(max_examples=EXAMPLES, deadline=PATIENCE)
@given(mutated(DRAWINGS, MARKUP))
def test_no_drawing_makes_the_reader_raise(file):
    name, text = file
    TALLY["read: drawing"] += 1
    drawn, problems = drawing(name, text.encode())
    assert_inside(problems, {name: text})
    if not problems:
        shown = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
        words = Counter(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", drawn)))
        assert words <= Counter(re.findall(r"\w+", shown)), "a drawing says what its file does not"


def texts(value: object) -> Iterator[Text]:
    """Every text of a model that knows its place."""
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    for inner in value if isinstance(value, tuple | list) else value.values() if isinstance(value, dict) else ():
        yield from texts(inner)


def assert_verbatim(guide: Guide, sources: dict[str, str]) -> None:
    """What was accepted stands in its file as it is, and every entry of a file is one of the guide."""
    packed = {name: re.sub(r"\s", "", text) for name, text in sources.items()}
    for text in texts([guide.glossary, guide.mapping, guide.pages, guide.settings]):
        source = packed.get(text.place.path) if text.place.path != "" else None
        if text and source and "\\" not in source and "''" not in source and text.place.line > 1:
            assert re.sub(r"\s", "", text) in source, (text.place, str(text))
    node = yaml.load(sources["glossary.yml"], yaml.CBaseLoader)
    assert [str(term.id) for term in guide.glossary.terms] == [term["id"] for term in node["terms"]]
    for page in guide.pages:
        written = sources.get(f"docs/{page.path}")
        assert written is None or page.text == written.replace("\r\n", "\n"), page.path


@pytest.fixture(scope="module")
def project() -> Path:
    with tempfile.TemporaryDirectory() as folder:
        yield copy_project(SAILING, Path(folder) / "sailing")


@settings(
    max_examples=max(1, EXAMPLES // 10), deadline=PATIENCE, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(mutated(FILES), min_size=1, max_size=2))
def test_no_file_makes_the_checks_raise(project, files):
    changed = dict(files)
    for name, text in changed.items():
        (project / name).write_text(text, "utf-8", newline="")
        TALLY[f"check: {kind_of(name, text)}"] += 1
    TALLY["check: all"] += 1
    try:
        guide, problems = load(project)
        found = check(guide, TODAY, problems) if guide else problems
        assert guide is not None or found, "a guide that is not built must say why"
        assert_inside(found, TEXTS | changed)
        if guide and not problems:
            TALLY["check: accepted"] += 1
            assert_verbatim(guide, TEXTS | changed)
    finally:
        for name in changed:
            shutil.copyfile(SAILING / name, project / name)
