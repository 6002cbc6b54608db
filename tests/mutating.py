"""The ways to break a rule: what `make mutants` does to the source of a module or a template, one at a time."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TURNED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
MOVED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
GATHERING = {"append", "add", "extend", "update", "setdefault"}
TOLD = {"message", "cure", "hint", "told", "wrong"}
"""Names whose value is printed to an author: the golden cases hold every letter of them."""
ESCAPES = {
    "escape", "quote", "markdown_escape", "mask", "safe", "_literal", "_link_text", "emitted", "_in_brackets", "string",
    "_safe", "json_text", "sub",
}  # fmt: skip
"""Functions whose argument comes back as a text that its place cannot take for more."""
Change = Callable[[ast.AST], ast.AST | None]


@dataclass(frozen=True)
class Mutant:
    """One change of one file: where, what, the statement's lines, and the whole source with it."""

    path: str
    line: int
    what: str
    nth: int
    said: str
    lines: range
    text: str

    @property
    def name(self) -> str:
        return f"{self.line}: {self.what} ({self.nth})"


def of_rules(path: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a module of rules."""
    yield from _made(path, source, _changes)


def of_escapes(path: str, source: str, names: set[str]) -> Iterator[Mutant]:
    """Every mutant of a module in which one of the functions named leaves out an escape."""
    for mutant in _made(path, source, _unescaped):
        if not names or names & _functions(source, mutant.line):
            yield mutant


def _functions(source: str, line: int) -> set[str]:
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return {node.name for node in nodes if node.lineno <= line <= node.end_lineno}


_FILTER = re.compile(r"\s*\|\s*(?:e|tojson|literal|link_text|inert|urlencode)\b(?:\([^()]*\))?")


def of_template(path: str, source: str) -> Iterator[Mutant]:
    """A template with one filter that escapes left out, or with nothing escaped by itself."""
    for nth, found in enumerate(_FILTER.finditer(source)):
        line = source.count("\n", 0, found.start()) + 1
        text = source[: found.start()] + source[found.end() :]
        yield Mutant(path, line, f"left out: {found[0].strip()}", nth, _line(source, line), range(line, line + 1), text)
    if ".html" in path or ".xml" in path or "/theme/" in path:
        text = "{% autoescape false %}" + source + "{% endautoescape %}"
        if "{% extends" in source:
            text = re.sub(r"({%-? block \w+ -?%})", r"\1{% autoescape false %}", source)
            text = re.sub(r"({%-? endblock\b)", r"{% endautoescape %}\1", text)
        if "{{" in source:
            yield Mutant(path, 1, "nothing escaped", 0, "", range(1, 2), text)


def _line(source: str, number: int) -> str:
    return source.split("\n")[number - 1].strip()


def _made(path: str, source: str, changes: Callable[[ast.AST, _Around], Iterator[tuple]]) -> Iterator[Mutant]:
    tree = ast.parse(source)
    around = _Around(tree)
    counted: dict[tuple[int, str], int] = {}
    for number, node in enumerate(ast.walk(tree)):
        if node in around.silent:
            continue
        for what, change in changes(node, around):
            twin = copy.deepcopy(tree)
            old = list(ast.walk(twin))[number]
            new = change(old)
            if new is not None:
                _replace(twin, old, new)
            line = getattr(node, "lineno", None) or node.ifs[0].lineno
            nth = counted[line, what] = counted.get((line, what), -1) + 1
            text = ast.unparse(ast.fix_missing_locations(twin)) + "\n"
            yield Mutant(path, line, what, nth, _line(source, line), around.statement(node, line), text)


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if value is old:
                return setattr(node, name, new)
            if isinstance(value, list) and any(one is old for one in value):
                return setattr(node, name, [new if one is old else one for one in value])
    raise LookupError(ast.dump(old))


class _Around:
    """What a node stands in."""

    def __init__(self, tree: ast.Module):
        self.above = {inner: node for node in ast.walk(tree) for inner in ast.iter_child_nodes(node)}
        self.silent: set[ast.AST] = set()
        for node in ast.walk(tree):
            for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
                self.silent |= set(ast.walk(part)) if part else set()
            for part in getattr(node, "decorator_list", ()):
                self.silent |= set(ast.walk(part))
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                self.silent |= {node, node.value}  # says what something is
            if isinstance(node, ast.Import | ast.ImportFrom):
                self.silent.add(node)

    def ways(self, node: ast.AST) -> Iterator[ast.AST]:
        while node := self.above.get(node):
            yield node

    def statement(self, node: ast.AST, line: int) -> range:
        """The lines of the innermost statement, without the statements in it."""
        while node and not isinstance(node, ast.stmt):
            node = self.above.get(node)
        if not node or isinstance(node, ast.FunctionDef | ast.ClassDef):
            return range(line, line + 1)
        body = getattr(node, "body", None)
        return range(node.lineno, body[0].lineno if body else node.end_lineno + 1)

    def inside(self, node: ast.AST) -> bool:
        """Whether it stands in a function."""
        return any(isinstance(above, ast.FunctionDef | ast.Lambda) for above in self.ways(node))

    def told(self, node: ast.AST) -> bool:
        """Whether it is part of what an author is told."""
        for above in self.ways(node):
            if isinstance(above, ast.Call) and re.search(r"[Pp]roblem|_refused", ast.unparse(above.func)):
                return True
            if isinstance(above, ast.JoinedStr | ast.FormattedValue):
                return True
            if isinstance(above, ast.Assign):
                names = {name.id for target in above.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
                return bool(names & TOLD)
            if isinstance(above, ast.stmt):
                return False
        return False


def _changes(node: ast.AST, around: _Around) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                yield "comparison turned", lambda twin, at=at: twin.ops.__setitem__(at, TURNED[type(twin.ops[at])]())
                if type(op) in MOVED:
                    yield "boundary moved", lambda twin, at=at: twin.ops.__setitem__(at, MOVED[type(twin.ops[at])]())
        case ast.BoolOp(values=values):
            yield (
                "and for or",
                lambda twin: setattr(twin, "op", ast.Or() if isinstance(twin.op, ast.And) else ast.And()),
            )
            for at in range(len(values)):
                yield f"part {at + 1} of {len(values)} dropped", lambda twin, at=at: _without(twin, "values", at)
        case ast.UnaryOp(op=ast.Not()):
            yield "not dropped", lambda twin: twin.operand
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            if not isinstance(test, ast.Compare | ast.UnaryOp) or (isinstance(test, ast.Compare) and len(test.ops) > 1):
                yield "condition turned", lambda twin: setattr(twin, "test", ast.UnaryOp(ast.Not(), twin.test))
        case ast.comprehension(ifs=ifs):
            for at in range(len(ifs)):
                yield "filter dropped", lambda twin, at=at: twin.ifs.__setitem__(at, ast.Constant(True))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield "finding dropped", lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name in GATHERING:
            yield "gathering dropped", lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.AugAssign():
            yield "gathering dropped", lambda twin: ast.copy_location(ast.Expr(ast.Constant(None)), twin)
        case ast.Constant(value=bool(value)):
            yield "choice turned", lambda twin: setattr(twin, "value", not twin.value)
        case ast.Constant(value=int(value)):
            yield "number moved", lambda twin: setattr(twin, "value", twin.value + 1)
        case ast.Constant(value=str(value)) if not around.told(node) and not _listed(node, around):
            yield "text changed", lambda twin: setattr(twin, "value", f"{twin.value}~")
            if _expression(node, around):
                for at, (start, end) in enumerate(_alternatives(value)):
                    yield (
                        f"alternative {at + 1} dropped",
                        lambda twin, start=start, end=end: setattr(
                            twin, "value", twin.value[:start] + twin.value[end:]
                        ),
                    )
    if _listed_in(node, around):
        elements = node.keys if isinstance(node, ast.Dict) else node.elts
        for at in range(len(elements)):
            yield f"entry {at + 1} dropped", lambda twin, at=at: _fewer(twin, at)


def _without(twin: ast.AST, name: str, at: int) -> ast.AST | None:
    rest = [one for index, one in enumerate(getattr(twin, name)) if index != at]
    return rest[0] if len(rest) == 1 else setattr(twin, name, rest)


def _fewer(twin: ast.AST, at: int) -> None:
    for name in ("keys", "values", "elts"):
        if hasattr(twin, name):
            del getattr(twin, name)[at]


def _listed_in(node: ast.AST, around: _Around) -> bool:
    """Whether it is a list of which one entry may be left out without another failing for its place."""
    above = around.above.get(node)
    if isinstance(above, ast.Subscript | ast.For) or around.told(node):
        return False
    match node:
        case ast.Set() | ast.List() if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return len(node.elts) > 1
        case ast.Dict():
            return len(node.keys) > 1
        case ast.Tuple(ctx=ast.Load()) if len(node.elts) > 1:
            alike = all(isinstance(one, ast.Constant) for one in node.elts)
            return alike or not around.inside(node) and isinstance(above, ast.Assign)
    return False


def _listed(node: ast.Constant, around: _Around) -> bool:
    return _listed_in(around.above.get(node), around)


def _expression(node: ast.Constant, around: _Around) -> bool:
    call = around.above.get(node)
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re"


def _alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """Where each alternative of a regular expression stands, with one of the bars beside it."""
    groups: list[list[int]] = [[0]]
    bars: list[list[int]] = [[]]
    at, bracket = 0, False
    ended = []
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif bracket:
            bracket = sign != "]"
        elif sign == "[":
            bracket = True
            at += pattern[at + 1 : at + 2] == "^"
            at += pattern[at + 1 : at + 2] == "]"
        elif sign == "(":
            opening = re.compile(r"\((\?(?:P<\w+>|<?[=!]|[a-z-]*:|>))?").match(pattern, at)
            groups.append([opening.end()])
            bars.append([])
            at = opening.end() - 1
        elif sign == "|":
            bars[-1].append(at)
        elif sign == ")":
            ended.append((groups.pop()[0], bars.pop(), at))
        at += 1
    ended.append((groups[0][0], bars[0], len(pattern)))
    for start, between, end in ended:
        if between:
            edges = [start - 1, *between, end]
            for left, right in zip(edges, edges[1:], strict=False):
                yield (left + 1, right + 1) if left == start - 1 else (left, right)


def _unescaped(node: ast.AST, around: _Around) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[_, *_]) if name in ESCAPES:
            if ast.unparse(node.func) != "re.escape":  # the text of a pattern, not of an output
                yield f"left out: {name}", lambda twin: twin.args[-1] if name == "sub" else twin.args[0]
        case ast.Call(func=ast.Attribute(attr="replace")):
            yield "left out: replace", lambda twin: twin.func.value
        case ast.Call(func=ast.Attribute(attr="dumps"), args=[_, *_]):
            quote = [ast.Constant('"'), ast.Constant('"')]
            yield (
                "left out: dumps",
                lambda twin: ast.JoinedStr([quote[0], ast.FormattedValue(twin.args[0], -1, None), quote[1]]),
            )
        case ast.keyword(arg="autoescape", value=ast.Constant(value=True)):
            yield "left out: autoescape", lambda twin: setattr(twin.value, "value", False)
        case ast.Assign(targets=[ast.Attribute(attr="autoescape")]):
            yield "left out: autoescape", lambda twin: setattr(twin, "value", ast.Constant(False))
        case ast.keyword(arg="autoescape", value=ast.Lambda()):
            yield "left out: autoescape", lambda twin: setattr(twin, "value", ast.Constant(False))
        case ast.keyword(arg="finalize"):
            yield "left out: finalize", lambda twin: setattr(twin, "value", ast.Name("str", ast.Load()))
        case ast.IfExp() if "safe" in {getattr(above, "name", "") for above in around.ways(node)}:
            yield "left out: apostrophe", lambda twin: twin.orelse
