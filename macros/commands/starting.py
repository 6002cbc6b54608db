"""`guide init`: a new guide on any subject, in a folder that holds none, with a TODO where only its author knows."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from ..data.kinds import Text
from ..data.problems import count
from ..guide.parts import Part, optional_fields
from ..guide.settings import CONFIG, SectionPlan
from ..reading.loading import BELIEFS, DOCS, GLOSSARY, SOURCES
from ..reading.lockfile import LOCK
from .arguments import USAGE
from .scaffold import article_files, entry_of, rendered

PARTS = get_args(Part)
FIRST_TERM, FIRST_ARTICLE = "first-term", "01-first-article"
_ANATOMY = (
    ("", "*", "takeaway", ""), ("mapping", "What it is like", "", "mapping"),
    ("sources", "Sources", "", "source_list"), ("questions", "Check yourself", "", "quiz"),
)  # fmt: skip
_COMMENT = "# Every id ever published. Written by 'guide lock'; a line is never removed: retire the id instead.\n"


def register(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command; `command(name, run, summary)` makes it."""
    beginning = command("init", run_init, "begin a guide on any subject in a folder that holds none yet")
    beginning.add_argument("--name", default="", help="what the guide is called (default: the name of the folder)")
    beginning.add_argument("--language", default="en", help="the language it is written in, such as pl (default: en)")
    beginning.add_argument(
        "--with", dest="parts", nargs="*", choices=PARTS, default=["articles"], metavar="PART",
        help=f"what every entry must have; the guide may go without the rest (default: articles): {', '.join(PARTS)}",
    )  # fmt: skip


def run_init(root: Path, options: argparse.Namespace) -> int:
    if there := [name for name in (CONFIG, GLOSSARY, LOCK, DOCS) if (root / name).exists()]:
        print(f"guide: '{there[0]}' is in '{root.name}' already, and nothing is written over it", file=sys.stderr)
        return USAGE
    files = new_guide(options.name or root.name, options.parts, options.language)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8", newline="")
        print(f"wrote {name}")
    print(f"{count(len(files), 'file')}; replace each TODO that guide check names, or take your terms in: guide import")
    return 0


def new_guide(name: str, parts: list[str], language: str = "en") -> dict[str, str]:
    """The texts of a new guide whose entries must have these parts, by their paths."""
    optional = [part for part in PARTS if part not in parts]
    words = {"name": name, "parts": parts, "optional": optional, "language": language}
    fields = optional_fields(optional)
    anatomy = tuple(
        SectionPlan(Text(heading), ends_with=Text(closing), contains=Text(what))
        for part, heading, closing, what in _ANATOMY
        if not part or part in parts
    )
    files = {
        CONFIG: "mkdocs.yml.j2", f"{DOCS}/index.md": "index.md.j2", f"{DOCS}/glossary/index.md": "glossary.md.j2",
        ".gitignore": "gitignore.j2",
    }  # fmt: skip
    for part, path in (("mapping", "mapping"), ("facts", "facts")):
        files |= {f"{DOCS}/{path}.{kind}": f"{path}.{kind}.j2" for kind in ("md", "yml") if part in parts}
    beside = {"sources": SOURCES, "misconceptions": BELIEFS}
    files |= {path: f"{Path(path).name}.j2" for part, path in beside.items() if part in parts}
    made = {path: rendered(f"init/{template}", **words) for path, template in files.items()}
    entry = entry_of(FIRST_TERM, "TODO the name of the first term", "general", fields).strip("\n")
    made |= {GLOSSARY: rendered("init/glossary.yml.j2", entry=entry, **words), LOCK: _COMMENT}
    return made | (article_files("articles", FIRST_ARTICLE, anatomy, fields) if "articles" in parts else {})
