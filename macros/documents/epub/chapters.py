"""A rendered page as a chapter of a book: without what only works on a screen, its mapping as sections,
its questions first and their answers after them, its links within the book."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement, builder

from ...data.markup import (
    ALOUD_CLASSES,
    CHOICES,
    COUNT,
    LINE,
    OPTION,
    QUIZ,
    SAYS,
    SCENE,
    SCREEN_CLASSES,
    SCREEN_ELEMENTS,
    SITE_CLASSES,
    TURN,
    WIDE,
)  # fmt: skip
from ...guide.guide import Guide
from ...pages.rendered import RenderedPage

_GONE_CLASSES = SCREEN_CLASSES | SITE_CLASSES | ALOUD_CLASSES
_KEPT = {"id", "class", "href", "src", "alt", "role", "aria-label", "start", "scope", "colspan", "rowspan"}
_OUTSIDE = {"http", "https", "mailto"}
_VARIABLE = re.compile(r"var\(--[\w-]+,\s*([^)]+)\)")


@dataclass(frozen=True)
class Chapter:
    """A file of the book: the page at `source` that it is made from, its `path` in the book, and its `content` in
    XHTML."""

    source: str
    path: str
    title: str
    content: str = field(repr=False)

    @property
    def drawn(self) -> bool:
        """Whether it holds drawings, which a book has to declare."""
        return "<svg" in self.content


def chapter_path(path: str) -> str:
    """Where the chapter made from the page at `path` stands in the book."""
    return path.removesuffix(".md") + ".xhtml"


def chapter(guide: Guide, page: RenderedPage, book: frozenset[str]) -> Chapter:
    """The chapter made of a page; `book` holds the paths of all pages that are in the book. A link to any other page of
    the site becomes plain text."""
    root = html.fragment_fromstring(page.html, create_parent="div")
    _drop(root)
    for figure in list(root.iter("figure")):
        _redraw(guide, figure)
    for quiz in list(root.iter("div")):
        if QUIZ in quiz.classes:
            _ask(quiz)
    for line in root.find_class(LINE):
        _told(line)
    for details in list(root.iter("details", "summary")):
        details.tag = "p" if details.tag == "summary" else "div"
    for element in root.iter(etree.Element):
        if not str(element.tag).startswith("{"):
            _link(element, page.path, book)
            for name, value in element.items():
                if name not in _KEPT or (name == "role" and value != "img"):
                    del element.attrib[name]
            _name(element)
    top = next(root.iter("h1"), None)
    title = " ".join(top.text_content().split()) if top is not None else page.title
    content = "".join(etree.tostring(part, encoding="unicode") for part in root)
    return Chapter(page.path, chapter_path(page.path), title, content)


def _drop(root: HtmlElement) -> None:
    for element in list(root.iter(etree.Element)):
        if element.tag in SCREEN_ELEMENTS or _GONE_CLASSES & set(element.classes):
            element.drop_tree()


def _redraw(guide: Guide, figure: HtmlElement) -> None:
    """Put the figure's own drawing in place of what an HTML parser made of it, since its attributes are case-sensitive;
    without variables, which few reading systems know. A form for a wide column is none for a book."""
    drawn = guide.figures.get(figure.get("id", "").removeprefix("figure-"))
    for wide in figure.find_class(WIDE):
        wide.drop_tree()
    for svg in list(figure.iter("svg")) if drawn else ():
        _replace(svg, etree.fromstring(_VARIABLE.sub(r"\1", (drawn or "").strip())))


def _replace(old: HtmlElement, new: etree._Element) -> None:
    parent: etree._Element | None = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _link(element: HtmlElement, path: str, book: frozenset[str]) -> None:
    href = element.get("href")
    if element.tag != "a" or href is None:
        return
    try:
        parts = urlsplit(href)
    except ValueError:  # no address; the check of the built site tells of it
        parts = urlsplit("")
    if parts.scheme in _OUTSIDE or (parts.fragment and not parts.path):
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    page = target.removesuffix(".html") + ".md"
    if page in book and not parts.scheme:
        relative = posixpath.relpath(chapter_path(page), posixpath.dirname(path) or ".")
        element.set("href", relative + (f"#{parts.fragment}" if parts.fragment else ""))
    else:
        element.tag = "span"
        del element.attrib["href"]


def _name(element: HtmlElement) -> None:
    """A name that begins with a digit is none in XML: put a stroke before it, in the element and in links to it."""
    for attribute, before in (("id", ""), ("href", "#")):
        value = element.get(attribute, "")
        head, mark, name = value.rpartition("#") if before else ("", "", value)
        if name[:1].isdigit() and mark == before:
            element.set(attribute, f"{head}{mark}_{name}")


def _ask(quiz: HtmlElement) -> None:
    """Lay a quiz out for paper: every question with its options, then every answer; each leads to the other."""
    answers = builder.DIV({"class": "answers"})
    for number, form in enumerate(list(quiz.iter("form")), 1):
        identity = form.get("id")
        folded = next(form.iter("details"))
        folded.drop_tree()
        question = builder.SECTION({"class": "question", "id": identity})
        question.extend(form.find_class(COUNT) + form.find_class(SCENE))
        question.append(_renamed(next(form.iter("legend")), "p", "stem"))
        for part in form.find_class(TURN) or [form]:
            question.extend(part.find_class(SAYS))
            if options := part.find_class(OPTION):
                question.append(builder.OL(*map(builder.LI, options)))
        question.extend(form.find_class(CHOICES))
        question.append(builder.P({"class": "to-answer"}, builder.A("Answer", href=f"#answer-{identity}")))
        back = builder.P({"class": COUNT}, builder.A(f"Question {number}", href=f"#{identity}"))
        told = [part for part in folded if part.tag != "summary"]
        answers.append(builder.SECTION({"class": "answer", "id": f"answer-{identity}"}, back, *told))
        quiz.replace(form, question)
    quiz.append(builder.H3("Answers"))
    quiz.append(answers)


def _told(line: HtmlElement) -> None:
    """Make a line of the mapping, which opens on the site, a section under its pair."""
    body = line.find_class("line__body")[0]
    pair = [_renamed(line.find_class(name)[0], "span", name) for name in ("line__concept", "line__like")]
    pair[0].tail = " "
    identity = body.attrib.pop("id")
    _replace(line, builder.SECTION({"class": "row", "id": identity}, builder.H3(*pair), body))


def _renamed(element: HtmlElement, tag: str, name: str) -> HtmlElement:
    element.tag, element.tail = tag, None
    element.attrib.clear()
    element.set("class", name)
    return element
