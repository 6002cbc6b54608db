"""Markdown that would be published as it was typed, without a word: what belongs to an extension that is off, lists and
tables that are none, a heading that loses its last mark, and marks in texts of the data, which are plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import defs
from markdown.util import BLOCK_LEVEL_ELEMENTS

from ..data.fields import shorten
from ..data.problems import Place, Problem
from ..guide.guide import Guide
from ..guide.lessons import Page
from ..guide.texts import FACT, passages
from ..prose.sections import body, path_of, without_code


@dataclass(frozen=True)
class Mark:
    """What an extension of Markdown reads; with the extension off it is text."""

    extensions: tuple[str, ...]
    pattern: re.Pattern[str]
    what: str
    cure: str


def _mark(extensions: str, pattern: str, what: str, cure: str) -> Mark:
    return Mark(tuple(extensions.split()), re.compile(pattern), what, cure)


MARKS = (
    _mark("footnotes", r"\[\^[^\]\s]+\]", "a footnote", "write it into the text"),
    _mark("pymdownx.tabbed", r"^ *={3}[!+]? *[\"“].*", "a tab", "use headings"),
    _mark("pymdownx.tasklist", r"^\s*(?:[-*+]|\d+\.) +\[[ xX]\](?= )", "a task", "leave out the box"),
    _mark("def_list", r"^:[ \t]{1,3}\S", "a definition list", "use a list or a table"),
    _mark("pymdownx.tilde", r"~~(?=\S)[^~\n]*[^~\s]~~", "struck text", "leave it out"),
    _mark("pymdownx.tilde", r"(?<=\w)~[\w+-]+~", "lowered text", "use the HTML element 'sub'"),
    _mark("pymdownx.mark", r"(?<![=\w])==(?=[^\s=])[^=\n]*[^=\s]==(?![=\w])", "marked text", "write **…**"),
    _mark(
        "pymdownx.caret", r"\^\^(?=\S)[^^\n]*[^^\s]\^\^|(?<=\w)\^[\w+-]+\^",
        "raised text", "use the HTML element 'sup'",
    ),
    _mark("pymdownx.keys", r"\+\+[a-z0-9]+(?:\+[a-z0-9]+)*\+\+", "a key", "use the HTML element 'kbd'"),
    _mark("pymdownx.emoji", r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])", "an emoji or icon", "write a word"),
    _mark("abbr", r"^ *\*\[[^\]]+\]:.*", "an abbreviation", "add it to 'acronyms' in glossary.yml"),
    _mark("pymdownx.snippets", r"^ *-+8<-+.*", "an inclusion", "write the text here"),
    _mark("pymdownx.arithmatex", r"\$\$[^$\n]+\$\$|\\\([^\n]+?\\\)", "a formula", "write it in words or as code"),
    _mark("wikilinks", r"\[\[[^\]\n]+\]\]", "a link", "write [words](page.md)"),
    _mark("pymdownx.blocks.admonition github-callouts", r"^ *> *\[![A-Za-z]+\]", "a box", 'write !!! note "Title"'),
    _mark("pymdownx.blocks.details", r"^ */{3} .*", "a block", 'write !!! note "Title"'),
)  # fmt: skip
_COMMENT = re.compile(r"<!--.*?-->|\{%[-+]?\s*raw.*?endraw\s*[-+]?%\}", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})[ \t]+.*[^\s#\\](#+)[ \t]*$")
_ITEM = re.compile(r"^( *)(?:[-*+]|\d{1,2}\.) +\S")
_ROW = re.compile(r"^ {0,3}\|.*\|[ \t]*$")
_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DATA = re.compile(
    r"\*\*(?=\S)[^*]+\*\*|(?<!\w)__(?=\S)[^_]+__(?!\w)|`[^`]+`|!?\[[^\]]+\]\([^)\s]+\)"
    r"|(?<![\w*])\*(?=[^\s*])[^*]*[^\s*]\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])[^_]*[^\s_]_(?!\w)|~~(?=\S)[^~]+~~|\A#{1,6} "
)
_ELEMENT = re.compile(r"(?<!\]\()</?([A-Za-z][A-Za-z0-9]*)(?![-:@.\w])[^<>\n]*>")
_ELEMENTS = defs.tags | {*BLOCK_LEVEL_ELEMENTS, "bdi", "data", "picture"}
_WHOLE = "published as it is typed"


def check(guide: Guide) -> Iterator[Problem]:
    loaded = set(guide.publication.extensions)
    for page in guide.pages:
        lines = [line.rstrip() for line in _COMMENT.sub(_blank, without_code(body(page))).split("\n")]
        yield from _extensions(page, lines, loaded)
        yield from _elements(page, lines)
        yield from _headings(page, lines)
        yield from _lists(page, lines)
        yield from _tables(page, lines)
    for passage in passages(guide):
        plain = passage.kind.name in ("phrase", "sentence", "prose")
        for mark in _DATA.finditer(FACT.sub("", passage.text)) if plain else ():
            message = f"'{passage.field}' holds Markdown '{shorten(mark.group(), 30)}', which is shown as it is typed"
            yield Problem(passage.text.place, "silent-markdown", message, "texts are plain: take the marks away")


def _problem(page: Page, number: int, column: int, message: str, cure: str) -> Problem:
    return Problem(Place(path_of(page), page.body_line + number, column + 1), "silent-markdown", message, cure)


def _extensions(page: Page, lines: list[str], loaded: set[str]) -> Iterator[Problem]:
    told: set[str] = set()
    for number, line in enumerate(lines):
        for mark in MARKS:
            if loaded & set(mark.extensions) or (
                mark.extensions == ("def_list",) and not any(lines[max(0, number - 2) : number])
            ):
                continue
            for match in mark.pattern.finditer(line):
                if match.group() in told:
                    continue  # a footnote and the sign that leads to it are one mistake
                told |= {match.group()} if mark.extensions == ("footnotes",) else set()
                message = f"{mark.what} '{shorten(match.group().strip(), 30)}' is {_WHOLE}"
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                yield _problem(page, number, start, message, mark.cure)


def _elements(page: Page, lines: list[str]) -> Iterator[Problem]:
    """What browsers take for an element and drop, since there is none of that name: the type in a list of things. A
    link's address may stand between such brackets."""
    within = 0
    for number, line in enumerate(lines):
        within += len(re.findall(r"<svg\b", line)) - len(re.findall(r"</(?:svg)\b", line))
        for match in _ELEMENT.finditer(line) if within <= 0 and "<svg" not in line else ():
            if match.group(1).lower() not in _ELEMENTS and not match.group().startswith("</"):
                message = f"'{shorten(match.group(), 30)}' is read as an element, and there is none of this name"
                yield _problem(page, number, match.start(), message, "write it as code, between backticks")


