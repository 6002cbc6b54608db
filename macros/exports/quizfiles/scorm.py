"""The questions as a SCORM 1.2 package: a lesson for each article, which tells a learning platform its score."""

from __future__ import annotations

import posixpath
from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup

from ...browser.packing import FOLDER
from ...data.store import Store
from ...guide.guide import Guide
from ...guide.lessons import Article
from ...pages.practice import article_key
from ...pages.templates import TEMPLATES, Templates
from ...pages.term_links import Linker
from ..archives import packed
from ..writing import render

NAME = "questions.scorm.zip"
_SCRIPTS, _STYLES = (f"{FOLDER}/questions.js",), ("tokens", "palette", "prose", "parts", "quiz", "print")


def package(guide: Guide, site: Path, when: datetime, store: Store) -> bytes:
    """The archive, with what its lessons need of the built `site`."""
    styles = [f"assets/css/{name}.css" for name in _STYLES if (site / f"assets/css/{name}.css").is_file()]
    shared = {name: (site / name).read_bytes() for name in (*_SCRIPTS, *styles)}
    shared[f"{FOLDER}/scorm.js"] = (TEMPLATES / "scorm.js").read_bytes()
    lessons = [page for page in guide.articles if page.quiz]
    templates, linker = Templates(guide), Linker(guide, store)
    pages = {f"{article_key(page)}.html": _lesson(templates, linker, page, styles) for page in lessons}
    told = [{"key": article_key(page), "title": page.head.title} for page in lessons]
    manifest = render("scorm-manifest.xml.j2", lessons=told, shared=sorted(shared), title=guide.publication.name)
    return packed({"imsmanifest.xml": manifest, **shared, **pages}, when)


def _lesson(templates: Templates, linker: Linker, page: Article, styles: list[str]) -> bytes:
    """The page of one lesson."""
    html, url = templates.html("scorm.html.j2", page.path, article=page, styles=styles), linker.guide.publication.url
    linked = linker.link(html, page.path)
    return linker.store.once("lesson", [linked, page.path, url], lambda: _alone(linked, page.path, url))


def _alone(html: str, path: str, url: str) -> bytes:
    """A page that stands in no site: a link into it has the site's address, and without one it is plain words."""
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.select("form a[href]"):
        if url:
            target = posixpath.join(posixpath.dirname(path), str(link["href"]))
            link["href"] = url + posixpath.normpath(target)
            link["target"] = "_blank"
        else:
            link.unwrap()
    return str(soup).encode()
