"""`make bench-pdf`: what the PDF costs at 150, 1,000 and 3,000 terms, beside WeasyPrint on the same pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from operator import gt

import pytest
from conftest import EPOCH, ROOT
from synthetic import project

pytestmark = pytest.mark.bench
LIMITS = {150: (1.5, 1049, 3.81), 1000: (6.0, 1049, 3.81), 3000: (22.0, 3147, 11.44)}
"""Terms to seconds, MiB of memory, and MiB of PDF that they may take on two idle cores: 1.1 GB and 4 MB at 1,000."""
WEASYPRINT = (150, 1000)
"""WeasyPrint takes minutes at the second size; the third is left to extrapolation."""
SHAPE = """
import json, pathlib, re, resource, sys, time
from dataclasses import replace
from datetime import date
from macros.reading.loading import load
from macros.pages.rendered import in_order, read
root = pathlib.Path(sys.argv[1])
guide, pages = load(root)[0], read(root / ".cache" / "rendered-full.json")
forms = [form for page in pages.values() for form in re.findall(r"(?s)<form.*?</form>", page.html)]
left_out = set(re.findall(r'id="(q-[^"]+)"', "".join(forms[40:])))
for path, page in pages.items():
    html = re.sub(r"(?s)<form.*?</form>", lambda form: "" if form[0] in forms[40:] else form[0], page.html)
    html = re.sub(r'<a href="[^"]*#(q-[^"]+)">(.*?)</a>', lambda a: a[2] if a[1] in left_out else a[0], html)
    pages[path] = replace(page, html=html)
"""
"""The pages of a guide with forty questions, whatever its size: the shape that the limits were set for."""
OURS = """
from macros.documents.pdf.making import make
start, used = time.perf_counter(), time.process_time()
data = make(root, guide, pages, date(2026, 11, 24))
wall, cpu = time.perf_counter() - start, time.process_time() - used
"""
THEIRS = """
from weasyprint import HTML
start, used = time.perf_counter(), time.process_time()
html = "".join(page.html for page in in_order(guide, pages))
data = HTML(string=html, base_url="https://example.org/").write_pdf(pdf_tags=True)
wall, cpu = time.perf_counter() - start, time.process_time() - used
"""
TELL = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 1024)
print(json.dumps([wall, cpu, peak, len(data) / 2**20]))
"""


def measure(program: str, root) -> list[float]:
    """Seconds on the wall, of CPU, MiB at the peak, and MiB of PDF, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SHAPE + program + TELL, str(root)], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_weasyprint_is_ready():
    done = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, text=True)
    assert done.returncode == 0, "WeasyPrint needs Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0)"


def test_the_pdf_stays_within_its_limits(tmp_path):
    print(f"\n{'terms':>6} {'program':<11} {'seconds':>8} {'CPU s':>7} {'peak MiB':>9} {'PDF MiB':>8}")
    wrong = []
    for size, limits in LIMITS.items():
        root = project(tmp_path / str(size), size)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH}
        words = [sys.executable, "-m", "macros", "-C", str(root), "build"]
        done = subprocess.run(words, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        for name, program in (("this guide", OURS), ("WeasyPrint", THEIRS if size in WEASYPRINT else "")):
            if program:
                seconds, cpu, peak, weight = measure(program, root)
                print(f"{size:>6} {name:<11} {seconds:>8.2f} {cpu:>7.2f} {peak:>9.0f} {weight:>8.2f}", flush=True)
            if program == OURS and any(map(gt, (seconds, peak, weight), limits)):
                wrong.append((size, seconds, peak, weight))
    assert wrong == []
