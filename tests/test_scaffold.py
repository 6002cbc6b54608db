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

EPOCH_DAY = "2026-11-27"
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
    assert {problem.code for problem in loading} == {"unfinished"}
    assert (guide.terms["lee-shore"].preferred, guide.terms["lee-shore"].area) == ("lee shore", "wind")
    assert "term lee-shore" in guide.locked
    assert set(problems(sailing, capsys)) == {"unfinished", "unused-term", "untested-term"}


def test_a_new_term_goes_before_what_follows_the_terms(sailing, capsys):
    glossary = sailing / "glossary.yml"
    glossary.write_text(
        glossary.read_text("utf-8") + "\n# Known to all\nacronyms:\n  - form: GPS\n    expansion: G\n", "utf-8"
    )
    assert main(["-C", str(sailing), "new", "term", "lee-shore"]) == 0
    text = glossary.read_text("utf-8")
    assert text.index("- id: lee-shore") < text.index("# Known to all") < text.index("acronyms:")
    assert {problem.code for problem in load(sailing)[1]} == {"unfinished"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["Lee-Shore"],
            "glossary.yml:1:1: 'Lee-Shore' is no id; write: guide new term lee-shore --name Lee-Shore [wrong-form]",
        ),
        (
            ["Zero Trust (v2)"],
            "glossary.yml:1:1: 'Zero Trust (v2)' is no id; "
            "write: guide new term zero-trust-v2 --name 'Zero Trust (v2)' [wrong-form]",
        ),
        (
            ["C++"],
            "glossary.yml:1:1: 'C++' is no id; write: guide new term c-plus-plus --name C++ [wrong-form]",
        ),
        (
            ["Storm Sail", "--area", "wind", "--name", "storm sail"],
            "glossary.yml:1:1: 'Storm Sail' is no id; "
            "write: guide new term storm-sail --name 'storm sail' --area wind [wrong-form]",
        ),
        (["…"], "glossary.yml:1:1: '…' is no id; expected lower-case words joined by hyphens [wrong-form]"),
        (
            ["aux"],
            "glossary.yml:1:1: 'aux' cannot be an id; Windows keeps this name for itself; add a word: aux-term "
            "[wrong-form]",
        ),
        (["rudder"], "glossary.yml:68:9: id 'rudder' is taken, or was once; ids never repeat [duplicate-id]"),
        (
            ["lee-shore", "--area", "sea"],
            "glossary.yml:1:1: there is no area 'sea'; one of wind, steering [dangling-reference]",
        ),
        (
            ["true-winds"],
            "glossary.yml:93:16: form 'true winds' already stands for 'true-wind' (at 18:9); "
            "one form, one term; if both are called so, declare it under 'homonyms' [shared-form]",
        ),
        (
            ["index"],
            "docs/terms/index.md:1:1: a generated page has this path; rename the page or the term [taken-path]",
        ),
        (
            ["a" * 61],
            "glossary.yml:92:9: 'id' has 61 characters, at most 60; shorten it [too-long]",
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
    assert ({problem.code for problem in loading}, guide.terms["yes"].preferred) == ({"unfinished"}, "yes")
    glossary = sailing / "glossary.yml"
    text = glossary.read_text("utf-8").replace("term: TODO", "term: rudder").replace("- TODO\n", "- almanac\n")
    glossary.write_text(text.replace("reviewed: TODO", "reviewed: 2026-01-05"), "utf-8")
    guide, _ = load(sailing)
    glossary = sailing / "glossary.yml"
    text = glossary.read_text("utf-8").replace("term: TODO", "term: rudder").replace("- TODO\n", "- almanac\n")
    glossary.write_text(text.replace("reviewed: TODO", "reviewed: 2026-01-05"), "utf-8")
    guide, _ = load(sailing)
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
    assert {problem.code for problem in load(sailing)[1]} == {"unfinished"}


def test_a_new_article_is_read_without_a_complaint_and_is_in_the_reading_order(sailing, capsys):
    assert main(["-C", str(sailing), "new", "article", "02-tides-and-time"]) == 0
    guide, loading = load(sailing)
    assert {problem.code for problem in loading} == {"unfinished"}
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


@pytest.mark.parametrize(
    ("identity", "name"),
    [("cpp", "C++"), ("2fa", "2FA"), ("dotnet", ".NET"), ("quoted", 'A "quoted" #name'), ("no-one", "no")],
)
def test_a_new_term_may_have_a_name_of_its_own(sailing, identity, name):
    assert main(["-C", str(sailing), "new", "term", identity, "--name", name]) == 0
    guide, loading = load(sailing)
    assert ({problem.code for problem in loading}, guide.terms[identity].preferred) == ({"unfinished"}, name)


def test_new_entries_claim_nothing_that_nobody_said(sailing):
    before = load(sailing)[0]
    known = {*before.sources, *before.rows, *before.beliefs, *before.facts, *before.terms, EPOCH_DAY}
    assert main(["-C", str(sailing), "new", "term", "lee-shore"]) == 0
    assert main(["-C", str(sailing), "new", "article", "02-tides-and-time"]) == 0
    entry = (sailing / "glossary.yml").read_text("utf-8").partition("- id: lee-shore")[2]
    lessons = sailing / "docs" / "lessons"
    for text in (entry, *((lessons / f"02-tides-and-time{end}").read_text("utf-8") for end in (".md", ".quiz.yml"))):
        assert {word for word in known if word in text.replace("lee-shore", "").split()} == set()


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


MARK = "\ufeff"


def test_a_mark_before_the_lock_adds_no_id_and_no_date(sailing, capsys):
    lock = sailing / "glossary.ids.lock"
    lock.write_text(MARK + lock.read_text("utf-8"), "utf-8")
    before = lock.read_bytes()
    assert main(["-C", str(sailing), "check"]) == 0
    assert main(["-C", str(sailing), "lock"]) == 0
    assert capsys.readouterr().out.endswith("0 ids added to glossary.ids.lock\n")
    assert lock.read_bytes() == before


def test_every_file_may_begin_with_a_mark(sailing, capsys):
    for path in [*sailing.glob("*.yml"), *sailing.glob("docs/**/*.yml"), *sailing.glob("docs/**/*.md")]:
        path.write_text(MARK + path.read_text("utf-8"), "utf-8", newline="")
    assert main(["-C", str(sailing), "check"]) == 0
    assert main(["-C", str(sailing), "new", "term", "lee-shore"]) == 0
    assert main(["-C", str(sailing), "new", "article", "02-tides-and-time"]) == 0
    assert set(problems(sailing, capsys)) == {"unfinished", "unused-term", "untested-term"}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("glossary.ids.lock", "term rudder\n",
         "<<<<<<< HEAD\nterm rudder\n=======\nterm helm\n>>>>>>> other\n", "undecided-merge"),
        ("glossary.ids.lock", "term rudder\n", "term rudder\nterm rudder since 2026-01-01\n", "duplicate-id"),
        ("glossary.ids.lock", "term rudder\n", "term rudder since 2026-13-01\n", "wrong-form"),
        ("glossary.ids.lock", "term rudder\n", "term helm\n", "retired-without-redirect"),
        ("glossary.yml", "    preferred: rudder\n", "    preferred rudder\n", "yaml-syntax"),
        ("glossary.yml", "    preferred: rudder\n", "    prefered: rudder\n", "missing-field"),
        ("docs/dates.yml", "value:", "valeu:", "missing-field"),
    ],
)  # fmt: skip
def test_lock_writes_nothing_on_what_was_refused(sailing, capsys, file, old, new, code):
    glossary = sailing / "glossary.yml"
    text = glossary.read_text("utf-8")
    entry = text[text.index("  - id: rudder") :].replace("rudder", "keel")
    glossary.write_text(text.rstrip("\n") + "\n" + entry, "utf-8")
    path = sailing / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    before = contents(sailing)
    assert main(["-C", str(sailing), "lock"]) == 1
    said = capsys.readouterr()
    assert (f"[{code}]" in said.err, said.err.endswith("nothing written\n"), said.out) == (True, True, "")
    assert contents(sailing) == before
