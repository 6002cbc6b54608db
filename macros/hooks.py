"""The events of MkDocs, answered with the engine's functions."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority

from macros.data.engine import borrows, lent
from macros.data.problems import Refused, count, errors
from macros.publishing.as_far import bare
from macros.publishing.kept_pages import KeptPages
from macros.publishing.mkdocs_log import Heard
from macros.publishing.preview import Preview, put_below_glossary
from macros.publishing.saves import Saves
from macros.publishing.site import Site, UnknownMarks, begin, is_serving, running

if TYPE_CHECKING:  # whichever distribution of MkDocs runs, its classes are these
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

log = logging.getLogger("mkdocs.hooks.guide")
_kept: dict[Path, KeptPages] = {}
_previews: dict[Path, Preview] = {}
_saves: dict[Path, Saves] = {}
_heard = Heard()
_heard.addFilter(lambda record: not record.name.startswith("mkdocs.livereload"))  # which tells of requests
_FAILED = "# _Macro "
"""How a page begins that mkdocs-macros made in place of one whose calls failed."""


def on_startup(command: str, dirty: bool) -> None:
    """Keep the log to what an author can act on: the macros plugin lists its own insides before every build."""
    logging.getLogger("mkdocs.plugins.mkdocs_macros.util").setLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse a broken guide before anything is cleaned or written; leave the edition's missing pages out of nav."""
    try:
        site = begin(_root(config))
    except Refused as refused:
        lines = [*map(str, refused.problems)]
        if is_serving():  # said directly: MkDocs keeps quiet about what it has said before
            print(*lines, sep="\n", file=sys.stderr)
            raise PluginError(count(len(lines), "problem")) from None
        raise PluginError("\n".join(["the guide has problems:", *lines])) from None
    if is_serving():
        _look_on(site, config)
    config.nav = _without(config.nav, set(site.hidden))
    config.extra["pdf"] = site.guide.file_name("pdf")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what the edition goes without, and what nothing names; add the pages that are made from data."""
    site, docs = _site(config), Path(config.docs_dir)
    kept = site.published(docs.parent)
    for file in list(files):
        inside = file.abs_src_path and Path(file.abs_src_path).is_relative_to(docs)
        if inside and (file.src_uri not in kept or Path(file.abs_src_path or "").is_symlink()):
            files.remove(file)
    kind = type(next(iter(files)))  # the class of the running MkDocs, whichever distribution it comes from
    for path in site.generated:
        text = site.as_far(path, partial(site.generated.__getitem__, path), partial(site.instead, path))
        files.append(kind.generated(config, path, content=text))
    for path, source in lent().items() if borrows(docs.parent) else ():
        if path in kept and not files.get_file_from_path(path):
            files.append(kind.generated(config, path, abs_src_path=str(source)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put the pages of terms where they belong; keep what single pages are made again with."""
    site = _site(config)
    for path in site.term_pages:
        entry = files.get_file_from_path(path)
        if entry and entry.page:
            put_below_glossary(entry.page, files, site.guide)
    if is_serving():
        _previews[_root(config)] = Preview(site, config, files, nav)
    _kept[_root(config)] = KeptPages(site.store, f"{site.inputs.ground} {site.guide.edition}", config, files)
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let every template of the theme escape what it is given. What is HTML already is marked as such elsewhere here: a
    page's headings and its content."""
    env.autoescape = True
    if preview := _previews.get(_root(config)):
        preview.env = env
    kept, found = _kept[_root(config)], env.get_template
    vars(env)["get_template"] = lambda name, *given: kept.laid_out(name, found(name, *given))
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """A save shows the pages that it changes before all else is made."""
    root = _root(config)
    if is_serving():
        _saves[root] = Saves(root, server, builder, lambda: _previews[root])
    return server


