"""The site while somebody writes: MkDocs' own server, which here watches the data as well as the pages."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

from ..data.engine import borrows
from ..publishing import mkdocs_run
from ..publishing.handover import SERVING
from ..reading.loading import GLOSSARY
from ..reading.lockfile import LOCK

BORROWING = f"""\
import sys
from pathlib import Path
from {mkdocs_run.__name__} import serve
serve(Path(), sys.argv[1:])
"""


def serve(root: Path, host: str, port: int) -> NoReturn:
    """Become the server, so that whoever stops this process stops it. Raises OSError when nobody can listen there."""
    socket.create_server((host, port)).close()  # MkDocs would find out after its first build, by a traceback
    watched = [word for path in (GLOSSARY, LOCK, "macros") if (root / path).exists() for word in ("-w", path)]
    served = ["-a", f"{host}:{port}", "--no-strict", *watched]  # what is wrong is told on the pages
    own = [sys.executable, "-m", "mkdocs", "serve", *served]
    words = [sys.executable, "-c", BORROWING, *served] if borrows(root) else own
    environment = {
        **os.environ,
        SERVING: "1",
        "NO_MKDOCS_2_WARNING": "1",
    }  # a notice on the theme's future, at every start
    os.chdir(root)
    os.execve(sys.executable, words, environment)
