"""What takes the place of the old site, and what never may."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, run
from test_build import digest

STEPS = " …"
BROKEN = "docs/index.md:7:14: link 'dates.md#noon', but the doc 'dates.md' does not contain an anchor '#noon' [mkdocs]"


def said(done) -> list[str]:
    """What a command printed on standard error, without its steps."""
    return [line for line in done.stderr.splitlines() if not line.endswith(STEPS)]


def test_no_document_is_made_from_what_a_build_refused(sailing):
    assert run(sailing, "macros", "build").returncode == 0
    before = digest(sailing / "site")
    index = sailing / "docs" / "index.md"
    good = index.read_text("utf-8")
    index.write_text(f"{good}\nMutiny! [Go](dates.md#noon) at once.\n", "utf-8")
    for words in (["build"], ["pdf"], ["pdf"]):
        done = run(sailing, "macros", *words)
        assert (done.returncode, said(done)) == (1, [BROKEN, "1 problem; site not changed"])
        assert digest(sailing / "site") == before
    index.write_text(good, "utf-8")
    assert run(sailing, "macros", "pdf").returncode == 0
    assert digest(sailing / "site") == before


@pytest.mark.parametrize("command", ["build", "pdf", "bundle"])
@pytest.mark.parametrize("kind", ["a file", "a symbolic link"])
def test_only_a_folder_is_replaced(command, kind, sailing, tmp_path):
    site, target = sailing / "site", tmp_path / "elsewhere"
    target.mkdir()
    site.symlink_to(target) if kind == "a symbolic link" else site.write_text("mine", "utf-8")
    done = run(sailing, "macros", command)
    message = f"site:1:1: 'site' is {kind}, and the site is put in place as a folder; move it away [no-folder]"
    assert (done.returncode, said(done)) == (1, [message, "1 problem; site not changed"])
    assert (site.is_symlink(), site.is_file()) == (kind == "a symbolic link", kind == "a file")
    assert list(target.iterdir()) == []
    assert list(sailing.glob(".site-*")) == []


def test_a_link_that_leads_nowhere_is_not_replaced(sailing):
    (sailing / "site").symlink_to("nowhere")
    done = run(sailing, "macros", "build")
    assert (done.returncode, said(done)[-1]) == (1, "1 problem; site not changed")
    assert (sailing / "site").is_symlink()


def test_cleaning_takes_what_a_killed_build_left(tmp_path):
    for name in (".site-killed/site", "site", "site-public", "docs"):
        (tmp_path / name).mkdir(parents=True)
    done = subprocess.run(["make", "-f", ROOT / "Makefile", "clean"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, [left.name for left in tmp_path.iterdir()]) == (0, ["docs"]), done.stderr


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("nonsense", "one of full, public"),
        ("PUBLIC", "one of full, public"),
        ("Public", "did you mean 'public'?"),
        ("public ", "did you mean 'public'?"),
        ("", "one of full, public"),
    ],
)
def test_a_name_that_is_no_edition_builds_nothing(name, hint, sailing):
    done = run(sailing, "mkdocs", "build", GUIDE_EDITION=name, NO_MKDOCS_2_WARNING="1")
    message = f"GUIDE_EDITION:1:1: there is no edition '{name}'; {hint} [unknown-edition]"
    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (1, message)
    assert not (sailing / "site").exists()


def add_hook(root: Path, code: str) -> None:
    """Let MkDocs run a hook of its own after the guide's."""
    (root / "more.py").write_text(code, "utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("- macros/hooks.py\n", "- macros/hooks.py\n  - more.py\n"), "utf-8")


def test_a_page_that_another_hook_makes_is_refused_before_its_code_runs(sailing):
    hook = "def on_files(files, config):\n    kind = type(next(iter(files)))\n"
    hook += "    files.append(kind.generated(config, 'else.md', content='# Else\\n\\n{{ 7 * 6 }}\\n'))\n"
    add_hook(sailing, hook)
    done = run(sailing, "macros", "build")
    assert (done.returncode, said(done)) == (
        1,
        [
            "mkdocs.yml:1:1: the page 'else.md' is neither in docs/ nor made by the guide [mkdocs]",
            "1 problem; site not changed",
        ],
    )
    assert not (sailing / "site").exists()


def test_what_is_saved_during_a_build_waits_for_the_next(sailing):
    hook = (
        "from pathlib import Path\n\n\n"
        "def on_nav(nav, config, files):\n"
        "    glossary = Path('glossary.yml')\n"
        "    glossary.write_text(glossary.read_text('utf-8').replace('area: steering', 'area: nowhere'), 'utf-8')\n"
    )
    add_hook(sailing, hook)
    done = run(sailing, "mkdocs", "build", NO_MKDOCS_2_WARNING="1")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "A hinged blade below" in (sailing / "site" / "terms" / "rudder.html").read_text("utf-8")
    done = run(sailing, "mkdocs", "build", NO_MKDOCS_2_WARNING="1")
    assert (done.returncode, "there is no area 'nowhere'" in done.stderr) == (1, True)


def test_plain_mkdocs_refuses_a_folder_that_is_a_link(sailing, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "page.md").write_text("# Else\n\n{{ 7 * 6 }}\n", "utf-8")
    (sailing / "docs" / "else").symlink_to(elsewhere)
    done = run(sailing, "mkdocs", "build", NO_MKDOCS_2_WARNING="1")
    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (
        1,
        "docs/else:1:1: the folder is a symbolic link, and nothing behind it would be checked; "
        "put the files themselves here [linked-folder]",
    )