def _headings(page: Page, lines: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines):
        if heading := _HEADING.match(line):
            escaped = "".join(rf"\{mark}" for mark in heading.group(2))
            message = f"the heading loses its last '{heading.group(2)}'"
            yield _problem(page, number, heading.start(2), message, f"write '{escaped}'")


def _lists(page: Page, lines: list[str]) -> Iterator[Problem]:
    """Items that stay on the level of the list they stand in, since Markdown counts four spaces a level; items right
    below a paragraph, which go on with it."""
    base, within, told = 0, False, False
    for number, line in enumerate(lines):
        item = _ITEM.match(line)
        before = lines[number - 1] if number else ""
        if not line:
            continue
        indent = len(line) - len(line.lstrip(" "))
        if item and not within:
            if not before or before.startswith("#") or before.lstrip().startswith(("<", "!!!", ">", "|")):
                base, within, told = indent, True, False
            elif indent < 4 and not _ITEM.match(before):
                message = "this list goes on with the paragraph above"
                yield _problem(page, number, indent, message, "leave a line empty before it")
        elif item and (indent - base) % 4 and indent > base and not told:
            told = True
            message = f"an item indented by {indent - base} stays on the same level"
            yield _problem(page, number, indent, message, "indent by four spaces a level")
        elif within and not item and not before and indent < base + 4:
            if indent > base and not told:
                message = f"a paragraph indented by {indent - base} belongs to no item"
                yield _problem(page, number, indent, message, "indent by four spaces, or not at all")
            within = False
        elif item and not before and indent <= base:
            base, told = indent, False


def _tables(page: Page, lines: list[str]) -> Iterator[Problem]:
    """Rows without a head: a blank line above them ends the table, and one missing above a head makes text of it."""
    block: list[tuple[int, str]] = []
    was_table = False
    for number, line in enumerate([*lines, ""]):
        if line and not line.startswith("#"):
            block.append((number, line))
            continue
        if block:
            rows = [at for at, (_, text) in enumerate(block) if _ROW.match(text)]
            rules = [at for at, (_, text) in enumerate(block) if "|" in text and _RULE.match(text)]
            is_table = bool(rules and rules[0] == 1)
            if rules and rules[0] > 1 and rows and rows[0] == rules[0] - 1:
                yield _problem(
                    page,
                    block[rows[0]][0],
                    0,
                    "this table goes on with the paragraph above",
                    "leave a line empty before it",
                )
            elif rows and rows[0] == 0 and not is_table:
                cut = was_table and not rules
                message = "a blank line cuts these rows off their table" if cut else "these rows have no head"
                cure = "remove the blank line" if cut else "write '| --- |' below the first, a piece for each column"
                yield _problem(page, block[0][0], 0, message, cure)
            was_table = is_table or (was_table and bool(rows and rows[0] == 0))
        block = []
        was_table = was_table and not line.startswith("#")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
