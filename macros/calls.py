"""The macros a page may call, and the calls it makes. Pages hold constants, never expressions: nothing in a page can
run code."""

from __future__ import annotations

from dataclasses import dataclass

import jinja2
from jinja2 import nodes

from .lessons import Page
from .problems import Place, Problem
from .prose import body, path_of

SIGNATURES: dict[str, tuple[str, ...]] = {
    "term": ("term", "words?"),
    "fact": ("fact",),
    "mapping": ("row",),
    "figure": ("figure", "words", "words"),
    "quiz": (),
    "source_list": (),
    "glossary_index": (),
    "mapping_table": (),
    "facts_table": (),
    "article_list": (),
}
"""Macro name to what each argument is: the id of a term, a fact, a row or a figure, or free words; `?` optional."""


@dataclass(frozen=True)
class Call:
    """`{{ name(*arguments) }}` at a place."""

    name: str
    arguments: tuple[str, ...]
    place: Place


def calls(page: Page) -> tuple[list[Call], list[Problem]]:
    """The page's macro calls in order, and a problem for everything that is not such a call."""
    if not page.macros:
        return [], []
    lines = body(page).split("\n")
    try:
        tree = jinja2.Environment().parse("\n".join(lines))
    except jinja2.TemplateSyntaxError as error:
        return [], [_problem(page, lines, error.lineno, "{", f"macro syntax: {error.message.rstrip('.')}")]
    found: list[Call] = []
    problems: list[Problem] = []
    for output in tree.body:
        parts = output.nodes if isinstance(output, nodes.Output) else [output]
        for part in parts:
            if isinstance(part, nodes.TemplateData):
                continue
            call = _call(page, lines, part)
            (found if isinstance(call, Call) else problems).append(call)
    return found, problems


def _call(page: Page, lines: list[str], node: nodes.Node) -> Call | Problem:
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
        return _problem(page, lines, node.lineno, "{", "pages may only call macros with constant arguments")
    name = node.node.name
    place = _place(page, lines, node.lineno, f"{name}(")
    if name not in SIGNATURES:
        hint = f"one of {', '.join(sorted(SIGNATURES))}"
        return Problem(place, "unknown-macro", f"there is no macro '{name}'", hint)
    arguments = tuple(argument.value for argument in node.args if isinstance(argument, nodes.Const))
    plain = len(arguments) == len(node.args) and all(isinstance(argument, str) for argument in arguments)
    if not plain or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return Problem(place, "macro-arguments", f"'{name}' takes quoted constants only", 'write "…"')
    kinds = SIGNATURES[name]
    least = sum(not kind.endswith("?") for kind in kinds)
    if not least <= len(arguments) <= len(kinds):
        wanted = ", ".join(kinds) or "no arguments"
        return Problem(place, "macro-arguments", f"'{name}' takes {wanted}; given {len(arguments)}")
    return Call(name, arguments, place)


def _problem(page: Page, lines: list[str], number: int, needle: str, message: str) -> Problem:
    return Problem(_place(page, lines, number, needle), "macro-syntax", message)


def _place(page: Page, lines: list[str], number: int, needle: str) -> Place:
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return Place(path_of(page), page.body_line + number - 1, max(0, line.find(needle)) + 1)
