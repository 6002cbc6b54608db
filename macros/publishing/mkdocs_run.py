"""MkDocs, run by a build in its own process: what it warns of is told as problems of the guide."""

from __future__ import annotations

import gc
import io
import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from ..data.problems import Place, Problem, Refused
from ..guide.settings import CONFIG
from .mkdocs_log import Heard, at_page
from .site import Site, handed


def render(root: Path, site: Site, target: Path) -> None:
    """Let MkDocs write the pages of `site` into `target`. Raises `Refused` with all that it warned of. What themes and
    plugins print is nobody's: it would stand between the command's own lines."""
    import mkdocs  # here and below: a command that builds nothing begins sooner without it

    failure = ""
    with _heard("mkdocs", mkdocs.__name__) as heard, handed(root, site), chdir(root), _quiet():
        try:
            _build(root, target)
        except (Exception, SystemExit) as error:  # a macro that fails ends MkDocs by leaving
            if os.environ.get("GUIDE_DEBUG") and not isinstance(error, SystemExit):
                raise
            failure = traceback.format_exception_only(error)[-1].strip()
    gc.collect()  # pages, nav and theme refer to one another in circles, and documents need room
    messages = (message.replace(f"{root}{os.sep}", "") for message in heard.messages)
    if problems := [at_page(root, site.guide, message) for message in messages]:
        raise Refused(problems)
    if failure:
        raise Refused([Problem(Place(CONFIG), "mkdocs", f"{mkdocs.__name__} failed: {failure}")])


def _build(root: Path, target: Path) -> None:
    """What `mkdocs build --strict` does."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(str(root / CONFIG), site_dir=str(target), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _heard(*names: str) -> Iterator[Heard]:
    """What is logged below these names goes here, and nowhere else. A distribution that takes the place of MkDocs logs
    below its own."""
    heard, loggers = Heard(), [logging.getLogger(name) for name in dict.fromkeys(names)]
    before = [(logger, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(heard)
        logger.propagate = False
    try:
        yield heard
    finally:
        for logger, propagate in before:
            logger.removeHandler(heard)
            logger.propagate = propagate


@contextmanager
def _quiet() -> Iterator[None]:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield
