"""A rendered page as Typst code: each element becomes a call, each link leads to a label of the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...data.markup import BOX, LINE
from ...data.problems import Problem
from .addresses import LABEL, URL, Addresses, host
from .code import call, collapsed, curled, joined, string
from .elements import BLOCKS, DROPPED, DROPPED_CLASSES, EDGED, HEADINGS, INLINE, LISTS, STANDING, THROUGH, style, turned
from .faults import no_place, unknown_attribute, unknown_element
from .lines import line
from .questions import Question
from .tables import table

SHOWN = {"articles__title", "facts__value", "letter__name", "lines__area"}
"""Headings of lists: they are set as headings, but are no sections of their own."""
LISTED = {"changes", "areas"}
"""Where all headings are of that kind."""
UNPAGED = {"changes", "line__terms"}
"""Where a link to a term shows no page number, for want of room or of use."""


@dataclass
class Translation:
    """One page on its way into the book. `depth` is added to the level of its headings, an `entry` is a term's page,
    `notes` are the facts told in a footnote already, `answers` is for the key, `base` how the guide is written."""

    path: str
    addresses: Addresses
    depth: int = 0
    drop_title: bool = False
    entry: bool = False
    homes: dict[str, str] = field(default_factory=dict)
    base: str = "ltr"
    problems: list[Problem] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)
    answer_notes: set[str] = field(default_factory=set)
    shelf: str = ""
    bookmarks: list[str] = field(default_factory=list)
    level: int = 1
    before: str = " "
    noting: bool = True

    def page(self, root: Any) -> str:
        """All of a parsed page."""
        return joined(["none", *self.inside(root)])

    def inside(self, element: Any) -> list[str]:
        """The expressions for what an element holds."""
        edged = element.tag in EDGED
        if edged:
            self.before = " "
        pieces: list[str] = []
        children = [child for child in element if isinstance(child.tag, str)]
        self.text(pieces, element.text, edged, self._stands(children[0]) if children else edged)
        for index, child in enumerate(children):
            pieces += turned(child, self.element(child), self.base)
            following = children[index + 1] if index + 1 < len(children) else None
            ends = edged if following is None else self._stands(following)
            self.text(pieces, child.tail, self._stands(child), ends)
        return pieces

    def text(self, pieces: list[str], text: str | None, starts: bool, ends: bool) -> None:
        """Plain text; white space at the start or end of a block does not count."""
        shown = collapsed(text or "")
        shown = shown.lstrip(" ") if starts else shown
        shown = shown.rstrip(" ") if ends else shown
        if starts:
            self.before = " "
        if shown:
            pieces.append(string(curled(shown, self.before)))
            self.before = shown[-1]

    def element(self, element: Any) -> list[str]:
        """One element with all it holds."""
        tag, classes = element.tag, (element.get("class") or "").split()
        if tag in DROPPED or not DROPPED_CLASSES.isdisjoint(classes):
            return []
        mark = [] if tag == "form" else self.mark(element)
        own = getattr(self, f"on_{tag}", None)
        if own:
            return [*mark, *own(element, classes)]
        if tag in HEADINGS:
            return self.heading(element, classes)
        named = style(tag, classes)
        if tag in LISTS:
            items = [child for child in element if child.tag == "li"]
            if len(items) == 1 and not named and not any(child.tag in STANDING for child in items[0]):
                return [*mark, call("par", self.item(items[0]))]  # one item makes no list
            if element.get("reversed") is not None:
                self.problems.append(unknown_attribute(self.path, tag, "reversed"))
            start = [f"start:{int(element.get('start'))}"] if (element.get("start") or "").isdecimal() else []
            return [*mark, call(named or LISTS[tag], *start, *map(self.item, items))]
        if named:
            return [call(named, joined([*mark, *self.inside(element)] or ["none"]))]
        if tag in BLOCKS:
            return [*mark, call(BLOCKS[tag], joined(self.inside(element) or ["none"]))]
        if tag in INLINE:
            inside = self.inside(element)
            return [*mark, *([call(INLINE[tag], joined(inside))] if INLINE[tag] and inside else inside)]
        if tag in THROUGH:
            return [*mark, *self.inside(element)]
        self.problems.append(unknown_element(self.path, tag))
        return []

    def mark(self, element: Any) -> list[str]:
        """A place to link to, where an element has an id that something links to."""
        identity = element.get("id")
        label = self.addresses.label(self.path, identity) if identity else ""
        return [call("mark", string(label))] if label in self.addresses.used and label != self.path else []

    def item(self, element: Any) -> str:
        """What a list item holds, with the place to link to."""
        return joined([*self.mark(element), *self.inside(element)] or ["none"])

    def heading(self, element: Any, classes: list[str]) -> list[str]:
        level = HEADINGS[element.tag]
        self.level = level + self.depth
        label = self.addresses.label(self.path, element.get("id", ""))
        if level == 1:
            name = "entry" if self.entry else "chapter"
            if self.drop_title:
                return []
            self.bookmarks.append(label)
            return [call(name, string(label), joined(self.inside(element)))]
        inside = joined(self.inside(element) or ["none"])
        used = string(label if label in self.addresses.used else "")
        if not SHOWN.isdisjoint(classes) or self._within(element, LISTED):
            return [call("list-heading", str(self.level), used, inside)]
        if self.entry:
            code = call("entry-section", f"level:{self.level}", inside)
            return [call("placed", used, code) if label in self.addresses.used else code]
        self.bookmarks.append(label)
        return [call("section", str(self.level), string(label), inside)]

    def on_a(self, element: Any, classes: list[str]) -> list[str]:
        inside = joined(self.inside(element) or ["none"])
        target = self.addresses.resolve(self.path, element.get("href", ""))
        if target is None:
            self.problems.append(no_place(self.path, element.get("href", "")))
            return [inside]
        if target.kind == URL:
            shown = joined([inside, call("aside", string(f" ({host(target.address)})"))])
            return [call("link", string(target.address), shown)]
        if target.kind != LABEL:
            return [inside]
        place = call("label", string(target.address))
        if "term" in classes or self._within(element, UNPAGED):
            return [call("link", place, inside)]
        if "fact" in classes:
            return [self.fact(target.address, inside)]
        return [call("link", place, joined([inside, string("\u00a0"), call("paged", place)]))]

    def fact(self, label: str, inside: str) -> str:
        """A dated value. Its note is told once on a page; never beside a question, which it might answer, and not in a
        table, where Typst 0.15 loses a note's place among the tags when the table goes over a page."""
        fact = label.partition("#")[2]
        place = call("label", string(label))
        if not self.noting:
            return call("link", place, inside)
        first = label not in self.notes
        self.notes.add(label)
        return call("fact", place, string(fact), string(f"{self.shelf}{self.path}!{fact}"), str(first).lower(), inside)

    def on_br(self, element: Any, classes: list[str]) -> list[str]:
        return [call("linebreak")]

    def on_hr(self, element: Any, classes: list[str]) -> list[str]:
        return [call("divider")]

    def on_code(self, element: Any, classes: list[str]) -> list[str]:
        text = element.text_content()
        self.before = text[-1:] or self.before
        return [call("code", string(text))]

    def on_pre(self, element: Any, classes: list[str]) -> list[str]:
        return [call("listing", string(element.text_content().rstrip("\n")))]

    def on_div(self, element: Any, classes: list[str]) -> list[str]:
        if BOX in classes:
            return [self.admonition(element, classes)]
        named = style("div", classes)
        inside = self.inside(element)
        return [call(named, joined(inside or ["none"]))] if named else inside

    def on_nav(self, element: Any, classes: list[str]) -> list[str]:
        return [call("letters", *(self.item(child) for child in element.iter("li")))]

    def admonition(self, element: Any, classes: list[str]) -> str:
        kind = next((name for name in classes if name != BOX), "note")
        first = element[0] if len(element) and element[0].get("class") == "admonition-title" else None
        title = joined(self.inside(first)) if first is not None else "none"
        pieces = [piece for child in element if child is not first for piece in self.element(child)]
        return call("note", string(kind), title, joined(pieces or ["none"]))

    def on_figure(self, element: Any, classes: list[str]) -> list[str]:
        sheet = next((child for child in element.iter("div") if child.get("role") == "img"), None)
        name = element.get("id", "").removeprefix("figure-")
        caption = next((joined(self.inside(child) or ["none"]) for child in element.iter("figcaption")), "none")
        alt = curled(collapsed(sheet.get("aria-label", ""))) if sheet is not None else ""
        return [call("drawing", string(f"/figures/{name}.svg"), string(alt), caption)]

    def on_form(self, element: Any, classes: list[str]) -> list[str]:
        if not element.get("data-question"):  # a form of somebody's own: a policy lets it send nothing, paper even less
            self.problems.append(unknown_element(self.path, "form"))
            return []
        return Question(self, element).code()

    def on_details(self, element: Any, classes: list[str]) -> list[str]:
        if LINE in classes:
            return [line(self, element)]
        named = style("details", classes)
        inside = self.inside(element)
        return [call(named, joined(inside or ["none"]))] if named else inside

    def on_summary(self, element: Any, classes: list[str]) -> list[str]:
        """What opens a part that is closed on the site. The guide's own are plain labels, and paper closes nothing."""
        if element.getparent().get("class") != "line__sources":
            self.problems.append(unknown_element(self.path, "summary"))
        return []

    def on_table(self, element: Any, classes: list[str]) -> list[str]:
        noting, self.noting = self.noting, False
        code = table(self, element)
        self.noting = noting
        return [code]

    def cells(self, row: Any) -> Iterator[tuple[Any, str]]:
        """The cells of a table's row with their content; a mark of the row stands in its first cell."""
        mark = self.mark(row)
        for cell in row:
            for name in ("colspan", "rowspan"):
                if cell.get(name, "1") != "1":
                    self.problems.append(unknown_attribute(self.path, cell.tag, name))
            if cell.tag in ("th", "td"):
                yield cell, joined([*mark, *self.inside(cell)] or ["none"])
                mark = []

    @staticmethod
    def _stands(element: Any) -> bool:
        return element.tag in STANDING

    @staticmethod
    def _within(element: Any, classes: set[str]) -> bool:
        return any(not classes.isdisjoint((parent.get("class") or "").split()) for parent in element.iterancestors())
