"""What a build tells MkDocs, a process of its own: the environment variables by which it does."""

import ctypes
import os
import signal
from contextlib import suppress

RENDERED = "GUIDE_RENDERED"
"""The environment variable that names the file in which a build wants its rendered pages."""
EDITION = "GUIDE_EDITION"
"""The environment variable by which a build tells MkDocs, a process of its own, which edition it makes."""
SERVING = "GUIDE_SERVING"
"""The environment variable by which MkDocs, a process of its own, knows that somebody is looking on."""
PARENT = "GUIDE_PARENT"
"""The environment variable by which MkDocs knows the process of the build that it belongs to."""
_SET_DEATH_SIGNAL = 1  # linux/prctl.h


def end_with_parent() -> None:
    """Let this process end as soon as the build that it belongs to has ended, however that happened. Does nothing where
    no build started it, and where the system knows no such thing."""
    if parent := os.environ.get(PARENT):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != int(parent):  # it had ended before it could be asked
            raise SystemExit(1)
