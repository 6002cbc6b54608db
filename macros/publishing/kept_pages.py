"""Pages as MkDocs converts them and as its theme lays them out, kept by all that either depends on.

Only what is known to depend on nothing else is kept: with an extension, a plugin or a hook that is not listed here each
page is made anew, since it might read anything."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..data.store import Store, digest

if TYPE_CHECKING:
    from jinja2 import Template
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_EXTENSIONS = {"admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc"}
_PLUGINS = {"macros", "macros/hooks.py", "material/search", "search"}
_CONTEXT = {
    "nav", "pages", "base_url", "extra_css", "extra_javascript", "mkdocs_version", "build_date_utc", "config", "page",
}  # fmt: skip
"""What MkDocs tells each template; it follows from the settings, the page and the nav."""


class _Warned(Exception):
    """Something was said of the page: it is to be said again next time."""


class _Listening(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:
        self.heard = True


class KeptPages:
    """The pages of one build. `ground` is what every page depends on: settings, theme, the moment."""

    def __init__(self, store: Store, ground: str, config: MkDocsConfig, files: Files):
        known = set(config.markdown_extensions) <= _EXTENSIONS and set(config.plugins) <= _PLUGINS
        self._store = store if known else Store()
        self._files = files
        there = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        self._ground = digest(repr((ground, there)).encode())
        self._nav = ""
        self._laid: dict[str, Template] = {}

    def convert(self, page: Page, config: MkDocsConfig) -> None:
        """What `page.render` does: the page's Markdown to HTML, with its contents and its anchors."""

        def make() -> bytes:
            self._convert(page, config)
            return _converted(page)

        try:
            kept = self._store.once("page converted", [self._ground, page.file.src_uri, str(page.markdown)], make)
        except _Warned:
            return
        if page.content is None:
            self._take(page, kept)

    def _convert(self, page: Page, config: MkDocsConfig) -> None:
        listening, logger = _Listening(), logging.getLogger("mkdocs")
        logger.addHandler(listening)
        try:
            type(page).render(page, config, self._files)
        finally:
            logger.removeHandler(listening)
        if listening.heard:
            raise _Warned

    def _take(self, page: Page, kept: bytes) -> None:
        from mkdocs.structure.toc import get_toc

        told = json.loads(kept)
        page.content, page._title_from_render = told["content"], told["title"]
        page.toc = get_toc(told["toc"])
        page.present_anchor_ids = set(told["anchors"])
        if told["links"] is not None:
            links = {self._files.get_file_from_path(path): found for path, found in told["links"]}
            page.links_to_anchors = {file: found for file, found in links.items() if file is not None}

    def laid_out(self, name: str, template: Template) -> Template:
        """The template, which renders a page only where it was not rendered with the same before."""
        if self._laid.get(name) is template:  # which the environment gives each time
            return template
        self._laid[name], real = template, template.render

        def render(context: Mapping[str, Any]) -> str:
            made_of = self._made_of(name, context)
            if made_of is None:
                return real(context)
            return self._store.once(
                "page laid out", made_of, lambda: real(context).encode("utf-8", "xmlcharrefreplace")
            ).decode()

        vars(template)["render"] = render
        return template

    def _made_of(self, name: str, context: Mapping[str, Any]) -> list[Any] | None:
        """All that the layout of a page depends on; None where it is no page, or depends on something unknown."""
        page, further = context.get("page"), {key: context[key] for key in context.keys() - _CONTEXT}
        if page is None or not all(isinstance(value, str | int) for value in further.values()):
            return None
        own = [page.url, _text(page.title), page.meta, _text(page.content), [_anchor(anchor) for anchor in page.toc]]
        beside = [_seen(other) for other in (page.previous_page, page.next_page, *page.ancestors)]
        told = sorted((key, _text(value)) for key, value in further.items())
        return [self._ground, self._nav_digest(context["nav"]), name, repr(own), beside, told]

    def _nav_digest(self, nav: Navigation) -> str:
        self._nav = self._nav or digest(repr([_seen(item) for item in nav.items]).encode("utf-8", "surrogatepass"))
        return self._nav


def _text(value: Any) -> list[str]:
    """A value, and whether it is text or markup: a template escapes only one of them."""
    return [type(value).__name__, str(value)]


def _anchor(anchor: Any) -> list[Any]:
    return [_text(anchor.title), anchor.id, anchor.level, [_anchor(inner) for inner in anchor.children]]


def _seen(item: Any) -> list[Any] | None:
    """An entry of the nav as a theme may show it, with all below it."""
    if item is None:
        return None
    below = [_seen(inner) for inner in item.children or ()]
    return [
        type(item).__name__,
        _text(item.title),
        getattr(item, "url", None),
        repr(getattr(item, "meta", None)),
        below,
    ]


def _token(anchor: Any) -> dict[str, Any]:
    return {
        "name": anchor.title,
        "id": anchor.id,
        "level": anchor.level,
        "children": [_token(inner) for inner in anchor.children],
    }


def _converted(page: Page) -> bytes:
    links = page.links_to_anchors
    return json.dumps({
        "content": page.content, "title": page._title_from_render, "toc": [_token(anchor) for anchor in page.toc],
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": links and [[file.src_uri, found] for file, found in links.items()],
    }).encode()  # fmt: skip
