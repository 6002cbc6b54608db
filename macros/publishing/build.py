"""A finished site, or the old one: build aside, check what was built, then swap."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ..data.days import today
from ..data.problems import Place, Problem, Refused
from ..documents.pdf.making import file_name, make
from ..guide.addresses import SITE_ONLY, html_path
from ..guide.guide import Guide
from ..pages.draft import Draft
from ..pages.rendered import read
from ..prose.attachments import attached
from ..prose.editions import FULL
from ..reading.loading import data_files
from .faults import faults, own_faults
from .handover import EDITION, PARENT, RENDERED
from .mkdocs_log import at_page, messages
from .outputs import OUTPUTS
from .swap import SITE, aside, readable, swap


def build(root: Path, guide: Guide, tell: Callable[[str], None], command: str = "mkdocs") -> Path:
    """Build the site of a checked guide in its edition and put it in place of the old one. Raises `Refused` and leaves
    the old site as it was when anything is wrong. `tell` is given a line before each step."""
    _refuse_other_than_folder(root, guide)
    with aside(root) as beside:
        made, rendered = beside / SITE, beside / "rendered.json"
        made.mkdir()
        tell(f"building {len(guide.pages) + len(guide.terms)} pages")
        _run(root, guide, made, rendered, command)
        draft = Draft(root, made, guide, read(rendered), tell)
        own = _own_files(guide, made)
        if taken := [_taken(built, path) for built, (path, _) in own.items() if built.startswith(SITE_ONLY)]:
            raise Refused(taken)
        try:
            for output in OUTPUTS:
                tell(output.doing)
                output.write(draft)
        except Refused as refused:
            # A page that is wrong in itself stops a document, too; then it is the page that is to be mended.
            raise Refused(own_faults(guide, made) or refused.problems) from None
        tell("checking every link of what was built")
        if problems := [*_overwritten(own, made), *faults(guide, made)]:
            raise Refused(problems)
        readable(made)
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
    with aside(root) as beside:
        draft = beside / path.name
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


def _refuse_other_than_folder(root: Path, guide: Guide) -> None:
    """Raise `Refused` where a file or a link stands in the place of the site or of what is kept: only a folder is ours
    to replace or to fill."""
    site, kept = folder(root, guide), rendered_file(root, guide).parent
    for old, why in ((site, "the site is put in place as a folder"), (kept, "what was built is kept in a folder")):
        if old.is_symlink() or (old.exists() and not old.is_dir()):
            kind = "a symbolic link" if old.is_symlink() else "a file"
            raise Refused([Problem(Place(old.name), "no-folder", f"'{old.name}' is {kind}, and {why}", "move it away")])


def _own_files(guide: Guide, made: Path) -> dict[str, tuple[str, int]]:
    """Where in the site each page and file of one's own stands, with its source and the moment it was written."""
    named = attached(guide.pages) | {*guide.settings.publish}
    paths = {page.path: html_path(page.path) for page in guide.pages} | {path: path for path in named}
    found = {built: (path, made / built) for path, built in paths.items()}
    return {built: (path, file.stat().st_mtime_ns) for built, (path, file) in found.items() if file.is_file()}


def _overwritten(own: dict[str, tuple[str, int]], made: Path) -> Iterator[Problem]:
    """A problem for each page and file of one's own that the guide's own output replaced."""
    for built, (path, written) in own.items():
        if not (made / built).is_file() or (made / built).stat().st_mtime_ns != written:
            yield _taken(built, path)


def _taken(built: str, path: str) -> Problem:
    return Problem(Place(f"docs/{path}"), "taken-name", f"the guide makes a file '{built}' itself", "rename it")


def _run(root: Path, guide: Guide, target: Path, rendered: Path, command: str) -> None:
    words = [sys.executable, "-m", command, "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(target)]
    environment = {**os.environ, EDITION: guide.edition, RENDERED: str(rendered), PARENT: str(os.getpid())}
    done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False)
    problems = [at_page(root, guide, message) for message in messages(done.stderr.replace(f"{root}{os.sep}", ""))]
    if problems:
        raise Refused(problems)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise Refused([Problem(Place("mkdocs.yml"), "mkdocs", f"{command} failed: {last}")])
