"""The one module that knows MkDocs: its events, answered with the engine's functions."""

from __future__ import annotations

import logging
import os
import sys
from html import unescape
from pathlib import Path

from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from macros import rendered
from macros.assembly import Built
from macros.editions import unmarked
from macros.linking import UnknownMarks
from macros.named import named
from macros.outputs import OUTPUTS
from macros.problems import Refused, count
from macros.prose import body
from macros.publish import RENDERED, write_search_script
from macros.serving import SERVING
from macros.site import Site, begin, building
from macros.texts import plain

log = logging.getLogger("mkdocs.hooks.guide")


def on_startup(command, dirty):
    """Keep the log to what an author can act on: the macros plugin lists its own insides before every build."""
    logging.getLogger("mkdocs.plugins.mkdocs_macros.util").setLevel(logging.WARNING)


def on_config(config):
    """Refuse a broken guide before anything is cleaned or written; leave the edition's missing pages out of nav."""
    try:
        site = begin(_root(config))
    except Refused as refused:
        lines = [*map(str, refused.problems)]
        if SERVING in os.environ:  # said directly: MkDocs keeps quiet about what it has said before
            print(*lines, sep="\n", file=sys.stderr)
            raise PluginError(count(len(lines), "problem")) from None
        raise PluginError("\n".join(["the guide has problems:", *lines])) from None
    config.nav = _without(config.nav, set(site.hidden))
    config.extra["pdf"] = site.guide.file_name("pdf")
    return config


def on_files(files, config):
    """Leave out what the edition goes without, and what nothing names; add the pages that are made from data."""
    site, docs = _site(config), Path(config.docs_dir)
    kept = named(site.guide, docs.parent) | set(site.guide.pages_by_path) - set(site.hidden)
    for file in list(files):
        inside = file.abs_src_path and Path(file.abs_src_path).is_relative_to(docs)
        if inside and (file.src_uri not in kept or Path(file.abs_src_path).is_symlink()):
            files.remove(file)
    kind = type(next(iter(files)))  # the class of the running MkDocs, whichever distribution it comes from
    for path, text in site.generated.items():
        files.append(kind.generated(config, path, content=text))
    return files


def on_nav(nav, config, files):
    """Terms stand in no menu; their pages belong to the section of the glossary, so that its tab is marked on them."""
    guide = _site(config).guide
    home = files.get_file_from_path(guide.glossary_path)
    for term in guide.terms:
        entry = files.get_file_from_path(guide.term_path(term))
        if home and home.page and entry and entry.page:
            entry.page.parent = home.page.parent
    return nav


def on_env(env, config, files):
    """Let every template of the theme escape what it is given. What is HTML already is marked as such elsewhere here: a
    page's headings and its content."""
    env.autoescape = True
    return env


@event_priority(100)  # before macros run
def on_page_markdown(markdown, page, config, files):
    """The page as its edition has it, its description with the values of its facts. One that another plugin or hook
    made is refused: nothing has checked it, and its macros could run any code."""
    site, path = _site(config), page.file.src_uri
    if own := site.guide.pages_by_path.get(path):
        if own.head:
            page.meta["description"] = plain(site.guide, own.head.description)
        return unmarked(body(own))
    if path not in site.generated:
        raise PluginError(f"the page '{path}' is neither in docs/ nor made by the guide")
    return markdown


def on_page_content(html, page, config, files):
    """Link terms in the rendered page, and keep it for the documents made from it. To the theme its headings are HTML,
    and its title is a text, wherever it comes from."""
    site, path = _site(config), page.file.src_uri
    if "title" not in vars(page) and not page.meta.get("title"):  # neither nav nor the page names one: a heading does
        page.title = unescape(page.title)
    _mark_headings(page.toc)
    try:
        linked = site.linker.link(html, path)
    except UnknownMarks as unknown:
        for kind, identity in unknown.marks:
            log.warning("Doc file '%s' contains a mark of the %s '%s', which does not exist", path, kind, identity)
        return html
    site.rendered[path] = rendered.RenderedPage(path, page.title, linked)
    return linked


def on_page_context(context, page, config, nav):
    """Tell the theme that the content is HTML, what may be sent in the page's place, and where its card stands, unless
    that is told there."""
    guide = _site(config).guide
    own = guide.pages_by_path.get(page.file.src_uri)
    page.content = Markup(page.content)
    context["is_path"] = own in guide.paths
    context["number"] = guide.articles.index(own) + 1 if own in guide.articles else 0
    context["bar"] = _site(config).bars.get(page.file.src_uri, "")
    card = guide.card_path(own) if own else ""
    context["card"] = "" if card in context["bar"] else card
    return context


def on_post_build(config):
    """Make the search index loadable from disk, too; hand the rendered pages to the build that asked for them, or write
    what goes with them for an author who looks on."""
    write_search_script(Path(config.site_dir))
    site = _site(config)
    if path := os.environ.get(RENDERED):
        rendered.write(Path(path), list(site.rendered.values()))
    if SERVING in os.environ:
        built = Built(_root(config), Path(config.site_dir), site.guide, site.rendered)
        for output in OUTPUTS:
            if output.quick:
                output.write(built)


def _mark_headings(anchors) -> None:
    for anchor in anchors:
        anchor.title = Markup(anchor.title)
        _mark_headings(anchor.children)


def _site(config) -> Site:
    return building(_root(config))


def _root(config) -> Path:
    return Path(config.config_file_path).parent


def _without(nav, hidden: set[str]):
    """The nav without some pages, and without sections that they leave empty."""
    if isinstance(nav, list):
        return [kept for item in nav if (kept := _without(item, hidden))]
    if isinstance(nav, dict):
        return {title: kept for title, inner in nav.items() if (kept := _without(inner, hidden))}
    return None if nav in hidden else nav
