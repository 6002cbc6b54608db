"""Mutation testing of the checks and of what escapes: each rule broken, each escape left out, one at a time
(tests/mutating.py has the ways). `make mutants` prints, file by file, what no test notices, and the score. What was
found is kept in .cache/mutants, so that a run which is ended goes on where it was; `make mutants OF="bank"` asks of
some files only, CASES=no of the tests alone.

A rule is first asked of the golden cases and of this guide, in memory, each case that runs the line; then of the tests
that run it. An escape is asked of the tests that `ESCAPING` names. A mutant that changes nothing anybody could see is
written down with its reason in tests/equivalent-mutants.yml."""

from __future__ import annotations

import ast
import contextlib
import functools
import gc
import hashlib
import importlib
import io
import json
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import accumulate
from pathlib import Path
from types import FrameType, ModuleType

import jinja2
import pytest
import yaml
from mutating import Mutant, of_escapes, of_rules, of_template

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("MUTANTS_HOME", ROOT))
"""The repository; ROOT is a copy of it in which files may be broken."""
KEPT = HOME / ".cache" / "mutants"
CHECKS = ROOT / "macros" / "checks"
DAY = date(2026, 11, 27)
PATIENCE = 60
ALIKE = 25
"""How many cases are asked of which a module says nothing: it sees much the same in all of them."""
LONGEST = 20
"""How many seconds of tests are asked of what no case notices; those that take least come first."""
PAST, NOBODY = "past the cases", "nobody"
"""What no golden case noticed, and what no test did either."""
TESTS = (
    "test_bank", "test_breakouts", "test_openings", "test_evidence", "test_products", "test_prose", "test_flow",
    "test_keys", "test_names", "test_homonyms", "test_linking", "test_located", "test_hardening", "test_scaffold",
    "test_named", "test_moves", "test_exchange", "test_starting", "test_figures", "test_faults", "test_forms",
    "test_markup", "test_editions", "test_quotes", "test_reader", "test_types", "test_rules",
    "test_bank_rules", "test_page_rules", "test_guide_rules",
)  # fmt: skip
"""What looks at the checks, too, and needs no site."""
ESCAPING: dict[str, tuple[set[str], list[str]]] = {
    "macros/pages/templates.py": ({"markdown_escape", "_environment", "prose"}, []),
    "macros/hooks.py": ({"on_env"}, ["tests/test_injection.py"]),
    "macros/exports/writing.py": ({"_literal", "_link_text", "_environment"}, ["tests/test_escaping.py"]),
    "macros/exports/table.py": ({"files", "safe"}, ["tests/test_escaping.py", "tests/test_exports.py"]),
    "macros/exports/quizfiles/table.py": (set(), ["tests/test_escaping.py", "tests/test_question_files.py"]),
    "macros/exports/quizfiles/gift.py": ({"_safe"}, ["tests/test_escaping.py"]),
    "macros/exports/quizfiles/anki.py": ({"_note"}, ["tests/test_escaping.py", "tests/test_question_files.py"]),
    "macros/documents/pdf/code.py": ({"string"}, ["tests/test_escaping.py"]),
    "macros/browser/lookup.py": ({"embedded"}, ["tests/test_escaping.py"]),
    "macros/commands/tables.py": ({"written"}, ["tests/test_exchange.py"]),
    "macros/commands/yamledit.py": (
        {"emitted", "replace", "items", "add", "_in_brackets"}, ["tests/test_escaping.py", "tests/test_exchange.py"],
    ),
    "macros/commands/scaffold.py": ({"json_text"}, ["tests/test_escaping.py", "tests/test_scaffold.py"]),
    "macros/guide/suggesting.py": (set(), ["tests/test_suggesting.py"]),
    "macros/publishing/trouble.py": (set(), ["tests/test_escaping.py", "tests/test_preview_bar.py"]),
}  # fmt: skip
"""Where texts are escaped: the functions that do it, and the tests to ask. What these do not notice, and every
template, is asked of the guide whose every text tries to be more than text (tests/test_injection.py)."""


def digest(*paths: Path) -> str:
    found = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:16]


