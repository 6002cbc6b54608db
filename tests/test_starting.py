"""A guide of one's own, from nothing, in a folder that holds no engine: `guide init`, `guide import`, a site."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from conftest import EPOCH, ROOT, once

from macros.commands.cli import main
from macros.commands.starting import PARTS, new_guide
from macros.data.engine import borrows, lent
from macros.data.problems import Problem
from macros.publishing.mkdocs_run import serve
from macros.publishing.site import problems_of
from macros.reading.loading import load

GLOSSARY = "glossary.yml"
NAMES = (
    ("storm sail", "A storm sail is a small sail for heavy weather."),
    ("lee shore", "A coast toward which the wind blows."),
    ("C++ winch", "A drum that a program turns."),
)
BEGUN = {"unfinished", "unlocked-id", "unused-term", "untested-term"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def guide(root: Path, *words: object) -> int:
    return main(["-C", str(root), *map(str, words)])


def begun(root: Path, *parts: str) -> Path:
    root.mkdir(exist_ok=True)
    assert guide(root, "init", "--name", "Words of the sea: a start", "--with", *parts) == 0
    return root


def told(root: Path) -> list[Problem]:
    from macros.data.days import today as day

    return problems_of(root, day())[1]


def finish(root: Path) -> None:
    """What an author of a glossary alone writes beside the table."""
    for name in ("mkdocs.yml", "docs/index.md"):
        text = (root / name).read_text("utf-8")
        lines = [
            line.partition("TODO")[0] + "Words of the sea." if "TODO" in line else line for line in text.split("\n")
        ]
        (root / name).write_text("\n".join(lines), "utf-8")


def table(path: Path, *names: tuple[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("preferred", "definition", "reviewed"), *((*row, "2026-11-20") for row in names)])
    return path


@pytest.mark.parametrize("parts", [(), ("articles",), *((part,) for part in PARTS), PARTS])
def test_a_new_guide_says_only_what_is_still_to_be_written(tmp_path, parts):
    root = begun(tmp_path / "sea", *parts)
    assert {problem.code for problem in told(root)} <= BEGUN | {"unknown-value"}
    spoken = {(problem.place.path, problem.place.line) for problem in told(root)}
    for path in (path for path in root.rglob("*") if path.is_file()):
        name = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if "TODO" in line:  # the place of a folded text is the line above
                assert spoken & {(name, number), (name, number - 1)}, line


def test_nothing_is_written_over(tmp_path, capsys):
    root = begun(tmp_path / "sea")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert guide(root, "init") == 2
    assert "'mkdocs.yml' is in 'sea' already, and nothing is written over it" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_folder_without_a_guide_tells_how_to_begin_one(tmp_path, capsys):
    assert guide(tmp_path, "check") == 2
    assert "to begin a guide here: guide init" in capsys.readouterr().err


def test_what_may_be_missing_is_asked_for_once_it_may_not(tmp_path):
    root = begun(tmp_path / "sea")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("      - cards\n", ""), "utf-8")
    assert any("a term has no 'card'" in problem.message for problem in told(root))


def test_a_part_that_no_guide_has_is_no_part(tmp_path):
    root = begun(tmp_path / "sea")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("      - cards\n", "      - card\n"), "utf-8")
    found = [problem for problem in told(root) if problem.code == "unknown-value"]
    assert [(problem.message, problem.hint) for problem in found] == [
        ("'optional' cannot be 'card'", "did you mean 'cards'?")
    ]


def test_a_table_of_names_becomes_the_glossary(tmp_path, capsys):
    root = begun(tmp_path / "sea")
    finish(root)
    assert guide(root, "import", table(tmp_path / "sea.csv", *NAMES)) == 0
    said = capsys.readouterr()
    assert "'first-term', which nobody has begun, removed" in said.out
    assert said.err == ""
    assert guide(root, "lock") == 0
    loaded, problems = load(root)
    assert loaded and not problems
    assert {term.id: term.preferred for term in loaded.glossary.terms} == {
        "storm-sail": "storm sail", "lee-shore": "lee shore", "c-plus-plus-winch": "C++ winch",
    }  # fmt: skip
    assert told(root) == []
    changed = table(tmp_path / "again.csv", (NAMES[0][0], "A small sail for a gale."))
    assert guide(root, "import", changed) == 0
    assert capsys.readouterr().out.count("'definition' of 'storm-sail'") == 1
    assert (root / GLOSSARY).read_text("utf-8").count("- id: storm-sail") == 1


def test_a_name_that_suggests_no_id_needs_one(tmp_path, capsys):
    root = begun(tmp_path / "sea")
    assert guide(root, "import", table(tmp_path / "sea.csv", ("帆", "A cloth that takes the wind."))) == 1
    assert "sea.csv:2:1: this row has no id; give it one, or empty the row [empty]" in capsys.readouterr().err


def test_what_the_engine_lends_is_what_pages_load(tmp_path):
    files = new_guide("Sea", ["articles"])
    named = {line.strip(" -").removeprefix("path: ") for line in files["mkdocs.yml"].split("\n") if " assets/" in line}
    named = {name.rpartition(" ")[2] for name in named if name.endswith((".css", ".js"))}
    assert named and named <= lent().keys()


def _sea(folder: Path) -> None:
    begun(folder)
    finish(folder)
    assert guide(folder, "import", table(folder.parent / "sea.csv", *NAMES)) == 0
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("# site_url: https", "site_url: https"), "utf-8")
    assert guide(folder, "lock") == 0
    assert guide(folder, "build") == 0


def test_a_site_is_built_with_all_that_goes_with_it(tmp_path_factory):
    root = once(tmp_path_factory, "words-of-the-sea", _sea)
    site = root / "site"
    assert borrows(root) and not (root / "docs" / "assets").exists()
    name = "words-of-the-sea-a-start"
    beside = ("terms.csv", "terms.ttl", "call/index.html", "g/lee-shore/index.html", f"{name}.pdf", f"{name}.epub")
    lent_ones = ("css/tokens.css", "js/palette.js", "images/mark.svg", "fonts/sans.woff2")
    for path in (*beside, *(f"assets/{path}" for path in lent_ones)):
        assert (site / path).stat().st_size > 100, path
    page = (site / "glossary" / "storm-sail.html").read_text("utf-8")
    assert "Content-Security-Policy" in page and "A storm sail is a small sail" in page
    for absent in ("How it works", "Common misconception", "On a call", "Sources"):
        assert f">{absent}" not in page
    terms = json.loads((site / "terms.json").read_text("utf-8"))
    jsonschema.validate(terms, json.loads((site / "schema" / "terms-1.json").read_text("utf-8")))


@pytest.mark.parametrize(
    ("term", "definition"),
    [
        ("rudder", "A rudder is a hinged blade below the stern."),
        ("rudder", "Rudder, also known as helm blade, refers to a hinged blade below the stern."),
        ("rudder", "What holds against true winds as a true wind turns."),
        ("apparent-wind", "The AW is the flow of air that a crew feels."),
        ("rudder", "Rudders are blades below the stern."),
        ("rudder", "A rudder (steering blade) turns a vessel by deflecting water."),
        ("rudder", "A rudder, at times called helm, turns a vessel by deflecting water."),
        ("apparent-wind", "In sailing, apparent wind describes the flow of air that a crew feels."),
    ],
)
def test_what_a_definition_may_say_of_its_own_term(sailing, term, definition):
    glossary = sailing / GLOSSARY
    text = glossary.read_text("utf-8")
    loaded, _ = load(sailing)
    glossary.write_text(text.replace(loaded.terms[term].definition, definition), "utf-8")
    assert [problem for problem in told(sailing) if problem.code == "circular-definition"] == []


@pytest.mark.parametrize(
    "definition",
    [
        "A rudder turns a vessel as a rudder does.",
        "In a gale, the rudder under load.",
        "Rudders are blades of rudders.",
    ],
)
def test_a_definition_whose_subject_is_its_term_may_still_lean_on_it(sailing, definition):
    loaded, _ = load(sailing)
    text = (sailing / GLOSSARY).read_text("utf-8").replace(loaded.terms["rudder"].definition, definition)
    assert [problem.code for problem in _with(sailing / GLOSSARY, text)].count("circular-definition") == 1


def test_a_longer_name_is_another_term_s(sailing):
    """A rudder blade is no rudder: whether one defines the other is what circles are looked for."""
    glossary = sailing / GLOSSARY
    text = glossary.read_text("utf-8")
    loaded, _ = load(sailing)
    text = text.replace(loaded.terms["rudder"].definition, "What holds the rudder blades.")
    assert [problem.code for problem in _with(glossary, text)].count("circular-definition") == 1
    named = text.replace("preferred: true wind", "preferred: rudder blade")
    assert [problem.code for problem in _with(glossary, named)].count("circular-definition") == 0


def _with(glossary: Path, text: str) -> list[Problem]:
    glossary.write_text(text, "utf-8")
    return told(glossary.parent)


def test_what_is_installed_is_the_whole_engine_and_what_it_lends():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "macros").rglob("__init__.py")}
    assert set(told["packages"]) == packages | {"macros.assets"}
    home = ROOT / told["package-dir"]["macros.assets"]
    packed = {path for pattern in told["package-data"]["macros.assets"] for path in home.glob(pattern)}
    assert packed == set(lent().values())


def test_the_server_takes_the_engine_from_where_it_is_installed(tmp_path, monkeypatch):
    """What the server's own command line leaves open does not hide what the guide borrows."""
    from mkdocs.commands import serve as server

    root = begun(tmp_path / "sea")
    monkeypatch.chdir(root)
    monkeypatch.setattr(server, "load_config", server.load_config)
    served = []
    monkeypatch.setattr(server, "serve", lambda **options: served.append(options))
    with pytest.raises(SystemExit):  # as every command line ends
        serve(root, ["-a", "127.0.0.1:8000"])
    given = {name: value for name, value in served[0].items() if name in ("theme", "use_directory_urls", "strict")}
    assert given["theme"] is None
    config = server.load_config(config_file=str(root / "mkdocs.yml"), **given)
    assert str(ROOT / "macros" / "theme") in config.theme.dirs
    assert not (root / "macros").exists()
