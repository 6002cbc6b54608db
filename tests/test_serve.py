"""`guide serve` shows changes of the data without a restart, and survives a mistake."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from macros.commands import cli
from macros.publishing import saves
from macros.publishing.handover import SERVING


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition: Callable[[], bool], what: str, seconds: float = 180) -> None:
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

        def page() -> str:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode().rpartition("<script>")[0]  # the last one is the server's own

        def shows(text: str) -> bool:
            return text in page()

        glossary = sailing / "glossary.yml"
        good = glossary.read_text("utf-8")
        until(lambda: shows("A hinged blade below the stern"), "the first build")
        glossary.write_text(good.replace("A hinged blade below", "A hinged plate below"), "utf-8")
        until(lambda: shows("A hinged plate below"), "the rebuild after a change")
        until(lambda: "Shown after" in log.read_text("utf-8"), "the line that tells of it")
        first = page()
        until(lambda: log.read_text("utf-8").count("Documentation built") == 2, "the rest of the rebuild")
        until(lambda: shows("A hinged plate below"), "the whole site")
        assert page() == first
        glossary.write_text(good.replace("area: steering", "area: nowhere"), "utf-8")
        until(lambda: "there is no area 'nowhere'" in log.read_text("utf-8"), "the report of a mistake")
        assert server.poll() is None
        until(lambda: shows("there is no area &#39;nowhere&#39;"), "the report on the page")
        until(lambda: shows("A hinged blade below"), "the text as it was saved, mistake or not")
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


@pytest.mark.first
def test_a_page_is_shown_first_and_stays_where_the_guide_has_problems(sailing, tmp_path, monkeypatch):
    """The steps of a save, without a server that runs."""
    monkeypatch.setenv(SERVING, "1")
    monkeypatch.chdir(sailing)
    monkeypatch.setattr(saves, "QUIET", 0)
    made, glossary = tmp_path / "made", sailing / "glossary.yml"
    good = glossary.read_text("utf-8")
    server = LiveReloadServer(lambda: None, "127.0.0.1", free_port(), str(made))
    config = load_config(str(sailing / "mkdocs.yml"), site_dir=str(made), site_url=server.url, strict=False)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    config.plugins.on_serve(server, config=config, builder=build)

    def shown() -> str:
        return (Path(server.root) / "terms" / "rudder.html").read_text("utf-8")

    seen: list[str] = []
    tell = saves.Saves._tell
    monkeypatch.setattr(saves.Saves, "_tell", lambda self: (seen.append(shown()), tell(self)))
    try:
        glossary.write_text(good.replace("A hinged blade", "A hinged plate"), "utf-8")
        server.builder()
        assert "A hinged plate" in seen[0]
        assert seen[0] == shown(), "what is shown first is what the whole has"
        assert server.root != str(made)

        seen.clear()
        late = good.replace("A hinged blade", "A hinged board").replace("reviewed: 2026-01-05", "reviewed: 2990-01-05")
        glossary.write_text(late, "utf-8")
        server.builder()
        assert "A hinged board" in seen[0]
        assert "A hinged board" in shown()
        assert server._visible_epoch == server._wanted_epoch, "whoever asks for a page is answered"

        config_file = sailing / "mkdocs.yml"
        settings = config_file.read_text("utf-8")
        config_file.write_text("- [", "utf-8")
        with pytest.raises(Exception, match="mkdocs.yml"):
            server.builder()
        assert "A hinged board" in shown(), "what was there stays"
        assert server._visible_epoch == server._wanted_epoch, "whoever asks for a page is answered"
        config_file.write_text(settings, "utf-8")
        glossary.write_text(good, "utf-8")
        server.builder()

        seen.clear()
        glossary.write_text(good.replace("A hinged blade", "A hinged board"), "utf-8")
        server._want_rebuild, old = True, server.root  # something was saved after that
        server.builder()
        assert "A hinged board" in seen[0]
        assert server.root == old, "what nobody will see is not made"
    finally:
        config.plugins.on_shutdown()
        server.server_close()
    assert [path.name for path in tmp_path.iterdir()] == ["sailing"]
