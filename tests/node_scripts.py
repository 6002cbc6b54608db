"""Node.js as a test tool: the guide's pure scripts without a browser, and the tools that read scripts and style sheets.
A missing part is a failure, never a skip."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOOLS = Path(__file__).parent / "js"


def node() -> str:
    found = shutil.which("node")
    assert found, "no Node.js: install it (Debian: apt install nodejs npm)"
    return found


def tool(name: str) -> str:
    """The path of a tool of tests/js/package.json."""
    path = TOOLS / "node_modules" / ".bin" / name
    assert path.exists(), f"no {name}: run `make setup`, or npm ci in {TOOLS.name}/"
    return str(path)


class Scripts:
    """A window without a page in which scripts of the guide have run."""

    def __init__(self, process: subprocess.Popen[str]):
        self._process = process

    def evaluate(self, expression: str, argument: object = None) -> object:
        """What a function written in JavaScript makes of an argument."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([expression, argument]) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert "wrong" not in told, told["wrong"]
        return told.get("value")


@contextmanager
def scripts(*names: str) -> Iterator[Scripts]:
    """The named scripts of docs/assets/js/, each run after the one before it."""
    words = [node(), str(TOOLS / "evaluate.mjs"), *names]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield Scripts(process)
        process.stdin.close()
