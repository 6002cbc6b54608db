"""First use of a term in each section becomes a link; explicit term and fact marks become links, too.

Works on the parsed nodes of a page's rendered content, so it never touches a tag, an attribute or a script.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from functools import cached_property

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from ..data.days import written
from ..data.store import Store, digest
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

    def __init__(self, guide: Guide, store: Store | None = None):
        self.guide = guide
        self.store = store or Store()
        shared = guide.glossary.homonyms
        pairs = [*term_forms(guide.glossary.terms, shared), *((homonym.form, homonym.id) for homonym in shared)]
        self.forms = [(str(form), str(identity)) for form, identity in pairs]
        self.index = FormIndex(self.forms)

    @cached_property
    def own_pages(self) -> dict[str, str]:
        own = {self.guide.term_path(term): term for term in self.guide.terms}
        return own | {self.guide.homonym_path(homonym): homonym for homonym in self.guide.homonyms}

    @cached_property
    def _known(self) -> str:
        """What decides where a link begins and ends."""
        return digest(repr(self.forms).encode("utf-8", "surrogatepass"))

    def link(self, html: str, page: str) -> str:
        """The page's content with its links; `page` is its path below docs/. Raises `UnknownMarks`. A page is linked
        again only where its own words, a form of a term, or what is told of a term or fact that it links changed."""
        linked: list[str] = []

        def find() -> bytes:
            text, used = self._linked(html, page)
            linked.append(text)
            return json.dumps(used).encode()

        made_of = [str(html), page, self.own_pages.get(page, ""), self._known]
        used: list[tuple[str, str]] = json.loads(self.store.once("linked terms", made_of, find))
        if not all(identity in self._ids[kind] for kind, identity in used):
            return self._linked(html, page)[0]  # which says what is unknown
        told = [self._told(kind, identity, page) for kind, identity in used]
        return self.store.once(
            "linked page", [*made_of, used, told], lambda: (linked or self._linked(html, page))[0].encode()
        ).decode()

    @cached_property
    def _ids(self) -> dict[str, Container[str]]:
        """What links may name, by their kind."""
        return {"term": self.guide.terms.keys() | self.guide.homonyms.keys(), "fact": self.guide.facts}

    def _linked(self, html: str, page: str) -> tuple[str, list[tuple[str, str]]]:
        """The linked page, and the kinds and ids of what it links to."""
        soup = BeautifulSoup(html, "html.parser")
        own = self.own_pages.get(page, "")
        seen, unknown = {own}, []
        used: dict[tuple[str, str], None] = {}
        for node in list(soup.descendants):
            if isinstance(node, Tag):
                if node.name in SECTION_STARTS:
                    seen = {own}
                elif mark := _mark(node):
                    kind, identity = mark
                    if identity not in self._ids[kind]:
                        unknown.append(mark)
                        continue
                    if kind == "term":
                        seen.add(identity)
                    used[mark] = None
                    self._become_link(node, mark, page)
            elif type(node) is NavigableString and not isinstance(node, Comment) and _linkable(node):
                used |= dict.fromkeys(self._link_text(soup, node, page, seen))
        if unknown:
            raise UnknownMarks(unknown)
        return str(soup), list(used)

    def _link_text(
        self, soup: BeautifulSoup, node: NavigableString, page: str, seen: set[str]
    ) -> Iterator[tuple[str, str]]:
        """Link a text, and yield what it links to."""
        text, position = str(node), 0
        pieces: list[str | Tag] = []
        for match in self.index.matches(text):
            if match.id in seen:
                continue
            seen.add(match.id)
            mark = "term", match.id
            link = soup.new_tag("a", attrs={"data-term": match.id})
            link.string = text[match.start : match.end]
            self._become_link(link, mark, page)
            pieces += [text[position : match.start], link]
            position = match.end
            yield mark
        if pieces:
            node.replace_with(*pieces, text[position:])

    def _become_link(self, tag: Tag, mark: tuple[str, str], page: str) -> None:
        del tag.attrs[f"data-{mark[0]}"]
        tag["class"], tag.name = mark[0], "a"
        tag["href"], tag["data-name"], tag["data-definition"] = self._told(*mark, page)

    def _told(self, kind: str, identity: str, page: str) -> tuple[str, str, str]:
        """Where a link to a term or a fact leads, its name, and what its preview says."""
        name: str
        if kind == "term" and identity in self.guide.homonyms:
            homonym = self.guide.homonyms[identity]
            meant = "; ".join(self.guide.terms[term].preferred for term in homonym.terms)
            name, preview, path = str(homonym.form), f"{homonym.form}: {meant}.", self.guide.homonym_path(homonym.id)
        elif kind == "term":
            term = self.guide.terms[identity]
            name, preview, path = term.title, plain(self.guide, term.definition), self.guide.term_path(term.id)
        else:
            fact = self.guide.facts[identity]
            name, preview = f"As of {written(fact.as_of)}", plain(self.guide, fact.statement)
            path = f"{self.guide.facts_path}#{fact.id}"
        return str(relative(html_path(path), page)), str(name), str(preview)


def _mark(tag: Tag) -> tuple[str, str] | None:
    """What a tag stands for by its attributes: a term or a fact, and its id."""
    return next(((kind, str(tag[f"data-{kind}"])) for kind in ("term", "fact") if f"data-{kind}" in tag.attrs), None)


def _linkable(node: NavigableString) -> bool:
    return not any(parent.name in UNLINKED or UNLINKED_MARK in parent.attrs for parent in node.parents)
