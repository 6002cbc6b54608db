"""Texts that try to break out of the place they are printed in, files that were never meant to be seen, and files that
are no files. Whatever an author writes arrives as that text or is refused; none of it runs, leads away or leaks."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT, run
from lxml import etree

from macros.commands.cli import main

BREAKOUTS = {
    "script": '"><script>fetch("https://evil.invalid/")</script>',
    "refresh": '0;url=https://evil.invalid/" http-equiv="refresh',
    "handler": '" onload="alert(1)" x="',
    "single": "' onmouseover='alert(1)",
    "comment": "--><img src=x onerror=alert(1)><!--",
    "cdata": "]]><script>alert(1)</script>",
    "style": "*/}</style><script>alert(1)</script>",
    "entity": "&quot; &lt;script&gt; &#x22;",
    "quotes": "The \"motion\" of the air, and its 'feel'",
    "typst": '#panic("no") $x$ @label \\ * _',
    "csv": "=HYPERLINK(1)",
}


class Head(HTMLParser):
    """Elements with their attributes, in order."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[str] = []
        self.feed(text)

    def handle_data(self, data):
        if self.cdata_elem and not self.found[-1][1].get("type", "").endswith("json"):  # inside a script or a style
            self.code.append(data)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    handle_startendtag = handle_starttag

    def content(self, name: str) -> str | None:
        return next(
            (given["content"] for tag, given in self.found if tag == "meta" and given.get("name") == name), None
        )


THEMES = ("the guide's theme", "Material as it comes")


@pytest.fixture(params=THEMES)
def themed(request, sailing) -> Path:
    """The guide on sailing in either theme."""
    if request.param == "the guide's theme":
        written(
            sailing,
            "mkdocs.yml",
            "name: material\n",
            "name: material\n  custom_dir: macros/theme\n  favicon: assets/images/favicon.svg\n",
        )
        shutil.copytree(ROOT / "docs/assets", sailing / "docs/assets", dirs_exist_ok=True)
    return sailing


