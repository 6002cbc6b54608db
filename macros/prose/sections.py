"""A page's Markdown as sections of plain text whose characters keep their positions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown.extensions.toc import slugify, unique

from ..data.problems import Place
from ..guide.lessons import Page

_FENCE = re.compile(r"^[ \t]*(```+|~~~+)[^\n]*\n.*?(?:^[ \t]*\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(
    r"<!--.*?-->|\{\{(?:(?!\{\{).)*?\}\}|\{%.*?%\}|\{#.*?#\}|(`+).+?\1|\]\([^)\n]*\)|\]\[[^\]\n]*\]|\{:[^}\n]*\}"
    r"|^[ \t]*\[[^\]\n]+\]:[^\n]*|</?[a-zA-Z][^>]*>|https?://[^\s)>]+",
    re.DOTALL | re.MULTILINE,
)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*(?:(?<!\\)#)*[ \t]*$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}\n]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)#([\w-]+)")
_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|“[^”]{1,400}”")


@dataclass(frozen=True)
class Section:
    """A heading (level 0 for what stands before the first) and the lines below it, up to the next heading."""

    level: int
    title: str
    anchor: str
    line: int
    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.lines)

    @property
    def last_line(self) -> int:
        return self.lines[-1][0] if self.lines else self.line

    def place(self, page: Page, offset: int) -> Place:
        """Where the character at `offset` of `text` stands in the file."""
        return Place.at(path_of(page), self.text, offset, self.lines[0][0])


def path_of(page: Page) -> str:
    """The page's file, from the project's root."""
    return f"docs/{page.path}"


def body(page: Page) -> str:
    """The Markdown below the front matter."""
    return "\n".join(page.text.split("\n")[page.body_line - 1 :])


def blanked(markdown: str) -> str:
    """Code, macros, tags and addresses blanked out with spaces, so that positions stay."""
    without_code = _FENCE.sub(_blank, markdown)
    return _MARKUP.sub(_blank, without_code)


def without_code(markdown: str) -> str:
    """Code blanked out with spaces, so that positions stay: examples link to nothing."""
    return _SPAN.sub(_blank, _FENCE.sub(_blank, markdown))


def unquoted(text: str) -> str:
    """Quoted speech blanked out: what a buyer says is not the guide's own wording."""
    return _QUOTED.sub(_blank, text)


def sections(page: Page) -> list[Section]:
    """The page's sections in order, with the anchors that Markdown's `toc` extension will give them."""
    return list(_sections(body(page), page.body_line))


@lru_cache(maxsize=1024)  # many checks ask for the same page's
def _sections(markdown: str, first_line: int) -> tuple[Section, ...]:
    source = markdown.split("\n")
    cleaned = blanked(markdown).split("\n")
    fenced = _FENCE.sub(_blank, markdown).split("\n")
    used: set[str] = set()
    found: list[Section] = []
    level, title, anchor, line = 0, "", "", first_line
    lines: list[tuple[int, str]] = []
    for offset, text in enumerate(cleaned):
        number = first_line + offset
        if heading := _HEADING.match(fenced[offset]):
            found.append(Section(level, title, anchor, line, tuple(lines)))
            level, line, lines = len(heading.group(1)), number, []
            attributes = _ATTRIBUTES.search(source[offset])
            explicit = _ID.search(attributes.group(1)) if attributes else None
            title = _ESCAPED.sub(r"\1", _ATTRIBUTES.sub("", heading.group(2)).replace("`", "").strip())
            anchor = unique(explicit.group(1) if explicit else slugify(title, "-"), used)
        else:
            lines.append((number, text))
    found.append(Section(level, title, anchor, line, tuple(lines)))
    return tuple(found)


def locate(page: Page, needle: str, last: bool = False) -> Place:
    """The first or last place where `needle` stands in the page's source, or the page's first line."""
    position = page.text.rfind(needle) if last else page.text.find(needle)
    if position < 0:
        return Place(path_of(page))
    return Place.at(path_of(page), page.text, position)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