def forked(ask: Callable[[], str], seconds: int = PATIENCE) -> str:
    """What a child of this process answers; whatever it breaks stays in it. One that never ends is ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.setpgid(0, 0)
        resource.setrlimit(
            resource.RLIMIT_CPU, (PATIENCE, PATIENCE)
        )  # on a busy machine, little of the time is its own
        try:
            answer = ask()
        except BaseException as error:
            answer = f"raised {type(error).__name__}"
        with contextlib.suppress(OSError):
            os.write(writing, answer.encode()[:4000])
        os._exit(0)
    os.close(writing)
    until, told = time.monotonic() + 60 * seconds, b""
    os.set_blocking(reading, False)
    while time.monotonic() < until:
        with contextlib.suppress(BlockingIOError):
            told = os.read(reading, 4096)
            break
        time.sleep(0.002)
    else:
        told = b"never ended"
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.close(reading)
    os.waitpid(child, 0)
    return told.decode() or "never ended"


def module_of(path: str) -> ModuleType:
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return importlib.import_module(name)


def take(mutant: Mutant) -> None:
    """Put the mutant in the engine's place, wherever something of it was imported."""
    module = module_of(mutant.path)
    before = dict(vars(module))
    exec(compile(mutant.text, str(ROOT / mutant.path), "exec"), vars(module))
    now = {
        id(value): vars(module)[name]
        for name, value in before.items()
        if vars(module).get(name) is not value and not name.startswith("__")
    }
    for other in list(sys.modules.values()):
        if not isinstance(other, ModuleType) or not other.__name__.startswith(
            ("macros", "test_", "conftest", "__main__")
        ):
            continue
        for name, value in list(vars(other).items()):
            if id(value) in now:
                setattr(other, name, now[id(value)])
            elif isinstance(value, tuple) and any(id(one) in now for one in value):
                setattr(other, name, tuple(now.get(id(one), one) for one in value))
            elif hasattr(value, "cache_clear") and other.__name__.startswith("macros.checks"):
                value.cache_clear()


class Lines:
    """Which lines of the checks run while something is done."""

    def __init__(self) -> None:
        self.found: set[tuple[str, int]] = set()

    def _call(self, frame: FrameType, event: str, _: object) -> Callable | None:
        return self._line if frame.f_code.co_filename.startswith(str(CHECKS)) else None

    def _line(self, frame: FrameType, event: str, _: object) -> Callable:
        self.found.add((Path(frame.f_code.co_filename).stem, frame.f_lineno))
        return self._line

    def __enter__(self) -> Lines:
        self.found = set()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)


def users() -> dict[str, set[str]]:
    """For each module of the checks, those that need it, itself among them."""
    needs = {}
    for path in CHECKS.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        own = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1]
        needs[path.stem] = {name.partition(".")[0] for name in own if name}
    found = {}
    for name in needs:
        found[name] = {name}
        while more := {other for other in needs if needs[other] & found[name]} - found[name]:
            found[name] |= more
    return found


@functools.cache
def in_function(path: str, line: int) -> bool:
    """Whether a line is one of a function, which is known to run or not; the others run once, at first."""
    functions = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef)]
    return any(node.body[0].lineno <= line <= node.end_lineno for node in functions)


@functools.cache
def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


