"""Signals that end a command as an error would: what it began is put away first, and what it started ends with it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 20
"""Seconds in which a command has to put away what it began."""


class Stopped(BaseException):
    """A signal has come; no bug, and nothing that a command should handle."""

    def __init__(self, number: int):
        super().__init__(number)
        self.signal = number


@contextmanager
def stopped_by(*signals: signal.Signals) -> Iterator[None]:
    """Raise `Stopped` where one of these comes; where a theme or a plugin goes on all the same, let the system end the
    process after a while. Only the main thread is told of signals: elsewhere nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _frame: object) -> None:
        for one in signals:  # a second one must not end what the first one began to put away
            signal.signal(one, signal.SIG_IGN)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_PATIENCE)
        raise Stopped(number)

    before = {one: signal.signal(one, stop) for one in signals}
    try:
        yield
    finally:
        signal.alarm(0)
        for one, handler in before.items():
            signal.signal(one, handler)
