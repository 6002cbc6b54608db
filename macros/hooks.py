"""The one module that knows MkDocs: its events, answered with the engine's functions."""

from __future__ import annotations

from pathlib import Path

from mkdocs.exceptions import PluginError

from macros.problems import Refused
from macros.publish import write_search_script
from macros.site import Site, site_of


def on_config(config):
    """Refuse a broken guide before anything is cleaned or written."""
    try:
        _site(config)
    except Refused as refused:
        raise PluginError("\n".join(["the guide has problems:", *map(str, refused.problems)])) from None
    return config


def on_files(files, config):
    """Add the pages that are made from data."""
    kind = type(next(iter(files)))  # the class of the running MkDocs, whichever distribution it comes from
    for path, text in _site(config).generated.items():
        files.append(kind.generated(config, path, content=text))
    return files


def on_page_content(html, page, config, files):
    """Link terms in the rendered page."""
    return _site(config).linker.link(html, page.file.src_uri)


def on_post_build(config):
    """Make the search index loadable from disk, too."""
    write_search_script(Path(config.site_dir))


def _site(config) -> Site:
    return site_of(Path(config.config_file_path).parent)
