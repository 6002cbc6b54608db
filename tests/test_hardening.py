"""What goes beyond all bounds is told in a line, and a build that ends early leaves nothing behind."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import EPOCH, run

from macros.commands.cli import main
from macros.publishing.swap import aside

PAGE = "docs/index.md"
BEYOND = {
    "calls that never close": ("{%" * 50_000, f"{PAGE}:7:401: the page holds '{{%' more than 200 times"),
    "comments of a template": ("{#" * 50_000, f"{PAGE}:7:401: the page holds '{{#' more than 200 times"),
    "comments": ("<!--" * 30_000, f"{PAGE}:7:2001: the page holds '<!--' more than 500 times"),
    "brackets": ("[" * 100_000, f"{PAGE}:7:20000: the page holds '[' more than 20,000 times"),
    "pictures": ("![" * 20_000, f"{PAGE}:7:4001: the page holds '![' more than 2,000 times"),
    "links": ("<a " * 21_000, f"{PAGE}:7:60001: the page holds '<' more than 20,000 times"),
    "asterisks": ("*" * 20_000, f"{PAGE}:7:1: a word of over 8,000 characters"),
    "a word": ("a" * 20_000, f"{PAGE}:7:1: a word of over 8,000 characters"),
    "quotes": (">" * 50 + " deep", f"{PAGE}:7:1: quotes are nested deeper than 12"),
    "quotes with spaces": ("> " * 300 + "deep", f"{PAGE}:7:1: quotes are nested deeper than 12"),
    "lists in a line": ("- " * 60 + "deep", f"{PAGE}:7:1: lists are nested deeper than 12"),
    "lists": ("\n".join(" " * 4 * depth + "- deep" for depth in range(60)), f"{PAGE}:19:1: lists are nested deeper"),
    "elements": ("<div>" * 1000, f"{PAGE}:7:301: elements are nested deeper than 60"),
}


@pytest.mark.parametrize("case", BEYOND)
def test_what_no_person_writes_is_told_at_once(case, sailing, capsys):
    text, said = BEYOND[case]
    index = sailing / PAGE
    index.write_text(index.read_text("utf-8") + f"\n{text}\n", "utf-8")
    begun = time.process_time()
    assert main(["-C", str(sailing), "check"]) == 1
    assert said in capsys.readouterr().err
    assert time.process_time() - begun < 5  # of work, however busy the machine is


def test_what_a_person_may_write_passes(sailing):
    index = sailing / PAGE
    written = ["> " * 12 + "deep", "", *(" " * 4 * depth + "- deep" for depth in range(12)), "", "a" * 8000]
    index.write_text(index.read_text("utf-8") + "\n" + "\n".join(written) + "\n", "utf-8")
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("form", ["<form></form>", '<form action="send"><input></form>', "<form><p>Text</p></form>"])
def test_a_form_of_ones_own_is_told_where_it_stands(sailing, form):
    index = sailing / PAGE
    index.write_text(index.read_text("utf-8") + f"\n{form}\n", "utf-8")
    done = run(sailing, "macros", "build")
    assert done.returncode == 1, done.stderr
    assert f"\n{PAGE}:7:" in done.stderr
    assert not (sailing / "site").exists()


@pytest.mark.parametrize(
    "hidden",
    ["\u180e", "\u034f", "\u115f", "\u3164", "\uffa0", "\ufe0f", "\U000e0100", "\u2800"],
    ids=lambda hidden: f"U+{ord(hidden):04X}",
)
def test_what_nobody_sees_is_told(sailing, hidden, capsys):
    glossary = sailing / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").replace("preferred: ", f"preferred: {hidden}x", 1), "utf-8")
    assert main(["-C", str(sailing), "check"]) == 1
    assert f"invisible character U+{ord(hidden):04X}; delete it [control-character]" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["sw.js", "terms.json", "llms.txt", "g/true-wind/card.png"])
def test_a_file_of_ones_own_that_the_guide_would_replace_is_told(sailing, name):
    run(sailing, "macros", "build")
    if not (sailing / "site" / name).is_file():
        pytest.fail(f"the guide makes no {name}: {sorted(path.name for path in (sailing / 'site').iterdir())}")
    path = sailing / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", "utf-8")
    index = sailing / PAGE
    index.write_text(index.read_text("utf-8") + f"\n[Mine]({name})\n", "utf-8")
    old = {path: path.read_bytes() for path in (sailing / "site").rglob("*") if path.is_file()}
    done = run(sailing, "macros", "build")
    assert done.returncode == 1, done.stderr
    assert f"docs/{name}:1:1: the guide makes a file '{name}' itself; rename it [taken-name]" in done.stderr
    assert {path: path.read_bytes() for path in (sailing / "site").rglob("*") if path.is_file()} == old


def test_a_file_where_a_build_keeps_its_pages_is_told(sailing):
    (sailing / ".cache").write_text("", "utf-8")
    done = run(sailing, "macros", "build")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        ".cache:1:1: '.cache' is a file, and what was built is kept in a folder; move it away [no-folder]",
    )


def test_a_site_can_be_read_by_whoever_serves_it(sailing):
    before = os.umask(0o077)
    try:
        done = run(sailing, "macros", "build")
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    site = sailing / "site"
    modes = {oct(path.stat().st_mode & 0o777) for path in [site, *site.rglob("*")] if path.is_dir()}
    files = {oct(path.stat().st_mode & 0o777) for path in site.rglob("*") if path.is_file()}
    assert (modes, files) == ({"0o755"}, {"0o644"})


def aged(folder: Path) -> Path:
    folder.mkdir()
    (folder / "left").write_text("x", "utf-8")
    os.utime(folder, (1, 1))
    return folder


def test_what_a_killed_build_left_goes_with_the_next_one(tmp_path):
    left = aged(tmp_path / ".site-left")
    with aside(tmp_path) as made:
        assert made.is_dir() and not left.exists()
    assert list(tmp_path.iterdir()) == []


def test_what_another_build_uses_stays(tmp_path):
    with aside(tmp_path) as used:
        os.utime(used, (1, 1))
        with aside(tmp_path) as other:
            assert used.is_dir() and other != used
        assert used.is_dir()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda ending: ending.name)
def test_a_build_that_is_stopped_leaves_nothing_behind(sailing, ending):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(sailing)}
    words = [sys.executable, "-m", "macros", "build"]
    # Whatever started this test in the background has let it ignore Ctrl-C, and its children with it.
    heard = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        words, cwd=sailing, env=environment, stderr=subprocess.PIPE, text=True, preexec_fn=heard
    ) as build:
        said = build.stderr.readline()  # it has begun: MkDocs runs, or is about to
        assert said.startswith("building"), said
        build.send_signal(ending)
        rest = build.communicate(timeout=60)[1]
    assert build.returncode == 128 + ending
    assert "Traceback" not in rest
    assert list(sailing.glob(".site-*")) == []
    assert not (sailing / "site").exists()
    assert still_running(sailing) == []


def still_running(folder: Path) -> list[str]:
    """The commands that run on a folder, after a while: what a build started has to begin before it can end."""
    for _ in range(100):
        found = subprocess.run(["pgrep", "-af", str(folder)], capture_output=True, text=True, check=False).stdout
        if not (running := [line for line in found.splitlines() if "pytest" not in line.split()]):
            break
        time.sleep(0.1)
    return running


def test_mkdocs_ends_with_a_build_that_is_killed(sailing):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(sailing)}
    with subprocess.Popen([sys.executable, "-m", "macros", "build"], cwd=sailing, env=environment, stderr=-1) as build:
        build.stderr.readline()
        build.kill()
    assert still_running(sailing) == []
    assert run(sailing, "macros", "build").returncode == 0
