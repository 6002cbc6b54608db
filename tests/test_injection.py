"""Whatever an author writes stays text: every field of every file, of front matter and of mkdocs.yml is fed with what
breaks out of HTML, XML, JSON, Typst, CSV, YAML and headers, and every file of the site is taken apart again."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Comment
from conftest import CURLY, EPOCH, ROOT, SAILING, copy_project, once, run
from lxml import etree

from macros.checks import check
from macros.commands import cli
from macros.data.days import today
from macros.data.problems import errors
from macros.data.unsafe import without_types
from macros.publishing.inspection import check_site
from macros.reading.drawings import drawing
from macros.reading.loading import load

BREAKOUT = """" http-equiv="refresh' x=' ]]> --> */ &#60;b&#62; &amp; \\#$@y,; %0D%0A =1"""
"""Ends an attribute, a marked section, a comment and a string; is an element once decoded twice; begins code in Typst,
a formula in a spreadsheet, a line in a header."""
SHORT, CRAMPED = """" http-equiv="refresh' x='""", {"breaks", "concept", "counterpart", "holds", "site_name"}
"""For what has to find room on a picture."""
SHORTENED = {"opensearch.xml"}
"""Has room for a few letters of the name."""
TYPESET = (".html", ".xhtml", ".js", ".ncx", ".opf", "search_index.json")
"""What people read has a typesetter's quotation marks."""
FILES = (
    "glossary.yml", "docs/cars/likeness.yml", "docs/dates.yml", "docs/sources.yml", "docs/misconceptions.yml",
    "docs/lessons/01-wind.quiz.yml", "docs/lessons/01-wind.md", "docs/index.md", "docs/dates.md", "mkdocs.yml",
)  # fmt: skip
HEADED = "---\ntitle: A page\ndescription: What it says.\n---\n\n"
DRESS = (
    "theme:\n  custom_dir: macros/theme\n  palette: {scheme: default, toggle: {icon: material/toggle, name: Colors}}\n"
)
TOLD = "site_description: For drivers\nsite_author: The crew\ncopyright: The crew\n"


def dressed(folder: Path) -> Path:
    """The guide to sailing in the clothes of this one, lookup and all."""
    root = copy_project(SAILING, folder)
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets", ignore=shutil.ignore_patterns("figures"))
    own = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
    config = root / "mkdocs.yml"
    text = (
        config.read_text("utf-8")
        .replace("theme:\n", DRESS)
        .replace("    articles:", '    lookup: "yes"\n    articles:')
    )
    scripts = "".join(f"  - {entry['path']}\n" for entry in own["extra_javascript"])
    styles = "".join(f"  - {name}\n" for name in own["extra_css"])
    icons = "  logo: assets/images/mark.svg\n  favicon: assets/images/favicon.svg\n"
    text = text.replace("  font: false\n", f"  font: false\n{icons}")
    config.write_text(f"{text}{TOLD}extra_css:\n{styles}extra_javascript:\n{scripts}", "utf-8")
    for name in ("index.md", "dates.md"):
        page = root / "docs" / name
        page.write_text(HEADED + page.read_text("utf-8"), "utf-8")
    return root


def taken_apart(root: Path, name: str) -> tuple[object, str]:
    """The data of a file, all of it text, and what follows it."""
    text = (root / name).read_text("utf-8")
    head, body = (text.split("---\n", 2)[1], text.split("---\n", 2)[2]) if name.endswith(".md") else (text, "")
    return yaml.load(head, yaml.SafeLoader if name == "mkdocs.yml" else yaml.BaseLoader), body


def put_together(data: object, body: str) -> bytes:
    """The file again, every text of it in quotes; mkdocs.yml holds numbers, too."""
    style = None if isinstance(data, dict) and "theme" in data else "'"
    text = yaml.dump(data, default_style=style, allow_unicode=True, sort_keys=False, width=1 << 20)
    return (f"---\n{text}---\n{body}" if body else text).encode()


def leaves(data: object, way: tuple = ()) -> Iterator[tuple]:
    """The way to every text."""
    if isinstance(data, str):
        yield way
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from leaves(inner, (*way, key))


def changed(data: object, way: tuple, number: int) -> None:
    """Feed one text, before the sign that ends it; its number says where it comes from."""
    *above, last = way
    for key in above:
        data = data[key]
    said = BREAKOUT if last not in CRAMPED else SHORT
    data[last] = re.sub(r"([.?!]?)$", lambda end: f" Zq{number}z{said}z{number}qZ{end[1]}", data[last], count=1)


def mkdocs_texts(way: tuple) -> bool:
    """Of mkdocs.yml, what it prints somewhere; the rest switches things."""
    return (
        way[0] in ("site_name", "site_description", "site_author", "copyright") or "guide" in way or "name" in way[2:]
    )


