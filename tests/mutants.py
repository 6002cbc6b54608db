"""Mutation testing of the checks: each condition turned, each finding dropped, each number moved, one at a time. A
mutant that no golden case and none of the tests of checks notices is printed. `make mutants` takes most of an
hour; with GOLDEN=1 only the golden cases are asked, in some minutes."""

from __future__ import annotations

import ast
import copy
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import CodeType, FunctionType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_faults import CASES, edit, read  # noqa: E402

from macros.checks import check  # noqa: E402
from macros.checks.parts import check as check_parts  # noqa: E402
from macros.data.problems import ordered  # noqa: E402
from macros.reading.loading import fragment, load  # noqa: E402

DAY = date(2026, 11, 27)
TESTS = (
    "test_bank", "test_openings", "test_evidence", "test_products", "test_prose", "test_flow", "test_keys",
    "test_names", "test_homonyms", "test_linking", "test_located", "test_hardening", "test_scaffold",
)  # fmt: skip
"""What looks at the checks, too, and needs no site."""
TURNED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    module: str
    line: int
    what: str
    tree: ast.Module


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a module's functions."""
    tree = ast.parse(source)
    inside = {id(node) for top in ast.walk(tree) if isinstance(top, ast.FunctionDef) for node in ast.walk(top)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in inside:
            for what, change in _changes(node):
                twin = copy.deepcopy(tree)
                change(list(ast.walk(twin))[number])
                yield Mutant(module, node.lineno, what, ast.fix_missing_locations(twin))


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        yield "comparison turned", lambda twin: twin.ops.__setitem__(0, TURNED[type(twin.ops[0])]())
    if isinstance(node, ast.BoolOp):
        yield "and for or", lambda twin: setattr(twin, "op", TURNED[type(twin.op)]())
    if isinstance(node, ast.If | ast.IfExp):
        yield "condition turned", lambda twin: setattr(twin, "test", ast.UnaryOp(ast.Not(), twin.test))
    if isinstance(node, ast.comprehension) and node.ifs:
        node.lineno = node.ifs[0].lineno
        yield "filter turned", lambda twin: twin.ifs.__setitem__(0, ast.UnaryOp(ast.Not(), twin.ifs[0]))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield "finding dropped", lambda twin: setattr(twin, "value", ast.Constant(None))
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "number moved", lambda twin: setattr(twin, "value", twin.value + 1)


class Bench:
    """All golden cases, loaded once, with what the sound checks say of each."""

    def __init__(self) -> None:
        self.cases = []
        with tempfile.TemporaryDirectory() as folder:
            for number, path in enumerate(CASES):
                root = Path(folder) / str(number)
                shutil.copytree(ROOT / "tests" / "sailing", root)
                try:
                    for change in read(path)["edits"]:
                        edit(root, **change)
                    guide, problems = load(root)
                    part = None if guide else fragment(root)
                except Exception:  # a case about files that no load survives
                    continue
                shutil.rmtree(root)
                self.cases.append((guide, part, problems, path.stem))
        self.sound = [self.said(case) for case in self.cases]

    @staticmethod
    def said(case: tuple) -> list[str]:
        guide, part, problems, _ = case
        try:
            if guide:
                return [str(one) for one in check(guide, DAY, problems)]
            return [str(one) for one in (check_parts(part, DAY, problems, None) if part else ordered(problems))]
        except Exception as error:
            return [repr(error)]

    def notices(self, first: list[int]) -> int | None:
        """The first case of which the mutant says something else; those in `first` are asked before the others."""
        rest = [number for number in range(len(self.cases)) if number not in set(first)]
        return next((n for n in [*first, *rest] if self.said(self.cases[n]) != self.sound[n]), None)


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def functions(module: object) -> dict[tuple[str, int], FunctionType]:
    """The functions of a module by name and line, those of its classes among them."""
    found = {}
    holders = [module, *(one for one in vars(module).values() if isinstance(one, type))]
    for holder in holders:
        for value in vars(holder).values():
            value = getattr(value, "func", value)
            value = getattr(value, "__wrapped__", value)
            if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                found[value.__code__.co_name, value.__code__.co_firstlineno] = value
    return found


def noticed_by_tests(mutant: Mutant, folder: Path) -> bool:
    """Whether a test of the checks fails with the mutant in the engine's place."""
    file = folder / "macros" / "checks" / f"{mutant.module}.py"
    sound = file.read_text("utf-8")
    file.write_text(ast.unparse(mutant.tree), "utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--quick"]
    try:
        done = subprocess.run(
            [*words, *(f"tests/{name}.py" for name in TESTS)], cwd=folder, capture_output=True,
            env={**os.environ, "PYTHONPATH": str(folder)}, timeout=600,
        )  # fmt: skip
        return done.returncode != 0
    finally:
        file.write_text(sound, "utf-8")


def main(*names: str) -> int:
    bench, made, left = Bench(), 0, []
    for path in sorted((ROOT / "macros" / "checks").glob("*.py")):
        if names and path.stem not in names:
            continue
        module = importlib.import_module(f"macros.checks.{path.stem}" if path.stem != "__init__" else "macros.checks")
        own, first = functions(module), []
        for mutant in mutants(path.stem, path.read_text("utf-8")):
            made += 1
            new = {(one.co_name, one.co_firstlineno): one for one in codes(compile(mutant.tree, str(path), "exec"))}
            before = {key: function.__code__ for key, function in own.items()}
            for key, function in own.items():
                if key in new and len(new[key].co_freevars) == len(before[key].co_freevars):
                    function.__code__ = new[key]
            at = bench.notices(first[-12:][::-1])
            for key, function in own.items():
                function.__code__ = before[key]
            if at is None:
                left.append(mutant)
            elif at not in first[-12:]:
                first.append(at)
    with tempfile.TemporaryDirectory() as made_aside:
        folder = Path(made_aside) / "guide"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", "site*", ".cache", "dist", "node_modules"))
        unseen = left if os.environ.get("GOLDEN") else [one for one in left if not noticed_by_tests(one, folder)]
    for mutant in unseen:
        print(f"macros/checks/{mutant.module}.py:{mutant.line}: {mutant.what}")
    noticed = 1 - len(unseen) / made
    print(f"{made} mutants, {len(left)} past the golden cases, {len(unseen)} unseen: {noticed:.1%} noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
