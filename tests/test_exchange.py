"""Out to a spreadsheet and back: three cells change three places, whatever stands around them."""

from __future__ import annotations

import difflib
import random
from pathlib import Path

import pytest
import yaml
from conftest import EPOCH, ROOT, SAILING
from openpyxl import load_workbook

from macros.commands.cli import main
from macros.commands.exchange import merged
from macros.commands.tables import BY_NAME, COLUMNS, Row, read, written
from macros.commands.yamledit import composed, fields
from macros.data.problems import Place
from macros.reading.loading import load

GLOSSARY = "glossary.yml"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def guide(root: Path, *words: object) -> int:
    return main(["-C", str(root), *map(str, words)])


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]


def set_cells(table: Path, cells: dict[tuple[str, str], object]) -> None:
    """Type into cells, by the term's id and the column's name, as a person does."""
    book = load_workbook(table)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    for (identity, name), value in cells.items():
        row = rows.setdefault(identity, sheet.max_row + 1)
        sheet.cell(row, 1, identity)
        sheet.cell(row, columns[name]).value = value
    book.save(table)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_nobody_touched_changes_nothing(tmp_path, capsys, ending):
    table = tmp_path / f"terms.{ending}"
    before = (ROOT / GLOSSARY).read_bytes()
    assert guide(ROOT, "export", table) == 0
    assert guide(ROOT, "import", table) == 0
    assert capsys.readouterr().out.endswith("0 cells changed\n")
    assert (ROOT / GLOSSARY).read_bytes() == before


def test_three_cells_change_three_places(sailing, tmp_path, capsys):
    glossary, table = sailing / GLOSSARY, tmp_path / "terms.xlsx"
    commented = "    area: steering\n\n    # said of boats alone\n"
    text = glossary.read_text("utf-8").replace("    area: steering\n", commented)
    glossary.write_text(text, "utf-8")
    assert guide(sailing, "export", table) == 0
    set_cells(table, {
        ("rudder", "definition"): "A hinged plate below the stern: it turns a vessel.",
        ("apparent-wind", "mechanism"): "The boat's own motion adds a headwind. At {fact:hull-speed} it is plain.",
        ("true-wind", "heard_as"): "how hard is it blowing\nis it a gale",
    })  # fmt: skip
    capsys.readouterr()
    assert guide(sailing, "import", table, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert glossary.read_text("utf-8") == text
    assert guide(sailing, "import", table) == 0
    lines = [
        "+      - is it a gale",
        "-      The boat's own motion adds a headwind. The two flows add like arrows. "
        "At {fact:hull-speed} the effect is plain.",
        "+      The boat's own motion adds a headwind. At {fact:hull-speed} it is plain.",
        "-    definition: A hinged blade below the stern that turns a vessel by deflecting water.",
        '+    definition: "A hinged plate below the stern: it turns a vessel."',
    ]
    assert changed_lines(text, glossary.read_text("utf-8")) == lines
    assert [line for line in shown.splitlines() if line in lines] == lines
    assert capsys.readouterr().out.splitlines() == [
        "terms.xlsx:2:7: 'heard_as' of 'true-wind'",
        "terms.xlsx:3:9: 'mechanism' of 'apparent-wind'",
        "terms.xlsx:4:8: 'definition' of 'rudder'",
        "3 cells changed",
    ]
    assert guide(sailing, "check") == 0


def test_a_field_comes_and_goes_with_its_cell(sailing, tmp_path):
    glossary, table = sailing / GLOSSARY, tmp_path / "terms.xlsx"
    before = glossary.read_text("utf-8")
    assert guide(sailing, "export", table) == 0
    set_cells(table, {
        ("rudder", "abbreviation"): "no", ("rudder", "synonyms"): "wheel: the big one\nhelm",
        ("apparent-wind", "synonyms"): None, ("rudder", "reviewed"): "2026-02-03",
    })  # fmt: skip
    assert guide(sailing, "import", table) == 0
    assert changed_lines(before, glossary.read_text("utf-8")) == [
        "-    synonyms:", "-      - wind aboard",
        '+    abbreviation: "no"', "+    synonyms:", '+      - "wheel: the big one"', "+      - helm",
        "-    reviewed: 2026-01-05", "+    reviewed: 2026-02-03",
    ]  # fmt: skip


def test_a_new_id_becomes_an_entry_that_says_what_is_still_to_be_written(sailing, tmp_path, capsys):
    table = tmp_path / "terms.xlsx"
    assert guide(sailing, "export", table) == 0
    set_cells(table, {
        ("lee-shore", "preferred"): "lee shore", ("lee-shore", "area"): "wind",
        ("lee-shore", "definition"): "A coast that the air drives a vessel onto.",
    })  # fmt: skip
    assert guide(sailing, "import", table) == 0
    told = capsys.readouterr()
    assert "1 new term: lee-shore; finish what is TODO, then run: guide lock" in told.out
    loaded, loading = load(sailing)
    assert {problem.code for problem in loading} == {"unfinished"}
    assert loaded.terms["lee-shore"].definition == "A coast that the air drives a vessel onto."
    assert "[unfinished]" in told.err


def answers(sailing: Path, table: Path, capsys, cells: dict) -> list[str]:
    assert guide(sailing, "export", table) == 0
    before = (sailing / GLOSSARY).read_bytes()
    set_cells(table, cells)
    capsys.readouterr()
    assert guide(sailing, "import", table) == 1
    assert (sailing / GLOSSARY).read_bytes() == before
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({("rudder", "definition"): "A rudder."},
         "terms.xlsx:4:8: the definition of 'rudder' uses 'rudder', the word it defines"),
        ({("rudder", "ask"): "Look."}, "terms.xlsx:4:13: 'ask' of 'rudder' is not a question"),
        ({("rudder", "sources"): "almanack"}, "terms.xlsx:4:18: there is no source 'almanack'"),
        ({("rudder", "area"): None}, "terms.xlsx:4:6: 'area' of 'rudder' is empty; fill it [empty]"),
        ({("rudder", "say"): "=SUM(A1)"}, "terms.xlsx:4:12: this cell holds a formula"),
        ({("rudder", "say"): True}, "terms.xlsx:4:12: this cell holds the logical value TRUE"),
        ({("ruder", "say"): "No."}, "terms.xlsx:5:1: there is no term 'ruder'; did you mean 'rudder'?"),
        ({("Lee Shore", "preferred"): "x"}, "terms.xlsx:5:1: 'Lee Shore' cannot be an id; try 'lee-shore'"),
        ({("rudder", "definition"): "A **hinged** blade."}, "terms.xlsx:4:8: 'definition' holds Markdown '**hinged**'"),
        ({("rudder", "synonyms"): "true wind"}, "terms.xlsx:4:4: form 'true wind' already stands for 'true-wind'"),
    ],
)  # fmt: skip
def test_the_check_answers_at_the_cell(sailing, tmp_path, capsys, cells, said):
    lines = answers(sailing, tmp_path / "terms.xlsx", capsys, cells)
    assert any(line.startswith(said) for line in lines), lines
    assert lines[-1].endswith("nothing written")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "terms.csv:1:1: the table is empty"),
        (b"name,say\r\n", "terms.csv:1:1: there is no column 'name'; one of id, preferred"),
        (b"id,say,say\r\n", "terms.csv:1:3: 'say' is given twice; keep one"),
        (b"say\r\nNo.\r\n", "terms.csv:1:1: the table has neither a column 'id' nor one 'preferred'"),
        (b"id,say\r\n,No.\r\n", "terms.csv:2:1: this row has no id"),
        (b"id,say\r\nrudder,No.\r\nrudder,No.\r\n", "terms.csv:3:1: id 'rudder' given twice (first in row 2)"),
        ("id,say\r\nrudder,Né.\r\n".encode("cp1252"), "terms.csv:1:1: the table is not UTF-8; save it as 'CSV UTF-8'"),
    ],
)  # fmt: skip
def test_a_table_that_is_none_is_told(sailing, tmp_path, capsys, data, said):
    (tmp_path / "terms.csv").write_bytes(data)
    assert guide(sailing, "import", tmp_path / "terms.csv") == 1
    assert said in capsys.readouterr().err
    (tmp_path / "terms.xlsx").write_bytes(data)
    assert guide(sailing, "import", tmp_path / "terms.xlsx") == 1
    assert capsys.readouterr().err.startswith("terms.xlsx:1:1: this is no workbook")


