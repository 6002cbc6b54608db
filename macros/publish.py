"""A finished site, or the old one: build aside, check what was built, then swap."""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import share
from .assembly import Built
from .built import check_site
from .contrasts import page_path, pairs
from .editions import FULL
from .guide import Guide
from .loading import data_files
from .outputs import OUTPUTS
from .pages import redirects
from .pdf.making import file_name, make
from .problems import Place, Problem, Refused
from .prose import locate, sections
from .rendered import read
from .rendering import html_path
from .site import EDITION, today

SITE = "site"
RENDERED = "GUIDE_RENDERED"
"""The environment variable that names the file in which a build wants its rendered pages."""
_LOG = re.compile(r"^(WARNING|ERROR|CRITICAL)\s+-\s+(.*)$")
_MACRO_FAILURE = re.compile(
    r"^WARNING +- +\[macros\].*?_File_: `([^`]*)`\s+_(\w+)_: ([^\n]*)", re.MULTILINE | re.DOTALL
)
_EMPTY = re.compile(r"Aborted|Error reading page '[^']*':$")
"""What says no more than that something else did: that stands in a line of its own."""
_NAMED = re.compile(r"'([\w./-]+\.md)'")
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def build(root: Path, guide: Guide, tell: Callable[[str], None], command: str = "mkdocs") -> Path:
    """Build the site of a checked guide in its edition and put it in place of the old one. Raises `Refused` and leaves
    the old site as it was when anything is wrong. `tell` is given a line before each step."""
    _refuse_other_than_folder(root, guide)
    with _aside(root) as aside:
        made, rendered = aside / SITE, aside / "rendered.json"
        made.mkdir()
        tell(f"building {len(guide.pages) + len(guide.terms)} pages")
        _run(root, guide, made, rendered, command)
        built = Built(root, made, guide, read(rendered), tell)
        try:
            for output in OUTPUTS:
                tell(output.doing)
                output.write(built)
        except Refused as refused:
            # A page that is wrong in itself stops a document, too; then it is the page that is to be mended.
            raise Refused(_own_faults(guide, made) or refused.problems) from None
        tell("checking every link of what was built")
        if problems := _faults(guide, made):
            raise Refused(problems)
        made.chmod(0o755)  # whatever the umask
        kept = rendered_file(root, guide)
        kept.parent.mkdir(exist_ok=True)
        swap(made, folder(root, guide))
        rendered.replace(kept)  # only now: what a refused build rendered is not what the site holds
    return folder(root, guide)


def folder(root: Path, guide: Guide) -> Path:
    """Where the site of the guide's edition stands: `site`, or `site-public` beside it."""
    return root / (SITE if guide.edition == FULL else f"{SITE}-{guide.edition}")


def rendered_file(root: Path, guide: Guide) -> Path:
    """Where a build keeps its rendered pages, so that documents can be made again without it."""
    return root / ".cache" / f"rendered-{guide.edition}.json"


def set_again(root: Path, guide: Guide, layout: str, tell: Callable[[str], None]) -> Path:
    """Set the PDF of the guide's edition again, into its site; a site older than the content is built first. Where it
    stands."""
    _refuse_other_than_folder(root, guide)
    if not is_fresh(root, guide):
        build(root, guide, tell)
    tell("setting the PDF")
    path = folder(root, guide) / file_name(guide, layout)
    with _aside(root) as aside:
        draft = aside / path.name
        draft.write_bytes(make(root, guide, read(rendered_file(root, guide)), today(), layout))
        draft.replace(path)
    return path


def is_fresh(root: Path, guide: Guide) -> bool:
    """Whether the site of the guide's edition is there, with its rendered pages, made after the last change of a data
    file."""
    kept = rendered_file(root, guide)
    if not kept.is_file() or not folder(root, guide).is_dir():
        return False
    return all(path.stat().st_mtime_ns <= kept.stat().st_mtime_ns for path in data_files(root))


@contextmanager
def _aside(root: Path) -> Iterator[Path]:
    """A folder beside the site, on the same disk, that goes with all that is still in it."""
    aside = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_other_than_folder(root: Path, guide: Guide) -> None:
    """Raise `Refused` where a file or a link stands in the site's place: only a folder is ours to replace."""
    old = folder(root, guide)
    if old.is_symlink() or (old.exists() and not old.is_dir()):
        kind = "a symbolic link" if old.is_symlink() else "a file"
        message = f"'{old.name}' is {kind}, and the site is put in place as a folder"
        raise Refused([Problem(Place(old.name), "no-folder", message, "move it away")])


