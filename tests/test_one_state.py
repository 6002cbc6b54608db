"""What is saved while a site is built: one state in every output, or a build that refuses; what makes a site old."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import EPOCH, ROOT, SAILING, copy_project

from macros.commands import cli
from macros.publishing import build as building
from macros.publishing import inputs as inputting
from macros.publishing import site as opening
from macros.publishing.outputs import OUTPUTS

OLD, NEW = "A hinged blade below", "A hinged plate below"
EVENTS = (
    "startup", "config", "pre_build", "files", "nav", "page_markdown", "page_content", "env", "page_context",
    "post_page", "post_build",
)  # fmt: skip
STEPS = ("writing share pages", "drawing social images", "writing the lookup", "writing data files", "setting the PDF")
SAVED_MEANWHILE = "the file changed while the site was being built; build again [changed-meanwhile]"


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def save(root: Path) -> None:
    glossary = root / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").replace(OLD, NEW), "utf-8")


def before(monkeypatch, module: object, name: str, act: Callable[[], None]) -> None:
    """Let `act` go before a function of the engine, whenever that is called."""
    real = getattr(module, name)

    def acting(*arguments):
        act()
        return real(*arguments)

    monkeypatch.setattr(module, name, acting)


def at_event(root: Path, event: str) -> None:
    """Let a hook save the glossary at an event of MkDocs."""
    code = "from pathlib import Path\n\n\n"
    code += f"def on_{event}(*given, **named):\n    path = Path('glossary.yml')\n"
    code += f"    path.write_text(path.read_text('utf-8').replace({OLD!r}, {NEW!r}), 'utf-8')\n"
    code += "    return given[0] if given else None\n" if event not in ("startup", "pre_build", "post_build") else ""
    (root / "more.py").write_text(code, "utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("- macros/hooks.py\n", "- macros/hooks.py\n  - more.py\n"), "utf-8")


def texts(site: Path) -> set[str]:
    """Which of the two states a site shows, in any of its files."""
    found = set()
    for path in site.rglob("*"):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                held = b"".join(map(book.read, book.namelist()))
        else:
            held = path.read_bytes() if path.is_file() else b""
        found |= {state for state in (OLD, NEW) if state.encode() in held}
    return found


def refused(capsys, *names: str) -> bool:
    told = capsys.readouterr().err.splitlines()
    wrong = [line for line in told if line.endswith("]")]
    assert wrong == [f"{name}:1:1: {SAVED_MEANWHILE}" for name in names], told
    return True


@pytest.mark.parametrize("event", EVENTS)
def test_a_save_at_an_event_of_mkdocs_is_told(event, sailing, capsys):
    at_event(sailing, event)
    assert cli.main(["-C", str(sailing), "build"]) == 1
    assert refused(capsys, "glossary.yml") and not (sailing / "site").exists()


@pytest.mark.parametrize("doing", STEPS)
def test_a_save_before_an_output_is_told(doing, sailing, capsys, monkeypatch):
    def write(output, draft) -> None:
        if output.doing == doing:
            save(sailing)
        output.write(draft)

    outputs = [replace(one, write=lambda draft, one=one: write(one, draft)) for one in OUTPUTS]
    monkeypatch.setattr(building, "OUTPUTS", outputs)
    assert cli.main(["-C", str(sailing), "build"]) == 1
    assert refused(capsys, "glossary.yml") and not (sailing / "site").exists()


POINTS = {
    "before any file is read": (opening, "inputs", 0, {NEW}),
    "before the guide is loaded": (opening, "problems_of", 1, set()),
    "before MkDocs begins": (building, "render", 1, set()),
    "before the links are checked": (building, "faults", 1, set()),
    "before the last look": (building, "readable", 1, set()),
    "before the exchange": (building, "swap", 0, {OLD}),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_save_at_any_step_of_a_build_leaves_one_state(point, sailing, capsys, monkeypatch):
    module, name, code, shown = POINTS[point]
    before(monkeypatch, module, name, lambda: save(sailing))
    assert cli.main(["-C", str(sailing), "build"]) == code
    assert texts(sailing / "site") == shown
    if code:
        assert refused(capsys, "glossary.yml")


def test_what_is_saved_and_taken_back_is_told_too(sailing, capsys, monkeypatch):
    """In between it may have been read."""
    glossary = sailing / "glossary.yml"
    good = glossary.read_text("utf-8")
    before(monkeypatch, building, "render", lambda: save(sailing))
    before(monkeypatch, building, "faults", lambda: glossary.write_text(good, "utf-8"))
    assert cli.main(["-C", str(sailing), "build"]) == 1
    assert refused(capsys, "glossary.yml")


def test_a_mistake_that_is_saved_meanwhile_is_no_fault_of_the_page(sailing, capsys, monkeypatch):
    """An asset is copied late: what its absence breaks is told as what it is."""
    added = sailing / "docs" / "map.svg"
    added.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Map</title></svg>', "utf-8")
    index = sailing / "docs" / "index.md"
    index.write_text(index.read_text("utf-8") + "\n![A map](map.svg)\n", "utf-8")
    before(monkeypatch, building, "render", added.unlink)
    assert cli.main(["-C", str(sailing), "build"]) == 1
    assert refused(capsys, "docs/map.svg")


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


MUTATIONS: dict[str, Callable[[Path], None]] = {
    "a term": save,
    "a row": replaced("docs/cars/likeness.yml", "holds: ", "holds: Still, "),
    "a fact": replaced("docs/dates.yml", "statement: ", "statement: Still, "),
    "a question": replaced("docs/lessons/01-wind.quiz.yml", "stem: ", "stem: Well, "),
    "a page": replaced("docs/index.md", "\n\n", "\n\nAhoy. "),
    "a style": replaced("docs/assets/own.css", "margin", "padding"),
    "an asset": lambda root: (root / "docs" / "chart.png").write_bytes(b"another"),
    "a new asset": lambda root: (root / "docs" / "more.png").write_bytes(b"more"),
    "an asset less": lambda root: (root / "docs" / "chart.png").unlink(),
    "a page less": lambda root: (root / "docs" / "harbor.md").unlink(),
    "the settings": replaced("mkdocs.yml", "site_name: Sailing", "site_name: Rowing"),
    "a template of the theme": replaced("looks/main.html", "extends", "  extends"),
    "a hook": replaced("more.py", "1", "2"),
    "the lock": lambda root: (root / "glossary.ids.lock").write_text("", "utf-8"),
    "a module of the engine": replaced("engine/data/days.py", "Days", "The days"),
    "a template of the engine": replaced("engine/templates/term.md.j2", "#", " #"),
    "a module less": lambda root: (root / "engine" / "guide" / "watch.py").unlink(),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The guide to sailing with something of each kind of its own, built."""
    root = copy_project(SAILING, tmp_path_factory.mktemp("old") / "sailing")
    (root / "docs" / "harbor.md").write_text("# Harbor\n\n[A chart](chart.png)\n", "utf-8")
    (root / "docs" / "chart.png").write_bytes(b"chart")
    (root / "docs" / "assets").mkdir()
    (root / "docs" / "assets" / "own.css").write_text("p { margin: 0 }\n", "utf-8")
    (root / "looks").mkdir()
    (root / "looks" / "main.html").write_text('{% extends "base.html" %}\n', "utf-8")
    (root / "more.py").write_text("ONE = 1\n", "utf-8")
    shutil.copytree(ROOT / "macros", root / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    replaced("mkdocs.yml", "- macros/hooks.py\n", "- macros/hooks.py\n  - more.py\n")(root)
    replaced("mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: looks\n")(root)
    replaced("mkdocs.yml", "  - dates.md\n", "  - dates.md\n  - harbor.md\n")(root)
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text("utf-8") + "extra_css: [assets/own.css]\n")
    with as_engine(root), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        assert cli.main(["-C", str(root), "build"]) == 0
    return root


