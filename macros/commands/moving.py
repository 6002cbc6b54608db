"""`guide rename` and `guide retire`: an id in all its places at once, with the forwarding address that readers need."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ..checks import check
from ..checks.references import references
from ..data.days import today
from ..data.files import is_device
from ..data.kinds import ID, Text
from ..data.problems import Place, Problem, Refused
from ..guide.entries import Row, Term
from ..guide.guide import Guide
from ..guide.history import ROW, TERM
from ..guide.texts import FACT, passages
from ..prose.calls import SIGNATURES, calls
from ..prose.sections import path_of, without_code
from ..reading.loading import GLOSSARY, load
from ..reading.lockfile import LOCK
from .editing import File, Files, block, refused
from .scaffold import end_of, locked_text, proposal, quoted, quoted_name

KINDS = {
    TERM: ("term", "terms"), ROW: ("mapping row", "rows"), "fact": ("fact", "facts"), "source": ("source", "sources"),
    "misconception": ("misconception", "beliefs"),
}  # fmt: skip
"""What can be renamed: what the references call it, and the look-up that holds its entries."""
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")


class Move:
    """One id that goes, and the files that change with it."""

    def __init__(self, root: Path, guide: Guide, old: str):
        self.root, self.guide, self.old, self.files = root, guide, old, Files(root)
        alive = [kind for kind, (_, held) in KINDS.items() if old in getattr(guide, held)]
        lost = [kind for kind in (TERM, ROW) if f"{kind} {old}" in guide.locked]
        self.alive, self.kind = bool(alive), next(iter([*alive, *lost]), "")
        if not self.kind:
            known = ", ".join(KINDS)
            raise refused(Place(GLOSSARY), "dangling-reference", f"there is no '{old}' among {known}")

    @property
    def entry(self) -> Term | Row:
        found: Term | Row = getattr(self.guide, KINDS[self.kind][1])[self.old]
        return found

    @property
    def home(self) -> File:
        """The file that holds entries of this kind and those of it that are retired."""
        entries = [*getattr(self.guide, KINDS[self.kind][1]).values()]
        return self.files[entries[0].id.place.path if entries else GLOSSARY]

    def named(self) -> Iterator[Text]:
        """Every place of the data that names the id."""
        what = KINDS[self.kind][0]
        yield from (
            reference for reference, _, kind in references(self.guide) if kind == what and reference == self.old
        )
        if self.kind == TERM:
            spoken, written = self.guide.spoken_list, self.guide.written
            ids = [*(entry.id for entry in spoken), *(entry.id for entry in written), *self.guide.often]
            yield from (identity for identity in ids if identity == self.old)
        retired = {TERM: self.guide.glossary.retired, ROW: self.guide.mapping.retired}.get(self.kind, ())
        yield from (entry.to for entry in retired if entry.to == self.old)

    def in_pages(self, new: str) -> None:
        """Name the new id in the calls and links of pages."""
        kind = "row" if self.kind == ROW else self.kind
        for page in self.guide.pages:
            file = self.files[path_of(page)]
            for call in calls(page)[0]:
                for wanted, argument in zip(SIGNATURES[call.name], call.arguments, strict=False):
                    if wanted == kind and argument == self.old:
                        start = file.offset(call.place)
                        found = re.compile(rf"[\"']{re.escape(self.old)}[\"']").search(file.text, start)
                        if found:
                            file.replace(Place.at(file.path, file.text, found.start() + 1), self.old, new)
            for link in _LINK.finditer(without_code(page.text)) if self.kind == TERM else ():
                target = unquote(link.group(1).partition("#")[0])
                path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target))
                if path == self.guide.term_path(self.old):
                    at = link.start(1) + link.group(1).rindex(f"{self.old}.md")
                    file.replace(Place.at(file.path, page.text, at), self.old, new)
        for passage in passages(self.guide) if self.kind == "fact" else ():
            self._in_text(passage.text, new)

    def _in_text(self, text: Text, new: str) -> None:
        if self.old in FACT.findall(text):
            file = self.files[text.place.path]
            start = file.text.find(f"{{fact:{self.old}}}", file.offset(text.place))
            file.replace(Place.at(file.path, file.text, start + 6), self.old, new)

    def forward(self, to: str) -> None:
        """Say where readers go who look for the old id, if any site had it."""
        if f"{self.kind} {self.old}" not in self.guide.locked:
            return
        file = self.home
        head = re.search(r"^retired:[ \t]*$", file.text, re.MULTILINE)
        first = re.compile(r"\s*\n( *)- ").match(file.text, head.end()) if head else None
        indent = first.group(1) if first else "  "
        entry = f"{indent}- id: {quoted(self.old)}\n{indent}  to: {quoted(to)}\n{indent}  on: {today().isoformat()}\n"
        line = end_of(file.text, "retired") + 1 if head else file.text.count("\n") + 2
        file.insert(line, entry if head else f"\nretired:\n{entry}", f"retired {self.old}, readers go to {to}")

    def done(self, dry: bool) -> tuple[list[str], list[Problem]]:
        """Write the files, unless it is only asked what would be done: a line for each change, and the problems that
        are left. Raises `Refused` where the guide could no longer be read."""
        _, loading = load(self.root)
        before = {_what(problem) for problem in check(self.guide, today(), loading)}
        guide, problems = load(self.root, {path: text.encode() for path, text in self.files.texts().items()})
        if guide is None:
            raise Refused(problems, "nothing written")
        left = [problem for problem in check(guide, today(), problems) if _what(problem) not in before]
        told = list(self.files.report())
        if not dry:
            self.files.write()
        return told, left


def _what(problem: Problem) -> tuple[str, str]:
    """A problem without its line, which changes with what stands above."""
    return problem.place.path, problem.message


def rename(root: Path, guide: Guide, old: str, new: str, name: str, dry: bool) -> tuple[list[str], list[Problem]]:
    """Give an entry a new id in all places, and a term a new name if there is one; what `Move.done` gives."""
    move = Move(root, guide, old)
    held = getattr(guide, KINDS[move.kind][1])
    if not re.fullmatch(ID.pattern, new) or is_device(new):
        raise refused(
            Place(GLOSSARY),
            "wrong-form",
            f"'{new}' cannot be an id",
            f"try '{proposal(new)}{'-term' if is_device(new) else ''}'",
        )
    if new != old and (new in held) == move.alive and (new in held or not move.alive):
        message = f"'{new}' is taken" if new in held else f"there is neither '{old}' nor '{new}'"
        raise refused(
            held[new].id.place if new in held else Place(GLOSSARY), "duplicate-id", message, "ids never repeat"
        )
    if new != old and move.alive and f"{move.kind} {new}" in guide.locked:
        raise refused(Place(LOCK), "duplicate-id", f"'{new}' was published once", "ids never repeat")
    if new != old:
        if move.alive:
            move.home.replace(move.entry.id.place, old, new)
        for text in move.named():
            move.files[text.place.path].replace(text.place, old, new)
        move.in_pages(new)
    if move.kind in (TERM, ROW) and new != old:
        move.forward(new)
        lock = move.files[LOCK]
        renewed, added = locked_text(lock.text, [f"{move.kind} {new}"])
        if added:
            lock.rewrite(renewed, f"added {', '.join(added)}")
    if name:
        _name(move, held[old if move.alive else new], name)
    return move.done(dry)


def _name(move: Move, term: Term, name: str) -> None:
    """A new preferred name; the old one and the forms that begin with it, such as its plural, are entered as ones that
    the guide does not use any more, so that the check finds where they are left."""
    file = move.files[term.preferred.place.path]
    file.value(term.preferred, quoted_name(name))
    first, behind = block(file, term.place)
    indent = " " * (term.place.column - 1)
    lines = file.text.split("\n")[first - 1 : behind - 1]
    gone = [form for form in term.forms if form.casefold().startswith(term.preferred.casefold())]
    entry = "".join(
        f"{indent}  - form: {quoted_name(form)}\n{indent}    say: {quoted_name(name)}\n"
        for form in (term.preferred, *gone)
    )
    told = f"'{term.preferred}' is a form that is not used any more"
    if gone and len(gone) == len(term.forms):
        file.drop_list(gone, f"took out the forms of '{term.preferred}'")
    else:
        for form in gone:
            file.take_out(form.place, form)
    at = next((at for at, line in enumerate(lines) if line.strip() == "deprecated:"), None)
    if at is None:
        file.insert(term.preferred.place.line + 1, f"{indent}deprecated:\n{entry}", told)
    else:
        file.insert(first + at + 1, entry, told)
