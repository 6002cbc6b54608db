"""Projects to try things on: a small complete guide on another subject, copied afresh for each test, and this guide,
built once for the whole run."""

from __future__ import annotations

import fcntl
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from browser_site import WITHOUT_WORKER, Watch, launch, playwright, served
from leaks import secrets
from playwright.sync_api import Browser, BrowserContext

from macros.guide.guide import Guide
from macros.publishing import build as building
from macros.reading.loading import load

ROOT = Path(__file__).parent.parent
SAILING = Path(__file__).parent / "sailing"
EPOCH = "1795737600"  # 2026-11-27T00:00Z
CURLY = str.maketrans("‘’“”", "''\"\"")
"""From a typesetter's quotation marks to those of a keyboard."""
BUILDING = {"build", "pdf", "epub", "bundle", "cards", "serve"}
"""Commands that build a site or a document."""
BUILT = {"built", "built_public", "questions", "browser"}
"""Fixtures that stand for a built site or a browser."""
LONG = (
    "test_browser", "test_chaos", "test_breakouts", "test_build", "test_figures", "test_engines", "test_pdf_build",
    "test_store", "test_lookup_browser", "test_epub", "test_flows", "test_quiz_browser", "test_pdf", "test_one_state",
    "test_offline", "test_faults", "test_player", "test_question_bank", "test_offers", "test_exports", "test_html",
)  # fmt: skip
"""Files that take half a minute or more, so that none of them is begun last. The first builds the site, which the next
two do without."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="only what needs neither a built site nor a browser")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--quick"):
        os.environ["QUICK"] = "yes"  # for the workers, and for `run`


def pytest_unconfigure() -> None:
    if playwright.cache_info().currsize:
        playwright().stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under `--quick`, no test that asks for a built site or a browser by its fixtures, that runs a command that
    builds, or that is marked as long; one that does so by way of something else skips itself where it would begin."""
    if config.getoption("--quick"):
        slow = [item for item in items if _waits(item) or _builds(item) or item.get_closest_marker("first")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
    place = {name: at for at, name in enumerate(LONG)}
    items.sort(key=lambda item: (place.get(item.path.stem, len(LONG)), item.get_closest_marker("first") is None))


@pytest.hookimpl(optionalhook=True)  # nobody asks where xdist is off
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One more than there are processors, since tests wait for browsers; as ever where none does."""
    return None if config.getoption("--quick") else (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def _no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a quick run, a build in the same process ends where MkDocs would begin."""
    if os.environ.get("QUICK"):
        monkeypatch.setattr(building, "render", lambda *_: pytest.skip("builds"))


def _waits(item: pytest.Item) -> bool:
    return bool(BUILT & set(getattr(item, "fixturenames", ())))


def _builds(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and _runs_a_build(item.function)


@cache
def _runs_a_build(test: Callable) -> bool:
    source = inspect.getsource(test)
    return any(BUILDING & set(re.findall(r'"(\w+)"', call)) for call in re.findall(r"\brun\(([^()]*)\)", source))


def copy_project(source: Path, target: Path) -> Path:
    """A guide's own files at `target`, with this repository's engine linked in."""
    ignored = shutil.ignore_patterns(
        ".*", "site", "site-*", "macros", "tests", "build", "dist", "__pycache__", "*.egg-info"
    )
    shutil.copytree(source, target, ignore=ignored)
    (target / "macros").symlink_to(ROOT / "macros", target_is_directory=True)
    return target


def run(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess:
    """One command on a project, in a process of its own, on a fixed day. What builds is left out of a quick run."""
    if os.environ.get("QUICK") and BUILDING & set(words):
        pytest.skip("builds")
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(root), **environment},
    )


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` is given to write, made once in a test run by whichever worker comes first. It belongs to
    all tests: read it, never change it."""
    base = factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else factory.getbasetemp()
    folder, done, failed = base / name, base / f"{name}.done", base / f"{name}.failed"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not failed.exists(), f"'{name}' could not be made: {failed.read_text('utf-8')}"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            try:
                make(folder)
            except pytest.skip.Exception:  # a quick run builds nothing, and whoever asks next is skipped as well
                raise
            except BaseException as error:
                failed.write_text(str(error), "utf-8")
                raise
            done.touch()
    return folder


def _build(folder: Path, *words: str) -> None:
    """This guide in `folder`, with its site."""
    copy_project(ROOT, folder)
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    done = run(folder, "macros", "build", *words, **environment)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A copy of this guide with its full edition in `site/`, as `guide build` leaves it; shared, so read only."""
    return once(tmp_path_factory, "built", _build)


@pytest.fixture(scope="session")
def built_public(tmp_path_factory) -> Path:
    """A copy of this guide with its public edition in `site-public/`; shared, so read only."""
    return once(tmp_path_factory, "built-public", lambda folder: _build(folder, "--edition", "public"))


@pytest.fixture
def sailing(tmp_path: Path) -> Path:
    """The guide to sailing in a folder of its own."""
    return copy_project(SAILING, tmp_path / "sailing")


SCRIPTS = {
    "questions": ("kit", "quiz", "quiz-steps"),
    "bank": ("quiz-bank", "practice", "progress"),
    "recall": ("fsrs", "review"),
}


def _with_questions(folder: Path) -> None:
    """The guide to sailing with a question of every type, the guide's scripts and styles for questions, and instant
    navigation, with its site."""
    root = copy_project(SAILING, folder)
    further = (ROOT / "tests" / "every-type.quiz.yml").read_text("utf-8").partition("questions:\n")[2]
    quiz = root / "docs" / "lessons" / "01-wind.quiz.yml"
    quiz.write_text(quiz.read_text("utf-8") + further, "utf-8")
    sheets = ("tokens", "palette", "prose", "parts", "quiz", "print")
    for kind, names in (("js", sum(SCRIPTS.values(), ())), ("css", sheets)):
        assets = root / "docs" / "assets" / kind
        assets.mkdir(parents=True)
        for name in names:
            shutil.copy(ROOT / "docs" / "assets" / kind / f"{name}.{kind}", assets)
    for name in ("practice", "review", "progress"):
        (root / "docs" / name).mkdir()
        (root / "docs" / name / "index.md").write_text(f"# {name.title()}\n\n{{{{ {name}() }}}}\n", "utf-8")
    (root / "docs" / "paths").mkdir()
    path = '# A first day\n\nRead [Wind](../lessons/01-wind.md).\n\n{{ mixed_quiz("3") }}\n'
    (root / "docs" / "paths" / "first-day.md").write_text(path, "utf-8")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("features: []", "features: [navigation.instant]")
    further = "    practice: practice/index.md\n    paths: paths\n    scripts:\n"
    for group, names in SCRIPTS.items():
        further += f"      {group}: [{', '.join(f'assets/js/{name}.js' for name in names)}]\n"
    text = text.replace("    articles: lessons\n", f"{further}    articles: lessons\n")
    pages = "".join(
        f"  - {name}\n" for name in ("practice/index.md", "review/index.md", "progress/index.md", "paths/first-day.md")
    )
    text = text.replace("  - dates.md\nnot", f"  - dates.md\n{pages}not")
    text += "extra_css:\n" + "".join(f"  - assets/css/{name}.css\n" for name in sheets)
    config.write_text(text, "utf-8")
    done = run(root, "macros", "build")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def questions(tmp_path_factory) -> Path:
    """A small guide with a question of every type and its site; shared, so read only."""
    return once(tmp_path_factory, "questions", _with_questions)


@pytest.fixture(scope="session")
def guide() -> Guide:
    """This guide in memory."""
    guide, _ = load(ROOT)
    assert guide
    return guide


@pytest.fixture(scope="session")
def small_guide() -> Guide:
    """The guide to sailing, as it is read."""
    guide, problems = load(SAILING)
    assert problems == []
    return guide


@pytest.fixture(scope="session")
def hidden(guide) -> dict[str, str]:
    """Every text of this guide that is for its sellers only, with where it is from: leaks.py."""
    return secrets(guide)


@pytest.fixture(scope="session")
def site(built) -> Path:
    """The built site of this guide."""
    return built / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser, one for all tests of a worker; each test opens windows of its own."""
    started = launch(playwright())
    yield started
    started.close()


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as url:
        yield url


@pytest.fixture(params=["http", "file"])
def watch(request, site, address) -> Iterator[Watch]:
    """The guide over http and from disk; whatever goes wrong in either fails the test."""
    watching = Watch(address if request.param == "http" else site.as_uri() + "/")
    yield watching
    assert watching.faults == []


@pytest.fixture
def hosted(address) -> Iterator[Watch]:
    """The guide over http; whatever goes wrong fails the test."""
    watching = Watch(address)
    yield watching
    assert watching.faults == []


@pytest.fixture
def context(browser) -> Iterator[BrowserContext]:
    """A window of a laptop's size, in which no page is kept for later; files that need another one have their own."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.add_init_script(WITHOUT_WORKER)
    made.set_default_timeout(10_000)
    yield made
    made.close()


def retire(sailing: Path, old: str, new: str) -> None:
    """Let the guide to sailing have had a term `old` once, in whose place `new` stands."""
    glossary, lock = sailing / "glossary.yml", sailing / "glossary.ids.lock"
    retired = f"\nretired:\n  - id: {old}\n    to: {new}\n    on: 2026-02-01\n"
    glossary.write_text(glossary.read_text("utf-8") + retired, "utf-8")
    lock.write_text(lock.read_text("utf-8") + f"term {old}\n", "utf-8")


def link_preview(title: str, said: str, address: str) -> dict[str, str]:
    """What a page that is safe to send tells a link preview."""
    return {
        "og:type": "article",
        "og:site_name": "AI Field Guide",
        "og:title": title,
        "og:description": said,
        "og:url": address,
        "og:image": f"{address}card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": title,
        "twitter:card": "summary_large_image",
        "twitter:title": title,
        "twitter:description": said,
        "twitter:image": f"{address}card.png",
    }
