"""`make bench`: what a build costs, from nothing, after an edit and after none, beside other makers of sites on the
same pages; and that it grows no faster than the guide does. CPU seconds, since others may use the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import others
import pytest
from conftest import ROOT
from synthetic import project

pytestmark = pytest.mark.bench
SIZES = tuple(map(int, os.environ.get("SIZES", "130 1000 2000").split()))


def measure(root: Path, *words: str) -> tuple[float, int, str]:
    """CPU seconds and peak memory in MiB of one command in a process of its own, and what it prints."""
    program = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "assert done.returncode == 0, done.stderr.decode()\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
        "print(done.stdout.decode())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    told, _, said = done.stdout.partition("\n")
    seconds, peak = told.split()
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, KiB elsewhere
    return float(seconds), int(peak) * unit // 2**20, said


def edit(root: Path, words: str) -> None:
    """Let one term say a few words more."""
    glossary = root / "glossary.yml"
    text = glossary.read_text("utf-8")
    glossary.write_text(text.replace("    mechanism: ", f"    mechanism: {words} ", 1), "utf-8")


def site_of(root: Path) -> dict[str, bytes]:
    files = ((path.relative_to(root / "site").as_posix(), path) for path in (root / "site").rglob("*"))
    return {name: path.read_bytes() for name, path in files if path.is_file()}


def others_of(root: Path, folder: Path) -> dict[str, float | None]:
    """CPU seconds of each other maker; None where it is not installed."""
    python = [sys.executable, "-m"]
    found: dict[str, float | None] = {}
    for name, in_nav in (("Material, terms in nav", True), ("Material, terms out of nav", False)):
        words = others.material(root, folder / name, in_nav)
        found[name] = measure(folder / name, *python, *words)[0]
    words = others.hugo(root, folder / "Hugo")
    found["Hugo"] = measure(folder, "hugo", *words)[0] if shutil.which("hugo") else None
    return found


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Each size with what every step costs; the site after an edit is compared with one made from nothing."""
    rows = {}
    for size in SIZES:
        folder = tmp_path_factory.mktemp(str(size))
        root = project(folder / "guide", size)
        guide = [sys.executable, "-m", "macros"]
        row = {"check": measure(root, *guide, "check")[0]}
        row["full"], row["peak"], _ = measure(root, *guide, "build")
        edit(root, "More is said.")
        row["one term"] = measure(root, *guide, "build")[0]
        row["nothing"] = measure(root, *guide, "build")[0]
        kept = site_of(root)
        shutil.rmtree(root / ".cache")
        measure(root, *guide, "build")
        assert site_of(root) == kept
        shown, saved = measure(root, sys.executable, str(Path(__file__).parent / "one_save.py"))[2].split()[-2:]
        rows[size] = row | {"shown": float(shown), "save": float(saved)} | others_of(root, folder / "others")
    return rows


def test_what_a_build_costs(measured):
    print(f"\nCPU seconds{'':<21}" + "".join(f"{size:>8} terms" for size in SIZES))
    for name in next(iter(measured.values())):
        values = [row[name] for row in measured.values()]
        shown = "".join(f"{'not here' if value is None else format(value, '.2f'):>14}" for value in values)
        print(f"{'peak memory, MiB' if name == 'peak' else name:<30}{shown}")
    print("as a share of a full build")
    for name in ("one term", "nothing", "shown", "save"):
        print(f"{name:<30}" + "".join(f"{row[name] / row['full']:>13.1%} " for row in measured.values()))
    print("full build as a multiple of theirs")
    for name in ("Material, terms in nav", "Material, terms out of nav", "Hugo"):
        shares = (format(row["full"] / row[name], ".1f") if row[name] else "not here" for row in measured.values())
        print(f"{name:<30}" + "".join(f"{share:>14}" for share in shares))


def test_build_is_linear_in_terms(measured):
    small, large = SIZES[-2:]
    # A ratio within one run, with room for noise: quadratic growth would make it as large as the sizes' own.
    assert measured[large]["full"] / large / (measured[small]["full"] / small) < 1.3