@contextmanager
def as_engine(root: Path):
    """Take a copy of the engine for the one that runs, so that it can be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputting, "_ENGINE", root / "engine")
        yield


@pytest.fixture
def stale(made, tmp_path) -> Path:
    """A copy of it, later than its site."""
    shutil.copytree(made, tmp_path / "sailing", symlinks=True)
    return tmp_path / "sailing"


def test_a_site_is_not_built_again_for_its_age(stale, capsys):
    for path in (stale / "docs").rglob("*.md"):
        path.touch()
    with as_engine(stale):
        assert cli.main(["-C", str(stale), "pdf"]) == 0
    assert capsys.readouterr().err == "setting the PDF …\n"


def test_a_site_of_another_day_is_built_again(stale, monkeypatch):
    with as_engine(stale):
        assert building.is_fresh(stale, opening.opened(stale, "full"))
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 86400))
        assert not building.is_fresh(stale, opening.opened(stale, "full"))


@pytest.mark.parametrize("kind", MUTATIONS)
def test_whatever_changes_lets_the_pdf_be_made_of_a_new_site(kind, stale):
    with as_engine(stale):
        before = inputting.inputs(stale)
        site = opening.Site(None, None, (), before)
        MUTATIONS[kind](stale)
        after = replace(site, inputs=inputting.inputs(stale))
    assert after.inputs.digest != before.digest
    kept = stale / ".cache" / "rendered-full.json"
    assert f'"inputs": "{before.digest}"' in kept.read_text("utf-8")


def test_the_pdf_is_made_of_a_new_site(stale, capsys):
    MUTATIONS["a term"](stale)
    with as_engine(stale):
        assert cli.main(["-C", str(stale), "pdf"]) == 0
    assert capsys.readouterr().err.startswith("building ")
    assert texts(stale / "site") == {NEW}


HANGING = (
    "import time\nfrom pathlib import Path\n\n\n"
    "def on_env(*given, **named):\n    Path('begun').touch()\n    while True:\n        "
)
SWALLOWING = "try:\n            time.sleep(9)\n        except BaseException:\n            pass\n"


@pytest.mark.parametrize("body", ["time.sleep(9)\n", "pass\n", SWALLOWING], ids=["waits", "works", "listens to nobody"])
def test_a_plugin_that_hangs_ends_with_its_build(body, sailing):
    at_event(sailing, "env")
    (sailing / "more.py").write_text(HANGING + body, "utf-8")
    (sailing / "site").mkdir()
    (sailing / "site" / "index.html").write_text("old", "utf-8")
    code = "from macros.commands import cli, stopping; stopping._PATIENCE = 1; raise SystemExit(cli.main(['build']))"
    with subprocess.Popen([sys.executable, "-c", code], cwd=sailing, stderr=subprocess.PIPE, text=True) as build:
        assert build.stderr.readline().startswith("building")
        while not (sailing / "begun").exists():
            time.sleep(0.05)
        build.send_signal(signal.SIGTERM)
        rest = build.communicate(timeout=30)[1]
    assert build.returncode == (-signal.SIGALRM if body == SWALLOWING else 128 + signal.SIGTERM)
    assert "Traceback" not in rest
    assert [path.read_text("utf-8") for path in (sailing / "site").rglob("*")] == ["old"]
