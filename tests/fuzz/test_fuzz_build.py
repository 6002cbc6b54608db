"""`make fuzz`: whatever stands in a page, a drawing, a description or mkdocs.yml, a build ends in time, with a site or
with lines that name a place; never with an internal error. Much that breaks a build passes every check before it."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from conftest import EPOCH, SAILING, copy_project
from tally import tally

from macros.checks import check
from macros.reading.loading import load

pytestmark = pytest.mark.fuzz
CHECKED = max(8, int(os.environ.get("FUZZ", "1000")))
BUILDS = max(8, CHECKED // 100)
SEED = int(os.environ.get("SEED", "1"))
PATIENCE = 120
SITE = "site"
LINE = re.compile(r"^[^\x00-\x1f\x7f-\x9f]+$")
LOCATED = re.compile(r"^[^\s:][^:]*:\d+:\d+: .+ \[[a-z-]+\]$")

TEXTS = [
    "",
    "3",
    "[a, b]",
    "{a: b}",
    "'\"><script>alert(1)</script>'",
    "'0;url=x\" http-equiv=\"refresh'",
    "null",
    "2026-02-30",
    "'The \"motion\" of the air'",
    "é😀",
    "'{{ 7 * 7 }}'",
    "'{% raw %}'",
    "|\n  two\n  lines",
    "'&amp; < > \\'",
    "~",
    "!!str x",
    "'" + "long " * 80 + "'",
    "'</title>'",
    "'-->'",
    '"\\u202e"',
    "'a\tb'",
    "yes",
    "1e9",
    "[]",
    "{}",
    "'#'",
    "*a",
    "&a b",
]
FIELDS = [
    "title",
    "description",
    "hide",
    "search",
    "template",
    "tags",
    "icon",
    "status",
    "subtitle",
    "introduces",
    "id",
]
HTML = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<!-- open",
    "<!-- c -->",
    "<form></form>",
    "<input>",
    "<img src='x.png' alt='x'>",
    "<table><tr><td>",
    "</table>",
    "<ul><li>",
    "<script>x</script>",
    "<style>a{}</style>",
    "<svg><path d='M0 0'/></svg>",
    "<details><summary>a</summary>",
    "</details>",
    "<a href='dates.md'>x</a>",
    "<a href='javascript:x'>x</a>",
    "<b>",
    "</i>",
    "<br/>",
    "<h1>x</h1>",
    "<h7>x</h7>",
    "<iframe src='x'></iframe>",
    "<math><mi>x</mi></math>",
    "<template><p>a</template>",
    "<p id='a'>a</p><p id='a'>b</p>",
    "<x-y>z</x-y>",
    "<textarea>",
    "<select><option>",
    "<pre>",
    "<code>",
    "<?php ?>",
    "<![CDATA[x]]>",
    "&nbsp;",
    "&#0;",
    "&#xD800;",
    "&bogus;",
    "<a name=x>",
    "<p style='a:b'>x</p>",
    "<p onclick='x'>x</p>",
    "<object data='x'>",
    "<figure><figcaption>a</figcaption></figure>",
    "<td>loose</td>",
    "<dl><dt>a<dd>b</dl>",
    "<sup>1</sup>",
]
MARKDOWN = [
    "# x",
    "## Boat and car",
    "###### deep",
    "* a\n    * b\n        * c",
    "> > > q",
    "```\ncode",
    "~~~",
    "| a | b |\n|---|---|\n| c |",
    "![](x.png)",
    "![a](assets/figures/none.svg)",
    "[a](nowhere.md)",
    "[a](#nowhere)",
    "[a]: dates.md",
    "[a][a]",
    "***",
    "a\n===",
    "!!! note\n    x",
    "!!! bogus 'x'\n",
    "{: .a #b }",
    "{: title='\"' }",
    "1. a\n1. b",
    "a  \nb",
    "\\",
    "`",
    "``",
    "*[A]: b",
    "{{ term('wind') }}",
    "{{ term() }}",
    "{{ nothing() }}",
    "{% if x %}",
    "{# c",
    "{{",
    "}}",
    "{{ 1 / 0 }}",
    "{{ quiz() }}",
    "{{ mapping_table() }}",
    "{{ glossary_index() }}",
    "{{ source_list() }}",
    "[toc]",
    "[^1]",
    "term:wind",
    "http://x y",
    "<http://a.b>",
]
SVG = [
    "<image href='x.png'/>",
    "<image href='https://a.b/c.png'/>",
    "<image href='data:image/png;base64,AA=='/>",
    "<text>x</text>",
    "<foreignObject><p>x</p></foreignObject>",
    "<script>x</script>",
    "<use href='#a'/>",
    "<use href='x.svg#a'/>",
    "<path d='M'/>",
    "<path d='M 0 0 L nan nan'/>",
    "<rect width='-1' height='1e99'/>",
    "<text font-size='0'>x</text>",
    "<a href='javascript:x'/>",
    "<style>*{fill:url(https://a.b)}</style>",
    "<filter><feImage href='x'/></filter>",
    "<animate attributeName='x'/>",
    "<g>",
    "</g>",
    "<title>t</title>",
    "<desc>d</desc>",
    "<linearGradient id='a'/>",
    "<rect fill='url(#none)' width='1' height='1'/>",
    "&bogus;",
    "<!DOCTYPE svg>",
    "<text>é😀</text>",
    "<tspan>x</tspan>",
    "<svg viewBox='0 0 0 0'/>",
    "<clipPath id='c'/>",
    "<marker/>",
]
CONFIG = [
    "site_name:",
    "site_name: [a]",
    "site_url: x",
    "site_url: ''",
    "nav:",
    "nav: []",
    "nav: [index.md]",
    "theme: material",
    "theme:\n  name: bogus",
    "theme:\n  name: material\n  language: xx",
    "theme:\n  name: material\n  font: {text: X}",
    "plugins: []",
    "plugins: [bogus]",
    "markdown_extensions: [bogus]",
    "markdown_extensions: [attr_list]",
    "docs_dir: x",
    "site_dir: docs",
    "use_directory_urls: true",
    "extra: {}",
    "extra:\n  guide: {}",
    "extra:\n  guide: 3",
    "hooks: []",
    "hooks: [nothing.py]",
    "strict: false",
    "extra_css: [x.css]",
    "extra_javascript: ['https://a.b/c.js']",
    "INHERIT: x.yml",
    "copyright: '<b>x</b>'",
    "edit_uri: x",
    "repo_url: https://a.b",
    "validation: {}",
    "exclude_docs: '*'",
    "not_in_nav: '*'",
    "dev_addr: 0.0.0.0:1",
    "remote_branch: x",
    "watch: [/]",
    "bogus: x",
    "site_description: '{{ x }}'",
    "draft_docs: '*.md'",
]
PAGES = ["docs/index.md", "docs/dates.md", "docs/lessons/01-wind.md"]


def mutate(root: Path, drawn: random.Random) -> str:
    """One to three changes of a small guide; what was changed."""
    told = []
    for _ in range(drawn.randint(1, 3)):
        kind = drawn.choice(["field", "html", "markdown", "svg", "svg", "config", "definition", "cut"])
        page = root / drawn.choice(PAGES)
        lines = page.read_text("utf-8").split("\n")
        match kind:
            case "field":
                line = f"{drawn.choice(FIELDS)}: {drawn.choice(TEXTS)}"
                if lines[0] == "---":
                    lines.insert(1, line)
                else:
                    lines[:0] = ["---", line, "---", ""]
            case "html" | "markdown":
                line = drawn.choice(HTML if kind == "html" else MARKDOWN)
                if kind == "html" and drawn.random() < 0.5:
                    line += " " + drawn.choice(HTML) + " words " + drawn.choice(HTML)
                at = drawn.randint(0, len(lines))
                lines[at:at] = ["", line, ""] if drawn.random() < 0.7 else [line]
            case "svg":
                parts = "".join(drawn.choice(SVG) for _ in range(drawn.randint(1, 4)))
                frame = (
                    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 100' role='img'><title>A drawing</title>"
                )
                line = f"{frame}{parts}</svg>"
                drawing = root / "docs" / "assets" / "figures" / "fuzz.svg"
                drawing.parent.mkdir(parents=True, exist_ok=True)
                drawing.write_text(line, "utf-8")
                lines += ["", '{{ figure("fuzz", "A drawing", "What it shows, in words.") }}', ""]
            case "config":
                line = drawn.choice(CONFIG)
                config = root / "mkdocs.yml"
                text = config.read_text("utf-8")
                key = line.partition(":")[0]
                text = re.sub(rf"(?m)^{key}:.*\n(?:[ -].*\n)*", "", text) if drawn.random() < 0.7 else text
                config.write_text(f"{text}\n{line}\n", "utf-8")
            case "definition":
                glossary = root / "glossary.yml"
                line = drawn.choice(TEXTS)
                found = list(
                    re.finditer(r"(?m)^    (definition|mechanism|preferred): .*$", glossary.read_text("utf-8"))
                )
                if found:
                    hit = drawn.choice(found)
                    text = glossary.read_text("utf-8")
                    glossary.write_text(f"{text[: hit.start()]}    {hit[1]}: {line}{text[hit.end() :]}", "utf-8")
            case "cut":
                at = drawn.randint(0, len(lines) - 1)
                line = lines.pop(at)
        page.write_text("\n".join(lines), "utf-8")
        told.append(f"{kind} in {page.name}: {line[:200]!r}")
    return "; ".join(told)


@pytest.mark.parametrize("part", range(8))
def test_no_page_drawing_or_setting_makes_the_checks_raise_or_wait(part, tmp_path):
    """The same guides as far as the checks, which takes a hundredth of the time of a build."""
    drawn, accepted = random.Random(f"{SEED} {part} checked"), 0
    root = copy_project(SAILING, tmp_path / "guide")
    for number in range(CHECKED // 8):
        told, start = mutate(root, drawn), time.process_time()
        try:
            guide, problems = load(root)
            found = check(guide, date(2026, 11, 27), problems) if guide else problems
        except Exception as error:
            raise AssertionError(f"seed {SEED} {part}, guide {number}: {told}") from error
        assert time.process_time() - start < PATIENCE, told
        assert guide or found, told
        accepted += not found
        for problem in found:
            assert LOCATED.fullmatch(str(problem).replace(": warning:", ":")), (told, str(problem))
            assert (root / problem.place.path).exists() or problem.code.startswith("missing"), (told, str(problem))
        for name in ("docs", "glossary.yml", "mkdocs.yml"):
            fresh, old = SAILING / name, root / name
            shutil.rmtree(old) if old.is_dir() else old.unlink()
            shutil.copytree(fresh, old) if fresh.is_dir() else shutil.copy(fresh, old)
    tally({"checked": CHECKED // 8, "accepted": accepted})


def _in_time() -> None:
    """A process is ended that takes longer than it may, however busy the machine is."""
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


@pytest.mark.parametrize("part", range(8))
def test_no_build_fails_inside_or_hangs(part, tmp_path):
    drawn = random.Random(f"{SEED} {part}")
    codes: dict[int, int] = {}
    for number in range(max(1, BUILDS // 8)):
        root = copy_project(SAILING, tmp_path / f"guide-{number}")
        told = mutate(root, drawn)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(root)}
        words = [sys.executable, "-m", "macros", "build"]
        done = subprocess.run(
            words, cwd=root, env=environment, capture_output=True, text=True, timeout=20 * PATIENCE, preexec_fn=_in_time
        )
        context = f"seed {SEED} {part}, build {number}: {told}\n{done.stderr}"
        assert done.returncode in (0, 1), context
        assert "Traceback" not in done.stderr, context
        lines = [line for line in done.stderr.splitlines() if not line.endswith("…")]
        assert all(LINE.fullmatch(line) for line in lines), context
        assert (root / SITE).exists() is (done.returncode == 0), context
        if done.returncode:
            assert any(LOCATED.fullmatch(line) for line in lines), context
        codes[done.returncode] = codes.get(done.returncode, 0) + 1
        shutil.rmtree(root)
    tally({"built": codes.get(0, 0), "refused": codes.get(1, 0)})
    assert codes
