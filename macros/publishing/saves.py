"""A save while somebody looks on. The pages that it changes are shown first; all else is made aside once nothing is
saved for a second, and then takes its place."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..data.days import today
from ..data.problems import count, errors
from ..guide.addresses import html_path
from .mkdocs_run import configured
from .on_request import Documents
from .onlooker import Onlooker
from .preview import Preview
from .readable import problems_of
from .site import Site, loaded, take

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.guide")
QUIET = 1.0
"""Seconds without a save after which all that is not shown yet is made."""
_LOOK = 0.2
"""Seconds from one look at the files to the next."""


class Superseded(BaseException):
    """Ends a build that nobody will see, since something was saved meanwhile. It is no error, and is logged by none."""


class Saves:
    """What MkDocs' server does with a save, in place of a whole build."""

    def __init__(self, root: Path, server: LiveReloadServer, build: Callable[..., None], last: Callable[[], Preview]):
        self._root, self._server, self._build, self._last = root, server, build, last
        self._shown = last()
        self._good = self._shown.site
        self._whole: Site | None = self._good
        self._trouble = self._shown.trouble(root)
        self._replaced: dict[Path, bytes] = {}
        self._aside = Path(f"{server.root}-next")
        self._interruptible = False
        server.builder = self.rebuild
        server.error_handler = self._error_page
        documents = Documents(root, self._all_made, lambda: self._trouble.problems)
        server.set_app(Onlooker(server.serve_request, server.mount_path, lambda: self._trouble, documents))
        _look_often(server)

    def rebuild(self) -> None:
        """Show what changed, then make all; end early where something else was saved."""
        self._whole = None
        self._show_first()
        if self._saved_again(QUIET):
            return
        self._interruptible = True
        try:
            self._make_all()
        except Superseded:
            pass
        except BaseException:
            self._put_back()
            raise
        finally:
            self._interruptible = False

    def checked(self, site: Site) -> None:
        """Called once it is known what is wrong: that is told before the pages are made again."""
        trouble = replace(self._trouble, problems=tuple(errors(site.problems)), stale=site.stale, stuck=False)
        if trouble.problems != self._trouble.problems:
            self._trouble = trouble
            self._tell()

    def pause(self) -> None:
        """Called between the steps of a build, which ends here where something else was saved."""
        if self._interruptible and self._saved_again():
            raise Superseded

    def close(self) -> None:
        """Remove what was made beside the folder that MkDocs knows."""
        for folder in (self._aside, Path(self._server.root)):
            shutil.rmtree(folder, ignore_errors=True)

    def _all_made(self) -> Site | None:
        """What is shown; None while that is not yet all that was saved."""
        return None if self._server._want_rebuild else self._whole

    def _saved_again(self, seconds: float = 0) -> bool:
        with self._server._rebuild_cond:
            return self._server._rebuild_cond.wait_for(lambda: self._server._want_rebuild, seconds)

    def _show_first(self) -> None:
        """The changed pages, in place of the old ones; nothing where that does not come out well: a whole build tells
        what is wrong."""
        began, shown = time.monotonic(), self._shown
        try:
            with _quiet():
                old, new = shown.site, loaded(self._root, shown.site)
                first = shown.first(new) if new else []
                if not (new and first):
                    return
                take(self._root, new)
                self._replace(map(shown.show, first))
                shown.site = new
                self._tell()
            log.info("Shown after %.1f s: %s; all else follows", time.monotonic() - began, count(len(first), "page"))
            if self._saved_again(QUIET / 2):  # meanwhile whoever looks on loads the page
                return
            with _quiet():
                later = (path for path in shown.later(old, new) if path not in first)
                if self._replace(shown.show(path) for path in later if not self._saved_again()):
                    self._tell()
        except Exception as error:
            log.debug("not every page could be shown before all was made: %s", error)

    def _replace(self, made: Iterable[tuple[Path, bytes] | None]) -> int:
        """Let pages be made, and remember what stood there; how many are others now."""
        replaced = 0
        for path, before in filter(None, made):
            self._replaced.setdefault(path, before)
            replaced += 1
        return replaced

    def _make_all(self) -> None:
        server, old = self._server, self._shown.folder
        config = configured(self._root, self._aside, strict=False)
        config.site_url = server.url
        self._build(config)
        made, self._aside = self._aside, old
        self._shown, self._replaced = self._last(), {}
        self._good = self._whole = self._shown.site
        if self._good.is_unfinished:
            _fill(old, made, self._good.unmade)
        server.root = str(made)
        self._trouble = self._shown.trouble(self._root)
        if _differ(old, made):
            self._tell()

    def _put_back(self) -> None:
        """What could not be made is not shown any longer, and why is told above what is."""
        for path, before in self._replaced.items():
            path.write_bytes(before) if before else path.unlink()
        self._replaced.clear()
        self._shown.site = self._good
        _, problems = problems_of(self._root, today())
        trouble = replace(self._shown.trouble(self._root), problems=tuple(errors(problems)), stuck=True)
        self._trouble, self._whole = trouble, self._good
        self._tell()

    def _tell(self) -> None:
        """Let browsers ask for their page again."""
        with self._server._epoch_cond:
            now = max(round(time.monotonic() * 1000), self._server._visible_epoch + 1)
            self._server._wanted_epoch = self._server._visible_epoch = now
            self._server._epoch_cond.notify_all()

    def _error_page(self, code: int) -> bytes | None:
        path = Path(self._server.root) / f"{code}.html"
        return path.read_bytes() if path.is_file() else None


def _look_often(server: LiveReloadServer) -> None:
    """MkDocs looks twice a second, which is half of the time in which a page is to be shown."""
    watched = list(server._watched_paths)
    for path in watched:
        server.unwatch(path)
    server.observer = type(server.observer)(timeout=_LOOK)
    for path in watched:
        server.watch(path)


def _fill(old: Path, new: Path, unmade: Iterable[str]) -> None:
    """What could not be made stands there as it was last."""
    for path in map(html_path, unmade):
        if (old / path).is_file() and (new / path).is_file():
            shutil.copyfile(old / path, new / path)
    for file in (path for path in old.rglob("*") if path.is_file()):
        target = new / file.relative_to(old)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def _differ(old: Path, new: Path) -> bool:
    """Whether a page of one site is another in the other, or in none."""
    pages = [{path.relative_to(folder): path for path in folder.rglob("*.html")} for folder in (old, new)]
    if pages[0].keys() != pages[1].keys():
        return True
    return any(path.read_bytes() != pages[1][name].read_bytes() for name, path in pages[0].items())


@contextmanager
def _quiet() -> Iterator[None]:
    """What is said of a page that is shown first will be said again of the whole."""
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