class Bench:
    """All golden cases and this guide, loaded once, with what the sound checks say of each."""

    def __init__(self) -> None:
        from test_faults import CASES, GOLDEN, edit, read

        from macros.reading.loading import fragment, load

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
                self.cases.append((guide, part, problems, path.relative_to(GOLDEN).with_suffix("").as_posix()))
        guide, problems = load(ROOT)
        self.cases.append((guide, None, problems, "this guide"))
        self.names = [case[3] for case in self.cases]
        self.users = users()
        self.sound, self.lines, self.own = [], [], []
        for number in range(len(self.cases)):
            with Lines() as ran:
                self.sound.append(self.said(number))
            self.lines.append(ran.found)
            self.own.append(self.parts(number, set(self.users)))

    def said(self, number: int) -> list[str]:
        """What an author is told of a case."""
        from macros.checks import check, parts
        from macros.data.problems import ordered

        guide, part, problems, _ = self.cases[number]
        try:
            if guide:
                return [str(one) for one in check(guide, DAY, problems)]
            return [str(one) for one in (parts.check(part, DAY, problems, None) if part else ordered(problems))]
        except Exception as error:
            return [repr(error)]

    def parts(self, number: int, modules: set[str]) -> dict[str, list[str]]:
        """What each check says by itself, which takes less time than all."""
        from macros.checks import CHECKS as RUN

        guide, found = self.cases[number][0], {}
        for run in RUN if guide else ():
            name = run.__module__.rpartition(".")[2]
            if name in modules:
                try:
                    found[name] = [str(one) for one in run(guide)]
                except Exception as error:
                    found[name] = [repr(error)]
        return found

    def order(self, mutant: Mutant, first: list[int]) -> list[int]:
        """The cases that run the mutant's lines: the last ones that noticed another, those of which the module says
        something, some of the others, which are all much alike to it, and this guide."""
        stem, always = Path(mutant.path).stem, not in_function(mutant.path, mutant.line)
        runs = [
            at for at, lines in enumerate(self.lines) if always or any((stem, line) in lines for line in mutant.lines)
        ]
        if stem == "parts":  # which is only asked of what could not be read whole
            runs = [at for at in runs if not self.cases[at][0]]
        rank = {number: place for place, number in enumerate(first)}
        speaking = sorted((at for at in runs if self.own[at].get(stem) or at in rank), key=lambda at: rank.get(at, 99))
        if stem in ("__init__", "parts", "freshness", "scenarios", "ids"):  # of which each case may speak
            return [*speaking, *(at for at in runs if at not in speaking)]
        silent = [at for at in runs if at not in speaking]
        return [*speaking, *silent[: -1 : max(1, len(silent) // ALIKE)], *silent[-1:]]

    def notices(self, mutant: Mutant, first: list[int]) -> str:
        """The first case of which the mutant says something else; none where all say the same."""
        order = self.order(mutant, first)
        take(mutant)
        stem = Path(mutant.path).stem
        alone = stem not in ("__init__", "parts", "freshness")
        for number in order:
            if alone and self.cases[number][0]:
                modules = self.users[stem]
                own = {name: said for name, said in self.own[number].items() if name in modules}
                if self.parts(number, modules) == own:
                    continue
            if self.said(number) != self.sound[number]:
                return f"case {number}"
        return PAST


class _Traced:
    """A plugin of pytest that notes which lines of the checks each test runs, and how long it takes."""

    def __init__(self) -> None:
        self.found: dict[str, dict] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        start = time.monotonic()
        with Lines() as ran:
            yield
        if ran.found:
            self.found[item.nodeid] = {"takes": time.monotonic() - start, "lines": sorted(ran.found)}


WORDS = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "--tb=no"]


def quiet(words: list[str], plugins: list[object] | None = None) -> int:
    """pytest in this process, without a word."""
    with open(os.devnull, "w") as nowhere, tempfile.TemporaryDirectory() as base:
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
        return int(pytest.main([*WORDS, f"--basetemp={base}/tests", *words], plugins or []))


def covering() -> dict[str, dict]:
    """What each of the tests runs of the checks; kept for a file of tests as long as neither changes."""
    files = {ROOT / "tests" / f"{name}.py" for name in TESTS}
    kept = {file: KEPT / f"{file.stem}-{digest(CHECKS, file)}.json" for file in sorted(files)}
    if missing := [file for file in kept if not kept[file].is_file()]:

        def ask() -> str:
            traced = _Traced()
            quiet([*map(str, missing), "--quick", "--maxfail=1000", "-k", "not golden"], [traced])
            for file in missing:
                of_file = {name: told for name, told in traced.found.items() if f"{file.name}::" in name}
                kept[file].write_text(json.dumps(of_file))
            return "done"

        print("which tests run which lines …", flush=True)
        forked(ask, 3600)
    found: dict[str, dict] = {}
    for file in kept.values():
        found |= json.loads(file.read_text()) if file.is_file() else {}
    return found


@functools.cache
def tested() -> dict[str, dict]:
    """What the tests run, by name; each is imported, so that no child has to."""
    os.chdir(ROOT)
    found = covering()
    files = sorted({name.partition("::")[0] for name in found})
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*WORDS, "--collect-only", *files])
    return found


def asked_of_tests(mutant: Mutant, words: list[str], on_disk: bool = True) -> str:
    """Whether a test fails with the mutant in the engine's place, on disk, too, for what runs in other processes."""
    file = ROOT / mutant.path
    sound = file.read_bytes()

    def ask() -> str:
        if file.suffix == ".py":
            take(mutant)
        return NOBODY if quiet(words) in (0, 5) else "tests"

    if not on_disk:
        return forked(ask)
    file.write_text(mutant.text, "utf-8")
    for stale in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        stale.unlink()
    try:
        return forked(ask)
    finally:
        file.write_bytes(sound)


class Book:
    """What is known of the mutants of a file, kept on disk after each."""

    def __init__(self, path: str, cases: str, tests: str):
        self.file = KEPT / f"{path.replace('/', '.')}.json"
        self.asked, of = {PAST: cases, NOBODY: f"{cases} {tests}"}, digest(ROOT / path, ROOT / "tests" / "mutating.py")
        told = json.loads(self.file.read_text()) if self.file.is_file() else {}
        self.found: dict[str, list[str]] = told.get("found", {}) if told.get("of") == of else {}
        self.of = of

    def known(self, mutant: Mutant) -> str | None:
        """Who notices it, as found before. What nobody did is asked again once the cases or the tests are others."""
        by, asked = self.found.get(mutant.name, [None, ""])
        if by == NOBODY and asked != self.asked[NOBODY]:
            return PAST if asked.startswith(self.asked[PAST]) else None
        return by if asked == self.asked.get(by, asked) else None

    def write(self, mutant: Mutant, by: str) -> None:
        self.found[mutant.name] = [by, self.asked.get(by, "")]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_suffix(".new")
        beside.write_text(json.dumps({"of": self.of, "found": self.found}, indent=0))
        beside.replace(self.file)


