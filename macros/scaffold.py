"""New entries for authors: valid from the start, with TODO where words are still to be written."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2

from .guide import Guide
from .kinds import ID
from .loading import ARTICLE, DOCS, GLOSSARY, QUIZ_ENDING
from .located import Mapping, read
from .lockfile import LOCK, SINCE
from .problems import Place, Problem, Refused
from .rendering import TEMPLATES
from .settings import CONFIG
from .site import today


def new_term(root: Path, guide: Guide, identity: str, area: str | None) -> list[Path]:
    """Add a term to glossary.yml and its id to the lock; the files written. Raises `Refused`."""
    place = Place(GLOSSARY)
    if not re.fullmatch(ID.pattern, identity):
        raise _refused(place, "wrong-form", f"'{identity}' is no id", f"expected {ID.expects}")
    if identity in guide.terms or f"term {identity}" in guide.published:
        raise _refused(place, "duplicate-id", f"id '{identity}' is taken, or was once", "ids never repeat")
    area = area or next(iter(guide.areas), "")
    if area not in guide.areas:
        raise _refused(place, "dangling-reference", f"there is no area '{area}'", f"one of {', '.join(guide.areas)}")
    source = next(iter(guide.sources), "")
    words = identity.replace("-", " ")
    entry = _render("new-term.yml.j2", id=identity, words=words, area=area, source=source, today=today().isoformat())
    path = root / GLOSSARY
    _insert(path, _end_of(path, "terms"), entry)
    lock(root, [f"term {identity}"])
    return [path, root / LOCK]


def new_article(root: Path, guide: Guide, slug: str) -> list[Path]:
    """Write an article and its quiz and enter it in nav; the files written. Raises `Refused`."""
    folder = guide.settings.articles
    page = f"{folder}/{slug}.md"
    path, quiz = root / DOCS / page, root / DOCS / folder / (slug + QUIZ_ENDING)
    if not ARTICLE.fullmatch(f"{slug}.md") or not re.fullmatch(r"[a-z0-9-]+", slug):
        raise _refused(Place(f"{DOCS}/{page}"), "wrong-form", f"'{slug}' is no article", "expected 04-context-windows")
    if path.exists() or quiz.exists():
        raise _refused(Place(f"{DOCS}/{page}"), "taken-path", "the article exists")
    title = slug.partition("-")[2].replace("-", " ").capitalize()
    introduced = {term for article in guide.articles for term in article.head.introduces}
    term = next((term for term in guide.terms if term not in introduced), next(iter(guide.terms), ""))
    words = {
        "title": title, "slug": slug, "term": term, "fresh": term not in introduced,
        "row": next(iter(guide.rows), ""), "today": today().isoformat(),
        "source": next(iter(guide.sources), ""), "belief": next(iter(guide.beliefs), ""),
        "anatomy": guide.settings.anatomy, "schema": "../" * (folder.count("/") + 2) + ".schemas/quiz.json",
    }  # fmt: skip
    path.write_text(_render("new-article.md.j2", **words), "utf-8")
    quiz.write_text(_render("new-quiz.yml.j2", **words), "utf-8")
    listed = [entry for entry in guide.nav if entry.startswith(f"{folder}/")]
    if listed:
        config = root / CONFIG
        last = listed[-1].place.line
        line = config.read_text("utf-8").split("\n")[last - 1]
        _insert(config, last, f"{line[: len(line) - len(line.lstrip())]}- {page}\n")
        return [path, quiz, config]
    return [path, quiz]


def lock(root: Path, lines: list[str]) -> list[str]:
    """Add ids to the lock file, which stays sorted below its comment; what was added."""
    path = root / LOCK
    old = path.read_text("utf-8").splitlines() if path.exists() else []
    comment = [line for line in old if line.startswith("#")]
    kept = [line for line in old if line.strip() and not line.startswith("#")]
    added = sorted(set(lines) - {line.partition(SINCE)[0] for line in kept})
    dated = [f"{line}{SINCE}{today().isoformat()}" for line in added]
    path.write_text("\n".join([*comment, *sorted([*kept, *dated])]) + "\n", "utf-8")
    return added


def _render(template: str, **words) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined, autoescape=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template(template).render(**words)


def _insert(path: Path, after: int, text: str) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    path.write_text("".join([*lines[:after], text, *lines[after:]]), "utf-8")


def _end_of(path: Path, key: str) -> int:
    """The number of the last line of a top-level list, comments that belong to the next key left out."""
    node, _ = read(path.name, path.read_bytes())
    lines = path.read_text("utf-8").splitlines()
    starts = sorted(place.line for place in node.keys.values()) if isinstance(node, Mapping) else []
    own = node.keys[key].line if isinstance(node, Mapping) and key in node.keys else len(lines)
    end = next((line - 1 for line in starts if line > own), len(lines))
    while end > own and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _refused(place: Place, code: str, message: str, hint: str = "") -> Refused:
    return Refused([Problem(place, code, message, hint)], "nothing written")
