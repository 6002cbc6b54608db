"""What of docs/ is published: pages, and what something names. What is no plain file is never opened."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EPOCH, SAILING, run

from macros.commands import cli
from macros.data.files import DEEPEST, LARGEST, MAX_BYTES, entries
from macros.publishing.named import engine_names, named
from macros.reading.loading import load

LEFT = (
    "lessons/01-wind.md~", "lessons/01-wind.quiz.yml.orig", "lessons/01-wind.md.bak", "lessons/#01-wind.md#", "key.pem",
    "spare.yaml", "terms.yml~", "Thumbs.db", "extra.html", "extra.htm", "extra.xhtml", "run.js", "notes.txt",
    "boat.svg", "crew.png", "other.HTML", "backup/index.md.old", "id_rsa",
)  # fmt: skip
SECRET = "what nobody should read"


@pytest.fixture
def check(sailing, monkeypatch, capsys) -> Callable[[], tuple[int, list[str], float]]:
    """The exit code of a check, what it says, and the seconds it takes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)

    def checked() -> tuple[int, list[str], float]:
        begun = time.monotonic()
        code = cli.main(["-C", str(sailing), "check"])
        return code, capsys.readouterr().err.splitlines()[:-1], time.monotonic() - begun

    return checked


def leave(sailing: Path) -> None:
    for name in LEFT:
        path = sailing / "docs" / name
        path.parent.mkdir(exist_ok=True)
        drawn = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{SECRET}</title></svg>'
        path.write_text(drawn if name.endswith(".svg") else SECRET, "utf-8")


def test_a_page_that_mkdocs_leaves_out_is_no_page(sailing):
    config, notes = sailing / "mkdocs.yml", sailing / "docs" / "notes"
    text = config.read_text("utf-8")
    assert text.count('exclude_docs: "*.yml"') == 1
    config.write_text(text.replace('exclude_docs: "*.yml"', 'exclude_docs: "*.yml\\n/notes/"'), "utf-8")
    notes.mkdir()
    (notes / "rigging.md").write_text("# Rigging {{ no_such_macro }}\n", "utf-8")
    assert "notes/rigging.md" not in load(sailing)[0].pages_by_path
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    assert not (sailing / "site" / "notes").exists()


@pytest.mark.parametrize("edition", ["full", "public"])
def test_what_editors_leave_behind_stays_behind(edition, sailing):
    leave(sailing)
    done = run(sailing, "mkdocs", "build", GUIDE_EDITION=edition, NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stderr
    holding = [
        path for path in (sailing / "site").rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()
    ]
    assert holding == []


def test_what_is_left_out_is_told(sailing, check):
    leave(sailing)
    code, said, _ = check()
    told = {line.partition(":")[0].removeprefix("docs/") for line in said if "warning: " in line}
    assert (code, told) == (0, {name for name in LEFT if not name.endswith(".yml")})
    assert all(line.endswith(" [not-published]") for line in said)


def test_what_a_page_or_a_style_names_is_published(sailing):
    docs = sailing / "docs"
    (docs / "notes.txt").write_text("notes", "utf-8")
    (docs / "sea.css").write_text("p { background: url(img/sea.png) }", "utf-8")
    (docs / "img").mkdir()
    for name in ("sea.png", "boat.png", "lost.png"):
        (docs / "img" / name).write_bytes(b"\x89PNG")
    index = docs / "index.md"
    index.write_text(index.read_text("utf-8") + "\n[Notes](notes.txt) ![A boat](img/boat.png)\n", "utf-8")
    config = sailing / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "extra_css:\n  - sea.css\n", "utf-8")
    guide, _ = load(sailing)
    found = named(guide, sailing)
    assert {"notes.txt", "img/boat.png", "sea.css", "img/sea.png"} <= found
    assert "img/lost.png" not in found
    done = run(sailing, "mkdocs", "build", NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (sailing / "site" / "img").iterdir()) == ["boat.png", "sea.png"]