def on_shutdown() -> None:
    """Leave nothing behind."""
    for saves in _saves.values():
        saves.close()


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Between two pages, a build that nobody will see may end."""
    _pause(config)
    return page


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A page as the guide was loaded with it: no file is read twice, since it may have been saved in between."""
    return _site(config).source(page.file.src_uri)


@event_priority(100)  # before macros run
def _markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page as its edition has it, its description with the values of its facts. One that another plugin or hook
    made is refused: nothing has checked it, and its macros could run any code."""
    site, path = _site(config), page.file.src_uri
    if path in site.guide.pages_by_path:
        page.meta.update(site.as_far("", lambda: site.meta(path), dict))
        return site.as_far(path, lambda: site.markdown(path), lambda: site.instead(path))
    if path not in site.generated:
        raise PluginError(f"the page '{path}' is neither in docs/ nor made by the guide")
    return markdown


@event_priority(-100)  # after macros ran
def _conversion(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Let the page be converted only where nothing was converted of the same before."""
    kept, site, path = _kept[_root(config)], _site(config), page.file.src_uri
    vars(page)["render"] = lambda config, files: kept.convert(page, config)
    if site.is_unfinished and markdown.startswith(_FAILED):
        site.unmade.add(path)
        return site.instead(path)
    return None


on_page_markdown = CombinedEvent(_markdown, _conversion)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Link terms in the rendered page, and keep it for the documents made from it. To the theme its headings are HTML,
    and its title is a text, wherever it comes from."""
    site, path = _site(config), page.file.src_uri
    if "title" not in vars(page) and not page.meta.get("title"):  # neither nav nor the page names one: a heading does
        page.title = unescape(page.title)
    _mark_headings(page.toc)
    try:
        return site.as_far("", lambda: site.finished(path, page.title, html), lambda: html)
    except UnknownMarks as unknown:
        for kind, identity in unknown.marks:
            log.warning("Doc file '%s' contains a mark of the %s '%s', which does not exist", path, kind, identity)
        return html


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Tell the theme that the content is HTML, what may be sent in the page's place, and where its card stands, unless
    that is told there."""
    _pause(config)
    page.content = Markup(page.content)
    site, path = _site(config), page.file.src_uri
    return context | site.as_far("", lambda: site.context(path), bare)


def on_post_build(config: MkDocsConfig) -> None:
    """Make the search index loadable from disk, too; write what goes with the pages for an author who looks on."""
    if not is_serving():
        _kept.pop(_root(config))  # and with it all pages: what is made next needs the room
    _site(config).complete(_root(config), Path(config.site_dir), lambda: _pause(config))
    if preview := _previews.get(_root(config)):
        preview.hear(_heard.messages)


def _look_on(site: Site, config: MkDocsConfig) -> None:
    """Tell whoever looks on what is wrong, on pages and in the terminal, and go on as far as the guide can be shown:
    what MkDocs would end at becomes one problem more."""
    for problem in errors(site.problems):  # said directly: MkDocs keeps quiet about what it has said before
        print(problem, file=sys.stderr)
    config.plugins["macros"].config["on_error_fail"] = False
    _heard.messages.clear()
    logging.getLogger("mkdocs").addHandler(_heard)  # which is there once, however often it is added
    if saves := _saves.get(_root(config)):
        saves.checked(site)


def _pause(config: MkDocsConfig) -> None:
    if saves := _saves.get(_root(config)):
        saves.pause()


def _mark_headings(anchors: Iterable[AnchorLink]) -> None:
    for anchor in anchors:
        anchor.title = Markup(anchor.title)
        _mark_headings(anchor.children)


def _site(config: MkDocsConfig) -> Site:
    return running(_root(config))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "").parent


def _without(nav: Any, hidden: set[str]) -> Any:
    """The nav without some pages, and without sections that they leave empty."""
    if isinstance(nav, list):
        return [kept for item in nav if (kept := _without(item, hidden))]
    if isinstance(nav, dict):
        return {title: kept for title, inner in nav.items() if (kept := _without(inner, hidden))}
    return None if nav in hidden else nav
