"""Everything an author can get wrong, one file a case in tests/golden: `edits` break a good guide, `says` is the whole
answer. The file's name says what is wrong. A refused guide leaves the old site as it was, byte for byte."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import EPOCH, ROOT

from macros.commands import cli
from macros.data.problems import Place, Problem
from macros.publishing import build as publish

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.rglob("*.yml"))

_STEP = re.compile(r"^.* …\n", re.MULTILINE)
"""A line that says what a build does next."""
OLD_SITE = {"index.html": b"<p>the old site</p>\n", "assets/mark.bin": bytes(range(256)), "search/empty": b""}


@pytest.fixture
def project(sailing: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The guide to sailing with an old site in place, on a fixed day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    for name, data in OLD_SITE.items():
        path = sailing / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sailing


def edit(root: Path, file: str, **change: object) -> None:
    """Make one change: `replace` with `with` (exactly one place), `write` a text, write `bytes` given in hex, `append`
    a text so many `times`, `remove` a file or folder, or make a `link` to one."""
    path = root / file
    match change:
        case {"replace": str(old), "with": str(new)}:
            text = path.read_text("utf-8")
            assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
            path.write_text(text.replace(old, new), "utf-8", newline="")
        case {"write": str(text)}:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")
        case {"bytes": str(digits)}:
            path.write_bytes(bytes.fromhex(digits))
        case {"append": str(text), **rest}:
            with path.open("a", encoding="utf-8", newline="") as stream:
                stream.write(text * rest.get("times", 1))
        case {"remove": True}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case {"link": str(target)}:
            path.symlink_to(target)
        case _:
            raise AssertionError(f"no such edit: {change}")


def site_of(root: Path) -> dict[str, bytes]:
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def read(case: Path) -> dict:
    return yaml.safe_load(case.read_text("utf-8"))


def build(root: Path, edits: list[dict]) -> int:
    for change in edits:
        edit(root, **change)
    return cli.main(["-C", str(root), "build"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(GOLDEN).with_suffix("").as_posix())
def test_golden(path, project, capsys):
    case = read(path)
    code = build(project, case["edits"])
    printed = capsys.readouterr()
    assert _STEP.sub("", printed.err) == case["says"]
    assert (code, printed.out) == (1, "")
    assert site_of(project) == OLD_SITE
    assert [left.name for left in project.glob(".site-*")] == []


# What no edit of a guide's files brings about, and why.
PRODUCED_OTHERWISE = {
    "key-position": "only a large bank shows it: tests/test_bank.py",
    "lone-misconception": "only a large bank shows it: tests/test_bank.py",
    "longest-option": "only a large bank shows it: tests/test_bank.py",
    "repeated-opening": "only a large guide shows it: tests/test_openings.py",
    "untested-contrast": "only a large bank shows it: tests/test_bank.py",
    "no-folder": "a refused guide has an old site here: tests/test_publish.py",
    "unknown-edition": "only the environment names one: tests/test_publish.py",
    "large-bundle": "only a very large site shows it: tests/test_bundle.py",
    "foreign-page": "a file that something names: tests/test_breakouts.py makes it",
    "changed-meanwhile": "a file that is saved while a site is built: tests/test_one_state.py",
    "taken-name": "a file that the guide makes, too: tests/test_hardening.py makes it",
    "link-broken": "only a request over the network shows it: tests/test_links.py",
    "link-moved": "only a request over the network shows it: tests/test_links.py",
    "link-refused": "only a request over the network shows it: tests/test_links.py",
}
REPORTING = re.compile(r"Problem|Harm|_?problem|_refused|circles")
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def codes_of(module: Path) -> set[str]:
    """The codes a module reports: the literals it hands to `Problem` and to the functions that make one."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if REPORTING.fullmatch(name):
                texts = [value.value for value in node.args[:4] if isinstance(value, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}
    return found


def test_every_code_has_a_case():
    codes = set().union(*(codes_of(module) for module in (ROOT / "macros").rglob("*.py")))
    shown = {code for case in CASES for code in re.findall(r"\[([a-z-]+)\]$", read(case)["says"], re.MULTILINE)}
    assert codes - shown == set(PRODUCED_OTHERWISE)
    assert shown - codes == set()


def test_every_code_is_explained_to_authors():
    codes = set().union(*(codes_of(module) for module in (ROOT / "macros").rglob("*.py")))
    table = (ROOT / "docs" / "contributing.md").read_text("utf-8").partition("| Codes | What to do |")[2]
    rows = [line for line in table.split("\n") if line.startswith("| `")]
    explained = [code for row in rows for code in re.findall(r"`([a-z-]+)`", row.split(" | ")[0])]
    assert (set(explained), len(explained)) == (codes, len(codes))


def test_messages_keep_their_form():
    """Lower case, no full stop; then a hint; then the code. A name quoted from the data keeps its letters."""
    form = re.compile(r"[^:\s]+:[1-9][0-9]*:[1-9][0-9]*: (warning: )?(?P<message>.+) \[[a-z]+(-[a-z]+)*\]")
    odd = []
    for case in CASES:
        *lines, closing = read(case)["says"].splitlines()
        for line in lines:
            match = form.fullmatch(line)
            message = re.sub(r"'[^']*'", "''", match["message"]) if match else ""
            if not match or message.endswith(".") or (message[:1].isupper() and not message.startswith("YAML")):
                odd.append((case.stem, line))
        wrong = sum(": warning: " not in line for line in lines)
        expected = f"{wrong} problem{'s' * (wrong != 1)}; site not changed"
        if not re.fullmatch(re.escape(expected) + r"( \([0-9]+ warnings?\))?", closing):
            odd.append((case.stem, closing))
    assert odd == []


OVERDUE = {"file": "docs/dates.yml", "replace": "review_days: 3650", "with": "review_days: 30"}
COUNTS = "3 terms, 1 mapping row, 2 questions, 1 article\n"
LATE = (
    "docs/dates.yml:8:15: {}the review of 'hull-speed' was due on 2026-02-04; "
    "check it again and set 'reviewed' [overdue]\n"
)


@pytest.mark.parametrize(
    ("edits", "words", "code", "said", "counted"),
    [
        ([], [], 0, "0 problems\n", COUNTS),
        ([OVERDUE], [], 0, LATE.format("warning: ") + "0 problems (1 warning)\n", COUNTS),
        ([OVERDUE], ["--overdue", "error"], 1, LATE.format("") + "1 problem\n", ""),
        ([OVERDUE], ["--today", "2026-02-04"], 0, "0 problems\n", COUNTS),
        ([OVERDUE], ["--today", "2026-02-05"], 0, LATE.format("warning: ") + "0 problems (1 warning)\n", COUNTS),
    ],
    ids=["good", "overdue-warns", "overdue-as-error", "on-the-last-day", "a-day-late"],
)
def test_check(edits, words, code, said, counted, project, capsys):
    for change in edits:
        edit(project, **change)
    assert cli.main(["-C", str(project), "check", *words]) == code
    printed = capsys.readouterr()
    assert (printed.err, printed.out) == (said, counted)
    assert site_of(project) == OLD_SITE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "guide: error: the following arguments are required: COMMAND"),
        (["check", "--today", "yesterday"], "argument --today: 'yesterday' is not a day such as 2026-11-24"),
        (["new", "term"], "guide new term: error: the following arguments are required: id"),
        (["build", "--fast"], "guide: error: unrecognized arguments: --fast"),
        (
            ["serve", "--address", "here"],
            "guide serve: error: argument --address: 'here' is not an address such as 127.0.0.1:8000",
        ),
        (
            ["serve", "--address", "127.0.0.1:65536"],
            "guide serve: error: argument --address: '127.0.0.1:65536' is not an address such as 127.0.0.1:8000",
        ),
        (
            ["serve", "--address", f"{'é' * 80}:8000"],
            f"guide serve: error: argument --address: '{'é' * 80}:8000' is not an address such as 127.0.0.1:8000",
        ),
    ],
    ids=["no-command", "no-day", "no-id", "unknown-option", "no-address", "no-port", "no-host"],
)
def test_wrong_usage(words, said, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    printed = capsys.readouterr()
    assert (stopped.value.code, printed.out) == (2, "")
    usage, *_, last = printed.err.splitlines()
    assert (usage.startswith("usage: guide"), last.removeprefix("guide check: error: ")) == (True, said)


@pytest.mark.parametrize("epoch", ["abc", "-1", "1e9", "4294967296", "9" * 5000])
def test_a_moment_that_is_none_is_wrong_usage(epoch, project, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert cli.main(["-C", str(project), "build"]) == 2
    said = f"guide: SOURCE_DATE_EPOCH: '{epoch}' is not a number of seconds such as 1795564800\n"
    assert capsys.readouterr().err == said
    assert site_of(project) == OLD_SITE


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path, capsys):
    assert cli.main(["-C", str(tmp_path / "nowhere"), "check"]) == 2
    assert capsys.readouterr().err == f"guide: there is no folder '{tmp_path / 'nowhere'}'\n"


def test_a_package_that_is_not_installed_is_one_line():
    code = "import sys; sys.modules['pyphen'] = None; from macros.__main__ import run; sys.exit(run())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    said = "guide: the package 'pyphen' is not installed; run: make setup\n"
    assert (done.returncode, done.stdout, done.stderr) == (70, "", said)


def test_a_check_reports_all_problems_where_it_cannot_write(project, capsys):
    (project / ".schemas").write_text("")
    edit(project, "glossary.ids.lock", replace="term rudder", **{"with": "term helm"})
    edit(project, "glossary.ids.lock", replace="row wind-and-road", **{"with": "row gale"})
    assert cli.main(["-C", str(project), "check"]) == 1
    assert capsys.readouterr().err == (
        "docs/cars/likeness.yml:2:9: 'row gale' was published and is gone, and 'row wind-and-road' is new; if that is "
        "its new id: guide rename gale wind-and-road; if not, put it back or retire it [retired-without-redirect]\n"
        "glossary.yml:68:9: 'term helm' was published and is gone, and 'term rudder' is new; if that is its new id: "
        "guide rename helm rudder; if not, put it back or retire it [retired-without-redirect]\n"
        "2 problems\n"
    )


def test_a_folder_that_cannot_be_written_is_no_bug_of_ours(project, capsys, monkeypatch):
    monkeypatch.delenv("GUIDE_DEBUG", raising=False)
    (project / ".schemas").write_text("")
    assert cli.main(["-C", str(project), "schemas"]) == 2
    assert capsys.readouterr().err == f"guide: '{project / '.schemas'}': file exists\n"


def test_a_bug_of_our_own_is_one_line_and_leaves_the_site(project, capsys, monkeypatch):
    def fail(*_):
        raise RuntimeError("no space left")

    monkeypatch.setattr(publish, "swap", fail)
    monkeypatch.delenv("GUIDE_DEBUG", raising=False)
    assert cli.main(["-C", str(project), "build"]) == 70
    assert _STEP.sub("", capsys.readouterr().err) == (
        "guide: internal error: RuntimeError: no space left; run again with GUIDE_DEBUG=1 to see where\n"
    )
    assert site_of(project) == OLD_SITE
    assert [left.name for left in project.glob(".site-*")] == []


def test_a_folder_that_is_no_project_is_told_and_left_alone(tmp_path, capsys):
    for words in (["check"], ["schemas"], ["readability"], ["build"]):
        assert cli.main(["-C", str(tmp_path), *words]) == 2
        told = f"guide: neither mkdocs.yml nor glossary.yml is in '{tmp_path.name}'; "
        assert capsys.readouterr() == (
            "",
            f"{told}run it in the project's folder, or name that: guide -C FOLDER check; "
            "to begin a guide here: guide init\n",
        )
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_printed_is_named():
    problem = Problem(Place("glossary.ids.lock"), "wrong-form", "'\x1b[2Jrow\u200b one\nthing' is no entry")
    assert str(problem) == "glossary.ids.lock:1:1: '\\u001b[2Jrow\\u200b one thing' is no entry [wrong-form]"
