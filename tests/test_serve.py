"""`guide serve` shows changes of the data without a restart, and survives a mistake."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

import pytest

from macros.commands import cli


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for a condition; the deadline only keeps a broken server from hanging the suite."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{what} did not happen")


@pytest.mark.first
def test_serve_rebuilds_on_data_and_survives_a_mistake(sailing):
    port = free_port()
    address = f"http://127.0.0.1:{port}/terms/rudder.html"
    words = [sys.executable, "-m", "macros", "serve", "--address", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONPATH": str(sailing)}
    log = sailing / "serve.log"
    with log.open("w") as output:
        server = subprocess.Popen(words, cwd=sailing, env=environment, stdout=output, stderr=output)
    try:

        def shows(text: str) -> bool:
            with urllib.request.urlopen(address, timeout=5) as page:
                return text in page.read().decode()

        glossary = sailing / "glossary.yml"
        good = glossary.read_text("utf-8")
        until(lambda: shows("A hinged blade below the stern"), "the first build")
        glossary.write_text(good.replace("A hinged blade below", "A hinged plate below"), "utf-8")
        until(lambda: shows("A hinged plate below"), "the rebuild after a change")
        glossary.write_text(good.replace("area: steering", "area: nowhere"), "utf-8")
        until(lambda: "there is no area 'nowhere'" in log.read_text("utf-8"), "the report of a mistake")
        assert server.poll() is None
        glossary.write_text(good.replace("A hinged blade below", "A hinged board below"), "utf-8")
        until(lambda: shows("A hinged board below"), "the rebuild after the mistake")
        address = f"http://127.0.0.1:{port}/g/rudder/"
        until(lambda: shows("A hinged board below"), "the page that is safe to send")
        assert "Traceback" not in log.read_text("utf-8")
        assert "[macros]" not in log.read_text("utf-8")
    finally:
        server.terminate()
        server.wait(20)
    socket.create_server(("127.0.0.1", port)).close()  # nobody is left behind to listen there


def test_a_taken_address_is_told_before_anything_is_built(sailing, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["-C", str(sailing), "serve", "--address", f"127.0.0.1:{port}"]) == 2
        told = f"127.0.0.1:{port} (Address already in use); try: guide serve --address 127.0.0.1:{port + 1}"
        assert capsys.readouterr().err == f"guide: cannot serve at {told}\n"