def feed(folder: Path) -> Path:
    """A guide that is fed text after text, each of which stays where the guide is still sound."""
    root = dressed(folder)
    fed: dict[str, list[int]] = {name: [] for name in FILES}
    number, sound = 0, {}
    for name in FILES:
        for way in leaves(taken_apart(root, name)[0]):
            number += 1
            if name == "mkdocs.yml" and not mkdocs_texts(way):
                continue
            data, body = taken_apart(root, name)
            changed(data, way, number)
            tried = {**sound, name: put_together(data, body)}
            guide, problems = load(root, tried)
            if guide and not errors(check(guide, today(), problems)):
                sound = tried
                (root / name).write_bytes(tried[name])
                fed[name].append(number)
    (root / "fed.json").write_text(json.dumps(fed))
    return root


def _feed(folder: Path) -> None:
    root = feed(folder)
    done = run(root, "macros", "build")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def fed(tmp_path_factory, request) -> Path:
    """A guide whose texts all try to be more than text, with its site."""
    patch = pytest.MonkeyPatch()
    patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    request.addfinalizer(patch.undo)
    return once(tmp_path_factory, "fed", _feed)


def files_of(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, and those inside its archives."""
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        name, data = path.relative_to(site).as_posix(), path.read_bytes()
        yield name, data
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from ((f"{name}!{inner}", archive.read(inner)) for inner in archive.namelist())


def texts_of_html(data: bytes) -> Iterator[str]:
    for node in BeautifulSoup(data.decode(), "html.parser").descendants:
        if isinstance(node, str):
            assert not (isinstance(node, Comment) and "Zq" in node)
            yield node.get_text() if node.parent.name not in ("script", "style") else ""
        else:
            yield from (value if isinstance(value, str) else " ".join(value) for value in node.attrs.values())
            if node.name == "script" and "json" in node.get("type", ""):
                yield from texts_of_json(node.string)


def texts_of_xml(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter(etree.Element):
        yield from filter(None, (element.text, element.tail, *element.attrib.values()))


def texts_of_json(text: str | bytes) -> Iterator[str]:
    def inner(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from inner(item)

    yield from inner(json.loads(text))


def texts_of(name: str, data: bytes) -> Iterator[str]:
    """The texts of a file as a reader of its format gets them."""
    kind = name.rpartition(".")[2]
    if kind in ("html", "htm"):
        yield from texts_of_html(data)
    elif kind in ("xml", "atom", "xhtml", "opf", "ncx", "svg"):
        yield from texts_of_xml(data)
    elif kind in ("json", "jsonld", "webmanifest", "alfredsnippets"):
        yield from texts_of_json(data) if not data.startswith(b"PK") else ()
    elif kind == "csv":
        yield from (cell for row in csv.reader(io.StringIO(data.decode())) for cell in row)
    elif kind in ("yml", "yaml"):
        yield from texts_of_json(json.dumps(yaml.safe_load(data)))
    elif kind == "js" and b"Zq" in data:
        for text in re.findall(r'"(?:[^"\\]|\\.)*"', data.decode()):
            yield json.loads(text)
    elif kind == "ttl":
        rest = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", data.decode())
        assert "Zq" not in rest
        yield from map(json.loads, re.findall(r'"(?:[^"\\\n]|\\.)*"', data.decode()))


def test_almost_every_field_takes_any_text(fed):
    """Refused are ids, days, addresses, choices from a list, and what a rule on wording forbids."""
    counted = {name: len(numbers) for name, numbers in json.loads((fed / "fed.json").read_text()).items()}
    assert all(counted.values()), counted
    assert sum(counted.values()) > 75, counted


def test_every_text_stands_in_every_format_as_it_was_written(fed):
    wrong, met = [], set()
    for name, data in files_of(fed / "site"):
        if name in SHORTENED or name.endswith("cover.svg"):
            continue
        for text in texts_of(name, data):
            text = unescape(text) if name.startswith("search/") else text  # its texts are HTML
            for number, said in re.findall(r"Zq(\d+)z(.*?)z\1qZ", text, re.DOTALL):
                met.add(int(number))
                if (said.translate(CURLY) if name.endswith(TYPESET) else said) not in (BREAKOUT, SHORT):
                    wrong.append((name, number, said))
            if text.count("Zq") != text.count("qZ"):
                wrong.append((name, text[:200]))
    assert wrong == []
    numbers = {number for group in json.loads((fed / "fed.json").read_text()).values() for number in group}
    assert len(numbers - met) < len(numbers) / 4, numbers - met


def test_no_text_becomes_an_element_or_an_attribute(fed):
    for name, data in files_of(fed / "site"):
        if name.endswith((".html", ".htm", ".xhtml")):
            soup = BeautifulSoup(data.decode(), "html.parser")
            odd = [tag.name for tag in soup.find_all(True) if {"x", "http-equiv="} & set(tag.attrs) or tag.name == "b"]
            assert odd == [], name


def test_the_policy_stands_before_what_it_judges(fed):
    for path in (fed / "site").rglob("*.html"):
        head = BeautifulSoup(path.read_text("utf-8"), "html.parser").head
        before = []
        for tag in head.find_all(True):
            if tag.get("http-equiv") == "Content-Security-Policy":
                break
            before.append((tag.name, *tag.attrs))
        else:
            raise AssertionError(f"{path} has no policy")
        assert set(before) <= {("meta", "charset"), ("meta", "name", "content")}, path


PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8">{}</head><body><h1>A</h1>{}</body></html>'
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
HARMFUL = {
    "a script before the policy": ("<script>1</script>" + POLICY, "", "blocked-code"),
    "a style before the policy": ("<style>p {}</style>" + POLICY, "", "blocked-code"),
    "a script that no hash of the policy names": (POLICY.replace("'none'", "'sha256-AAAA'"), "<script>1</script>",
                                                  "blocked-code"),
    "a refresh": ('<meta http-equiv="refresh" content="0;url=other.html">', "", "unsafe-meta"),
    "a refresh to elsewhere": ('<meta http-equiv=" Refresh " content="0;url=//evil.invalid/">', "", "unsafe-meta"),
    "a header of another kind": ('<meta http-equiv="set-cookie" content="a=b">', "", "unsafe-meta"),
    "an attribute that meta does not have": ('<meta name="description" content="The " motion"="">', "", "unsafe-meta"),
    "meta of two kinds": ('<meta name="description" content="0;url=x" http-equiv="refresh">', "", "unsafe-meta"),
    "a link of SVG that runs": ("", '<svg><a xlink:href="java&#10;script:f()">x</a></svg>', "unsafe-link"),
    "a moving link that runs": ("", '<svg><set attributeName="href" values="a;javascript:f()"/></svg>', "unsafe-link"),
    "a link that tells a third party": ("", '<a href="#a" ping="https://evil.invalid/">x</a>', "blocked-code"),
    "a button that runs": ("", '<button formaction="javascript:f()">x</button>', "unsafe-link"),
    "a button that sends": ("", '<button formaction="other.html">x</button>', "blocked-code"),
    "a form that sends": ("", '<form action="other.html"></form>', "blocked-code"),
    "a script in an address": ("", '<script src="data:text/javascript,f()"></script>', "unsafe-link"),
    "a page in an address": ("", '<a href="data:text/html,f">x</a>', "unsafe-link"),
    "a fill from outside": ("", '<svg><path fill="url(https://evil.invalid/a)"/></svg>', "third-party"),
    "a filter from outside": ("", '<svg><feImage href="//evil.invalid/a"/></svg>', "third-party"),
    "a background of old": ("", '<table background="https://evil.invalid/a"></table>', "third-party"),
    "an address with backslashes": ("", '<img src="\\\\evil.invalid/a" alt="A">', "third-party"),
    "an event": ("", '<details ontoggle="f()">x</details>', "blocked-code"),
    "a page within": ("", '<iframe srcdoc="x"></iframe>', "blocked-code"),
    "another base": ("", '<base href="https://evil.invalid/">', "blocked-code"),
}  # fmt: skip


@pytest.mark.parametrize("case", HARMFUL)
def test_the_built_page_is_searched_for(case, tmp_path):
    head, body, code = HARMFUL[case]
    (tmp_path / "page.html").write_text(PAGE.format(head, body), "utf-8")
    assert code in {problem.code for problem in check_site(tmp_path)}, case


def test_only_a_page_that_has_moved_sends_its_readers_on(tmp_path):
    refresh = '<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>'
    for target, expected in (
        ("there.html", []),
        ("https://evil.invalid/", ["unsafe-meta"]),
        ("gone.html", ["broken-link"]),
    ):
        (tmp_path / "page.html").write_text(PAGE.format("", refresh.format(target)), "utf-8")
        (tmp_path / "there.html").write_text(PAGE.format("", ""), "utf-8")
        assert [problem.code for problem in check_site(tmp_path, (), {"page.html"})] == expected


def test_what_other_programs_read_leads_to_what_is_there(tmp_path):
    home = "https://example.org/guide/"
    page, found = (
        PAGE.format("", ""),
        f'<Url template="{home}{{}}?q={{{{searchTerms}}}}"/>\n<Url template="https://example.org/x"/>\n',
    )
    for name in ("index.html", "call/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page, "utf-8")
    (tmp_path / "opensearch.xml").write_text(found.format("call/"), "utf-8")
    manifest = tmp_path / "manifest.webmanifest"
    manifest.write_text('{\n "start_url": "./call/",\n "icons": []\n}\n', "utf-8")
    assert check_site(tmp_path, home=home) == []
    (tmp_path / "call" / "index.html").unlink()
    (tmp_path / "terms.csv").write_text(f'a,"Read {home}#rudder, or {home}."\n', "utf-8")
    assert [str(problem) for problem in check_site(tmp_path, home=home)] == [
        "manifest.webmanifest:2:16: link to './call/': there is no such file [broken-link]",
        f"opensearch.xml:1:16: link to '{home}call/?q=': there is no such file [broken-link]",
    ]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>'
DRAWINGS = (
    "<script>f()</script>", '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    '<rect onclick="f()"/>', '<a xlink:href="javascript:f()"><text>x</text></a>', '<feImage href="#a"/>',
    '<image href="https://evil.invalid/a.png"/>', '<image href="file:///etc/passwd"/>', '<image href="missing.png"/>',
    '<image xlink:href="data:text/html,x"/>', '<use href="other.svg#a"/>', '<rect fill="url(https://evil.invalid/a)"/>',
    '<rect style="fill: url(//evil.invalid/a)"/>', '<style>@import "https://evil.invalid/a.css";</style>',
    '<style>rect { fill: url(other.svg#a) }</style>', '<animate attributeName="href" values="javascript:f()"/>',
    '<set attributeName="onclick" to="f()"/>', "<text><![CDATA[</svg><b>]]></text>",
    '<img xmlns="urn:x" onerror="f()"/>',
    '<x:img xmlns:x="urn:x" onerror="f()"/>', '<?xml-stylesheet href="https://evil.invalid/a.css"?>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">f()</h:script>', '<video src="a.mp4"/>', '<iframe src="a.html"/>',
)  # fmt: skip


@pytest.mark.parametrize("inner", DRAWINGS)
def test_a_drawing_only_draws(inner):
    _, problems = drawing("docs/assets/figures/x.svg", SVG.format(inner).encode())
    assert [
        (problem.place.line, problem.code in ("unsafe-drawing", "unsafe-link", "blocked-code")) for problem in problems
    ]
    assert {problem.place.line for problem in problems} == {2}


def test_a_drawing_may_refer_to_itself_and_hold_a_picture():
    inner = '<rect fill="url(#a)"/><use xlink:href="#b"/><image href="data:image/png;base64,AAAA"/><a href="https://x.example/"/>'
    assert drawing("x.svg", SVG.format(inner).encode())[1] == []


FIELDS = {
    "a script in a description": (
        "docs/index.md",
        "---\ndescription: '\"><script>f()</script>'\n---\n\n",
        "2:14",
        "markup",
    ),
    "a number for a title": ("docs/index.md", "---\ntitle: 3\n---\n\n", "2:8", "implicit-type"),
    "a list for a title": ("docs/index.md", "---\ntitle: [a, b]\n---\n\n", "2:8", "wrong-type"),
    "no title": ("docs/index.md", "---\ntitle:\n---\n\n", "2:7", "empty"),
    "a number to hide": ("docs/index.md", "---\nhide: 3\n---\n\n", "2:7", "wrong-type"),
    "another template": ("docs/index.md", "---\ntemplate: /etc/passwd\n---\n\n", "2:1", "unknown-field"),
    "an icon": ("docs/index.md", "---\nicon: ../../x\n---\n\n", "2:1", "unknown-field"),
}


@pytest.mark.parametrize("case", FIELDS)
def test_a_field_is_refused_where_it_stands(case, sailing, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    name, before, place, code = FIELDS[case]
    path = sailing / name
    path.write_text(before + path.read_text("utf-8"), "utf-8")
    assert cli.main(["-C", str(sailing), "check"]) == 1
    first = capsys.readouterr().err.splitlines()[0]
    assert (first.startswith(f"{name}:{place}:"), first.endswith(f"[{code}]")) == (True, True), first


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("List<String>", "List"), ("Map<K, List<V>> of a", "Map of a"), ("vector<int>&& x", "vector&& x"),
        ("List<?>", "List"), ("List<a::b[]>", "List"),
        *((kept, kept) for kept in (
            "a<br>b", "x<script>", "x<b>y</b>", "x<img src=y>", "x<svg/onload>", "x<a-b>", "x<T", "x <T>", "<T>",
            'x<T y="z">', "List<script>", "x<T<br>>",
        )),
    ],
)  # fmt: skip
def test_only_what_a_type_takes_may_stand_in_angle_brackets(text, left):
    assert without_types(text) == left