def test_csv_is_what_excel_reads_and_writes(sailing, tmp_path, capsys):
    table = tmp_path / "terms.csv"
    assert guide(sailing, "export", table) == 0
    text = table.read_bytes().decode("utf-8-sig")
    assert table.read_bytes().startswith(b"\xef\xbb\xbfid,")
    table.write_bytes(b"id;say\r\nrudder;Pas d\xc3\xa9rive; pas de barre.\r\n".replace(b"rive; pas", b"rive, pas"))
    assert guide(sailing, "import", table) == 0
    assert load(sailing)[0].terms["rudder"].card.say == "Pas dérive, pas de barre."
    assert "how hard is it blowing" in text


def test_a_table_is_never_written_over_and_needs_an_ending(sailing, tmp_path, capsys):
    table = tmp_path / "terms.xlsx"
    table.write_bytes(b"mine")
    for words in (["export", table], ["export", tmp_path / "terms.ods"], ["import", tmp_path / "none.csv"]):
        assert guide(sailing, *words) == 2
        assert capsys.readouterr().err.startswith("guide: ")
    assert table.read_bytes() == b"mine"


WORDS = (
    "wind", "no", "1.10", "2026-01-05", "- dash", "#hash", "a: b", "a #b", "'quoted'", '"double"', "it's", "C:\\new",
    "é漢", "{fact:x}", "[list]", "*star", "&and", "!bang", "%percent", "@at", "`tick`", "~", "null", "yes", "|", ">",
    "?", ", ,", "end:", "«»", "=1+1", "TODOs", "\\n",
)  # fmt: skip


def noise(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(1, 6)))


