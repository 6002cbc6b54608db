"""`guide export` and `guide import`: the terms out to a table, and what was filled in there back into glossary.yml."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import yaml

from ..checks import check
from ..data.days import today
from ..data.fields import TODO, suggestion
from ..data.files import is_device
from ..data.kinds import ID
from ..data.problems import Place, Problem, Refused, count, errors
from ..guide.guide import Guide
from ..reading.loading import GLOSSARY, load
from .arguments import USAGE
from .editing import File, Files
from .loaded import loaded
from .scaffold import end_of, entry_of, proposal
from .tables import BY_NAME, COLUMNS, COMMAS, WORKBOOK, Column, Row, read, written
from .yamledit import Editor, composed, fields

_LATER = {"unfinished", "unused-term", "untested-term", "unmapped-term", "unlocked-id"}
"""What is wrong with a term that was only begun, and is no fault of a cell."""
_ORDER = [
    "id", "preferred", "abbreviation", "synonyms", "forms", "deprecated", "area", "heard_as", "spoken", "definition",
    "mechanism", "misconception", "belief", "correction", "broader", "related", "card", "say", "ask", "avoid",
    "instead", "unmapped", "sources", "reviewed",
]  # fmt: skip


def register(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands; `command(name, run, summary)` makes one."""
    out = command("export", run_export, "write the terms to a table for a subject expert, as a workbook or as CSV")
    out.add_argument("file", type=Path, help=f"where to, such as terms{WORKBOOK} or terms{COMMAS}")
    back = command("import", run_import, "take what was filled in there back into glossary.yml; new ids become entries")
    back.add_argument("file", type=Path, help="the table")
    back.add_argument("--dry-run", action="store_true", help="show the difference; write nothing")


def run_export(root: Path, options: argparse.Namespace) -> int:
    if problem := _unusable(options.file) or (f"'{options.file}' is there already" if options.file.exists() else ""):
        print(f"guide: {problem}", file=sys.stderr)
        return USAGE
    loaded(root)
    entries = _entries(composed(Files(root)[GLOSSARY].text))
    rows = [["\n".join(_texts(entry, column)) for column in COLUMNS] for entry in entries.values()]
    options.file.write_bytes(written(options.file, rows))
    print(f"wrote {options.file}: {count(len(rows), 'term')}")
    return 0


