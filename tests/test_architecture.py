"""The shape of the engine: one direction of imports, small modules, no markup and no content in Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from conftest import ROOT

from macros.loading import load

ENGINE = ROOT / "macros"
MODULES = sorted(path for path in ENGINE.rglob("*.py"))

# Every module may import from those before it, never from those after it.
ORDER = [
    "problems",
    "arguments",
    "located",
    "kinds",
    "unsafe",
    "drawings",
    "lockfile",
    "model",
    "lessons",
    "products",
    "settings",
    "publication",
    "building",
    "prose",
    "calls",
    "frontmatter",
    "forms",
    "guide",
    "contrasts",
    "editions",
    "attachments",
    "texts",
    "intake",
    "loading",
    "grading",
    "questions",
    "usage",
    "choice",
    "flow",
    "readability",
    "coverage",
    "history",
    "checks.references",
    "checks.terminology",
    "checks.spoken",
    "checks.wording",
    "checks.pages",
    "checks.order",
    "checks.anatomy",
    "checks.scenarios",
    "checks.quizzes",
    "checks.bank",
    "checks.coaching",
    "checks.evidence",
    "checks.products",
    "checks.ids",
    "checks.freshness",
    "checks",
    "offers",
    "view",
    "rendering",
    "terminal",
    "analysis",
    "pages",
    "linking",
    "rendered",
    "assembly",
    "share",
    "sending",
    "rows",
    "social",
    "fonts",
    "lookup",
    "player",
    "packing",
    "practice",
    "exports.writing",
    "exports.records",
    "exports.terms",
    "exports.table",
    "exports.inventory",
    "exports.overview",
    "exports.feed",
    "exports.skos",
    "exports.sitemap",
    "exports.opensearch",
    "archives",
    "exports.snippets",
    "exports",
    "asking",
    "assistants",
    "pagemacros",
    "site",
    "offline",
    "pdf",
    "pdf.code",
    "pdf.addresses",
    "pdf.elements",
    "pdf.faults",
    "pdf.figures",
    "pdf.backmatter",
    "pdf.questions",
    "pdf.tables",
    "pdf.translation",
    "pdf.book",
    "pdf.setting",
    "typesetting",
    "pdf.making",
    "cards.choice",
    "cards",
    "quizfiles.items",
    "quizfiles.gift",
    "quizfiles.moodle",
    "quizfiles.qti",
    "quizfiles.scorm",
    "quizfiles.table",
    "quizfiles.anki",
    "quizfiles",
    "epub.chapters",
    "epub",
    "outputs",
    "built",
    "publish",
    "bundle",
    "links",
    "schemas",
    "scaffold",
    "serving",
    "quizzing",
    "__init__",
    "hooks",
    "cli",
    "__main__",
]


def name_of(path: Path) -> str:
    dotted = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
    return dotted.removesuffix(".__init__") if dotted != "__init__" else dotted


def imports_of(path: Path) -> set[str]:
    """The engine's modules that this one imports, wherever in the file it does."""
    package = ["macros", *path.relative_to(ENGINE).parent.parts]
    known = {name_of(module) for module in MODULES}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = [*base, *([node.module] if node.module else [])]
            names = [".".join(stem), *(".".join([*stem, alias.name]) for alias in node.names)]
        else:
            continue
        found |= {name.removeprefix("macros.") for name in names if name.startswith("macros.")}
    return (found & known) - {name_of(path)}


def test_every_module_has_its_place():
    assert sorted(ORDER) == sorted(map(name_of, MODULES))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path):
    allowed = set(ORDER[: ORDER.index(name_of(path))])
    assert imports_of(path) - allowed == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= 250


def test_only_the_hooks_know_mkdocs():
    knowing = [
        name_of(path)
        for path in MODULES
        if re.search(r"^\s*(from|import) (mkdocs|material|properdocs)\b", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert knowing == ["hooks"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_markup_in_python(path):
    strings = [
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in strings if re.search(r"(?<!\?P)</?[a-z][a-z0-9]*[ >/]", text)] == []


def test_the_engine_holds_no_content():
    """No term, article or subject of this guide is named in the engine, its templates or its theme."""
    guide, _ = load(ROOT)
    assert guide is not None
    names = {str(guide.settings.labels.subject), str(guide.settings.labels.concept)}
    names |= {term.preferred for term in guide.glossary.terms if " " in term.preferred or "-" in term.preferred}
    names |= {page.head.title for page in guide.articles}
    files = [path for path in ENGINE.rglob("*") if path.suffix in (".py", ".j2", ".html", ".js", ".typ", ".css")]
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in files
        for name in names
        if re.search(rf"\b{re.escape(name)}\b", path.read_text("utf-8"), re.IGNORECASE)
    }
    assert found == set()