def equivalent() -> list[dict]:
    return yaml.safe_load((ROOT / "tests" / "equivalent-mutants.yml").read_text("utf-8"))["mutants"]


def is_equivalent(mutant: Mutant, entry: dict) -> bool:
    whole = (entry["file"], entry["line"], entry["what"]) == (mutant.path, mutant.said, mutant.what)
    return whole and entry.get("nth", mutant.nth) == mutant.nth


def rules(path: str, bench: Callable[[], Bench]) -> Iterator[tuple[Mutant, str]]:
    """Each mutant of a module of checks, and who notices it."""
    first: list[int] = []
    cases = digest(ROOT / "tests" / "golden", ROOT / "tests" / "sailing")
    book = Book(path, cases, digest(*(ROOT / "tests" / f"{name}.py" for name in TESTS)))
    for mutant in of_rules(path, (ROOT / path).read_text("utf-8")):
        by = book.known(mutant)
        asked = by is not None or os.environ.get("CASES") != "no"
        if by is None and not asked:
            by = PAST
        elif by is None:
            by = forked(functools.partial(bench().notices, mutant, first))
            if by.startswith("case "):
                number = int(by.removeprefix("case "))
                first = [number, *(one for one in first if one != number)][:8]
                by = bench().names[number]
            book.write(mutant, by)
        if by == PAST and not os.environ.get("GOLDEN"):
            stem = Path(path).stem
            runs = [
                (told["takes"], name) for name, told in tested().items()
                if any([stem, line] in told["lines"] for line in mutant.lines)
            ]  # fmt: skip
            spent = accumulate(takes for takes, _ in sorted(runs))
            names = [name for (_, name), until in zip(sorted(runs), spent, strict=True) if until < LONGEST]
            by = asked_of_tests(mutant, ["--quick", *names], on_disk=False) if names else NOBODY
            if asked or by != NOBODY:
                book.write(mutant, by)
        yield mutant, by


class Fed:
    """The guide whose texts try to be more than text, fed once; built in a child for each mutant."""

    def __init__(self) -> None:
        import test_injection

        self.test, self.folder = test_injection, tempfile.TemporaryDirectory()
        self.root = test_injection.feed(Path(self.folder.name) / "fed")
        assert self.notices(None) == NOBODY, "what is sound is noticed"

    def notices(self, mutant: Mutant | None) -> str:
        """Whether a build ends, or what it made is wrong."""
        return forked(lambda: self._built(mutant))

    def _built(self, mutant: Mutant | None) -> str:
        from macros.commands import cli

        if mutant and mutant.path.endswith(".py"):
            take(mutant)
        elif mutant:
            _template_instead(mutant)
        with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
            for stream in (1, 2):
                os.dup2(nowhere.fileno(), stream)
            root = Path(folder) / "fed"
            shutil.copytree(self.root, root, symlinks=True)
            if cli.main(["-C", str(root), "build"]):
                return "the build"
            try:
                self.test.test_every_text_stands_in_every_format_as_it_was_written(root)
                self.test.test_no_text_becomes_an_element_or_an_attribute(root)
                self.test.test_the_policy_stands_before_what_it_judges(root)
            except Exception:
                return "the fed guide"
        return NOBODY


def _template_instead(mutant: Mutant) -> None:
    """Let whoever asks for a template have the mutant of it."""
    path, real = (ROOT / mutant.path).resolve(), jinja2.FileSystemLoader.get_source

    def get_source(self: jinja2.FileSystemLoader, environment: jinja2.Environment, name: str) -> tuple:
        text, file, fresh = real(self, environment, name)
        return (mutant.text if Path(file).resolve() == path else text), file, fresh

    jinja2.FileSystemLoader.get_source = get_source