def write_search_script(site: Path) -> None:
    """Write the search index once more as a script, the only way a page opened from disk can load it."""
    index = site / "search" / "search_index.json"
    if index.is_file():
        text = json.dumps(json.loads(index.read_text("utf-8")), ensure_ascii=True, separators=(",", ":"))
        index.with_suffix(".js").write_text(f"var __index = {text};\n", "utf-8")


def swap(new: Path, old: Path) -> None:
    """Put `new` where `old` is. One step where the system can exchange two folders, so that no reader ever finds
    neither; else two, the first undone when the second fails. What was there is left at `new`."""
    if not old.exists():
        new.rename(old)
    elif not _exchange(new, old):
        kept = new.with_name(f"{new.name}-old")
        old.rename(kept)
        try:
            new.rename(old)
        except OSError:
            kept.rename(old)
            raise
        kept.rename(new)


def _exchange(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    return rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0


def _run(root: Path, guide: Guide, target: Path, rendered: Path, command: str) -> None:
    words = [sys.executable, "-m", command, "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(target)]
    environment = {**os.environ, EDITION: guide.edition, RENDERED: str(rendered)}
    done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False)
    problems = [_at_page(root, guide, message) for message in _messages(done.stderr.replace(f"{root}{os.sep}", ""))]
    if problems:
        raise Refused(problems)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise Refused([Problem(Place("mkdocs.yml"), "mkdocs", f"{command} failed: {last}")])


def _messages(log: str) -> list[str]:
    """The warnings and errors of a build, one line each; a macro's failure is told in a small document of its own."""
    log = _MACRO_FAILURE.sub(
        lambda failure: f"WARNING -  macro failed in '{failure[1]}': {failure[2]}: {failure[3]}", log
    )
    found = (_LOG.match(line) for line in log.splitlines())
    return [match.group(2) for match in found if match and not _EMPTY.match(match.group(2))]


def _reworded(message: str) -> tuple[str, str]:
    """A log line of MkDocs as a message and a hint in the guide's manner: lower case, no full stop."""
    told, _, rest = re.sub(r"^Doc file '[^']*' contains an? ", "", message).rstrip(".").partition(". ")
    lower = re.compile(r"(?:^|(?<=: ))[A-Z](?=[a-z])")
    return tuple(lower.sub(lambda letter: letter.group().lower(), text) for text in (told, rest))


def _at_page(root: Path, guide: Guide, message: str) -> Problem:
    """A log line of MkDocs as a problem, at the page it names and, in it, at the link it quotes; or at the field of
    mkdocs.yml it names."""
    told = _reworded(message)
    quoted = re.findall(r"'([^']+)'", message)
    for path in _NAMED.findall(message):
        if page := guide.pages_by_path.get(path):
            found = next((place for text in quoted if text != path and (place := locate(page, text)).column > 1), None)
            return Problem(found or Place(f"docs/{path}"), "mkdocs", *told)
    field = re.match(r"Config value '(\w+)'", message)
    lines = (root / "mkdocs.yml").read_text("utf-8").split("\n")
    starts = (number for number, line in enumerate(lines, 1) if field and line.startswith(f"{field[1]}:"))
    return Problem(Place("mkdocs.yml", next(starts, 1)), "mkdocs", *told)


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
    place = next((place for needle in needles if (place := locate(page, needle, again)) != locate(page, "\0")), None)
    return Problem(place or Place(f"docs/{page.path}"), problem.code, problem.message, problem.hint)


def _faults(guide: Guide, site: Path) -> list[Problem]:
    """What is wrong with a built site, at its source."""
    return _missing(guide, site) + [
        _at_source(guide, problem) for problem in check_site(site, guide.facts, redirects(guide))
    ]


def _own_faults(guide: Guide, site: Path) -> list[Problem]:
    """The same for a site that not everything was made for: what leads nowhere counts where it stands in a page as it
    was written, and is no document."""
    lost, unmade = "': there is no such file", re.compile(r"link to '[^']*\.(?:pdf|epub|zip)'")

    def own(problem: Problem) -> bool:
        written = problem.place.column > 1 and not problem.place.path.startswith(f"{SITE}/")
        return lost not in problem.message or (written and not unmade.match(problem.message))

    return list(filter(own, _faults(guide, site)))


def _missing(guide: Guide, site: Path) -> list[Problem]:
    """Pages that should have been built and were not: an exit code alone proves nothing."""
    wanted = [page.path for page in guide.pages] + [guide.term_path(term) for term in guide.terms]
    wanted += [guide.term_path(entry.id) for entry in guide.glossary.retired]
    wanted += [page_path(pair) for pair in pairs(guide)]
    wanted += share.files(guide)
    return [
        Problem(Place(f"docs/{path}"), "page-not-built", f"the build left out '{html_path(path)}'")
        for path in wanted
        if not (site / html_path(path)).is_file()
    ]
