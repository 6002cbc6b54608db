"""What is wrong with a site that was just built, at the source where a person can mend it."""

from __future__ import annotations

import re
from pathlib import Path

from ..data.problems import Place, Problem
from ..data.store import Store
from ..guide.addresses import html_path
from ..guide.contrasts import page_path, pairs
from ..guide.guide import Guide
from ..pages.generated import redirects
from ..prose.sections import locate, sections
from ..share.terms import files as share_pages
from .inspection import check_site
from .swap import SITE


def _at_source(guide: Guide, problem: Problem) -> Problem:
    """A problem of a built page, at the source of that page where a person wrote it."""
    page = next((page for page in guide.pages if html_path(page.path) == problem.place.path), None)
    if page is None:
        return Problem(Place(f"{SITE}/{problem.place.path}", problem.place.line, problem.place.column), problem.code,
                       problem.message, problem.hint)  # fmt: skip
    if problem.code == "top-heading":
        tops = [section.line for section in sections(page) if section.level == 1]
        place = Place(f"docs/{page.path}", tops[1] if len(tops) > 1 else page.body_line)
        return Problem(place, problem.code, problem.message, problem.hint)
    quoted = re.findall(r"'([^']+)'", problem.message)
    again = problem.code == "duplicate-anchor"
    quoted += [text[:-1] for text in quoted if re.fullmatch(r"<\w+>", text)]  # most elements have attributes
    needles = [f"#{text}" for text in quoted if again]
    needles += [needle for text in quoted for needle in (text, "#" + text.partition("#")[2]) if len(needle) > 1]
    found = next((place for needle in needles if (place := locate(page, needle, again)) != locate(page, "\0")), None)
    return Problem(found or Place(f"docs/{page.path}"), problem.code, problem.message, problem.hint)


def faults(guide: Guide, site: Path, store: Store | None = None) -> list[Problem]:
    """What is wrong with a built site, at its source."""
    return _missing(guide, site) + [
        _at_source(guide, problem)
        for problem in check_site(site, guide.facts, redirects(guide), store, guide.publication.url)
    ]


def own_faults(guide: Guide, site: Path) -> list[Problem]:
    """The same for a site that not everything was made for: what leads nowhere counts where it stands in a page as it
    was written, and is no document."""
    lost, unmade = "': there is no such file", re.compile(r"link to '[^']*\.(?:pdf|epub|zip)'")

    def own(problem: Problem) -> bool:
        written = problem.place.column > 1 and not problem.place.path.startswith(f"{SITE}/")
        return lost not in problem.message or (written and not unmade.match(problem.message))

    return list(filter(own, faults(guide, site)))


def _missing(guide: Guide, site: Path) -> list[Problem]:
    """Pages that should have been built and were not: an exit code alone proves nothing."""
    wanted = [page.path for page in guide.pages] + [guide.term_path(term) for term in guide.terms]
    wanted += [guide.term_path(entry.id) for entry in guide.glossary.retired]
    wanted += [page_path(pair) for pair in pairs(guide)]
    wanted += share_pages(guide)
    return [
        Problem(Place(f"docs/{path}"), "page-not-built", f"the build left out '{html_path(path)}'")
        for path in wanted
        if not (site / html_path(path)).is_file()
    ]
