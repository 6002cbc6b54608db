"""The learning paths as a player takes them: every link of a path's list is a stop, in order."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from lxml import html

from ..guide.addresses import html_path
from ..guide.guide import Guide
from ..pages.draft import Draft
from ..pages.rendered import RenderedPage
from .lookup import embedded

SCRIPT = "assets/paths.js"
_MINUTES = re.compile(r"\(([0-9]+) min\)")


def write(draft: Draft) -> None:
    """The script from which the player in an article learns what comes next, where the guide has paths."""
    if paths := stops(draft.guide, draft.pages):
        (draft.folder / SCRIPT).write_text(f"var guidePaths = {embedded(paths)};\n", "utf-8")


def stops(guide: Guide, pages: dict[str, RenderedPage]) -> dict[str, dict[str, Any]]:
    """Each path by the name of its file: its title, its page on the site, and its `stops`, each with its
    step, the page and anchor to read, what it is about, and, at the first stop of a step, the step's minutes."""
    found = {}
    for page in guide.paths:
        rendered = pages[page.path]
        items = enumerate(_items(rendered), 1)
        taken = [{"step": step, **stop} for step, item in items for stop in _stops(page.path, item)]
        if taken:
            name = posixpath.basename(page.path).removesuffix(".md")
            found[name] = {"title": rendered.title, "page": html_path(page.path), "stops": taken}
    return found


def _items(rendered: RenderedPage) -> list[Any]:
    lists = html.fragment_fromstring(rendered.html, create_parent="div").findall("ol")
    return lists[0].findall("li") if lists else []


def _stops(path: str, item: Any) -> list[dict[str, Any]]:
    bold, minutes = item.find(".//strong"), _MINUTES.search(item.text_content())
    about = " ".join((item if bold is None else bold).text_content().split())
    links = [link for link in item.iter("a") if "headerlink" not in link.classes and "term" not in link.classes]
    return [
        {
            "at": posixpath.normpath(posixpath.join(posixpath.dirname(path), html_path(link.get("href", "")))),
            "about": about,
            **({"minutes": int(minutes[1])} if minutes and not number else {}),
        }
        for number, link in enumerate(links)
    ]
