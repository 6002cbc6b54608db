"""Single pages, made again on what MkDocs' last build left in memory: what a save changes is seen at once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure.pages import Page

from ..data.problems import Problem, errors, ordered
from ..guide.addresses import html_path
from ..guide.guide import Guide
from ..guide.texts import plain
from ..pages.quoting import turned
from ..reading.loading import DOCS, QUIZ_ENDING
from .mkdocs_log import at_page
from .site import Site, running
from .trouble import Trouble

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation


class Preview:
    """What a build of MkDocs leaves behind, on which single pages can be made again: `site` is what it shows."""

    def __init__(self, site: Site, config: MkDocsConfig, files: Files, nav: Navigation):
        self.site = site
        self._warned: tuple[Problem, ...] = ()
        self.env: Environment | None = None
        self._config, self._files, self._nav = config, files, nav
        self._untouched = {file.src_uri: dict(vars(file.page)) for file in files.documentation_pages() if file.page}

    def hear(self, messages: Iterable[str]) -> None:
        """Remember what MkDocs warned of while it made all pages."""
        root = Path(self._config.config_file_path or "").parent
        self._warned = tuple(at_page(root, self.site.guide, message) for message in messages)

    def trouble(self, root: Path) -> Trouble:
        """What is wrong with what is shown. What MkDocs warns of may follow from what the checks found: it is told once
        that is mended."""
        site = self.site
        problems = tuple(errors(site.problems) or ordered(self._warned))
        return Trouble(root, site.guide, site.templates, problems, site.stale, frozenset(site.unmade))

    @property
    def folder(self) -> Path:
        return Path(self._config.site_dir)

    def first(self, new: Site) -> list[str]:
        """The pages whose own words a save changes, or the file beside them that they show; none where it changes more
        than pages: then all is made at once."""
        old, pages = self.site, new.guide.pages_by_path
        if (old.inputs.ground, old.inputs.maker) != (new.inputs.ground, new.inputs.maker):
            return []
        if old.guide.pages_by_path.keys() != pages.keys():
            return []
        before = old.guide.terms
        terms = [new.guide.term_path(one) for one, term in new.guide.terms.items() if not _same(before.get(one), term)]
        own = [path for path, page in pages.items() if not _same(old.guide.pages_by_path[path], page)]
        shown = [path for name in _data_changed(old, new) if (path := _page_beside(name)) in pages]
        return list(dict.fromkeys([*own, *shown, *terms]))

    def later(self, old: Site, new: Site) -> list[str]:
        """The pages that may tell of what changed elsewhere."""
        made = [path for path, text in new.generated.items() if old.generated.get(path) != text]
        shown = new.guide.pages_by_path if _data_changed(old, new) else ()
        names = [f'{posixpath.basename(html_path(path))}"' for path in _told_otherwise(old.guide, new.guide)]
        telling = [path for path, page in old.rendered.items() if any(name in page.html for name in names)]
        return [path for path in dict.fromkeys([*made, *shown, *telling]) if path.endswith(".md")]

    def show(self, path: str) -> tuple[Path, bytes] | None:
        """Make one page of the running site; where it stands and what stood there before, where that was another."""
        assert self.env is not None
        file = self._file(path)
        target = Path(file.abs_dest_path)
        before = target.read_bytes() if target.is_file() else b""
        page = file.page
        assert page is not None
        if path in self._untouched:
            vars(page).clear()
            vars(page).update(self._untouched[path])
        else:
            self._untouched[path] = dict(vars(page))
        _populate_page(page, self._config, self._files)
        _build_page(page, self._config, self._files.documentation_pages(), self._nav, self.env)
        target.write_bytes(turned(target.read_bytes()))
        return (target, before) if target.read_bytes() != before else None

    def _file(self, path: str) -> File:
        """The file of a page, with the words that it has now; a page of a new term has none yet."""
        site, file = running(Path(self._config.config_file_path or "").parent), self._files.get_file_from_path(path)
        if file is None:
            file = type(next(iter(self._files))).generated(self._config, path, content="")
            self._files.append(file)
            put_below_glossary(Page(None, file, self._config), self._files, site.guide)
        if path in site.generated:
            file.content_string = site.generated[path]
        return file


def put_below_glossary(page: Page, files: Files, guide: Guide) -> None:
    """Terms stand in no menu; their pages belong to the section of the glossary, so that its tab is marked on them."""
    home = files.get_file_from_path(guide.glossary_path)
    if home and home.page:
        page.parent = home.page.parent


def _data_changed(old: Site, new: Site) -> list[str]:
    """The changed files that hand-written pages show by their macros, beside the glossary."""
    files = old.inputs.files, new.inputs.files
    names = [name for name in {*files[0], *files[1]} if files[0].get(name) != files[1].get(name)]
    data = [name for name in names if name.startswith(f"{DOCS}/") and name.endswith(".yml")]
    return [name for name in data if not name.endswith(QUIZ_ENDING)]


def _page_beside(name: str) -> str:
    return name.removeprefix(f"{DOCS}/").removesuffix(".yml") + ".md"


def _told_otherwise(old: Guide, new: Guide) -> Iterator[str]:
    """The pages of the terms of which a link elsewhere says something else now."""
    for identity, term in new.terms.items():
        before = old.terms.get(identity)
        told = [(one.title, plain(guide, one.definition)) for one, guide in ((term, new), (before, old)) if one]
        if before is None or told[0] != told[1]:
            yield new.term_path(identity)


def _same(one: Any, other: Any) -> bool:
    """Whether two entries say the same, wherever in their file they stand."""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if not is_dataclass(one):
        return bool(one == other)
    return all(
        _same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one) if field.name != "place"
    )
