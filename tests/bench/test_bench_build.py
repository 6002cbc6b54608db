"""`make bench`: what a build costs, and that it grows no faster than the guide does."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import ROOT
from synthetic import project

pytestmark = pytest.mark.bench
SIZES = (130, 1000, 2000)


def measure(root, command: str) -> tuple[float, int]:
    """CPU seconds and peak memory in MiB of one command in a process of its own."""
    program = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)\n"
        "assert code.returncode == 0, code.stderr.decode()\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    words = [sys.executable, "-c", program, sys.executable, "-m", "macros", "-C", str(root), command]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    seconds, peak = done.stdout.split()
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, KiB elsewhere
    return float(seconds), int(peak) * unit // 2**20


def test_build_is_linear_in_terms(tmp_path):
    print(f"\n{'terms':>6} {'check CPU s':>12} {'build CPU s':>12} {'peak MiB':>9} {'ms a term':>10}")
    per_term = {}
    for size in SIZES:
        root = project(tmp_path / str(size), size)
        checked, _ = measure(root, "check")
        built, peak = measure(root, "build")
        per_term[size] = built / size
        print(f"{size:>6} {checked:>12.1f} {built:>12.1f} {peak:>9} {1000 * built / size:>10.1f}")
    # A ratio within one run, with room for noise: quadratic growth would make it 2.
    assert per_term[2000] / per_term[1000] < 1.3
