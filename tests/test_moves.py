"""`guide rename` and `guide retire`: every place at once, nothing else, and nothing at all where it is only asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import EPOCH, ROOT, copy_project

from macros.commands.cli import main
from macros.reading.loading import load

TEXTS = (".yml", ".md", ".lock")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.suffix in TEXTS and not {"macros", ".schemas"} & set(path.relative_to(root).parts)
    }


def guide(root: Path, *words: str) -> int:
    return main(["-C", str(root), *words])


def differing(before: dict[str, str], after: dict[str, str]) -> set[tuple[str, str, str]]:
    """The lines that differ, where both texts have as many."""
    return {
        (path, old, new)
        for path in before
        for old, new in zip(before[path].splitlines(), after[path].splitlines(), strict=False)
        if old != new
    }


@pytest.mark.parametrize("words", [["rename", "rudder", "helm"], ["retire", "rudder", "--to", "apparent-wind"]])
def test_a_dry_run_tells_all_and_writes_nothing(sailing, capsys, words):
    before = texts(sailing)
    assert guide(sailing, *words, "--dry-run") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].endswith("; nothing written")
    assert texts(sailing) == before
    assert guide(sailing, *words) == 0
    assert [line.partition(";")[0] for line in told] == capsys.readouterr().out.splitlines()


def test_a_renamed_term_is_named_so_everywhere(sailing, capsys):
    (sailing / "docs" / "spoken.yml").write_text(
        "spoken:\n  - id: rudder\n    phrases:\n      - that thing that turns us\noften:\n  - rudder\n"
        "written:\n  - id: rudder\n    phrases:\n      - steering gear\n",
        "utf-8",
    )
    index = sailing / "docs" / "index.md"
    index.write_text(index.read_text("utf-8") + "\nSee [it](terms/rudder.md#sources) and the wooden rudder.\n", "utf-8")
    before = texts(sailing)
    assert guide(sailing, "rename", "rudder", "2nd-helm") == 0
    after = texts(sailing)
    assert guide(sailing, "check") == 0
    changed = differing(before, after)
    assert all(new == old.replace("rudder", "2nd-helm", 1) for path, old, new in changed if path != "glossary.ids.lock")
    assert "wooden rudder" in after["docs/index.md"] and "terms/2nd-helm.md#sources" in after["docs/index.md"]
    assert after["glossary.yml"].endswith("\nretired:\n  - id: rudder\n    to: 2nd-helm\n    on: 2026-11-27\n")
    assert after["glossary.ids.lock"].splitlines() == [
        "row wind-and-road", "term 2nd-helm since 2026-11-27", "term apparent-wind", "term rudder", "term true-wind",
    ]  # fmt: skip


def test_a_new_name_leaves_the_old_one_as_one_that_is_not_used(sailing, capsys):
    index = sailing / "docs" / "index.md"
    index.write_text(index.read_text("utf-8") + "\nA rudder of wood.\n", "utf-8")
    assert guide(sailing, "rename", "rudder", "rudder", "--name", "Steering: blade") == 0
    told = capsys.readouterr()
    assert "docs/index.md" not in told.out
    term = load(sailing)[0].terms["rudder"]
    assert (term.preferred, term.deprecated[0].form, term.deprecated[0].say) == (
        "Steering: blade", "rudder", "Steering: blade",
    )  # fmt: skip
    assert [entry.form for entry in term.deprecated] == ["rudder", "rudders"] and term.forms == ()


@pytest.mark.parametrize(
    ("forms", "kept"),
    [
        ("[rudders, blades]", ("blades",)),
        ("[rudders]", ()),
        ("\n      - rudders\n      - blades\n      - rudder's", ("blades",)),
        ("[blades]", ("blades",)),
    ],
)
def test_forms_of_the_old_name_go_with_it(sailing, forms, kept):
    glossary = sailing / "glossary.yml"
    text = glossary.read_text("utf-8")
    assert text.count("\n      - rudders\n") == 1
    text = text.replace("forms:\n      - rudders\n", f"forms: {forms}\n".replace(": \n", ":\n"))
    glossary.write_text(text, "utf-8")
    assert guide(sailing, "rename", "rudder", "rudder", "--name", "helm") == 0
    term = load(sailing)[0].terms["rudder"]
    before = [form for form in ("rudder", "rudders", "rudder's") if form == "rudder" or form in forms]
    assert (term.forms, [entry.form for entry in term.deprecated]) == (kept, before)


def test_an_old_name_that_an_article_still_uses_is_left_to_the_author(sailing, capsys):
    article = sailing / "docs" / "lessons" / "01-wind.md"
    article.write_text(
        article.read_text("utf-8").replace("needs neither.", "needs neither; the rudder is it."), "utf-8"
    )
    assert guide(sailing, "rename", "rudder", "rudder", "--name", "steering blade") == 0
    said = capsys.readouterr().err
    assert ("'rudder' is deprecated; say: steering blade" in said, said.endswith("left for you\n")) == (True, True)


def test_an_id_that_was_changed_by_hand_is_changed_in_all_other_places(sailing, capsys):
    glossary = sailing / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8").replace("id: rudder", "id: helm"), "utf-8")
    assert guide(sailing, "check") == 1
    assert "guide rename rudder helm" in capsys.readouterr().err
    assert guide(sailing, "rename", "rudder", "helm") == 0
    assert guide(sailing, "check") == 0


@pytest.mark.parametrize(
    ("old", "new"), [("wind-and-road", "boat-and-car"), ("hull-speed", "boat-speed"), ("almanac", "tables"),
                     ("flag-is-truth", "flag-tells-all")],
)  # fmt: skip
def test_rows_facts_sources_and_misconceptions_are_renamed_too(sailing, capsys, old, new):
    assert guide(sailing, "rename", old, new) == 0
    assert guide(sailing, "check") == 0
    rest = "".join(texts(sailing).values())
    assert rest.count(old) == {"wind-and-road": 2, "almanac": 1}.get(old, 0), "the lock, the redirect, an address"


def test_a_retired_term_is_gone_from_every_place(sailing, capsys):
    assert guide(sailing, "retire", "rudder", "--to", "apparent-wind") == 0
    assert guide(sailing, "check") == 0
    after = texts(sailing)
    left = [line.strip() for text in after.values() for line in text.splitlines() if "rudder" in line]
    assert sorted(left) == ["- id: rudder", "stem: A stopped boat answers its rudder.", "term rudder"]
    assert '{{ term("apparent-wind", "blade at the stern") }}' in after["docs/lessons/01-wind.md"]
    assert guide(sailing, "retire", "apparent-wind", "--to", "true-wind", "--dry-run") == 0
    assert "rudder" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("entries", "left"), [("rudder", ["apparent-wind"]), ("rudder apparent-wind", ["apparent-wind"])]
)
def test_what_documents_write_of_a_retired_term_goes_on_where_the_other_has_none(sailing, entries, left):
    written = "".join(f"  - id: {term}\n    phrases: [gear of the {term}]\n" for term in entries.split())
    (sailing / "docs" / "spoken.yml").write_text(
        f"spoken:\n  - id: true-wind\n    names: [gradient]\nwritten:\n{written}", "utf-8"
    )
    assert guide(sailing, "retire", "rudder", "--to", "apparent-wind") == 0
    assert [entry.id for entry in load(sailing)[0].written] == left


def test_lists_between_commas_and_windows_line_ends_are_kept(sailing, capsys):
    quiz = sailing / "docs" / "lessons" / "01-wind.quiz.yml"
    text = quiz.read_text("utf-8").replace(
        "    terms:\n      - rudder\n", "    terms: [true-wind, 'rudder', apparent-wind]\n"
    )
    quiz.write_text(text.replace("\n", "\r\n"), "utf-8", newline="")
    assert guide(sailing, "retire", "rudder", "--to", "apparent-wind") == 0
    data = quiz.read_bytes()
    assert (b"terms: [true-wind, apparent-wind]\r\n" in data, data.count(b"\n") == data.count(b"\r\n")) == (True, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["rename", "ruder", "helm"],
            "glossary.yml:1:1: there is no 'ruder' among term, row, fact, source, misconception",
        ),
        (["rename", "rudder", "true-wind"], "glossary.yml:12:9: 'true-wind' is taken; ids never repeat"),
        (["rename", "rudder", "The Helm"], "glossary.yml:1:1: 'The Helm' cannot be an id; try 'the-helm'"),
        (["rename", "rudder", "nul"], "glossary.yml:1:1: 'nul' cannot be an id; try 'nul-term'"),
        (["retire", "rudder", "--to", "helm"], "glossary.yml:1:1: there is no 'helm' to send readers to"),
        (["retire", "rudder", "--to", "rudder"], "glossary.yml:1:1: there is no 'rudder' to send readers to"),
        (["retire", "almanac", "--to", "rudder"], "docs/sources.yml:2:9: 'almanac' is a source, which has no address"),
    ],
)
def test_what_cannot_be_moved_changes_nothing(sailing, capsys, words, said):
    before = texts(sailing)
    assert guide(sailing, *words) == 1
    told = capsys.readouterr().err
    assert (told.startswith(said), told.endswith("nothing written\n")) == (True, True), told
    assert texts(sailing) == before


@pytest.mark.first
def test_this_guide_itself_survives_a_rename(tmp_path, capsys):
    project = copy_project(ROOT, tmp_path / "guide")
    assert guide(project, "rename", "model-drift", "model-aging") == 0
    assert capsys.readouterr().err == ""
    assert load(project)[0].terms["model-aging"].preferred == "model drift"
    shutil.rmtree(project)
