"""What can be wrong with a page on its way into the book, at the place in its source where a person can mend it."""

from __future__ import annotations

from dataclasses import replace

from ...data.problems import ERROR, Place, Problem
from ...guide.guide import Guide
from ...pages.faces import SIGNS, package_for
from ...prose.sections import locate


def unknown_element(path: str, tag: str) -> Problem:
    """An element of which the book does not know how to look."""
    message = f"the book has no form for the element '{tag}'"
    return Problem(
        Place(path), "unknown-element", message, "use Markdown, or add it to macros/documents/pdf/elements.py"
    )


def unknown_attribute(path: str, tag: str, name: str) -> Problem:
    """An attribute that changes how an element is to be read, and that the book cannot follow."""
    message = f"the book has no form for '{name}' of the element '{tag}'"
    return Problem(Place(path), "unknown-element", message, "do without it")


def no_place(path: str, href: str) -> Problem:
    """A link that leads to nothing in the book."""
    return Problem(Place(path), "broken-link", f"link to '{href}': the book has no such place", "link to a page")


def missing_glyph(path: str, *texts: str, severity: str = ERROR) -> Problem:
    """Characters that none of the book's fonts has."""
    told, packages = ", ".join(f"'{text}'" for text in texts), list(dict.fromkeys(map(package_for, texts)))
    named = f"the Debian package {packages[0]}" if packages[1:] == [] else f"the Debian packages {', '.join(packages)}"
    return Problem(
        Place(path),
        "missing-glyph",
        f"no font of the book has {told}",
        f"install {named}, or {'leave it out' if packages == [SIGNS] else 'write it in Latin letters'}",
        severity,
    )


def missing_page(path: str) -> Problem:
    """A page of the guide that was not rendered."""
    return Problem(Place(path), "page-not-built", "the page was not rendered, so the book would lack it")


def at_source(guide: Guide, problem: Problem) -> Problem:
    """A problem of a rendered page, at what it quotes in the page's source where that can be found."""
    page = guide.pages_by_path.get(problem.place.path)
    place = Place(f"docs/{problem.place.path}")
    if page is not None:
        quoted = problem.message.split("'")[1] if "'" in problem.message else ""
        written = quoted.replace(".html", ".md")
        needles = [f"<{quoted}", quoted, written, written.partition("#")[0]] if quoted else []
        found = (locate(page, needle) for needle in needles)
        place = next((spot for spot in found if (spot.line, spot.column) != (1, 1)), place)
    return replace(problem, place=place)
