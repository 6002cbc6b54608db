"""New entries are valid where they stand, and the check lists what is still to be written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.data.problems import count
from macros.pages.generated import generated
from macros.pages.templates import Templates
from macros.reading.loading import load

SLUG = "expected two digits and words, such as 17-model-drift [wrong-form]"


def problems(root, capsys) -> list[str]:
    """The codes that `guide check` reports, in order."""
    main(["-C", str(root), "check"])
    lines = capsys.readouterr().err.splitlines()
    return [line.rpartition("[")[2].rstrip("]") for line in lines if line.endswith("]")]


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_new_term_is_read_without_a_complaint_and_asks_for_its_words(sailing, capsys):
    assert main(["-C", str(sailing), "new", "term", "lee-shore", "--area", "wind"]) == 0
    assert capsys.readouterr().out == f"wrote {sailing / 'glossary.yml'}\nwrote {sailing / 'glossary.ids.lock'}\n"
    guide, loading = load(sailing)
    assert loading == []
    assert (guide.terms["lee-shore"].preferred, guide.terms["lee-shore"].area) == ("lee shore", "wind")
    assert "term lee-shore" in guide.locked
    assert set(problems(sailing, capsys)) == {"unfinished", "unused-term", "untested-term", "self-reference"}


def test_a_new_term_goes_before_what_follows_the_terms(sailing, capsys):
    glossary = sailing / "glossary.yml"
    glossary.write_text(
        glossary.read_text("utf-8") + "\n# Known to all\nacronyms:\n  - form: GPS\n    expansion: G\n", "utf-8"
    )
    assert main(["-C", str(sailing), "new", "term", "lee-shore"]) == 0
    text = glossary.read_text("utf-8")
    assert text.index("- id: lee-shore") < text.index("# Known to all") < text.index("acronyms:")
    assert load(sailing)[1] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["Lee-Shore"],
            "glossary.yml:1:1: 'Lee-Shore' is no id; as an id: lee-shore [wrong-form]",
        ),
        (["rudder"], "glossary.yml:1:1: id 'rudder' is taken, or was once; ids never repeat [duplicate-id]"),
        (
            ["lee-shore", "--area", "sea"],
            "glossary.yml:1:1: there is no area 'sea'; one of wind, steering [dangling-reference]",
        ),
        (
            ["true-winds"],
            "glossary.yml:93:16: form 'true winds' already stands for 'true-wind' (at 18:9); "
            "one form, one term [shared-form]",
        ),
        (
            ["index"],
            "docs/terms/index.md:1:1: a generated page has this path; rename the page or the term [taken-path]",
        ),
        (
            ["a" * 61],
            "glossary.yml:92:9: 'id' has 61 characters, at most 60; shorten it [too-long]\n"
            "glossary.yml:104:15: 'term' has 61 characters, at most 60; shorten it [too-long]",
        ),
    ],
)
def test_a_term_that_cannot_be_added_changes_nothing(sailing, capsys, words, message):
    before = contents(sailing)
    assert main(["-C", str(sailing), "new", "term", *words]) == 1
    assert capsys.readouterr().err == f"{message}\n{count(len(message.splitlines()), 'problem')}; nothing written\n"
    assert contents(sailing) == before


def test_a_term_that_other_readers_of_yaml_take_for_a_boolean_is_quoted(sailing):
    assert main(["-C", str(sailing), "new", "term", "yes"]) == 0
    guide, loading = load(sailing)
    assert (loading, guide.terms["yes"].preferred) == ([], "yes")
    page = generated(guide, Templates(guide))["terms/yes.md"]
    assert 'entry: "yes"' in page.splitlines()


def test_new_entries_keep_the_ends_of_lines(sailing):
    names = ("glossary.yml", "glossary.ids.lock", "mkdocs.yml")
    for name in names:
        text = (sailing / name).read_bytes()
        (sailing / name).write_bytes(text.replace(b"\n", b"\r\n"))
    assert main(["-C", str(sailing), "new", "term", "lee-shore"]) == 0
    assert main(["-C", str(sailing), "new", "article", "02-tides-and-time"]) == 0
    ends = {name: (sailing / name).read_bytes() for name in names}
    assert {name: text.count(b"\n") - text.count(b"\r\n") for name, text in ends.items()} == dict.fromkeys(names, 0)
    assert load(sailing)[1] == []


def test_a_new_article_is_read_without_a_complaint_and_is_in_the_reading_order(sailing, capsys):
    assert main(["-C", str(sailing), "new", "article", "02-tides-and-time"]) == 0
    guide, loading = load(sailing)
    assert loading == []
    assert [page.path for page in guide.articles] == ["lessons/01-wind.md", "lessons/02-tides-and-time.md"]
    assert guide.articles[1].head.title == "Tides and time"
    capsys.readouterr()
    assert set(problems(sailing, capsys)) == {"unfinished"}


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("tides", f"docs/lessons/tides.md:1:1: 'tides' is no article; {SLUG}"),
        ("../up", f"docs/lessons/../up.md:1:1: '../up' is no article; {SLUG}"),
        ("01-wind", "docs/lessons/01-wind.md:1:1: the article exists [taken-path]"),
        ("01-tides", "docs/lessons/01-tides.md:1:1: 'lessons/01-wind.md' has that number; 02 is free [taken-path]"),
        ("04--", f"docs/lessons/04--.md:1:1: '04--' is no article; {SLUG}"),
    ],
)  # fmt: skip
def test_an_article_that_cannot_be_added_changes_nothing(sailing, capsys, slug, message):
    before = contents(sailing)
    assert main(["-C", str(sailing), "new", "article", slug]) == 1
    assert capsys.readouterr().err == f"{message}\n1 problem; nothing written\n"
    assert contents(sailing) == before


def test_the_first_article_makes_its_folder(sailing):
    shutil.rmtree(sailing / "docs" / "lessons")
    config = (sailing / "mkdocs.yml").read_text("utf-8")
    (sailing / "mkdocs.yml").write_text(config.replace("  - lessons/01-wind.md\n", ""), "utf-8")
    assert main(["-C", str(sailing), "new", "article", "01-tides"]) == 0
    assert [page.path for page in load(sailing)[0].articles] == ["lessons/01-tides.md"]


def test_lock_records_new_ids_once(sailing, capsys):
    (sailing / "glossary.ids.lock").write_text("# Ids.\nterm rudder\n", "utf-8")
    assert main(["-C", str(sailing), "lock"]) == 0
    assert capsys.readouterr().out == "3 ids added to glossary.ids.lock\n"
    assert main(["-C", str(sailing), "lock"]) == 0
    assert capsys.readouterr().out == "0 ids added to glossary.ids.lock\n"
    assert list(load(sailing)[0].locked) == [
        "row wind-and-road",
        "term apparent-wind",
        "term rudder",
        "term true-wind",
    ]
