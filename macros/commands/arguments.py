"""What the words of a command line must look like: each takes a word and gives its value, or says what is wrong."""

from __future__ import annotations

import argparse
import re
from datetime import date

USAGE = 2
"""What a command ends with that was not understood."""


def day(text: str) -> date:
    """A day of the calendar, such as 2026-11-24."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-11-24") from None


def days(text: str) -> int:
    """A number of days, at most ten years."""
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > 3650:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of days such as 90")
    return int(text)


def address(text: str) -> tuple[str, int]:
    """A host and a port, such as 127.0.0.1:8000."""
    host, _, port = text.rpartition(":")
    if not _is_host(host) or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is not an address such as 127.0.0.1:8000")
    return host, int(port)


def epoch(text: str) -> int:
    """A moment as seconds since 1970, as SOURCE_DATE_EPOCH gives it (reproducible-builds.org): at most what the formats
    of the documents can say, which is a day of 2106."""
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds such as 1795564800")
    return int(text)


def _is_host(text: str) -> bool:
    try:
        return bool(text.encode("idna"))
    except UnicodeError:
        return False
