"""New entries for authors: valid from the start, with TODO where words are still to be written."""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from collections.abc import Container
from pathlib import Path
from typing import Any

import jinja2

from ..checks import check
from ..checks.ids import check as published
from ..data.days import today
from ..data.files import is_device
from ..data.kinds import ID
from ..data.problems import Place, Problem, Refused
from ..data.yaml import IMPLICIT, Mapping, read
from ..guide.guide import Guide
from ..guide.history import TERM, ids
from ..guide.settings import CONFIG, SectionPlan
from ..pages.templates import TEMPLATES
from ..reading.loading import DOCS, GLOSSARY, QUIZ_ENDING, load
from ..reading.lockfile import LOCK, SINCE
from .editing import line_end, refused, text_of

_SLUG = re.compile(r"[0-9]{2,}(-[a-z0-9]+)+")
_LASTING = {"shared-form", "taken-path"}
"""What checks say of an id or a name, which an author cannot mend by writing on."""


def new_term(root: Path, guide: Guide, identity: str, area: str | None, name: str = "") -> list[Path]:
    """Add a term to glossary.yml and its id to the lock; the files written. Raises `Refused`."""
    place = Place(GLOSSARY)
    if not re.fullmatch(ID.pattern, identity):
        proposed = proposal(identity)
        within = f" --area {shlex.quote(area)}" if area else ""
        named = f"guide new term {proposed} --name {shlex.quote(name or identity)}{within}"
        cure = f"write: {named}" if proposed else f"expected {ID.expects}"
        raise refused(place, "wrong-form", f"'{identity}' is no id", cure)
    if is_device(identity):
        cure = f"Windows keeps this name for itself; add a word: {identity}-term"
        raise refused(place, "wrong-form", f"'{identity}' cannot be an id", cure)
    if identity in guide.terms or f"term {identity}" in guide.locked:
        taken = next((line.place for line in guide.locked if line == f"{TERM} {identity}"), place)
        taken = guide.terms[identity].id.place if identity in guide.terms else taken
        raise refused(taken, "duplicate-id", f"id '{identity}' is taken, or was once", "ids never repeat")
    area = area or next(iter(guide.areas), "")
    if area not in guide.areas:
        raise refused(place, "dangling-reference", f"there is no area '{area}'", f"one of {', '.join(guide.areas)}")
    entry = entry_of(identity, name, area, guide.settings.optional_fields)
    glossary = text_of(root / GLOSSARY)
    locked, _ = locked_text(text_of(root / LOCK), [f"term {identity}"])
    return _write(root, {GLOSSARY: _inserted(glossary, end_of(glossary, "terms"), entry), LOCK: locked})


def entry_of(identity: str, name: str, area: str, optional: Container[str]) -> str:
    """A term in YAML that says what is still to be written, without what the guide may go without."""
    words = name or identity.replace("-", " ")
    return rendered("new-term.yml.j2", id=identity, words=words, area=area, optional=optional)


_SPELLED = {"+": " plus ", "#": " sharp ", "&": " and ", "*": " star ", "@": " at "}


def proposal(name: str) -> str:
    """The id that a name suggests: `c-plus-plus` for C++, `storm-sail` for Storm Sail; empty where none does."""
    spelled = re.sub(r"(?<!\w)\.(?=\w)", "dot ", "".join(_SPELLED.get(char, char) for char in name))
    bare = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def new_article(root: Path, guide: Guide, slug: str) -> list[Path]:
    """Write an article and its quiz and enter it in nav; the files written. Raises `Refused`."""
    folder = guide.settings.articles
    page = f"{folder}/{slug}.md"
    path, quiz = f"{DOCS}/{page}", f"{DOCS}/{folder}/{slug}{QUIZ_ENDING}"
    if not _SLUG.fullmatch(slug):
        raise refused(
            Place(path),
            "wrong-form",
            f"'{slug}' is no article",
            "expected two digits and words, such as 17-model-drift",
        )
    if (root / path).exists() or (root / quiz).exists():
        raise refused(Place(path), "taken-path", "the article exists")
    numbers = {article.path.removeprefix(f"{folder}/")[:2]: article.path for article in guide.articles}
    if slug[:2] in numbers:
        free = next(number for number in range(1, 100) if f"{number:02d}" not in numbers)
        raise refused(Place(path), "taken-path", f"'{numbers[slug[:2]]}' has that number", f"{free:02d} is free")
    files = article_files(folder, slug, guide.settings.anatomy, guide.settings.optional_fields)
    listed = [entry for entry in guide.nav if entry.startswith(f"{folder}/")]
    if listed:
        config = text_of(root / CONFIG)
        last = listed[-1].place.line
        line = config.split("\n")[last - 1]
        files[CONFIG] = _inserted(config, last, f"{line[: len(line) - len(line.lstrip())]}- {page}\n")
    return _write(root, files)


