"""Pages as sections of plain text whose characters keep their places."""

from __future__ import annotations

from dataclasses import replace

import markdown
import pytest

from macros.checks import repetition
from macros.data.problems import Place
from macros.guide.lessons import Page
from macros.prose.calls import calls
from macros.prose.sections import blanked, body, locate, sections, unquoted, without_code


def blank(text: str, *hidden: str) -> str:
    """`text` with each hidden piece replaced by spaces, its line breaks kept."""
    for piece in hidden:
        assert text.count(piece) == 1
        text = text.replace(piece, "".join(" " if letter != "\n" else letter for letter in piece))
    return text


@pytest.mark.parametrize(
    ("markdown", "hidden"),
    [
        ("plain words", []),
        ("a `span` of code", ["`span`"]),
        ("a ``span with ` inside`` of code", ["``span with ` inside``"]),
        ("```python\ncode\n```\nwords", ["```python\ncode\n```"]),
        ("~~~\ncode\n~~~\nwords", ["~~~\ncode\n~~~"]),
        ("```\nnever closed", ["```\nnever closed"]),
        ('a {{ term("rudder") }} here', ['{{ term("rudder") }}']),
        ('a {{ term("rudder",\n"blade") }} here', ['{{ term("rudder",\n"blade") }}']),
        ('a {{ term("rudder"\nnever closed, {{ fact("x") }} here', ['{{ fact("x") }}']),
        ("a {# remark #} here", ["{# remark #}"]),
        ("a <!-- remark\non two lines --> here", ["<!-- remark\non two lines -->"]),
        ("[the wind](../wind.md) blows", ["](../wind.md)"]),
        ("[the wind][1] blows", ["][1]"]),
        ("[1]: ../wind.md 'Wind'\nwords", ["[1]: ../wind.md 'Wind'"]),
        ("<b class='x'>bold</b> words", ["<b class='x'>", "</b>"]),
        ("see https://example.org/wind here", ["https://example.org/wind"]),
        ("words {: .lead }", ["{: .lead }"]),
        ("5 < 6 and 7 > 6", []),
    ],
)
def test_plain_hides_what_is_no_prose(markdown, hidden):
    assert blanked(markdown) == blank(markdown, *hidden)


@pytest.mark.parametrize(
    ("markdown", "hidden"),
    [
        ("[a](b.md) `[c](d.md)` [e](f.md)", ["`[c](d.md)`"]),
        ("```\n[a](b.md)\n```\n[c](d.md)", ["```\n[a](b.md)\n```"]),
        ("a lone ` here, [a](b.md)", []),
    ],
)
def test_without_code(markdown, hidden):
    assert without_code(markdown) == blank(markdown, *hidden)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ('they say "full sail" here', ['"full sail"']),
        ("they say “full\nsail” here", ["“full\nsail”"]),
        ('one " only', []),
        ('a "quote\nthat breaks" here', []),
        ("it's the crew's", []),
    ],
)
def test_unquoted(text, hidden):
    assert unquoted(text) == blank(text, *hidden)


TEXT = """---
title: Wind
---

# Wind #

Opening with `code`.

## Two winds {: #both .wide }

One.

### The true one

Two.

```
## No heading
```

## Two winds

## The `vane` { #vane }
## Wind

Last.
"""


def test_sections():
    page = Page("lessons/01-wind.md", TEXT, 4)
    assert body(page) == TEXT.split("---\n", 2)[2]
    found = [(part.level, part.title, part.anchor, part.line, part.last_line) for part in sections(page)]
    assert found == [
        (0, "", "", 4, 4),
        (1, "Wind", "wind", 5, 8),
        (2, "Two winds", "both", 9, 12),
        (3, "The true one", "the-true-one", 13, 20),
        (2, "Two winds", "two-winds", 21, 22),
        (2, "The vane", "vane", 23, 23),
        (2, "Wind", "wind_1", 24, 27),
    ]
    assert sections(page)[1].text == "\nOpening with       .\n"


def anchors(tokens: list[dict]) -> list[tuple[int, str]]:
    """Markdown's nested table of contents as (level, anchor) in order."""
    return [pair for one in tokens for pair in [(one["level"], one["id"]), *anchors(one["children"])]]


def test_sections_have_the_anchors_that_markdown_gives_them():
    page = Page("lessons/01-wind.md", TEXT, 4)
    converter = markdown.Markdown(extensions=["attr_list", "fenced_code", "toc"])
    converter.convert(body(page))
    assert anchors(converter.toc_tokens) == [(part.level, part.anchor) for part in sections(page)[1:]]


@pytest.mark.parametrize(
    ("needle", "last", "line", "column"),
    [("Wind", False, 2, 8), ("Wind", True, 24, 4), ("One.", False, 11, 1), ("absent", False, 1, 1)],
)
def test_locate(needle, last, line, column):
    page = Page("lessons/01-wind.md", TEXT, 4)
    assert locate(page, needle, last) == Place("docs/lessons/01-wind.md", line, column)


def test_place_in_a_section():
    page = Page("lessons/01-wind.md", TEXT, 4)
    section = sections(page)[2]
    assert section.place(page, section.text.index("One")) == Place("docs/lessons/01-wind.md", 11, 1)


def test_calls_keep_their_places():
    text = (
        '{{ term("a") }} {{term("b",\n  "c")}} {# not {{ term("x") }}\n'
        '{% raw %}{{ 1 + 1 }}{% endraw %} {{- fact ( "d" ) -}}'
    )
    text = text.replace("}}\n{% raw", "}} #}\n{% raw")
    found, problems = calls(Page("a.md", "---\n---\n" + text, 3))
    assert problems == []
    assert [(call.name, call.arguments, call.place.line, call.place.column) for call in found] == [
        ("term", ("a",), 3, 4),
        ("term", ("b", "c"), 3, 19),
        ("fact", ("d",), 5, 38),
    ]


def test_pages_that_render_no_macros_call_none():
    assert calls(Page("a.md", "{{ 1 + 1 }}", 1, macros=False)) == ([], [])


def test_what_another_article_says_in_the_same_words_is_told_and_nothing_that_differs(guide):
    first, second = guide.articles[:2]
    told = "It holds what it was given, and it answers from that, with nobody's rights in mind, {} times over."

    def with_it(*texts: str) -> list[str]:
        told_by = {page.path: text for page, text in zip((first, second), texts, strict=True)}
        pages = tuple(
            replace(page, text=f"{page.text}\n\n{told_by[page.path]}\n") if page.path in told_by else page
            for page in guide.pages
        )
        return [str(problem) for problem in repetition.check(replace(guide, pages=pages))]

    assert with_it("", "") == []
    again = told.format("two")
    place, there = (f"docs/{page.path}:{page.text.count(chr(10)) + 3}:1" for page in (first, second))
    [problem] = with_it(again, again.replace("It holds", "**It** holds").replace(" rights", "\nrights"))
    assert problem.startswith(f"{there}: this paragraph stands at {place} already")
    assert with_it(again, told.format("three")) == []
    assert with_it(again, f"```\n{again}\n```") == []
    assert with_it("So it is. And why?", "So it is. And why?") == []
    assert with_it('{{ mapping("fine-tuning-fork") }}', '{{ mapping("fine-tuning-fork") }}') == []
