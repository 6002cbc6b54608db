"""How many mutants ran, for who adds up several runs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping


def tally(counted: Mapping[str, int]) -> None:
    """Where FUZZ_TALLY names a file, a line is added to it that says how many mutants ran."""
    if name := os.environ.get("FUZZ_TALLY"):
        with open(name, "a", encoding="utf-8") as stream:
            stream.write(json.dumps(dict(sorted(counted.items()))) + "\n")
