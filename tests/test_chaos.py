"""A build that is killed, doubled, starved or locked out: the old site stays whole or the new one stands whole, what
went wrong is said in a line, and the next build leaves no litter. All by the command line, as whoever runs it would.

`make chaos` kills 500 builds at moments drawn from a seed; `make test` kills 20."""

from __future__ import annotations

import hashlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import EPOCH, SAILING, copy_project, once, run
from engines import free_port

SEED = int(os.environ.get("SEED", "1"))
KILLS = int(os.environ.get("CHAOS", "20"))
PAGE = "docs/index.md"
STATES = ("one edition", "another edition")
LOCATED = re.compile(r"^(guide: |error: )?[^\s:][^:\n]*(:\d+:\d+)?: .+", re.MULTILINE)
BLOCK = 4096
"""What a file takes of a disk is a multiple of it."""
FULL = ("64k", "256k", "1m", "2m", "3m", "4m", "6m") if KILLS >= 100 else ("64k", "1m", "3m")
BARE = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": EPOCH}


def write_state(root: Path, state: str) -> None:
    """The guide in one of two states, which make two sites."""
    page = root / PAGE
    text = page.read_text("utf-8").partition("\n\nThis is ")[0].rstrip("\n")
    page.write_text(f"{text}\n\nThis is {state}.\n", "utf-8")


def digest(folder: Path) -> str:
    """What a site is, file by file."""
    if not folder.is_dir():
        return "none"
    told = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        told.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return told.hexdigest()


def litter(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".") and path.name != ".cache")


def begin(root: Path, *words: str, **options) -> subprocess.Popen:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "macros", *(words or ("build",))]
    options = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True} | options
    return subprocess.Popen(command, cwd=root, start_new_session=True, **options)


@pytest.fixture(scope="module")
def stage(tmp_path_factory) -> tuple[Path, dict[str, str], float]:
    """A guide with a site, what its site is in either state, and how long a build takes."""

    def make(folder: Path) -> None:
        root = copy_project(SAILING, folder)
        told = []
        for state in (*STATES, STATES[0]):
            write_state(root, state)
            begun = time.monotonic()
            done = run(root, "macros", "build")
            assert done.returncode == 0, done.stderr
            told.append(f"{digest(root / 'site')} {time.monotonic() - begun}")
        assert told[0].split()[0] == told[2].split()[0] != told[1].split()[0]
        (root.parent / f"{root.name}.told").write_text("\n".join(told[1:]), "utf-8")

    root = once(tmp_path_factory, "chaos", make)
    other, first = (line.split() for line in (root.parent / f"{root.name}.told").read_text("utf-8").splitlines())
    return root, dict(zip(STATES, (first[0], other[0]), strict=True)), float(first[1])


@pytest.fixture
def site(stage, tmp_path) -> tuple[Path, dict[str, str], float]:
    """The same in a folder of its own, in the first state."""
    root, sites, lasting = stage
    own = tmp_path / "guide"
    shutil.copytree(root, own, symlinks=True)
    return own, sites, lasting


def test_killed_at_any_moment_the_site_is_whole(site):
    root, sites, lasting = site
    drawn = random.Random(SEED)
    killed = 0
    for number in range(KILLS):
        state = STATES[(number + 1) % 2]
        write_state(root, state)
        before = digest(root / "site")
        build = begin(root)
        # Half of all kills fall into the last third, where files are put in place.
        share = drawn.uniform(0, 1.05) if drawn.random() < 0.5 else drawn.uniform(0.65, 1.05)
        begun = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            build.wait(share * lasting)
        if build.poll() is None:
            os.killpg(build.pid, signal.SIGKILL)
            killed += 1
        else:  # the machine may have been busier while it was measured
            lasting = min(lasting, time.monotonic() - begun)
        said = build.communicate(timeout=60)[1]
        after = digest(root / "site")
        assert after in (before, sites[state]), (
            f"kill {number} of seed {SEED}: a site that is neither old nor new\n{said}"
        )
        if build.returncode == 0:
            assert after == sites[state]
        if number % 10 == 9:
            done = run(root, "macros", "build")
            assert done.returncode == 0, f"after kill {number} of seed {SEED}: {done.stderr}"
            assert digest(root / "site") == sites[state]
            assert litter(root) == [], f"after kill {number} of seed {SEED}"
    assert killed >= KILLS / 3, "most builds were over before they were killed"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda ending: ending.name)
