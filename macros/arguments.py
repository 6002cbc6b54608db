"""Values of the command line: text into a day or an address, or a word on what was expected."""

from __future__ import annotations

import argparse
import re
from datetime import date


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-11-24") from None


def address(text: str) -> tuple[str, int]:
    """A host and a port to listen at."""
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not an address such as 127.0.0.1:8000")
    return host, int(port)
