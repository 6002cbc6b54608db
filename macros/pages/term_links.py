"""First use of a term in each section becomes a link; explicit term and fact marks become links, too.

Works on the parsed nodes of a page's rendered content, so it never touches a tag, an attribute or a script.
"""

from __future__ import annotations

from functools import cached_property

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from ..data.days import written
from ..guide.addresses import html_path, relative
from ..guide.forms import FormIndex, term_forms
from ..guide.guide import Guide
from ..guide.texts import plain

SECTION_STARTS = {"h1", "h2"}
UNLINKED = {
    "a", "abbr", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "legend", "option",
    "pre", "script", "style", "summary", "svg", "textarea", "thead", "title",
}  # fmt: skip
"""What keeps its words as they are. A document repeats a table's head on each page, where it may hold no link."""
UNLINKED_MARK = "data-unlinked"
"""An element with this attribute keeps its words as they are; so do all elements named in `UNLINKED`."""


class UnknownMarks(LookupError):
    """Raised for marks in a page that name no term or fact; `marks` holds the kind and the id of each, in order."""

    def __init__(self, marks: list[tuple[str, str]]):
        self.marks = marks
        super().__init__(", ".join(f"{kind} '{identity}'" for kind, identity in marks))


class Linker:
    """Links pages of one guide."""

    def __init__(self, guide: Guide):
        self.guide = guide
        self.index = FormIndex(term_forms(guide.glossary.terms))

    @cached_property
    def own_pages(self) -> dict[str, str]:
        return {self.guide.term_path(term): term for term in self.guide.terms}

    def link(self, html: str, page: str) -> str:
        """The page's content with its links; `page` is its path below docs/. Raises `UnknownMarks`."""
        soup = BeautifulSoup(html, "html.parser")
        own = self.own_pages.get(page, "")
        seen, unknown = {own}, []
        for node in list(soup.descendants):
            if isinstance(node, Tag):
                if node.name in SECTION_STARTS:
                    seen = {own}
                elif mark := _mark(node):
                    kind, identity = mark
                    if identity not in (self.guide.terms if kind == "term" else self.guide.facts):
                        unknown.append(mark)
                        continue
                    if kind == "term":
                        seen.add(identity)
                    self._become_link(node, page)
            elif type(node) is NavigableString and not isinstance(node, Comment) and _linkable(node):
                self._link_text(soup, node, page, seen)
        if unknown:
            raise UnknownMarks(unknown)
        return str(soup)

    def _link_text(self, soup: BeautifulSoup, node: NavigableString, page: str, seen: set[str]) -> None:
        text, position = str(node), 0
        pieces: list[str | Tag] = []
        for match in self.index.matches(text):
            if match.id in seen:
                continue
            seen.add(match.id)
            link = soup.new_tag("a", attrs={"data-term": match.id})
            link.string = text[match.start : match.end]
            self._become_link(link, page)
            pieces += [text[position : match.start], link]
            position = match.end
        if pieces:
            node.replace_with(*pieces, text[position:])

    def _become_link(self, tag: Tag, page: str) -> None:
        if term := self.guide.terms.get(str(tag.attrs.pop("data-term", ""))):
            name, preview, path = term.title, plain(self.guide, term.definition), self.guide.term_path(term.id)
            tag["class"] = "term"
        else:
            fact = self.guide.facts[str(tag.attrs.pop("data-fact"))]
            name, preview = f"As of {written(fact.as_of)}", plain(self.guide, fact.statement)
            path = f"{self.guide.facts_path}#{fact.id}"
            tag["class"] = "fact"
        tag.name = "a"
        tag["href"], tag["data-name"], tag["data-definition"] = relative(html_path(path), page), name, preview


def _mark(tag: Tag) -> tuple[str, str] | None:
    """What a tag stands for by its attributes: a term or a fact, and its id."""
    return next(((kind, str(tag[f"data-{kind}"])) for kind in ("term", "fact") if f"data-{kind}" in tag.attrs), None)


def _linkable(node: NavigableString) -> bool:
    return not any(parent.name in UNLINKED or UNLINKED_MARK in parent.attrs for parent in node.parents)