def test_this_guide_names_every_file_of_its_own(guide):
    root = SAILING.parent.parent
    known = named(guide, root) | {page.path for page in guide.pages}
    known |= {f"assets/figures/{name}.svg" for name in guide.figures}
    known |= {f"assets/figures/wide/{name}.svg" for name in guide.wide}
    names = [name.removeprefix("docs/") for name in entries(root, "docs")[0] if not name.endswith(".yml")]
    own = "engineering/"  # what exclude_docs names is for those who read the files themselves
    assert [name for name in names if name not in known and not name.startswith(own)] == []
    assert "assets/js/scheme.js" in engine_names()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def page(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# A page\n", "utf-8")


SIX_GB = 6 * 10**9
ODD = {
    "a pipe for a page": ("docs/x.md", pipe, "no-plain-file"),
    "a pipe for the glossary": ("glossary.yml", pipe, "no-plain-file"),
    "a pipe for the settings": ("mkdocs.yml", pipe, "no-plain-file"),
    "a pipe for the lock": ("glossary.ids.lock", pipe, "no-plain-file"),
    "a pipe for a quiz": ("docs/lessons/01-wind.quiz.yml", pipe, "no-plain-file"),
    "a pipe for a picture": ("docs/x.png", pipe, "no-plain-file"),
    "a pipe for what only the lookup reads": ("docs/spoken.yml", pipe, "no-plain-file"),
    "a socket for a page": ("docs/x.md", bound_socket, "no-plain-file"),
    "a device for a page": ("docs/x.md", link_to("/dev/zero"), "linked-file"),
    "a device for the glossary": ("glossary.yml", link_to("/dev/zero"), "linked-file"),
    "a huge page of nothing": ("docs/x.md", sparse(SIX_GB), "too-large"),
    "a huge glossary of nothing": ("glossary.yml", sparse(SIX_GB), "too-large"),
    "a huge picture of nothing": ("docs/x.png", sparse(SIX_GB), "too-large"),
    "a page that is a little too large": ("docs/x.md", sparse(MAX_BYTES + 1), "too-large"),
    "a picture that is a little too large": ("docs/x.png", sparse(LARGEST + 1), "too-large"),
    "a link to a page outside": ("docs/x.md", link_to("/etc/hostname"), "linked-file"),
    "a link to a picture outside": ("docs/x.png", link_to("/etc/hostname"), "linked-file"),
    "a link to data inside": ("docs/x.txt", link_to("dates.yml"), "linked-file"),
    "a link to nowhere": ("docs/x.md", link_to("nowhere.md"), "linked-file"),
    "a link to itself": ("docs/x.md", link_to("x.md"), "linked-file"),
    "a link to a folder": ("docs/x", link_to("/etc"), "linked-folder"),
    "a glossary from outside": ("glossary.yml", link_to("/etc/hostname"), "linked-file"),
    "a page that differs in case": ("docs/Index.md", page, "unsafe-name"),
    "a folder that differs in case": ("docs/Lessons/02.md", page, "unsafe-name"),
    "a picture that differs in case": ("docs/DATES.md", page, "unsafe-name"),
    "a page and what it becomes": ("docs/dates.HTML", empty, "unsafe-name"),
    "a page of another ending": ("docs/extra.MD", page, "wrong-form"),
    "a line break in a name": ("docs/a\nb.md", page, "unsafe-name"),
    "an escape in a name": ("docs/a\x1b[2Jb.md", page, "unsafe-name"),
    "a direction in a name": ("docs/a\u202eb.md", page, "unsafe-name"),
    "a name that is not UTF-8": (os.fsdecode(b"docs/a\xff.png"), empty, "unsafe-name"),
    "a page's name that is not UTF-8": (os.fsdecode(b"docs/a\xff.md"), page, "unsafe-name"),
    "a name that Windows keeps": ("docs/con.md", page, "unsafe-name"),
    "a sign that Windows forbids": ("docs/a:b.md", page, "unsafe-name"),
    "a name that ends in a dot": ("docs/a.", empty, "unsafe-name"),
    "a long name": (f"docs/{'a' * 200}.md", page, "unsafe-name"),
    "deep folders": (f"docs/{'a/' * (DEEPEST + 1)}x.md", page, "too-deep"),
}


@pytest.mark.parametrize("case", ODD)
def test_what_is_no_plain_file_is_told_at_once(case, sailing, check):
    name, make, code = ODD[case]
    path = sailing / name
    if path.exists():
        path.unlink()
    make(path)
    exit_code, said, seconds = check()
    told = [line for line in said if line.endswith(f"[{code}]")]
    assert (exit_code, len(told) >= 1, seconds < 5) == (1, True, True), (said, seconds)
    assert all(line.isprintable() and line.partition(":")[0] for line in told)


def test_docs_may_not_be_a_link(sailing, check):
    (sailing / "docs").rename(sailing / "elsewhere")
    (sailing / "docs").symlink_to("elsewhere")
    code, said, _ = check()
    assert code == 1
    assert said[0].startswith("docs:1:1: the folder is a symbolic link")