def escapes(path: str, fed: Callable[[], Fed]) -> Iterator[tuple[Mutant, str]]:
    """Each escape of a module or a template left out, and whether it is noticed."""
    source = (ROOT / path).read_text("utf-8")
    names, words = ESCAPING.get(path, (set(), ["tests/test_escaping.py"]))
    book = Book(path, "", digest(ROOT / "tests" / "test_injection.py", *(ROOT / word for word in words)))
    made = of_escapes(path, source, names) if path.endswith(".py") else of_template(path, source)
    for mutant in made:
        by = book.known(mutant)
        if by is None:
            asked: list[Callable[[], str]] = [lambda mutant=mutant: fed().notices(mutant)]
            ways = [lambda mutant=mutant, word=word: asked_of_tests(mutant, [word]) for word in words]
            asked = [*ways, *asked] if path.endswith(".py") else [*asked, *ways]  # what takes less time is asked first
            by = next((by for ask in asked if (by := ask()) != NOBODY), NOBODY)
            book.write(mutant, by)
        yield mutant, by


def shared_out(paths: list[str], bench: Callable[[], Bench]) -> None:
    """Ask the cases of all modules, by as many processes as WORKERS says."""
    number = int(os.environ.get("WORKERS", "1"))
    if not paths or number == 1:
        return
    if os.environ.get("CASES") != "no":
        bench()
    if not os.environ.get("GOLDEN"):
        tested()
    children, next_one = [], multiprocessing.Value("i", 0)
    for _ in range(number):
        child = os.fork()
        if not child:
            while (at := _taken(next_one)) < len(paths):
                found = [by for _, by in rules(paths[at], bench)]
                unseen = sum(by in (PAST, NOBODY) for by in found)
                print(f"  {paths[at]}: {len(found) - unseen} of {len(found)} noticed", flush=True)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def _taken(number: multiprocessing.Value) -> int:
    with number.get_lock():
        number.value += 1
        return number.value - 1


def main(*names: str) -> int:
    """Print, for each file, how many of its mutants are noticed, and which are not."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.chdir(ROOT)
    gc.disable()

    @functools.cache
    def bench() -> Bench:
        print("the golden cases …", flush=True)
        made = Bench()
        gc.collect()
        gc.freeze()
        return made

    fed = functools.cache(Fed)
    modules = [path.relative_to(ROOT).as_posix() for path in sorted(CHECKS.glob("*.py"))]
    templates = [*(ROOT / "macros/templates").rglob("*.j2"), *(ROOT / "macros/theme").rglob("*.html")]
    printed = [*ESCAPING, *(path.relative_to(ROOT).as_posix() for path in sorted(templates))]
    excused, used, sums = equivalent(), set(), {"checks": [0, 0, 0], "escaping": [0, 0, 0]}
    asked = [
        (kind, path) for kind, paths in (("checks", modules), ("escaping", printed)) for path in paths
        if not names or {kind, path, Path(path).stem} & set(names)
    ]  # fmt: skip
    asked_of_cases = [path for kind, path in asked if kind == "checks"]
    shared_out(sorted(asked_of_cases, key=lambda path: -(ROOT / path).stat().st_size), bench)
    for kind, path in asked:
        made = noticed = alike = 0
        for mutant, by in rules(path, bench) if kind == "checks" else escapes(path, fed):
            made += 1
            found = next((at for at, entry in enumerate(excused) if is_equivalent(mutant, entry)), None)
            if by not in (NOBODY, PAST):
                noticed += 1
            elif found is not None:
                alike += 1
                used.add(found)
            else:
                print(f"  {path}:{mutant.name}  {mutant.said[:100]}", flush=True)
        if made:
            print(f"{path}: {noticed} of {made} noticed, {alike} change nothing", flush=True)
        sums[kind] = [one + more for one, more in zip(sums[kind], (made, noticed, alike), strict=True)]
    for kind, (made, noticed, alike) in sums.items():
        if made:
            share = noticed / (made - alike)
            print(f"{kind}: {made} mutants, {alike} change nothing, {noticed} noticed: {share:.1%}")
    return 0


def aside() -> int:
    """The same on a copy of the repository, since files are broken in it."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "guide"
        shutil.copytree(
            ROOT, folder, symlinks=True,
            ignore=shutil.ignore_patterns(
                ".git", "site", "site-*", ".cache", ".schemas", "dist", "node_modules", "__pycache__"
            ),
        )  # fmt: skip
        environment = {
            **os.environ, "MUTANTS_HOME": str(ROOT), "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1",
            "SOURCE_DATE_EPOCH": "1795737600",
        }  # fmt: skip
        words = [sys.executable, str(folder / "tests" / "mutants.py"), *sys.argv[1:]]
        return subprocess.run(words, cwd=folder, env=environment).returncode


if __name__ == "__main__":
    KEPT.mkdir(parents=True, exist_ok=True)
    sys.exit(main(*sys.argv[1:]) if "MUTANTS_HOME" in os.environ else aside())
