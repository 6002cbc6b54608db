"""The site while somebody writes: MkDocs' own server, which here watches the data as well as the pages."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from .loading import GLOSSARY, LOCK


def serve(root: Path, host: str, port: int) -> int:
    """Show the site until somebody stops it; the server's exit code. Raises OSError when nobody can listen there."""
    socket.create_server((host, port)).close()  # MkDocs would find out after its first build, by a traceback
    watched = [word for path in (GLOSSARY, LOCK, "macros") if (root / path).exists() for word in ("-w", path)]
    words = [sys.executable, "-m", "mkdocs", "serve", "-a", f"{host}:{port}", *watched]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # a notice on the theme's future, at every start
    return subprocess.run(words, cwd=root, env=environment, check=False).returncode
