"""What is kept of a build makes the next one faster, and never another: after any edit, the bytes of a clean one."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EPOCH, ROOT, SAILING, copy_project
from test_build import digest as bytes_of

from macros.commands import cli
from macros.data import store as storing
from macros.data.store import Store
from macros.publishing import inputs as inputting

WORDS = ("breeze", "harbor", "keel", "mast", "reef", "tide", "anchor", "compass", "halyard", "jib")


def made(store: Store, made_of: object, value: bytes) -> tuple[bytes, bool]:
    """What the store gives, and whether it had to be made."""
    asked: list[bytes] = []

    def make() -> bytes:
        asked.append(value)
        return value

    return store.once("test", made_of, make), bool(asked)


def test_what_is_made_of_the_same_is_made_once(tmp_path):
    store = Store(tmp_path / "kept", "this engine")
    assert made(store, ["a", {"b": 1}], b"one") == (b"one", True)
    assert made(store, ["a", {"b": 1}], b"two") == (b"one", False)
    assert made(store, ["a", {"b": 2}], b"two") == (b"two", True)
    store.keep()
    again = Store(tmp_path / "kept", "this engine")
    assert made(again, ["a", {"b": 1}], b"three") == (b"one", False)
    assert made(Store(tmp_path / "kept", "another"), ["a", {"b": 1}], b"three") == (b"three", True)


def test_what_was_not_kept_is_not_found(tmp_path):
    store = Store(tmp_path / "kept", "this engine")
    made(store, "a", b"one")
    store.forget()
    other = Store(tmp_path / "kept", "this engine")
    assert made(other, "a", b"two") == (b"two", True)
    other.forget()
    assert [path for path in (tmp_path / "kept").rglob("*") if path.is_file()] == []


def test_what_a_disk_made_of_it_is_made_again(tmp_path):
    store = Store(tmp_path / "kept", "this engine")
    made(store, "a", b"one")
    store.keep()
    path = next(path for path in (tmp_path / "kept").rglob("*") if path.is_file())
    for harm in (lambda data: data[:-1], lambda data: b"", lambda data: data[:-1] + b"x"):
        held = path.read_bytes()
        path.write_bytes(harm(held))
        assert made(Store(tmp_path / "kept", "this engine"), "a", b"two") == (b"two", True)
        path.write_bytes(held)


def test_the_oldest_goes_where_all_takes_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "LARGEST", 250)
    store = Store(tmp_path / "kept", "this engine")
    for number in range(4):
        made(store, number, bytes(84))
        store.keep()
        for path in (tmp_path / "kept").glob("*/*"):
            status = path.stat()
            os.utime(path, ns=(status.st_mtime_ns - 10**9,) * 2)
    found = [made(Store(tmp_path / "kept", "this engine"), number, b"")[1] for number in range(4)]
    assert found == [True, True, False, False]


def test_a_store_that_cannot_be_written_makes_each_time(tmp_path):
    (tmp_path / "kept").write_text("in the way", "utf-8")
    store = Store(tmp_path / "kept", "this engine")
    assert [made(store, "a", b"one")[1] for _ in range(2)] == [True, True]
    store.keep()


def test_a_changed_engine_finds_nothing_and_a_changed_module_keeps_nothing(tmp_path, monkeypatch):
    root = copy_project(SAILING, tmp_path / "sailing")
    shutil.copytree(ROOT / "macros", root / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(inputting, "_ENGINE", root / "engine")

    def finds(text: bytes) -> tuple[bytes, bool]:
        store = inputting.store_for(root, inputting.inputs(root))
        try:
            return made(store, "a", text)
        finally:
            store.keep()

    assert finds(b"one") == (b"one", True)
    assert finds(b"two") == (b"one", False)
    template = root / "engine" / "templates" / "term.md.j2"
    old = template.read_text("utf-8")
    template.write_text(old + "\n", "utf-8")
    assert finds(b"three") == (b"three", True)
    template.write_text(old, "utf-8")
    assert finds(b"four") == (b"one", False)
    module = root / "engine" / "data" / "days.py"
    old = module.read_text("utf-8")
    module.write_text(old + "\n", "utf-8")
    assert [finds(b"five"), finds(b"six")] == [(b"five", True), (b"six", True)]
    module.write_text(old, "utf-8")
    assert finds(b"seven") == (b"one", False)


def text_edit(path: str, pattern: str) -> Callable[[Path, random.Random], None]:
    """Put a word behind what one of a file's lines begins with."""

    def edit(root: Path, chance: random.Random) -> None:
        text = (root / path).read_text("utf-8")
        match = chance.choice(list(re.finditer(pattern, text, re.MULTILINE)))
        word = chance.choice(WORDS).capitalize()
        (root / path).write_text(f"{text[: match.end()]}{word}, {text[match.end() :]}", "utf-8")

    return edit