def dressed(rng: random.Random, text: str) -> str:
    """A glossary with comments, blank lines, quotes and lists in brackets where they may stand."""
    lines = []
    for line in text.splitlines():
        if rng.random() < 0.1 and not line.startswith("      The boat"):
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(f"{indent}# {noise(rng)}" if rng.random() < 0.7 else "")
        name, mark, value = line.partition(": ")
        if mark and value[:1].isalpha() and rng.random() < 0.4:
            line = f'{name}: "{value}"' if rng.random() < 0.5 or "'" in value else f"{name}: '{value}'"
        lines.append(line)
    return "\n".join(lines) + ("\n" if rng.random() < 0.8 else "")


def values(text: str) -> dict[str, dict[str, list[str]]]:
    """Each term's texts by column, as any reader of YAML finds them."""
    found = {}
    for entry in yaml.load(text, Loader=yaml.BaseLoader)["terms"]:
        cells = {}
        for column in COLUMNS:
            value = entry
            for name in column.path:
                value = value.get(name, "") if isinstance(value, dict) else ""
            cells[column.name] = [
                " ".join(item.split()) for item in (value if isinstance(value, list) else [value]) if item
            ]
        found[entry["id"]] = cells
    return found


def one_table(seed: int) -> None:
    """Random cells of a glossary that is written in a random way: they alone change, and to just what was typed."""
    rng = random.Random(seed)
    text = dressed(rng, (SAILING / GLOSSARY).read_text("utf-8"))
    before, rows, wanted = values(text), [], {}
    for identity, cells in before.items():
        wanted[identity] = dict(cells)
        typed = {"id": identity}
        for column in COLUMNS[1:]:
            if rng.random() < 0.2:
                count = rng.randint(1, 4) if column.many else 1
                kept = [item for item in cells[column.name] if rng.random() < 0.6] if column.many else []
                wanted[identity][column.name] = [*kept, *(noise(rng) for _ in range(count))]
                typed[column.name] = "\n".join(wanted[identity][column.name])
            elif rng.random() < 0.5:
                typed[column.name] = "\n".join(cells[column.name])
        places = {name: Place("terms.xlsx", 2, at) for at, name in enumerate(typed, 1)}
        rows.append(Row(typed, places))
    rng.shuffle(rows)
    after, _ = merged(text, rows, "wind")
    assert values(after) == wanted
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in after.splitlines() if line.lstrip().startswith("#") and line in comments] == comments
    again, told = merged(after, rows, "wind")
    assert (again, told) == (after, [])


def spans(text: str, cells: list[tuple[str, str]]) -> set[int]:
    """The lines on which the fields of these cells stand, by the term's id and the column's name."""
    lines, found = text.splitlines(), set()
    terms = fields(composed(text))["terms"][1].value
    entries = {fields(node)["id"][1].value: node for node in terms}
    for identity, name in cells:
        node, key = entries[identity], None
        for part in BY_NAME[name].path:
            key, node = fields(node).get(part, (None, None)) if node else (None, None)
        if key is None:
            continue
        last = node.end_mark.line - (node.end_mark.column == 0 or not isinstance(node, yaml.ScalarNode))
        folded = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        while last > key.start_mark.line and (
            not (line := lines[last].lstrip())
            or (line[0] == "#" and not (folded and len(lines[last]) - len(line) > key.start_mark.column))
        ):
            last -= 1
        found |= set(range(key.start_mark.line, last + 1))
    return found


def three_cells(seed: int, folder: Path) -> None:
    """Out to a table, three cells typed over, and back: outside the three fields no line is another one."""
    rng = random.Random(seed)
    before = dressed(rng, (SAILING / GLOSSARY).read_text("utf-8"))
    texts = values(before)
    cells = rng.sample([(identity, column.name) for identity in texts for column in COLUMNS[1:]], 3)
    typed = {(identity, name): "\n".join(texts[identity][name]) for identity in texts for name in BY_NAME}
    for cell in cells:
        typed[cell] = "\n".join(f"{noise(rng)} {at}" for at in range(rng.randint(1, 3) if BY_NAME[cell[1]].many else 1))
    table = folder / rng.choice(["terms.xlsx", "terms.csv"])
    table.write_bytes(written(table, [[typed[identity, name] for name in BY_NAME] for identity in texts]))
    after, told = merged(before, read(table, str), "wind")
    assert len(told) == 3
    kept = [
        [line for at, line in enumerate(text.splitlines()) if at not in spans(text, cells)] for text in (before, after)
    ]
    assert kept[0] == kept[1]
    assert {cell: values(after)[cell[0]][cell[1]] for cell in cells} == {
        cell: typed[cell].split("\n") for cell in cells
    }


@pytest.mark.parametrize("seed", range(10))
def test_three_cells_of_a_random_table_change_three_fields(seed, tmp_path):
    three_cells(seed, tmp_path)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(10, 210))
def test_three_cells_of_many_random_tables_change_three_fields(seed, tmp_path):
    three_cells(seed, tmp_path)


@pytest.mark.parametrize("seed", range(10))
def test_random_tables_change_their_cells_alone(seed):
    one_table(seed)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(10, 210))
def test_many_random_tables_change_their_cells_alone(seed):
    one_table(seed)
