"""What a book must hold, read from the rendered pages by other means than the engine's: links, notes, tables, text."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag

from macros.guide.addresses import COMPARE
from macros.guide.guide import Guide
from macros.prose.calls import on_screen

SCREEN_ONLY = (
    ".headerlink, .on-site, .self, .jump, .filter, .unseen, .home-search, .question__actions, .question__count, "
    ".quiz__score, button, select, input, summary:not(.line__head), .line__why, .line__product, svg, script, kbd, "
    ".bridge__rest, .letter__terms .definition"
)
"""What paper does without; a definition in the list of terms stands once more in the term's own entry."""


@dataclass(frozen=True)
class SourceLink:
    """A link of a rendered page: what kind of thing it leads to, and its name in the book."""

    page: str
    kind: str
    target: str


class Source:
    """The rendered pages of one guide."""

    def __init__(self, guide: Guide, path: Path):
        self.guide = guide
        self.pages: dict[str, BeautifulSoup] = {}
        homes = {asked.question.id: asked.page.path for asked in guide.asked}
        screen = {page.path for page in guide.pages if on_screen(page)}
        for entry in json.loads(path.read_text("utf-8"))["pages"]:
            # Two terms side by side are for a screen, too: a book has both entries, each with its notes.
            if entry["path"] in screen or entry["path"].startswith(f"{COMPARE}/"):
                continue
            soup = BeautifulSoup(entry["html"], "lxml")
            for node in soup.select(SCREEN_ONLY):
                node.decompose()
            for form in soup.select("form.question"):
                if homes[form["data-question"]] != entry["path"]:
                    stem = form.legend.get_text()
                    for link in form.select("a"):
                        link.unwrap()
                    form.name, form.string = "blockquote", stem
            self.pages[entry["path"]] = soup
        self.tops = {path: soup.h1.get("id", "") for path, soup in self.pages.items()}
        self.own = {guide.term_path(term) for term in guide.terms}

    def name(self, page: str, href: str) -> str:
        """The name in the book of what a link leads to; empty for what is no page."""
        path, _, anchor = href.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if path and not path.endswith(".html"):
            return ""
        target = target.removesuffix(".html") + ".md" if path else page
        if target not in self.pages:
            return ""  # a page that works only on the site
        return f"{target}#{anchor}" if anchor and anchor != self.tops[target] else target

    def links(self) -> list[SourceLink]:
        """Every internal link that paper keeps."""
        found = []
        for page, soup in self.pages.items():
            for link in soup.select("a[href]"):
                if "://" not in link["href"] and (name := self.name(page, link["href"])):
                    found.append(SourceLink(page, self.kind(name), name))
        return found

    def addresses(self) -> Counter[str]:
        """Every external address with how often it is linked."""
        return Counter(
            link["href"] for soup in self.pages.values() for link in soup.select("a[href]") if "://" in link["href"]
        )

    def kind(self, name: str) -> str:
        path, _, anchor = name.partition("#")
        if path in self.own:
            return "term"
        known = {
            self.guide.facts_path: "fact",
            self.guide.mapping_path: "row",
            self.guide.glossary_path: "letter, area",
        }
        if anchor and path in known:
            return known[path]
        if anchor.startswith("q-"):
            return "question"
        return "section" if anchor else "page"

    def title(self, name: str) -> str:
        """The first words at a place that is no heading: a row's concept, a letter, an area's name."""
        path, _, anchor = name.partition("#")
        element = self.pages[path].find(id=anchor)
        return (element.find_parent(class_="line") or element).select_one(".line__concept, h2, h3").get_text()

    def notes(self) -> int:
        """How many notes tell a dated fact: one for each fact and page, one more where the key tells it again; none in
        a table or beside a question."""
        told = set()
        for page, soup in self.pages.items():
            for link in soup.select("a.fact"):
                if (
                    link.find_parent("table")
                    or link.find_parent(class_="line")
                    or (link.find_parent("form") and not link.find_parent("details"))
                ):
                    continue
                told.add((page, bool(link.find_parent("form")), link["href"]))
        return len(told)

    def sections(self) -> int:
        """How many headings below the titles are sections, and not items of a list; a term's are told with the term."""
        found = (
            heading for page, soup in self.pages.items() if page not in self.own for heading in soup.select("h2, h3")
        )
        return sum(
            not heading.get("class") and not heading.find_parent(class_=["changes", "areas"]) for heading in found
        )

    def tables(self) -> int:
        return sum(len(soup.select("table")) for soup in self.pages.values())

    def figures(self) -> int:
        return sum(len(soup.select("figure")) for soup in self.pages.values())

    def runs(self) -> list[tuple[str, str]]:
        """Every stretch of text between two things that print adds to: a host, a page or a note's mark."""
        found = []
        for page, soup in self.pages.items():
            for block in soup.select(
                "p, li, td, th, h1, h2, h3, legend, caption, figcaption, pre, .reasons__text, .why"
            ):
                stretch = ""
                for node in [*block.descendants, None]:
                    if isinstance(node, NavigableString) and _owner(node) is block and not _printed_after(node):
                        stretch += node
                        continue
                    if isinstance(node, NavigableString) and _owner(node) is block:
                        stretch, ended = "", stretch + node
                    elif node is None or (isinstance(node, Tag) and node.name in ("br", "ul", "ol", "table", "p")):
                        stretch, ended = "", stretch
                    else:
                        continue
                    found += [(page, ended)] if ended.strip() else []
        return found


_BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "legend", "caption", "figcaption", "pre"}


def _owner(node: NavigableString) -> Tag:
    """The nearest block; a reason and what it is about are blocks of their own."""
    return next(
        (
            parent
            for parent in node.parents
            if parent.name in _BLOCKS or {"reasons__text", "why"} & set(parent.get("class") or [])
        ),
        None,
    )


def _printed_after(node: NavigableString) -> bool:
    """Whether print adds something after this text: after a link that is no term's."""
    link = node.find_parent("a")
    return link is not None and "term" not in (link.get("class") or [])