def test_stopped_at_any_moment_it_cleans_up_and_says_how_it_ended(site, ending):
    root, sites, lasting = site
    drawn = random.Random(f"{SEED} {ending}")
    for number in range(max(2, KILLS // 20)):
        state = STATES[(number + 1) % 2]
        write_state(root, state)
        before = digest(root / "site")
        build = begin(root, preexec_fn=lambda: signal.signal(ending, signal.SIG_DFL))
        assert build.stderr and build.stderr.readline().startswith("building")
        with suppress(subprocess.TimeoutExpired):
            build.wait(drawn.uniform(0, 0.8) * lasting)
        if build.poll() is None:
            os.killpg(build.pid, ending)
        said = build.communicate(timeout=60)[1]
        # The last moment of a process is not its own: there the system says how it ended, as a shell would.
        assert build.returncode in (0, 128 + ending, -ending), said
        assert "Traceback" not in said
        assert digest(root / "site") in ((sites[state],) if build.returncode == 0 else (before, sites[state]))
        assert litter(root) == []


def test_two_builds_at_once_leave_one_whole_site(site):
    root, sites, _ = site
    write_state(root, STATES[1])
    builds = [begin(root), begin(root)]
    looks = 0
    while any(build.poll() is None for build in builds):
        if (root / "site" / "index.html").exists():
            looks += 1
        time.sleep(0.005)
    told = [(build.returncode, build.communicate()[1]) for build in builds]
    # A build that finds itself overtaken may say so; one of them stands.
    assert 0 in [code for code, _ in told] and {code for code, _ in told} <= {0, 1, 2}, told
    assert all("Traceback" not in said for _, said in told), told
    assert digest(root / "site") == sites[STATES[1]]
    assert looks and litter(root) == []


def test_a_build_while_the_guide_is_served(site):
    root, sites, _ = site
    server = begin(root, "serve", "--address", f"127.0.0.1:{free_port()}")
    try:
        time.sleep(0.5)
        write_state(root, STATES[1])
        done = run(root, "macros", "build")
        assert done.returncode == 0, done.stderr
        assert digest(root / "site") == sites[STATES[1]]
        assert server.poll() in (None, 2), "the server ended with the build"
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        server.communicate(timeout=60)
    assert run(root, "macros", "build").returncode == 0
    assert litter(root) == []


def refused(root: Path, before: str, done) -> None:
    """It says why in a line that names a place, and the old site stands."""
    assert done.returncode in (1, 2), (done.returncode, done.stderr)
    lines = [line for line in done.stderr.splitlines() if not line.endswith("…")]
    assert lines and "Traceback" not in done.stderr and LOCATED.search("\n".join(lines)), done.stderr
    assert digest(root / "site") == before


@pytest.mark.parametrize("most", [0, 1_000, 20_000, 200_000])
def test_files_that_may_not_grow(site, most):
    """As a full disk or a quota does it to one file after another."""
    root, sites, _ = site
    before = digest(root / "site")
    write_state(root, STATES[1])
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-m", "macros", "build"],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    refused(root, before, done)
    assert litter(root) == []
    done = run(root, "macros", "build")
    assert (done.returncode, digest(root / "site"), litter(root)) == (0, sites[STATES[1]], [])


def in_namespace(root: Path, script: str) -> subprocess.CompletedProcess:
    """A build on file systems of its own, which a script lays out first."""
    command = f'set -e; {script}; exec "$0" -m macros build'
    return subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", command, sys.executable],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )


def test_a_full_disk_at_any_stage(site, tmp_path):
    """On a small disk, each a little larger than the last, until the site fits."""
    root, sites, _ = site
    before, room = digest(root / "site"), tmp_path / "room"
    write_state(root, STATES[1])
    used = sum(-(-path.stat().st_size // BLOCK) * BLOCK for path in root.rglob("*") if path.is_file())
    codes = []
    for free in FULL:
        size = used // 1024 + int(free[:-1]) * (1024 if free.endswith("m") else 1) + 400
        room.mkdir(exist_ok=True)
        keep = tmp_path / f"kept-{free}"
        script = (
            f"mount -t tmpfs -o size={size}k tmpfs '{room}'; cp -a . '{room}/guide'; cd '{room}/guide'; "
            f'export PYTHONPATH="$PWD"; code=0; "$0" -m macros build || code=$?; cp -a . "{keep}"; exit $code'
        )
        done = in_namespace(root, script)
        codes.append(done.returncode)
        if done.returncode:
            refused(keep, before, done)
        else:
            assert digest(keep / "site") == sites[STATES[1]]
        assert litter(keep) == [], free
    assert codes[0] and set(codes) <= {0, 1, 2}, codes


@pytest.mark.parametrize("locked", [".", "site"])
def test_a_folder_that_cannot_be_written(site, locked):
    root, sites, _ = site
    before = digest(root / "site")
    write_state(root, STATES[1])
    done = in_namespace(root, f"mount --bind '{locked}' '{locked}'; mount -o remount,ro,bind '{locked}'; cd \"$PWD\"")
    refused(root, before, done)
    done = run(root, "macros", "build")
    assert (done.returncode, digest(root / "site"), litter(root)) == (0, sites[STATES[1]], [])


@pytest.mark.parametrize(
    "environment",
    [{}, {"HOME": "/nonexistent"}, {"LANG": "C", "LC_ALL": "C"}, {"HOME": "/", "TMPDIR": "/nonexistent"}],
    ids=["nothing set", "no home", "C locale", "no folder for temporary files"],
)
def test_a_bare_environment_makes_the_same_site(site, environment):
    root, sites, _ = site
    write_state(root, STATES[1])
    own = {**BARE, "PYTHONPATH": str(root), **environment}
    done = subprocess.run([sys.executable, "-m", "macros", "build"], cwd=root, env=own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert digest(root / "site") == sites[STATES[1]]
    assert litter(root) == []
