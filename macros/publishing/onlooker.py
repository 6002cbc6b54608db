"""What the server of `guide serve` answers beyond the files of the site: the bar on its pages, and documents."""

from __future__ import annotations

import io
import mimetypes
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.util import FileWrapper

from ..data.problems import ordered
from ..pages.templates import TEMPLATES
from .on_request import Documents, Made, writer
from .trouble import STYLE, Trouble

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
_HTML = "text/html; charset=utf-8"
_SOON = 0.5
"""Seconds in which a document is waited for before a page says that it is being made."""


class Onlooker:
    """Answers in front of MkDocs' own server, which is mounted at `base`. `trouble` is what is wrong with what is
    shown."""

    def __init__(self, server: Application, base: str, trouble: Callable[[], Trouble], documents: Documents):
        self._server, self._base, self._trouble, self._documents = server, base, trouble, documents

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if not path.startswith(self._base):
            return self._server(environ, start)
        name = path.removeprefix(self._base)
        if name == STYLE:
            return _answer(start, "200 OK", "text/css", (TEMPLATES / "preview" / "bar.css").read_bytes())
        if writer(self._trouble().guide, name):
            return self._document(environ, start, name)
        return self._with_bar(environ, start, f"{name}index.html" if not name or name.endswith("/") else name)

    def _with_bar(self, environ: Environ, start: Start, name: str) -> Iterable[bytes]:
        told: list[Any] = []

        def begin(*given: Any) -> None:
            told[:] = given

        body = self._server(environ, begin)
        status, headers, *_ = told
        if not dict(headers).get("Content-Type", "").startswith("text/html"):
            start(status, headers)
            return body
        page = b"".join(body).decode("utf-8", "replace")
        return _answer(start, status, _HTML, self._trouble().shown_on(name, page, self._base).encode())

    def _document(self, environ: Environ, start: Start, name: str) -> Iterable[bytes]:
        """A document, once it is made; to a browser a page that says so meanwhile, and asks again by itself."""
        reads = "text/html" in environ.get("HTTP_ACCEPT", "")
        made = self._documents.asked(name, _SOON if reads else None)
        while made is None and not reads:
            time.sleep(_SOON)
            made = self._documents.asked(name, None)
        if made and made.path:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return _answer(start, "200 OK", kind, made.path.read_bytes())
        page = self._trouble().templates.html(
            "preview/document.html.j2", "", name=name, made=made, problems=ordered(made.problems) if made else [],
            style=self._base + STYLE,
        )  # fmt: skip
        status = "503 Service Unavailable" if made else "202 Accepted"
        if made == Made():
            status = "404 Not Found"
        return _answer(start, status, _HTML, page.encode())


def _answer(start: Start, status: str, kind: str, data: bytes) -> Iterator[bytes]:
    start(status, [("Content-Type", kind), ("Content-Length", str(len(data))), ("Cache-Control", "no-store")])
    return iter(FileWrapper(io.BytesIO(data)))
