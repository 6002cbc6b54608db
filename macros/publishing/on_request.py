"""Documents for whoever looks on: each is made when it is asked for, of what is shown by then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..data.problems import Problem, Refused
from ..documents import cards, epub
from ..documents.pdf import making as pdf
from ..guide.addresses import CARDS
from ..guide.guide import Guide
from ..pages.draft import Draft
from .inputs import store_for, unchanged
from .site import Site


@dataclass(frozen=True)
class Made:
    """What came of making a document: its file, or why there is none."""

    path: Path | None = None
    problems: tuple[Problem, ...] = ()
    failure: str = ""


class _Making:
    """One document in the making, of one state of the guide."""

    def __init__(self, root: Path, site: Site, folder: Path, write: Callable[[Draft], None]):
        self._root, self._site, self._folder, self._write = root, site, folder, write
        self._failed = Made()
        self._thread = threading.Thread(target=self._make, daemon=True)
        self._thread.start()

    def made(self, name: str, seconds: float | None) -> Made | None:
        """None where it is not made after so many seconds."""
        self._thread.join(seconds)
        if self._thread.is_alive():
            return None
        path = self._folder / name
        return Made(path) if path.is_file() else self._failed

    def _make(self) -> None:
        store = store_for(self._root, self._site.inputs)
        try:
            self._write(
                Draft(self._root, self._folder, self._site.guide, dict(self._site.rendered), lambda line: None, store)
            )
            unchanged(self._root, self._site.inputs)
            store.keep()
        except Refused as refused:
            self._failed = Made(problems=tuple(refused.problems))
        except Exception as error:
            self._failed = Made(failure=f"{type(error).__name__}: {error}")
        finally:
            store.forget()


class Documents:
    """The documents of what is shown: of `site`, once that is all made, where it has no `problems`."""

    def __init__(self, root: Path, site: Callable[[], Site | None], problems: Callable[[], tuple[Problem, ...]]):
        self._root, self._site, self._problems = root, site, problems
        self._lock = threading.Lock()
        self._folder: TemporaryDirectory[str] | None = None
        self._of: Site | None = None
        self._making: dict[Callable[[Draft], None], _Making] = {}

    def asked(self, name: str, seconds: float | None) -> Made | None:
        """The document that stands at `name` on the site; None where it is still in the making after so many seconds.
        One of a guide with problems is not made, since it could be passed on and would say nothing of them."""
        site = self._site()
        if site is None:
            return None
        if problems := self._problems():
            return Made(problems=problems)
        write = writer(site.guide, name)
        if write is None:
            return Made()
        with self._lock:
            if self._of is not site or self._folder is None:
                self._folder, self._of, self._making = TemporaryDirectory(prefix="guide_"), site, {}
            if write not in self._making:
                self._making[write] = _Making(self._root, site, Path(self._folder.name), write)
            making = self._making[write]
        return making.made(name, seconds)


def writer(guide: Guide, name: str) -> Callable[[Draft], None] | None:
    """What writes the document at `name` on the site; None where no document stands there."""
    if name == pdf.file_name(guide):
        return pdf.write
    if name == guide.file_name("epub"):
        return epub.write
    return cards.write if name.startswith(f"{CARDS}/") and name.endswith(".pdf") else None
