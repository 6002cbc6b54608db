"""A finished site, or the old one: build aside, check what was built, then swap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from ..data.days import today
from ..data.problems import Place, Problem, Refused
from ..documents.pdf.making import file_name, make
from ..guide.addresses import SITE_ONLY, html_path
from ..guide.guide import Guide
from ..pages.draft import Draft
from ..pages.rendered import made_of, read, write
from ..prose.attachments import attached
from ..prose.editions import FULL
from .faults import faults, own_faults
from .inputs import unchanged
from .mkdocs_run import render
from .outputs import OUTPUTS
from .site import Site
from .swap import SITE, aside, readable, swap

T = TypeVar("T")


def build(root: Path, site: Site, tell: Callable[[str], None]) -> Path:
    """Build a site and put it in place of the old one. Raises `Refused` and leaves the old site as it was when anything
    is wrong, or was saved meanwhile. `tell` is given a line before each step."""
    guide = site.guide
    _refuse_other_than_folder(root, guide)
    with aside(root) as beside, _keeping(site):
        made, rendered = beside / SITE, beside / "rendered.json"
        made.mkdir()
        tell(f"building {len(guide.pages) + len(guide.terms)} pages")
        _told_apart(root, site, lambda: _make(root, site, made, tell))
        write(rendered, site.rendered.values(), site.inputs.digest)
        readable(made)
        kept = rendered_file(root, guide)
        kept.parent.mkdir(exist_ok=True)
        unchanged(root, site.inputs)
        swap(made, folder(root, guide))
        site.store.keep()
        rendered.replace(kept)  # only now: what a refused build rendered is not what the site holds
    return folder(root, guide)


def _make(root: Path, site: Site, made: Path, tell: Callable[[str], None]) -> None:
    """Write the whole site into the folder `made`, and look at all of it."""
    guide = site.guide
    render(root, site, made)
    unchanged(root, site.inputs)  # so early, to keep nobody waiting for what will be refused
    draft = Draft(root, made, guide, site.rendered, tell, site.store)
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
    if problems := [*_overwritten(own, made), *faults(guide, made, site.store)]:
        raise Refused(problems)


def _told_apart(root: Path, site: Site, work: Callable[[], T]) -> T:
    """What `work` returns. What fails because something was saved meanwhile is no fault of what was saved: then that is
    told. Raises `Refused`."""
    try:
        return work()
    except (Refused, OSError):
        unchanged(root, site.inputs)
        site.store.keep()  # whoever mends what is wrong builds again
        raise


@contextmanager
def _keeping(site: Site) -> Iterator[None]:
    """What is made here is kept where it was found to be of one state, and dropped else."""
    try:
        yield
    finally:
        site.store.forget()


def folder(root: Path, guide: Guide) -> Path:
    """Where the site of the guide's edition stands: `site`, or `site-public` beside it."""
    return root / (SITE if guide.edition == FULL else f"{SITE}-{guide.edition}")


def rendered_file(root: Path, guide: Guide) -> Path:
    """Where a build keeps its rendered pages, so that documents can be made again without it."""
    return root / ".cache" / f"rendered-{guide.edition}.json"


def set_again(root: Path, site: Site, layout: str, tell: Callable[[str], None]) -> Path:
    """Set the PDF of a site again, into it; a site made of anything else than stands there now is built first. Where it
    stands."""
    guide = site.guide
    _refuse_other_than_folder(root, guide)
    if not is_fresh(root, site):
        build(root, site, tell)
    tell("setting the PDF")
    path, pages = folder(root, guide) / file_name(guide, layout), read(rendered_file(root, guide))
    with aside(root) as beside, _keeping(site):
        draft = beside / path.name
        draft.write_bytes(_told_apart(root, site, lambda: make(root, guide, pages, today(), layout, site.store)))
        unchanged(root, site.inputs)
        site.store.keep()
        draft.replace(path)
    return path


def is_fresh(root: Path, site: Site) -> bool:
    """Whether the site is there, with its rendered pages, and both were made of what stands there now."""
    return folder(root, site.guide).is_dir() and made_of(rendered_file(root, site.guide)) == site.inputs.digest


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