def article_files(folder: str, slug: str, anatomy: tuple[SectionPlan, ...], optional: Container[str]) -> dict[str, str]:
    """The texts of a new article and, where its shape has a place for one, of its quiz, by their paths."""
    title = slug.partition("-")[2].replace("-", " ").capitalize()
    schema = "../" * (folder.count("/") + 2) + ".schemas/quiz.json"
    words = {"title": title, "slug": slug, "anatomy": anatomy, "schema": schema, "optional": optional}
    path, quiz = f"{DOCS}/{folder}/{slug}.md", f"{DOCS}/{folder}/{slug}{QUIZ_ENDING}"
    asked = {quiz: rendered("new-quiz.yml.j2", **words)} if any(part.contains == "quiz" for part in anatomy) else {}
    return {path: rendered("new-article.md.j2", **words), **asked}


def lock(root: Path) -> list[str]:
    """Add the ids of new terms and rows to the lock file; what was added. Raises `Refused` where a file was not read
    whole, or an id in the lock has gone: what is written here counts as published, on this day, for ever."""
    guide, problems = load(root)
    unread = [problem for problem in problems if problem.code != "unfinished"]
    if guide is None or unread:
        raise Refused(unread or problems, "nothing written")
    if wrong := [problem for problem in published(guide) if problem.code != "unlocked-id"]:
        raise Refused(wrong, "nothing written")
    path = root / LOCK
    text, added = locked_text(text_of(path), sorted(set(ids(guide)) - set(guide.locked)))
    if added:
        path.write_text(text, "utf-8", newline="")
    return added


def locked_text(text: str, lines: list[str]) -> tuple[str, list[str]]:
    """The lock with these ids, sorted below its comment, and those that are new in it."""
    old = text.splitlines()
    comment = [line for line in old if line.startswith("#")]
    kept = [line for line in old if line.strip() and not line.startswith("#")]
    added = sorted(set(lines) - {line.partition(SINCE)[0] for line in kept})
    dated = [f"{line}{SINCE}{today().isoformat()}" for line in added]
    return "".join(line + line_end(text) for line in [*comment, *sorted([*kept, *dated])]), added


def _write(root: Path, files: dict[str, str]) -> list[Path]:
    """Write the files, whose texts are complete; where they are. Raises `Refused` instead where the guide would have a
    new problem that no words in the place of a TODO could mend."""
    before, loading = load(root)
    known = {(problem.place.path, problem.code, problem.message) for problem in _lasting(before, loading)}
    found = _lasting(*load(root, {name: text.encode() for name, text in files.items()}))
    wrong = [problem for problem in found if (problem.place.path, problem.code, problem.message) not in known]
    if wrong:
        raise Refused(wrong, "nothing written")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8", newline="")
    return [root / name for name in files]


def _lasting(guide: Guide | None, loading: list[Problem]) -> list[Problem]:
    checked = check(guide, today(), loading) if guide else []
    loading = [problem for problem in loading if problem.code != "unfinished"]
    return [*loading, *(problem for problem in checked if problem.code in _LASTING)]


def quoted(text: str) -> str:
    """Text of letters, digits and spaces as a YAML value that stays text."""
    return f'"{text}"' if IMPLICIT.fullmatch(text) else text


def quoted_name(text: str) -> str:
    """A name as a YAML value that stays text, whatever marks it has."""
    return quoted(text) if re.fullmatch(r"[^\W_]([\w +/.-]*\w)?", text) else json_text(text)


def json_text(text: str) -> str:
    """Any text of one line as a YAML value."""
    return json.dumps(text, ensure_ascii=False)


def rendered(template: str, **words: Any) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined, autoescape=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {"quoted": quoted, "named": quoted_name, "text": json_text}
    text: str = environment.get_template(template).render(**words)
    return text


def _inserted(text: str, after: int, addition: str) -> str:
    lines, end = text.splitlines(keepends=True), line_end(text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    return "".join([*lines[:after], addition.replace("\n", end), *lines[after:]])


def end_of(text: str, key: str) -> int:
    """The number of the last line of a top-level list, comments that belong to the next key left out."""
    node, _ = read(GLOSSARY, text.encode())
    lines = text.splitlines()
    starts = sorted(place.line for place in node.keys.values()) if isinstance(node, Mapping) else []
    own = node.keys[key].line if isinstance(node, Mapping) and key in node.keys else len(lines)
    end = next((line - 1 for line in starts if line > own), len(lines))
    while end > own and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end
