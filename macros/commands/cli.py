"""`guide`: check, build and serve the guide, and scaffold new entries."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ..data.days import moment, today
from ..data.problems import ERROR, WARNING, Problem, Refused, count, errors
from ..documents.pdf.making import LAYOUTS
from ..guide.settings import CONFIG
from ..prose.editions import EDITIONS, FULL, edition
from ..publishing import bundle
from ..publishing.build import build, set_again
from ..publishing.site import Site, opened, problems_of
from ..reading.loading import GLOSSARY
from ..reading.lockfile import LOCK
from . import assistants, exchange, moves, quizzing, reports, scaffold, schemas, seeing, starting
from .arguments import USAGE, address, day, epoch
from .loaded import loaded
from .serving import serve
from .stopping import Stopped, stopped_by

DATA, BUG = 1, 70
"""Exit codes: the data is wrong; the command is wrong, or its folder does not let it write; the guide itself is wrong
(EX_SOFTWARE of sysexits.h)."""

ABOUT = """\
Check, build and serve the guide.

A first day with it:
  guide check               every problem of every file, as file:line:column
  guide serve               the site at 127.0.0.1:8000, rebuilt when a file changes
  guide new term my-term    a new entry in glossary.yml, ready to be filled in
  guide build               the finished site in site/; the old one stays if anything is wrong
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Never a traceback, unless GUIDE_DEBUG is set."""
    options = parser().parse_args(arguments)
    try:
        epoch(os.environ.get("SOURCE_DATE_EPOCH") or "0")
    except argparse.ArgumentTypeError as wrong:
        print(f"guide: SOURCE_DATE_EPOCH: {wrong}", file=sys.stderr)
        return USAGE
    root = Path(options.directory).resolve()
    if not root.is_dir():
        print(f"guide: there is no folder '{options.directory}'", file=sys.stderr)
        return USAGE
    if options.run is not starting.run_init and not any((root / name).exists() for name in (CONFIG, GLOSSARY)):
        hint = "run it in the project's folder, or name that: guide -C FOLDER check; to begin a guide here: guide init"
        print(f"guide: neither {CONFIG} nor {GLOSSARY} is in '{root.name}'; {hint}", file=sys.stderr)
        return USAGE
    try:
        with stopped_by(signal.SIGTERM, signal.SIGHUP):
            code: int = options.run(root, options)
            return code
    except Stopped as stopped:
        return 128 + stopped.signal
    except Refused as refused:
        return report(refused.problems, refused.outcome)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read us has heard enough: guide coverage | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("GUIDE_DEBUG"):
            raise
        if isinstance(error, OSError) and error.strerror:  # the disk or its permissions, no bug
            print(f"guide: {_refusal(error)}", file=sys.stderr)
            return USAGE
        kind = type(error).__name__
        print(f"guide: internal error: {kind}: {error}; run again with GUIDE_DEBUG=1 to see where", file=sys.stderr)
        return BUG


def _refusal(error: OSError) -> str:
    """What the system says, and of which file."""
    said = (error.strerror or "").lower()
    return f"'{error.filename}': {said}" if error.filename else said


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="guide", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    top.add_argument("-C", dest="directory", default=".", metavar="FOLDER", help="the project's folder (default: here)")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[Path, argparse.Namespace], int] | None, summary: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:] + ".")
        made.set_defaults(run=run)
        return made

    checking = command("check", run_check, "report every problem of every file; build nothing")
    checking.add_argument("--today", type=day, metavar="DAY", help="judge reviews by this day, such as 2026-11-24")
    checking.add_argument("--overdue", choices=(ERROR, WARNING), help="what an overdue review is (default: mkdocs.yml)")
    making = command("build", run_build, "check, then build site/ and put it in place of the old one")
    bundling = command("bundle", run_bundle, "build the site, then zip it into dist/ with a start page and a checksum")
    setting = command("pdf", run_pdf, "set the guide as one PDF again, into site/; build the site first if it is old")
    setting.add_argument("--layout", choices=LAYOUTS, default=LAYOUTS[0], help="the size of a page (default: letter)")
    assisting = command("mcp", run_mcp, "answer an assistant on standard input and output, with the SDK 'mcp'")
    for made in (making, setting, bundling, assisting):
        made.add_argument("--edition", choices=EDITIONS, default=FULL, help="public: without coaching (default: full)")
    serving = command("serve", run_serve, "build and show the site, again after every change of a file")
    serving.add_argument(
        "--address", type=address, default="127.0.0.1:8000", metavar="HOST:PORT", help="default: 127.0.0.1:8000"
    )
    starting.register(command)
    new = command("new", None, "add an entry that is valid and says what is still to be written")
    kinds = new.add_subparsers(required=True, metavar="KIND")
    term = kinds.add_parser("term", help="an entry in glossary.yml")
    term.add_argument("id", help="lower-case words joined by hyphens; it never changes")
    term.add_argument("--area", help="the id of its area (default: the first)")
    term.add_argument("--name", default="", help="the name that the guide uses for it (default: the words of the id)")
    term.set_defaults(run=run_new_term)
    article = kinds.add_parser("article", help="an article with its quiz, entered in nav")
    article.add_argument("slug", help="two digits and words, such as 17-model-drift")
    article.set_defaults(run=run_new_article)
    reports.register(command)
    quizzing.register(command)
    moves.register(command)
    exchange.register(command)
    command("lock", run_lock, "record the ids of new terms and rows in glossary.ids.lock")
    command("schemas", run_schemas, "write JSON Schemas of the data files to .schemas/, for editors")
    linking = command("links", run_links, "open every external address and report those that fail; needs the network")
    linking.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="for each address (default: 20)")
    linking.add_argument("--keep", action="store_true", help="write to docs/seen.yml when each source was there")
    return top


def report(problems: Sequence[Problem], outcome: str) -> int:
    """Print problems and a closing line to standard error; the exit code they deserve."""
    for problem in problems:
        print(problem, file=sys.stderr)
    wrong = len(errors(problems))
    closing = "; ".join(filter(None, [count(wrong, "problem"), outcome if wrong else ""]))
    warned = len(problems) - wrong
    print(closing + (f" ({count(warned, 'warning')})" if warned else ""), file=sys.stderr)
    return DATA if wrong else 0


def run_check(root: Path, options: argparse.Namespace) -> int:
    guide, problems = problems_of(root, options.today or today(), options.overdue)
    code = report(problems, "")
    with suppress(OSError):  # a convenience for editors; the folder may be read-only
        schemas.write(root)
    if guide and not code:
        terms, questions = count(len(guide.terms), "term"), count(len(guide.asked), "question")
        print(f"{terms}, {count(len(guide.rows), 'mapping row')}, {questions}, {count(len(guide.articles), 'article')}")
    return code


def run_build(root: Path, options: argparse.Namespace) -> int:
    site = build(root, _opened(root, options.edition), _tell)
    print(f"site: {site / 'index.html'}")
    return 0


def run_pdf(root: Path, options: argparse.Namespace) -> int:
    print(f"PDF: {set_again(root, _opened(root, options.edition), options.layout, _tell)}")
    return 0


def _opened(root: Path, name: str) -> Site:
    """The site of the guide in an edition; raises `Refused` when there are errors, and prints the warnings."""
    site = opened(root, name)
    if site.problems:
        report(site.problems, "")
    return site


def run_bundle(root: Path, options: argparse.Namespace) -> int:
    site = _opened(root, options.edition)
    folder = build(root, site, _tell)
    _tell("zipping the site")
    made = bundle.bundle(root, site.guide, folder, moment())
    print(f"bundle: {made} ({made.stat().st_size / 1e6:.1f} MB)")
    return 0


def run_serve(root: Path, options: argparse.Namespace) -> int:
    host, port = options.address
    try:
        serve(root, host, port)
    except OSError as error:
        why = str(error.strerror).partition(" (while")[0]
        told = f"cannot serve at {host}:{port} ({why}); try: guide serve --address {host}:{port + 1}"
        print(f"guide: {told}", file=sys.stderr)
        return USAGE


def run_new_term(root: Path, options: argparse.Namespace) -> int:
    guide = loaded(root)
    return _written(scaffold.new_term(root, guide, options.id, options.area, options.name))


def run_new_article(root: Path, options: argparse.Namespace) -> int:
    return _written(scaffold.new_article(root, loaded(root), options.slug))


def run_lock(root: Path, options: argparse.Namespace) -> int:
    added = scaffold.lock(root)
    print(f"{count(len(added), 'id')} added to {LOCK}")
    return 0


def run_schemas(root: Path, options: argparse.Namespace) -> int:
    return _written(schemas.write(root))


def run_links(root: Path, options: argparse.Namespace) -> int:
    problems, kept = seeing.run(root, loaded(root), options.timeout, options.keep)
    _written([root / kept] if kept else [])
    return report(problems, "")


def run_mcp(root: Path, options: argparse.Namespace) -> int:
    return assistants.run(edition(loaded(root), options.edition))


def _written(paths: Sequence[Path]) -> int:
    for path in paths:
        print(f"wrote {path}")
    return 0


def _tell(step: str) -> None:
    """One line a step; on a terminal it stands in for the next."""
    print(f"{step} …", file=sys.stderr, flush=True)
