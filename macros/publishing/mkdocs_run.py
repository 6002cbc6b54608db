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
from typing import TYPE_CHECKING, Any

from ..data.engine import FOLDER, NAME, borrows
from ..data.problems import Place, Problem, Refused
from ..guide.settings import CONFIG
from ..reading.wiring import MODULE, PLUGIN
from .mkdocs_log import Heard, at_page
from .site import Site, handed

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


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

    config = configured(root, target, strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def configured(root: Path, target: Path, **options: Any) -> MkDocsConfig:
    """What mkdocs.yml says, for a build into `target`."""
    from mkdocs.config import load_config

    return load_config(str(root / CONFIG), site_dir=str(target), **options, **borrowed(root))


def borrowed(root: Path) -> dict[str, Any]:
    """The options of mkdocs.yml that name parts of the engine, with the places where these are installed; none where
    the guide holds an engine of its own."""
    from mkdocs.utils.yaml import yaml_load

    if not borrows(root):
        return {}
    said = yaml_load((root / CONFIG).read_text("utf-8-sig"))
    hooks = [_placed(path) for path in said.get("hooks", [])]
    theme = {name: _placed(value) if name == "custom_dir" else value for name, value in said.get("theme", {}).items()}
    plugins = [{PLUGIN: _installed(item[PLUGIN])} if PLUGIN in item else item for item in said.get("plugins", [])]
    return {"hooks": hooks, "theme": theme, "plugins": plugins}


def _placed(path: str) -> str:
    return str(FOLDER.parent / path) if path.startswith(f"{NAME}/") else path


def _installed(options: dict[str, Any]) -> dict[str, Any]:
    """The plugin's options, by which it takes the engine as a package and not as a folder of the guide."""
    return {name: value for name, value in options.items() if name != "module_name"} | {"modules": [MODULE]}


def serve(root: Path, words: list[str]) -> None:
    """MkDocs' own server, on a guide that borrows its engine."""
    from mkdocs.__main__ import cli
    from mkdocs.commands import serve as server
    from mkdocs.config import load_config

    def loaded(**options: Any) -> MkDocsConfig:
        return load_config(**{**options, **borrowed(root)})

    vars(server)["load_config"] = loaded
    cli(["serve", *words])


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
