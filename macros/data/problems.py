"""What is wrong with the data, where, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, order=True)
class Place:
    """A position in a source file; line and column count characters from 1."""

    path: str
    line: int = 1
    column: int = 1

    @classmethod
    def at(cls, path: str, text: str, offset: int, first_line: int = 1) -> Place:
        """Where the character at `offset` of a text stands whose first line is the file's `first_line`."""
        return cls(path, first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing wrong: a stable `code`, one line of `message`, and a `hint` where there is a known cure."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: str = ERROR

    def __str__(self) -> str:
        label = "" if self.severity == ERROR else f"{self.severity}: "
        hint = f"; {self.hint}" if self.hint else ""
        line = " ".join(f"{self.place}: {label}{self.message}{hint} [{self.code}]".split())
        # What an author wrote is quoted; what would move a terminal's cursor, or not be seen, is named.
        return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line)


class Refused(Exception):
    """Raised at the edges when the problems forbid going on; carries them all, and what was left undone."""

    def __init__(self, problems: Iterable[Problem], outcome: str = "site not changed"):
        self.problems = ordered(problems)
        if not self.problems:
            raise ValueError("refused without saying why")
        self.outcome = outcome
        super().__init__(count(len(self.problems), "problem"))


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems once each, by file, line and column."""
    return sorted(set(problems), key=lambda problem: (problem.place, problem.code, problem.message))


def tell(problem: Problem) -> None:
    """Let the author read it."""
    print(problem, file=sys.stderr, flush=True)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop a build."""
    return [problem for problem in problems if problem.severity == ERROR]


def count(number: int, noun: str) -> str:
    """`1 problem`, `3 problems`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