def harmless(site: Path) -> None:
    """No file of the site has an element that runs or leads away, and each is well formed for its kind."""
    for path in site.rglob("*"):
        if path.suffix == ".html":
            head = Head(path.read_text("utf-8"))
            assert 'fetch("https://evil' not in "".join(head.code), path
            assert "alert(1)" not in "".join(head.code), path
            for tag, given in head.found:
                assert not [name for name in given if name.startswith("on")], (path, tag, given)
                assert "evil.invalid" not in (given.get("src") or "") + (given.get("href") or ""), path
        elif path.suffix in (".xml", ".atom", ".svg"):
            etree.fromstring(path.read_bytes())
        elif path.suffix in (".json", ".jsonld", ".webmanifest"):
            json.loads(path.read_text("utf-8"))
        elif path.suffix == ".csv":
            rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
            assert {len(row) for row in rows} == {len(rows[0])}
            assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def written(sailing: Path, path: str, old: str, new: str) -> None:
    file = sailing / path
    text = file.read_text("utf-8")
    assert text.count(old) >= 1, (path, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


FIELDS = {
    "site-description": ("mkdocs.yml", "strict: true", "site_description: {}\nstrict: true"),
    "site-author": ("mkdocs.yml", "strict: true", "site_author: {}\nstrict: true"),
    "copyright": ("mkdocs.yml", "strict: true", "copyright: {}\nstrict: true"),
    "description": ("docs/dates.md", "# Dates", "---\ndescription: {}\n---\n\n# Dates"),
    "author": ("docs/index.md", "# Sailing for drivers", "---\nauthor: {}\n---\n\n# Sailing for drivers"),
}


# Another guide's theme differs from this one's in a few lines of its head: there the others wait for `make test-all`.
RARE = [("Material as it comes", breakout) for breakout in BREAKOUTS if breakout not in ("script", "refresh", "quotes")]


@pytest.mark.parametrize(
    ("themed", "breakout"),
    [pytest.param(*case, marks=pytest.mark.everything if case in RARE else ()) for case in product(THEMES, BREAKOUTS)],
    indirect=["themed"],
)
def test_a_text_arrives_whole_or_is_refused(themed, breakout, capsys):
    """A build for each field would take long; all share one, without those that the check refuses."""
    sailing, text = themed, BREAKOUTS[breakout]
    kept = set()
    for name, (path, old, new) in FIELDS.items():
        before = (sailing / path).read_text("utf-8")
        written(sailing, path, old, new.format(quoted(text)))
        if code := main(["-C", str(sailing), "check"]):
            assert code == 1 and f"{path}:" in capsys.readouterr().err
            (sailing / path).write_text(before, "utf-8")
        else:
            kept.add(name)
    assert {"site-description", "site-author"} <= kept
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    harmless(sailing / "site")
    index = Head((sailing / "site/index.html").read_text("utf-8"))
    assert index.content("description") == text
    assert index.content("author") == text
    if "description" in kept:
        assert Head((sailing / "site/dates.html").read_text("utf-8")).content("description") == text


def test_a_site_s_name_is_a_text(themed):
    written(themed, "mkdocs.yml", "site_name: Sailing for drivers", "site_name: 'Sails \"&\" <b>cars</b>'")
    done = run(themed, "macros", "build")
    assert done.returncode == 0, done.stderr
    harmless(themed / "site")
    assert ("b", {}) not in Head((themed / "site/index.html").read_text("utf-8")).found


def test_what_stops_an_output_is_told_and_not_what_would_have_come_after_it(sailing):
    written(sailing, "mkdocs.yml", "site_name: Sailing for drivers", f"site_name: {'x' * 90}")
    done = run(sailing, "macros", "build")
    assert done.returncode == 1
    assert "[picture-overflow]" in done.stderr and "broken-link" not in done.stderr


def test_a_definition_keeps_its_quotation_marks(themed):
    sailing = themed
    text = (sailing / "glossary.yml").read_text("utf-8")
    old = "The motion of the air as felt by somebody who stands still."
    assert old in text
    new = 'The "motion" of the air, as felt by somebody who stands still.'
    (sailing / "glossary.yml").write_text(text.replace(old, new), "utf-8")
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    page = Head((sailing / "site/terms/true-wind.html").read_text("utf-8"))
    assert page.content("description") == new


LITTER = [
    "lessons/01-wind.md~",
    "lessons/01-wind.quiz.yml.orig",
    "dates.bak",
    "notes.yaml",
    "assets/key.pem",
    "old.html",
    "assets/unnamed.png",
    "x.svg",
]


def test_only_what_the_site_names_is_published(sailing):
    for name in LITTER:
        path = sailing / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("SECRET <script>alert(1)</script>", "utf-8")
    (sailing / "docs" / "dates.md").open("a", encoding="utf-8").write("\n[a table](named.csv)\n")
    (sailing / "docs" / "named.csv").write_text("a,b\n", "utf-8")
    for edition in ("full", "public"):
        done = run(sailing, "macros", "build", "--edition", edition)
        assert done.returncode == 0, done.stderr
        site = sailing / ("site" if edition == "full" else "site-public")
        assert (site / "named.csv").is_file()
        assert [name for name in LITTER if (site / name).exists()] == []
        assert [path for path in site.rglob("*") if path.is_file() and b"SECRET" in path.read_bytes()] == []


def refused(sailing: Path, place: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        assert main(["-C", str(sailing), "check"]) == 1
    assert place in said.getvalue()
    assert not (sailing / "site").exists()


@pytest.mark.parametrize("name", ["hidden.md", "assets/note.txt", "glossary.yml"])
def test_a_link_to_a_file_elsewhere_is_refused(sailing, tmp_path, name):
    outside = tmp_path / "outside.txt"
    outside.write_text("# SECRET\n", "utf-8")
    path = sailing / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside)
    refused(sailing, f"docs/{name}:1:1: the file is a symbolic link")


@pytest.mark.parametrize("name", ["docs/x.md", "docs/x.yml", "glossary.yml"])
def test_a_pipe_is_refused_and_nobody_waits(sailing, name):
    (sailing / name).unlink(missing_ok=True)
    os.mkfifo(sailing / name)
    refused(sailing, f"{name}:1:1: this is no plain file")


def test_a_file_beyond_all_bounds_is_not_opened(sailing):
    with (sailing / "docs" / "dates.yml").open("wb") as file:
        file.truncate(6 * 1024**3)
    refused(sailing, "docs/dates.yml:1:1: file is over 4 MiB")


NAMING = {
    "setting": ("mkdocs.yml", "    review_days: 3650", "    review_days: 3650\n    publish: [{}]"),
    "page": ("docs/index.md", "Start with", "See [a file]({}). Start with"),
    "raw html": ("docs/index.md", "Start with", '<a href="{}">A file</a>. Start with'),
}


@pytest.mark.parametrize("by", NAMING)
@pytest.mark.parametrize("name", ["extra.html", "EXTRA.HTM", "page.xhtml", "feed.xml", "drawing.svgz"])
def test_a_page_of_another_making_is_refused_whoever_names_it(sailing, by, name):
    path, old, new = NAMING[by]
    written(sailing, path, old, new.format(name))
    (sailing / "docs" / name).write_text("<h1>x</h1><script>alert(1)</script>", "utf-8")
    refused(sailing, f"docs/{name}:1:1: a page of another making")


RUNNING = {
    "script": "<script>alert(1)</script>",
    "handler": '<rect width="1" height="1" onload="alert(1)"/>',
    "link": '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>',
    "foreign": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
}


@pytest.mark.parametrize("by", [*NAMING, "style sheet"])
@pytest.mark.parametrize("running", RUNNING)
def test_a_drawing_that_does_more_than_draw_is_refused_whoever_names_it(sailing, by, running):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{RUNNING[running]}</svg>'
    (sailing / "docs" / "pic.svg").write_text(drawing, "utf-8")
    if by == "style sheet":
        (sailing / "docs" / "own.css").write_text('p { background: url("pic.svg"); }', "utf-8")
        written(sailing, "mkdocs.yml", "    review_days: 3650", "    review_days: 3650\n    publish: [own.css]")
    else:
        path, old, new = NAMING[by]
        written(sailing, path, old, new.format("pic.svg"))
    refused(sailing, "docs/pic.svg:1:")
