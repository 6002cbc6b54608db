"""The terms as a table that a subject expert fills in: a workbook, or CSV with the mark by which Excel knows UTF-8."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from ..data.problems import Place, Problem, Refused
from ..exports.table import safe
from .editing import refused

WORKBOOK, COMMAS = ".xlsx", ".csv"
_WIDE, _NARROW = 60, 24
"""Characters: columns of sentences, and all others."""


@dataclass(frozen=True)
class Column:
    """A column and the field that it holds: `path` leads there from the entry; a list has a line in the cell for each
    of its items."""

    name: str
    path: tuple[str, ...]
    many: bool = False
    long: bool = False


COLUMNS = (
    Column("id", ("id",)), Column("preferred", ("preferred",)), Column("abbreviation", ("abbreviation",)),
    Column("synonyms", ("synonyms",), many=True), Column("forms", ("forms",), many=True), Column("area", ("area",)),
    Column("heard_as", ("heard_as",), many=True, long=True), Column("definition", ("definition",), long=True),
    Column("mechanism", ("mechanism",), long=True), Column("belief", ("misconception", "belief"), long=True),
    Column("correction", ("misconception", "correction"), long=True), Column("say", ("card", "say"), long=True),
    Column("ask", ("card", "ask"), long=True), Column("avoid", ("card", "avoid"), long=True),
    Column("instead", ("card", "instead"), long=True), Column("broader", ("broader",), many=True),
    Column("unmapped", ("unmapped",), long=True), Column("sources", ("sources",), many=True),
    Column("reviewed", ("reviewed",)),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}


@dataclass(frozen=True)
class Row:
    """A line of a table: its cells by the name of the column, and where each stands."""

    cells: dict[str, str]
    places: dict[str, Place]

    @property
    def id(self) -> str:
        return self.cells["id"]


def written(path: Path, rows: list[list[str]]) -> bytes:
    """A table with these rows below its head, in the form that the file's ending asks for."""
    names = [column.name for column in COLUMNS]
    if path.suffix.lower() == COMMAS:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows([names, *([safe(cell) for cell in row] for row in rows)])
        return out.getvalue().encode("utf-8-sig")
    book = Workbook()
    sheet = book.active
    sheet.title = "terms"
    for number, row in enumerate([names, *rows], 1):
        for at, text in enumerate(row, 1):
            cell = sheet.cell(number, at)
            cell.value, cell.data_type, cell.number_format = text or None, "s" if text else "n", "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for at, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE if column.long else _NARROW
    sheet.freeze_panes = "C2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(path: Path, named: Callable[[str], str]) -> list[Row]:
    """The rows of a table; `named` gives the id of a term by its name, where a row has none. Raises `Refused` with a
    problem for each cell, as line and column, that cannot be read."""
    name = path.name
    try:
        data = path.read_bytes()
        lines = list(_commas(name, data) if path.suffix.lower() == COMMAS else _workbook(data))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, csv.Error) as error:
        kind = "workbook" if path.suffix.lower() == WORKBOOK else "table"
        raise refused(Place(name), "wrong-form", f"this is no {kind} that can be read: {error}") from None
    if not lines:
        raise refused(Place(name), "empty", "the table is empty", "export one with: guide export terms.xlsx")
    problems: list[Problem] = []
    head = [str(cell or "").strip() for cell in lines[0]]
    for at, column in enumerate(head, 1):
        if column and column not in BY_NAME:
            hint = f"one of {', '.join(BY_NAME)}"
            problems.append(Problem(Place(name, 1, at), "unknown-field", f"there is no column '{column}'", hint))
        if column and head.index(column) != at - 1:
            problems.append(Problem(Place(name, 1, at), "duplicate-key", f"'{column}' is given twice", "keep one"))
    if not {"id", "preferred"} & set(head):
        told = "the table has neither a column 'id' nor one 'preferred'"
        problems.append(Problem(Place(name), "missing-field", told, "one of them says which term it is"))
    if problems:
        raise Refused(problems, "nothing written")
    rows: list[Row] = []
    first: dict[str, Place] = {}
    for number, line in enumerate(lines[1:], 2):
        places = {column: Place(name, number, at) for at, column in enumerate(head, 1) if column}
        cells = {column: _cell(line, at, places[column], problems) for at, column in enumerate(head) if column}
        if not any(cells.values()):
            continue
        cells["id"] = cells.get("id") or named(cells.get("preferred", ""))
        places.setdefault("id", places.get("preferred", Place(name, number)))
        if not cells["id"]:
            problems.append(Problem(places["id"], "empty", "this row has no id", "give it one, or empty the row"))
        elif cells["id"] in first:
            told = f"id '{cells['id']}' given twice (first in row {first[cells['id']].line})"
            problems.append(Problem(places["id"], "duplicate-id", told, "keep one row"))
        first.setdefault(cells["id"], places["id"])
        rows.append(Row(cells, places))
    if problems:
        raise Refused(problems, "nothing written")
    return rows


def _commas(name: str, data: bytes) -> Iterator[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(Place(name), "encoding", "the table is not UTF-8", "save it as 'CSV UTF-8'") from None
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)  # Excel writes what the system's language puts between the items of a list
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
        yield [cell.removeprefix("'") for cell in line]


def _workbook(data: bytes) -> Iterator[list[Any]]:
    sheet = load_workbook(io.BytesIO(data), read_only=False).worksheets[0]
    for line in sheet.iter_rows():
        yield [_Formula(cell.value) if cell.data_type == "f" else cell.value for cell in line]


class _Formula(str):
    """What a spreadsheet would work out."""


def _cell(line: list[Any], at: int, place: Place, problems: list[Problem]) -> str:
    value = line[at] if at < len(line) else None
    if isinstance(value, (_Formula, bool)):
        shown = "a formula" if isinstance(value, _Formula) else f"the logical value {str(value).upper()}"
        hint = "format it as text, and type the text"
        problems.append(Problem(place, "implicit-type", f"this cell holds {shown}", hint))
        return ""
    if isinstance(value, (datetime, date)):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    lines = str("" if value is None else value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(filter(None, (" ".join(text.split(" ")).strip() for text in lines)))
