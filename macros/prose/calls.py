"""The macros a page may call, and the calls it makes. Pages hold constants, never expressions: nothing in a page can
run code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import jinja2
from jinja2 import nodes

from ..data.characters import INVISIBLE
from ..data.fields import shorten, suggestion
from ..data.problems import Place, Problem, count
from ..guide.guide import Guide
from ..guide.lessons import Page
from .sections import body, path_of

SIGNATURES: dict[str, tuple[str, ...]] = {
    "term": ("term", "words?"),
    "fact": ("fact",),
    "mapping": ("row",),
    "glance": ("term", "words", "words"),
    "figure": ("figure", "words", "words"),
    "quiz": (),
    "mixed_quiz": ("count",),
    "practice": (),
    "review": (),
    "progress": (),
    "source_list": (),
    "glossary_index": (),
    "mapping_table": (),
    "facts_table": (),
    "article_list": (),
    "card_list": (),
    "coverage_table": (),
    "objection_table": (),
    "aging_facts": (),
    "product_list": (),
    "concept_products": (),
    "offer_table": (),
    "alternative_list": (),
    "retort_list": (),
    "field_map": (),
    "timeline": (),
    "call_brief": (),
    "changes": (),
    "file": ("words",),
    "address": ("words?",),
}
"""Macro name to what each argument is: the id of a term, a fact, a row or a figure, free words, or a count; `?` marks
an optional one."""

ON_SCREEN = {"practice", "review", "progress", "call_brief"}
"""Macros that only work on a screen: no book holds the pages that call them."""

ONLY_CALLS = "pages may only call macros with constant arguments"
SHOWN = "to show braces, write {% raw %} before and {% endraw %} after them"
_JINJA = jinja2.Environment()
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING = re.compile("|".join(map(re.escape, _CLOSING)))
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL)


@dataclass(frozen=True)
class Call:
    """`{{ name(*arguments) }}` at a place."""

    name: str
    arguments: tuple[str, ...]
    place: Place


def calls(page: Page) -> tuple[list[Call], list[Problem]]:
    """The page's macro calls in order, and a problem for everything that is not such a call. Each is read by itself,
    in the order in which Jinja meets them, so that a broken one hides no other."""
    found, problems = _calls(Page(page.path, page.text, page.body_line, page.macros))
    return list(found), list(problems)


@lru_cache(maxsize=1024)  # many checks ask for the same page's
def _calls(page: Page) -> tuple[list[Call], list[Problem]]:
    if not page.macros:
        return [], []
    source = body(page)
    found: list[Call] = []
    problems: list[Problem] = []
    position = 0
    while opening := _OPENING.search(source, position):
        start, mark = opening.start(), opening.group()
        if raw := _RAW.match(source, start):
            position = raw.end()
            continue
        end = source.find(_CLOSING[mark], opening.end())
        following = _OPENING.search(source, opening.end())
        if end < 0 or (mark != "{#" and following and following.start() < end):
            hint = f"add '{_CLOSING[mark]}'" if mark != "{#" else "a heading's id is written '{: #id }'"
            problems.append(_problem(page, source, start, f"'{mark}' is never closed", hint))
            position = opening.end()
            continue
        position = end + len(_CLOSING[mark])
        if mark == "{%":
            problems.append(_problem(page, source, start, ONLY_CALLS, SHOWN))
        elif mark == "{{":
            call = _call(page, source, start, position)
            if isinstance(call, Call):
                found.append(call)
            else:
                problems.append(call)
    return found, problems


def pages_with(guide: Guide, macro: str) -> Iterator[str]:
    """The paths of the pages on which a macro is called."""
    return (page.path for page in guide.pages if any(call.name == macro for call in calls(page)[0]))


def on_screen(page: Page) -> bool:
    """Whether the page is of no use on paper."""
    return any(call.name in ON_SCREEN for call in calls(page)[0])


def _call(page: Page, source: str, start: int, end: int) -> Call | Problem:
    text = source[start:end]
    try:
        node = cast(nodes.Output, _JINJA.parse(text).body[0]).nodes[0]
    except (jinja2.TemplateSyntaxError, ValueError, RecursionError):
        hint = "use straight quotes" if re.search("[“”‘’]", text) else """write {{ name("…") }}"""
        return _problem(page, source, start, f"'{shorten(text)}' is no macro call", hint)
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        return _problem(page, source, start, ONLY_CALLS, SHOWN)
    name = node.node.name
    place = _place(page, source, start + text.find(name))
    if name not in SIGNATURES:
        hint = suggestion(name, SIGNATURES) or f"one of {', '.join(sorted(SIGNATURES))}"
        return Problem(place, "unknown-macro", f"there is no macro '{name}'", hint)
    arguments = tuple(argument.value for argument in node.args if isinstance(argument, nodes.Const))
    plain = len(arguments) == len(node.args) and all(isinstance(argument, str) for argument in arguments)
    if not plain or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return Problem(place, "macro-arguments", f"'{name}' takes quoted constants only", 'write "…"')
    kinds = SIGNATURES[name]
    least = sum(not kind.endswith("?") for kind in kinds)
    if not least <= len(arguments) <= len(kinds):
        wanted = f"it takes ({', '.join(kinds)})" if kinds else "it takes none"
        return Problem(place, "macro-arguments", f"'{name}' is given {count(len(arguments), 'argument')}", wanted)
    if hidden := INVISIBLE.search("".join(arguments)):
        message = f"an escape makes the invisible character U+{ord(hidden.group()):04X}"
        return Problem(place, "control-character", message, "remove it")
    if not all(argument.strip() for argument in arguments):
        return Problem(place, "macro-arguments", f"'{name}' is given an empty text", "fill it or remove it")
    return Call(name, arguments, place)


def _problem(page: Page, source: str, offset: int, message: str, hint: str = "") -> Problem:
    return Problem(_place(page, source, offset), "macro-syntax", message, hint)


def _place(page: Page, source: str, offset: int) -> Place:
    return Place.at(path_of(page), source, offset, page.body_line)