def run_import(root: Path, options: argparse.Namespace) -> int:
    problem = _unusable(options.file) or ("" if options.file.is_file() else f"there is no '{options.file}'")
    if problem:
        print(f"guide: {problem}", file=sys.stderr)
        return USAGE
    old = Files(root)[GLOSSARY].text
    guide = loaded(root)
    ids = {str(term.preferred): str(term.id) for term in guide.glossary.terms}
    new, added, told, left = taken(root, guide, read(options.file, lambda name: ids.get(name) or proposal(name)))
    if options.dry_run:
        names = GLOSSARY, f"{GLOSSARY} with the table"
        print("\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), *names, n=1, lineterm="")))
    elif new != old:
        (root / GLOSSARY).write_text(new, "utf-8", newline="")
    print("\n".join([*told, f"{count(len(told), 'cell')} changed{'; nothing written' if options.dry_run else ''}"]))
    if added:
        print(f"{count(len(added), 'new term')}: {', '.join(added)}; finish what is TODO, then run: guide lock")
    for one in left:
        print(one, file=sys.stderr)
    if left:
        print(f"{count(len(left), 'problem')} left for you", file=sys.stderr)
    return 0


def _unusable(file: Path) -> str:
    ending = file.suffix.lower()
    return "" if ending in (WORKBOOK, COMMAS) else f"'{file}' ends neither in {WORKBOOK} nor in {COMMAS}"


def taken(root: Path, guide: Guide, rows: list[Row]) -> tuple[str, list[str], list[str], list[Problem]]:
    """The glossary with what the table says: its text, the ids that are new, a line for each cell that changed it, and
    the problems that are left. Raises `Refused` with a problem for each cell that cannot be taken."""
    text = Files(root)[GLOSSARY].text
    known = _entries(composed(text))
    fresh = [row for row in rows if row.id not in known]
    problems = [problem for row in fresh for problem in _no_id(guide, row)]
    if problems:
        raise Refused(problems, "nothing written")
    new, told = merged(text, rows, next(iter(guide.areas), ""), guide.settings.optional_fields)
    left = _answered(root, new, rows)
    return new, [row.id for row in fresh], told, left


def merged(text: str, rows: list[Row], area: str, optional: Container[str] = ()) -> tuple[str, list[str]]:
    """The text of a glossary with what the rows say, and a line for each cell that changed it; `area` is that of new
    terms whose rows name none. Raises `Refused` with a problem for each cell that is empty and must not be."""
    problems: list[Problem] = []
    known = _entries(composed(text))
    for row in (row for row in rows if row.id not in known):
        file = File(GLOSSARY, text)
        entry = entry_of(row.id, row.cells.get("preferred", ""), row.cells.get("area") or area, optional)
        file.insert(end_of(text, "terms") + 1, entry, "")
        text = file.changed()
    file, entries = File(GLOSSARY, text), _entries(composed(text))
    editor = Editor(file)
    for identity, node in entries.items() if len(entries) > len(known) else ():
        if identity not in {row.id for row in rows} and fields(node)["preferred"][1].value.startswith(TODO):
            told = f"{GLOSSARY}:{node.start_mark.line + 1}: '{identity}', which nobody has begun, removed"
            editor.remove(node.start_mark.line, editor.last_line(node), told)
    for row in rows:
        problems += _fill(editor, entries[row.id], row)
    if problems:
        raise Refused(problems, "nothing written")
    return file.changed(), list(dict.fromkeys(change.told for change in sorted(file.changes)))


def _no_id(guide: Guide, row: Row) -> Iterator[Problem]:
    """Why the id of a row that is no term's cannot become one."""
    place, identity = row.places["id"], row.id
    if not re.fullmatch(ID.pattern, identity) or is_device(identity):
        hint = f"try '{proposal(identity)}'" if proposal(identity) else f"expected {ID.expects}"
        yield Problem(place, "wrong-form", f"'{identity}' cannot be an id", hint)
    elif f"term {identity}" in guide.locked:
        yield Problem(place, "duplicate-id", f"id '{identity}' was published once", "ids never repeat")
    elif not row.cells.get("preferred"):
        hint = suggestion(identity, guide.terms) or "a new term needs its name, in the column 'preferred'"
        yield Problem(place, "dangling-reference", f"there is no term '{identity}'", hint)


def _entries(root: yaml.MappingNode) -> dict[str, yaml.MappingNode]:
    """The nodes of the terms, by id."""
    return {fields(entry)["id"][1].value: entry for entry in fields(root)["terms"][1].value}


def _found(entry: yaml.MappingNode, column: Column) -> tuple[yaml.MappingNode, yaml.Node | None, yaml.Node | None]:
    """The node that holds a column's field, and the nodes of its name and its value where it is there."""
    for name in column.path[:-1]:
        _, inner = fields(entry).get(name, (None, None))
        entry = inner if isinstance(inner, yaml.MappingNode) else entry
    key, value = fields(entry).get(column.path[-1], (None, None))
    return entry, key, value


def _texts(entry: yaml.MappingNode, column: Column) -> list[str]:
    """What the entry has in a column: a text, the items of a list, or nothing."""
    _, _, value = _found(entry, column)
    if value is None:
        return []
    texts = [item.value for item in value.value] if isinstance(value, yaml.SequenceNode) else [value.value]
    return [" ".join(text.split()) for text in texts]


def _fill(editor: Editor, entry: yaml.MappingNode, row: Row) -> Iterator[Problem]:
    """Bring an entry to what its row says, cell by cell."""
    for name, cell in row.cells.items():
        column, old = BY_NAME[name], _texts(entry, BY_NAME[name])
        new = list(filter(None, cell.split("\n"))) if column.many else list(filter(None, [" ".join(cell.split())]))
        begun = bool(old) and old[0].startswith(TODO)
        if new == old or (begun and not new):
            continue
        told = f"{row.places[name]}: '{name}' of '{row.id}'"
        holder, key, value = _found(entry, column)
        if key is None or value is None:
            editor.add(holder, _ORDER, column.path[-1], new if column.many else new[0], f"{told} added")
        elif not new and column.path[-1] in _optional():
            editor.remove(key.start_mark.line, editor.last_line(value), f"{told} removed")
        elif not new:
            yield Problem(row.places[name], "empty", f"'{name}' of '{row.id}' is empty", "fill it")
        elif isinstance(value, yaml.SequenceNode):
            editor.items(value, new, told)
        elif isinstance(value, yaml.ScalarNode):
            editor.replace(value, new[0], told)


def _optional() -> set[str]:
    return {column.name for column in COLUMNS} & {"abbreviation", "synonyms", "forms", "broader", "unmapped"}


def _answered(root: Path, new: str, rows: list[Row]) -> list[Problem]:
    """What the check says of the changed guide and did not say before. Raises `Refused` with what is a cell's fault, at
    the cell."""
    before = {(problem.code, problem.message) for problem in _checked(*load(root))}
    guide, loading = load(root, {GLOSSARY: new.encode()})
    cells = _cells(new, rows)
    found = [one for one in _checked(guide, loading) if (one.code, one.message) not in before]
    at_cells = [
        Problem(cells[one.place], one.code, one.message, one.hint, one.severity)
        for one in found
        if one.place in cells and one.code not in _LATER
    ]
    if wrong := errors(at_cells):
        raise Refused(wrong, "nothing written")
    if guide is None:
        raise Refused(found, "nothing written")
    return [one for one in found if (one.place not in cells or one.code in _LATER) and one.code != "unlocked-id"]


def _checked(guide: Guide | None, loading: list[Problem]) -> list[Problem]:
    return check(guide, today(), loading) if guide else loading


def _cells(text: str, rows: list[Row]) -> dict[Place, Place]:
    """The cell for each place in the glossary that a cell speaks for."""
    cells: dict[Place, Place] = {}
    entries = _entries(composed(text))
    for row in rows:
        for name, place in row.places.items():
            _, _, value = _found(entries[row.id], BY_NAME[name])
            nodes = [] if value is None else [value, *(value.value if isinstance(value, yaml.SequenceNode) else ())]
            for node in nodes:
                cells[Place(GLOSSARY, node.start_mark.line + 1, node.start_mark.column + 1)] = place
    return cells
