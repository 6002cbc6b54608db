"""The shape of the engine: one direction of imports, small modules, no markup and no content in Python."""

from __future__ import annotations

import ast
import functools
import graphlib
import re
from pathlib import Path

from conftest import ROOT

from macros.reading.loading import load

ENGINE = ROOT / "macros"
MODULES = sorted(path for path in ENGINE.rglob("*.py"))

WINGS = {
    "data": "",
    "guide": "data",
    "prose": "data guide",
    "reading": "data guide prose",
    "checks": "data guide prose",
    "pages": "data guide prose",
    "browser": "data guide pages prose",
    "share": "data guide pages prose",
    "exports": "browser data guide pages prose",
    "documents": "data exports guide pages prose",
    "publishing": "browser checks data documents exports guide pages prose reading share",
    "commands": "checks data documents exports guide pages prose publishing reading",
    "__init__": "prose publishing",
    "hooks": "data publishing",
    "__main__": "commands",
}
"""Each package of the engine, and each module beside them, with the packages that it imports from: all and no others.
The table of `macros/README.md` is drawn from this one."""


def name_of(path: Path) -> str:
    dotted = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
    return dotted.removesuffix(".__init__") if dotted != "__init__" else dotted


def wing_of(module: str) -> str:
    return module.partition(".")[0]


def imports_of(path: Path) -> set[str]:
    """The engine's modules that this one imports, wherever in the file it does."""
    package = ["macros", *path.relative_to(ENGINE).parent.parts]
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = [*base, *([node.module] if node.module else [])]
            modules = [".".join([*stem, alias.name]) for alias in node.names]
            known = [name for name in modules if name.removeprefix("macros.") in NAMES]
            names = known if len(known) == len(modules) else [".".join(stem), *known]
        else:
            continue
        found |= {name.removeprefix("macros.") for name in names if name.startswith("macros.")}
    return (found & NAMES) - {name_of(path)}


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


NAMES = set(map(name_of, MODULES))


def test_every_wing_imports_what_the_table_says():
    used: dict[str, set[str]] = {wing_of(name): set() for name in NAMES}
    for path in MODULES:
        wing = wing_of(name_of(path))
        used[wing] |= {wing_of(name) for name in imports_of(path)} - {wing}
    assert used == {wing: set(others.split()) for wing, others in WINGS.items()}
    assert len(WINGS) <= 16


def floors() -> dict[str, int]:
    """How far above the ground each wing stands: one more than the highest of those that it imports from."""

    @functools.cache
    def floor(wing: str) -> int:
        return max((floor(other) for other in WINGS[wing].split()), default=-1) + 1

    return {wing: floor(wing) for wing in WINGS}


def test_no_module_imports_itself_over_others():
    graph = {name_of(path): imports_of(path) for path in MODULES}
    list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


def picture() -> str:
    """The table of wings, from the top floor down, as `macros/README.md` has it."""
    lines = ["| Floor | Wing | What stands there | Imports from |", "| --- | --- | --- | --- |"]
    for wing, floor in sorted(floors().items(), key=lambda entry: (-entry[1], entry[0])):
        name = wing + ("/" if (ENGINE / wing).is_dir() else ".py")
        path = ENGINE / wing / "__init__.py" if name.endswith("/") else ENGINE / name
        said = (ast.get_docstring(tree_of(path)) or "").split("\n\n")[0]
        others = ", ".join(WINGS[wing].split()) or "none"
        lines.append(f"| {floor} | `{name}` | {' '.join(said.split())} | {others} |")
    return "\n".join(lines)


def test_the_readme_shows_the_wings():
    assert picture() in (ENGINE / "README.md").read_text("utf-8")


def test_modules_are_small():
    long = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 250} == {}


def test_only_five_modules_know_mkdocs():
    """One runs it, one answers its events, one keeps its pages, one makes single ones, one answers its server."""
    knowing = [
        name_of(path)
        for path in MODULES
        if re.search(r"^\s*(from|import) (mkdocs|material|properdocs)\b", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(knowing) == [
        "hooks", "publishing.kept_pages", "publishing.mkdocs_run", "publishing.preview", "publishing.saves",
    ]  # fmt: skip


def test_no_markup_in_python():
    strings = [
        (name_of(path), node.value)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [found for found in strings if re.search(r"(?<!\?P)</?[a-z][a-z0-9]*[ >/]", found[1])] == []


def test_the_engine_holds_no_content():
    """No term, article or subject of this guide is named in the engine, its templates or its theme."""
    guide, _ = load(ROOT)
    assert guide is not None
    names = {str(guide.settings.labels.subject), str(guide.settings.labels.concept)}
    names |= {term.preferred for term in guide.glossary.terms if " " in term.preferred or "-" in term.preferred}
    names |= {page.head.title for page in guide.articles}
    files = [path for path in ENGINE.rglob("*") if path.suffix in (".py", ".j2", ".html", ".js", ".typ", ".css")]
    any_name = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
    found = {
        (path.relative_to(ROOT).as_posix(), match.group())
        for path in files
        for match in any_name.finditer(path.read_text("utf-8"))
    }
    assert found == set()
