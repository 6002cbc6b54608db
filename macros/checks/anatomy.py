"""Articles keep one shape; mkdocs.yml says which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from ..data.problems import Place, Problem
from ..guide.guide import Guide
from ..guide.lessons import Article, Page
from ..guide.settings import SectionPlan
from ..prose.calls import SIGNATURES, calls
from ..prose.sections import Section, path_of, sections, without_code

FREE = "*"
_ADMONITION = re.compile(r"!!!\s+([a-z][\w-]*)")
_BOX = re.compile(r"( *)!!! ?([\w-]+(?: +[\w-]+)*)(?: +\"(.*?)\")? *")
"""An admonition's first line as Markdown reads it: its indent, its kinds, and its title, if any."""


def check(guide: Guide) -> Iterator[Problem]:
    for page in guide.pages:
        for number, line in enumerate(page.text.split("\n"), 1):
            if line.lstrip().startswith(("!!", "???")) and not _BOX.fullmatch(line):
                message, cure = "this line begins no box", 'write: !!! takeaway "Title", with straight quotation marks'
                yield Problem(Place(path_of(page), number), "broken-box", message, cure)
    for page in guide.articles:
        found = sections(page)
        yield from _opening(page, found)
        parts = list(guide.settings.anatomy)
        yield from _parts(page, [section for section in found if section.level == 2], parts)
        yield from _boxes(page, {str(part.ends_with) for part in parts} - {""})


def _opening(page: Article, found: list[Section]) -> Iterator[Problem]:
    titles = [section for section in found if section.level == 1]
    if len(titles) != 1 or titles[0].title != page.head.title:
        message = f"the article needs one top heading, '# {page.head.title}'"
        place = Place(path_of(page), titles[-1].line if titles else page.body_line)
        yield Problem(place, "broken-anatomy", message, "it repeats the title of the front matter")
    elif not titles[0].text.strip():
        yield Problem(Place(path_of(page), titles[0].line), "broken-anatomy", "no opening before the first section")


def _boxes(page: Page, kinds: set[str]) -> Iterator[Problem]:
    """The boxes that close sections go onto cards, by their title and their text."""
    lines, shown = page.text.split("\n"), without_code(page.text).split("\n")
    for number, line in enumerate(lines, 1):
        box = _BOX.fullmatch(line)
        if not box or not kinds & set(box[2].split()) or not shown[number - 1].strip():
            continue
        place = Place(path_of(page), number, len(box[1]) + 1)
        if box[3] is not None and not box[3].strip():
            yield Problem(place, "broken-anatomy", f"a {box[2]} without a title", "write it between the quotes")
        inner = takewhile(lambda text: not text.strip() or text.startswith(f"{box[1]} "), lines[number:])  # noqa: B023
        if not re.sub(r"<!--.*?-->", "", "\n".join(inner), flags=re.DOTALL).strip():
            yield Problem(place, "broken-anatomy", f"a {box[2]} without a text", "indent it by four spaces")


def _parts(page: Page, found: list[Section], parts: list[SectionPlan]) -> Iterator[Problem]:
    fixed: list[str] = [part.heading for part in parts if part.heading != FREE]
    position = 0
    free: set[int] = set()
    for part in parts:
        start = position
        if part.heading == FREE:
            while position < len(found) and found[position].title not in fixed:
                position += 1
            if position - start < int(part.least):
                place = Place(path_of(page), found[start].line if start < len(found) else page.body_line)
                message = f"{position - start} sections here, at least {part.least} before '{_next(parts, part)}'"
                yield Problem(place, "broken-anatomy", message, "explain the mechanism in sections")
            free |= set(range(start, position))
        elif (at := _find(found, position, part.heading, fixed)) is not None:
            start, position = at, at + 1
        else:
            misplaced = next((section for section in found if section.title == part.heading), None)
            after = found[position - 1].title if position else "the title"
            line = misplaced.line if misplaced else found[position - 1].line if position else page.body_line
            place = Place(path_of(page), line)
            wrong = "stands in the wrong order" if misplaced else "is missing"
            yield Problem(place, "broken-anatomy", f"section '{part.heading}' {wrong}", f"it follows '{after}'")
            continue
        for section in found[start:position]:
            yield from _content(page, section, part)
    for index, section in enumerate(found):
        if index not in free and section.title not in fixed:
            message = f"section '{section.title}' has no place in the anatomy"
            yield Problem(Place(path_of(page), section.line), "broken-anatomy", message, "move it up or make it '###'")


def _find(found: list[Section], start: int, heading: str, fixed: list[str]) -> int | None:
    """The index of a heading at or after `start`, unless another fixed one stands before it."""
    index = next((index for index in range(start, len(found)) if found[index].title in fixed), None)
    return index if index is not None and found[index].title == heading else None


def _next(parts: list[SectionPlan], part: SectionPlan) -> str:
    following = parts[parts.index(part) + 1 :]
    return following[0].heading if following else "the end"


def _content(page: Page, section: Section, part: SectionPlan) -> Iterator[Problem]:
    lines = page.text.split("\n")[section.line : _end(page, section)]
    blocks = [line for line in lines if line.strip() and not line.startswith((" ", "\t"))]
    last = _ADMONITION.match(blocks[-1]) if blocks else None
    place = Place(path_of(page), section.line)
    if part.ends_with and not (last and last.group(1) == part.ends_with):
        message = f"section '{section.title}' does not end with a {part.ends_with}"
        yield Problem(place, "broken-anatomy", message, f"close it with '!!! {part.ends_with} \"…\"'")
    present = {match.group(1) for line in lines if (match := _ADMONITION.match(line))}
    present |= {call.name for call in calls(page)[0] if section.line <= call.place.line <= _end(page, section)}
    if part.contains and part.contains not in present:
        message = f"section '{section.title}' has no {part.contains}"
        cure = f"add a call of '{part.contains}'" if part.contains in SIGNATURES else f"add '!!! {part.contains}'"
        yield Problem(place, "broken-anatomy", message, cure)


def _end(page: Page, section: Section) -> int:
    """The last line of the section, its subsections included."""
    following = [other.line for other in sections(page) if other.level in (1, 2) and other.line > section.line]
    return min(following) - 1 if following else page.text.count("\n") + 1