def renamed_term(root: Path, chance: random.Random) -> None:
    """Give a term another name: where it is mentioned, links come and go."""
    path = root / "glossary.yml"
    names = re.findall(r"^    preferred: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    old, new = chance.choice(names), f"{chance.choice(WORDS)} {chance.choice(WORDS)}"
    path.write_text(path.read_text("utf-8").replace(f"preferred: {old}\n", f"preferred: {new}\n"), "utf-8")


def said_of(root: Path, chance: random.Random) -> None:
    """Name a term in the text of a page."""
    names = re.findall(r"^    preferred: (.*)$", (root / "glossary.yml").read_text("utf-8"), re.MULTILINE)
    path, after = chance.choice([("index.md", "Start with"), ("lessons/01-wind.md", "A flag aboard")])
    page = root / "docs" / path
    line = f"A {chance.choice(WORDS)} and the {chance.choice(names)}. "
    page.write_text(page.read_text("utf-8").replace(after, line + after, 1), "utf-8")


def nav(root: Path, chance: random.Random) -> None:
    """Another order of the menu, or another title in it."""
    path = root / "mkdocs.yml"
    lines = path.read_text("utf-8").split("\n")
    start = lines.index("nav:") + 1
    end = next(index for index in range(start, len(lines)) if not lines[index].startswith("  "))
    entries = lines[start:end]
    chance.shuffle(entries)
    at = chance.randrange(len(entries))
    entries[at] = f"  - {chance.choice(WORDS).title()}: {entries[at].rpartition(' ')[2]}"
    path.write_text("\n".join([*lines[:start], *entries, *lines[end:]]), "utf-8")


def pages(root: Path) -> list[Path]:
    return sorted((root / "docs").glob("page-*.md"))


def _in_nav(root: Path, old: str, new: str) -> None:
    path = root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def new_page(root: Path, chance: random.Random) -> None:
    name = f"page-{chance.randrange(1000)}.md"
    others = [page.name for page in pages(root)]
    if name not in others:
        link = f"[There]({chance.choice(others)})" if others and chance.random() < 0.5 else "The true wind."
        text = f"# {chance.choice(WORDS).title()}\n\n{link} {chance.choice(WORDS).title()} {{{{ term('rudder') }}}}.\n"
        (root / "docs" / name).write_text(text, "utf-8")
        _in_nav(root, "nav:\n", f"nav:\n  - {name}\n")


def deleted_page(root: Path, chance: random.Random) -> None:
    """A page less; where another one links to it, both builds refuse."""
    if found := pages(root):
        gone = chance.choice(found)
        gone.unlink()
        _in_nav(
            root,
            next(line for line in (root / "mkdocs.yml").read_text("utf-8").split("\n") if gone.name in line) + "\n",
            "",
        )


def renamed_page(root: Path, chance: random.Random) -> None:
    if found := pages(root):
        old, new = chance.choice(found), f"page-{chance.randrange(1000)}.md"
        if not (root / "docs" / new).exists():
            old.rename(root / "docs" / new)
            _in_nav(root, old.name, new)


def theme(root: Path, chance: random.Random) -> None:
    (root / "looks" / "main.html").write_text(
        f'{{% extends "base.html" %}}\n{{% block announce %}}{chance.choice(WORDS)}{{% endblock %}}\n', "utf-8"
    )


def style(root: Path, chance: random.Random) -> None:
    (root / "docs" / "own.css").write_text(f"p {{ margin: {chance.randrange(99)}px }}\n", "utf-8")


EDITS = {
    "a definition": text_edit("glossary.yml", r"^    definition: "),
    "an answer": text_edit("glossary.yml", r"^      (?:say|ask|avoid|instead): "),
    "a note": text_edit("glossary.yml", r"^        note: "),
    "a name": renamed_term,
    "a row": text_edit("docs/cars/likeness.yml", r"^    (?:holds|breaks|consequence): "),
    "a fact": text_edit("docs/dates.yml", r"^    (?:value|statement): "),
    "a question": text_edit("docs/lessons/01-wind.quiz.yml", r"^    (?:stem|rule): |^        why: "),
    "an article": text_edit("docs/lessons/01-wind.md", r"^(?=A flag|The true wind)|^    (?=Trim)"),
    "a mention": said_of,
    "nav": nav,
    "a page": new_page,
    "a page less": deleted_page,
    "a page elsewhere": renamed_page,
    "the theme": theme,
    "a style": style,
    "the site's name": text_edit("mkdocs.yml", r"^site_name: "),
}


def built(root: Path, capsys) -> tuple[int, list[str], dict[str, str]]:
    """How a build ended, what it said was wrong, and the bytes of its site."""
    code = cli.main(["-C", str(root), "build"])
    told = [line for line in capsys.readouterr().err.splitlines() if not line.endswith("…")]
    return code, told, bytes_of(root / "site") if code == 0 else {}


def edited(root: Path, aside: Path, seed: int, count: int, capsys) -> list[str]:
    """Let `count` edits follow each other, each built with what the ones before kept and once more without; which kinds
    of edit were published. One that both refuse is taken back."""
    chance, published = random.Random(seed), []
    assert built(root, capsys)[0] == 0
    for number in range(count):
        before = aside / f"{number}-before"
        shutil.copytree(root, before, symlinks=True, ignore=shutil.ignore_patterns("site", ".cache", "macros"))
        kind = chance.choice(sorted(EDITS))
        EDITS[kind](root, chance)
        clean = aside / f"{number}"
        shutil.copytree(root, clean, symlinks=True, ignore=shutil.ignore_patterns("site", ".cache"))
        ours, theirs = built(root, capsys), built(clean, capsys)
        assert ours[:2] == theirs[:2], (seed, number, kind)
        differing = {name for name in {*ours[2], *theirs[2]} if ours[2].get(name) != theirs[2].get(name)}
        assert differing == set(), (seed, number, kind)
        if ours[0] == 0:
            published.append(kind)
        else:
            for path in (root / "docs").rglob("*"):
                path.unlink() if path.is_file() else None
            shutil.copytree(before, root, symlinks=True, dirs_exist_ok=True)
        shutil.rmtree(clean)
        shutil.rmtree(before)
    return published


@pytest.fixture
def edited_guide(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = copy_project(SAILING, tmp_path / "sailing")
    (root / "looks").mkdir()
    theme(root, random.Random(0))
    style(root, random.Random(0))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  font: false\n", "  font: false\n  custom_dir: looks\n")
    settings.write_text(f"{text}extra_css: [own.css]\n", "utf-8")
    return root


def test_twenty_edits_are_built_as_from_nothing(edited_guide, tmp_path, capsys):
    published = edited(edited_guide, tmp_path / "aside", 3, 20, capsys)
    assert len(published) >= 12 and len(set(published)) >= 8, published


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(100, 115))
def test_three_hundred_edits_are_built_as_from_nothing(seed, edited_guide, tmp_path, capsys):
    edited(edited_guide, tmp_path / "aside", seed, 20, capsys)
