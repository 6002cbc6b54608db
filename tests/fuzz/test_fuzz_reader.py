"""`make fuzz`: whatever happens to a file, reading it answers with problems inside the file or with what the file
plainly says; nothing raises."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import SAILING, copy_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.checks import check
from macros.data.characters import decode
from macros.data.problems import Problem
from macros.data.yaml import Mapping, Node, Scalar, Sequence, read
from macros.reading.loading import data_files, load

pytestmark = pytest.mark.fuzz
EXAMPLES = int(os.environ.get("FUZZ", "1000"))
TODAY = date(2026, 11, 24)

FILES = [path.relative_to(SAILING).as_posix() for path in data_files(SAILING)]
TEXTS = {name: (SAILING / name).read_text("utf-8") for name in FILES}
YAML_FILES = [name for name in FILES if name.endswith(".yml")]

SNIPPETS = [
    ":", ": ", "- ", "#", " # ", "'", '"', "[", "]", "{", "}", "{{", "}}", "{%", "{#", "&a ", "*a", "!!str ", "! ",
    "|", ">", ">-\n", "|+\n", "? ", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "\t", "\n", "\n\n", "\r\n", "\r", "  ",
    "\\", "\\x00", "@", "`", "~", "null", "NO", "1.10", "2026-02-30", "=", "\0", "\x1b[31m", "\ufeff", "\u202e",
    "\u200b", "\u2028", "é", "😀", "<b>", "<!--", "```\n", "## ", "# Wind\n", "{fact:x}", '{{ term("x") }}',
    "[a](b.md)",
    "javascript:", "https://[", "../", "/", "id: x\n", "0", "99999", "long " * 100, "[" * 20, "  - " * 18,
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, names: list[str]) -> tuple[str, str]:
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
                text = text[:start] + draw(st.sampled_from(SNIPPETS)) + text[start:]
            case "replace":
                text = text[:start] + draw(st.sampled_from(SNIPPETS)) + text[end:]
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


@settings(max_examples=EXAMPLES, deadline=None)
@given(mutated(YAML_FILES))
def test_what_is_accepted_means_what_the_text_says(file):
    name, text = file
    node, problems = read(name, text.encode())
    assert_inside(problems, {name: text})
    if problems:
        return
    value = plain(node)
    assert value == yaml.load(text, yaml.CBaseLoader)
    # Nothing is dropped: without remarks, escapes and block indents, the file's words are the values' words.
    if not re.search(r"[#\\%]|[|>][-+]?[0-9]", text):
        assert words_of(value) == words_of(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(st.binary(max_size=200), mutated(FILES).map(lambda file: file[1].encode()[1:])))
def test_no_bytes_make_the_reader_raise(data):
    text, problems = decode("a.yml", data)
    node, found = read("a.yml", data)
    assert (text is None or bool(problems)) <= (node is None)
    assert_inside([*problems, *found], {"a.yml": data.decode("utf-8", "replace")})


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(st.sampled_from(list("ab:- \n\t#'\"[]{},&*!|>%@`?\\~0é\0\u202e")), max_size=60))
def test_no_text_makes_the_reader_raise(text):
    node, problems = read("a.yml", text.encode())
    assert_inside(problems, {"a.yml": text})
    if not problems:
        assert plain(node) == yaml.load(text, yaml.CBaseLoader)


@pytest.fixture(scope="module")
def project() -> Path:
    with tempfile.TemporaryDirectory() as folder:
        yield copy_project(SAILING, Path(folder) / "sailing")


@settings(
    max_examples=max(1, EXAMPLES // 10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(mutated(FILES), min_size=1, max_size=2))
def test_no_file_makes_the_checks_raise(project, files):
    changed = dict(files)
    for name, text in changed.items():
        (project / name).write_text(text, "utf-8", newline="")
    try:
        guide, problems = load(project)
        found = check(guide, TODAY, problems) if guide else problems
        assert guide is not None or found, "a guide that is not built must say why"
        assert_inside(found, TEXTS | changed)
    finally:
        for name in changed:
            shutil.copyfile(SAILING / name, project / name)
