"""YAML to nodes: every value is text, every node knows its place, every surprise is a problem."""

from __future__ import annotations

import pytest

from macros.data.characters import decode
from macros.data.files import MAX_BYTES
from macros.data.problems import Place, Problem
from macros.data.yaml import Mapping, Node, Scalar, Sequence, read


def told(node: Node | None) -> object:
    """A node as plain values, each with its line and column."""
    at = (node.place.line, node.place.column) if node else ()
    match node:
        case Scalar(value, _, implicit):
            return (value, *at, "implicit") if implicit else (value, *at)
        case Sequence(_, items):
            return [at, *map(told, items)]
        case Mapping(_, entries, keys):
            return {(key, keys[key].line, keys[key].column): told(value) for key, value in entries.items()}
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("# only a remark\n", None),
        ("word", ("word", 1, 1)),
        ("--- word\n...\n", ("word", 1, 5)),
        ("a: b\nc: d\n", {("a", 1, 1): ("b", 1, 4), ("c", 2, 1): ("d", 2, 4)}),
        ("a:\r\n  - b\r\n", {("a", 1, 1): [(2, 3), ("b", 2, 5)]}),
        ("- one\n- - two\n", [(1, 1), ("one", 1, 3), [(2, 3), ("two", 2, 5)]]),
        ("a:\n", {("a", 1, 1): ("", 1, 3)}),
        ('"a b": "c: d"', {("a b", 1, 1): ("c: d", 1, 8)}),
        ("a: {b: c, d: [e]}", {("a", 1, 1): {("b", 1, 5): ("c", 1, 8), ("d", 1, 11): [(1, 14), ("e", 1, 15)]}}),
        ("a: >-\n  one\n  two\n", {("a", 1, 1): ("one two", 1, 4)}),
        ("a: |\n  one # no remark\n", {("a", 1, 1): ("one # no remark\n", 1, 4)}),
        ("a: one\n  two\n", {("a", 1, 1): ("one two", 1, 4)}),
        ("é: ü\n", {("é", 1, 1): ("ü", 1, 4)}),
        ("a: 'b' # a remark\n# another\n", {("a", 1, 1): ("b", 1, 4)}),
        ("a: b#c", {("a", 1, 1): ("b#c", 1, 4)}),
        ('a: "\\u00e9\\n"', {("a", 1, 1): ("é\n", 1, 4)}),
    ],
)
def test_read(text, expected):
    node, problems = read("a.yml", text.encode())
    assert (told(node), problems) == (expected, [])


IMPLICIT = """
    ~ null Null true False yes NO on Off y N 1 -1 +1 1_000 0x1f 0b1 0o17 017 12:30 1:30:00 1.10 .5 1. 1e3 1.5e-3
    .inf -.INF .nan 2026-11-24 2026-1-5 = <<
"""
TEXTS = "nullify none yes! 1.10.2 v1 1-2 0xg 12:60x 2026-11 -inf no.1 T"


@pytest.mark.parametrize("word", IMPLICIT.split())
def test_other_readers_take_these_for_something_else(word):
    assert told(read("a.yml", f"- {word}\n- '{word}'\n".encode())[0]) == [
        (1, 1),
        (word, 1, 3, "implicit"),
        (word, 2, 3),
    ]


@pytest.mark.parametrize("word", TEXTS.split())
def test_these_are_text_to_every_reader(word):
    assert told(read("a.yml", f"- {word}\n".encode())[0]) == [(1, 1), (word, 1, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\na: c", ["2:1 field 'a' given twice (first at 1:1); keep one [duplicate-key]"]),
        ("a: b # c", ["1:6 text after ' #' is a comment and would be dropped; quote the value, or put the comment on a "
                      "line of its own [swallowed-text]"]),
        ("a: b\n--- \nc: d", ["2:1 a second document starts here [yaml-syntax]"]),
        ("%YAML 1.1\n--- a", ["1:1 YAML directives are not allowed [yaml-directive]"]),
        ("? [a]\n: b", ["1:3 a key must be plain text [yaml-syntax]"]),
        ("- &x a\n- *x\n- !!int b\n- !c d", [
            "1:3 anchor '&x' is not allowed; write the value out [yaml-anchor]",
            "2:3 alias '*x' is not allowed; write the value out [yaml-alias]",
            "3:3 tag '!!int' is not allowed; values are text; remove the tag [yaml-tag]",
            "4:3 tag '!c' is not allowed; values are text; remove the tag [yaml-tag]",
        ]),
        ("[" * 17, ["1:17 nested deeper than 16 levels [too-deep]"]),
        ("[" * 100_000, ["1:17 nested deeper than 16 levels [too-deep]"]),
        ("a: b\x07c\x00d\ne: \u200b", ["1:5 invisible character U+0007; delete it [control-character]",
                                       "2:4 invisible character U+200B; delete it [control-character]"]),
        ('"\\e[0m": a', ["1:1 an escape makes the invisible character U+001B; remove it [control-character]"]),
        ("a:\n\t- b", ["2:1 a tab indents this line; indent with spaces [yaml-syntax]"]),
    ],
)  # fmt: skip
def test_problems(text, expected):
    problems = read("a.yml", text.encode())[1]
    assert [str(problem).removeprefix("a.yml:").replace(": ", " ", 1) for problem in problems] == expected


def test_front_matter_counts_from_its_own_first_line():
    node, problems = read("a.md", b"a: b\na: c", first_line=2)
    assert told(node) == {("a", 2, 1): ("b", 2, 4)}
    message = "field 'a' given twice (first at 2:1)"
    assert problems == [Problem(Place("a.md", 3, 1), "duplicate-key", message, "keep one")]


@pytest.mark.parametrize(
    ("data", "text", "expected"),
    [
        (b"a\r\nb", "a\nb", []),
        (b"", "", []),
        (b"\xff", None, [Problem(Place("a.md"), "encoding", "byte 0xff is not UTF-8", "save as UTF-8")]),
        ("é\né".encode() + b"\xc3", None,
         [Problem(Place("a.md", 2, 2), "encoding", "byte 0xc3 is not UTF-8", "save as UTF-8")]),
        (b"#" * (MAX_BYTES + 1), None, [Problem(Place("a.md"), "too-large", "file is over 4 MiB", "split it")]),
        (b"#" * MAX_BYTES, "#" * MAX_BYTES, []),
    ],
    ids=["line-ends", "empty", "no-utf-8", "cut-off", "too-large", "just-small-enough"],
)  # fmt: skip
def test_decode(data, text, expected):
    assert decode("a.md", data) == (text, expected)


def test_a_file_of_forbidden_characters_is_told_of_in_time_proportional_to_its_size():
    text, problems = decode("a.md", b"\x00" * MAX_BYTES)
    assert [str(problem) for problem in problems] == [
        "a.md:1:1: invisible character U+0000; delete it [control-character]"
    ]
