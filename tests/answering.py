"""A server of a test's own on 127.0.0.1."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def answering(pages: type[BaseHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    """A server at `root` that answers as `pages` does. They note in `seen` what was asked of them, and may keep an
    answer back until `released` is set, at the latest when the test is over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    server.seen, server.released = [], threading.Event()
    server.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()
    thread.join()
