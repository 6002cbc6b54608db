"""An unfinished guide, as far as it can be shown to somebody who looks on: what fails leaves the rest alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from ..data.problems import Problem, errors
from ..guide.guide import Guide
from ..pages.macros import PageMacros
from ..pages.templates import Templates
from ..pages.term_links import UnknownMarks
from .handover import SERVING

T = TypeVar("T")


def bare() -> dict[str, Any]:
    """What the theme is told of a page of which nothing is known."""
    return {"is_path": False, "number": 0, "bar": "", "report": "", "card": ""}


def is_serving() -> bool:
    """Whether somebody looks on while this process builds."""
    return SERVING in os.environ


class AsFar:
    """A site that somebody may look on before it is finished."""

    guide: Guide
    problems: tuple[Problem, ...]
    unmade: set[str]

    @cached_property
    def is_unfinished(self) -> bool:
        """Whether somebody looks on at a guide that no command would build."""
        return is_serving() and bool(errors(self.problems))

    @cached_property
    def templates(self) -> Templates:
        return Templates(self.guide, self.is_unfinished)

    @property
    def macros(self) -> PageMacros:
        raise NotImplementedError

    def as_far(self, path: str, make: Callable[[], T], instead: Callable[[], T]) -> T:
        """What `make` gives for a page; what `instead` gives, where the guide is unfinished and that fails. No page is
        named by `path` where it can be shown all the same."""
        try:
            return make()
        except UnknownMarks:
            raise
        except Exception:
            if not self.is_unfinished:
                raise
            self.unmade.update({path} - {""})
            return instead()

    def called(self, name: str, path: str, arguments: tuple[str, ...]) -> str:
        """What a macro gives on a page; in an unfinished guide, the call itself where it fails."""
        try:
            made: str = getattr(self.macros, name)(self.guide.pages_by_path[path], *arguments)
        except Exception:
            if not self.is_unfinished:
                raise
            return self.templates.html("preview/call.html.j2", path, name=name, arguments=arguments)
        return made

    def instead(self, path: str) -> str:
        """What stands in the place of a page that cannot be made."""
        return self.templates.markdown("preview/unmade.md.j2", path, path=path)
