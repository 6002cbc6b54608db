"""Quotation marks and apostrophes: curly in what people read, straight in what programs read."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from browser_site import opened, pages_of
from bs4 import BeautifulSoup
from conftest import CURLY
from lxml import html
from playwright.sync_api import expect

from macros.data.quotes import curled, curled_html

STRAIGHT = re.compile("[\"']")
KEPT = ["code", "kbd", "pre", "samp", "script", "style", "textarea"]
WRONG = re.compile(r".{0,20}(?:[\"']|(?<=\s)\u201d\w|\w\u201c\w|\u201c\u201c|\u201d\u201d|[\u201c\u2018]\s).{0,20}")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ('It\'s "so"', "It’s “so”"),
        ("\"'So', she said\"", "“‘So’, she said”"),
        ('the users\' ("ours")', "the users’ (“ours”)"),
        ("rock 'n' roll—\"x\"", "rock ‘n’ roll—“x”"),
        ("“already”", "“already”"),
    ],
)
def test_marks_look_the_right_way(said, shown):
    assert curled(said) == shown
    assert curled(shown) == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>\"It's\" <em>'so'</em></p>", "<p>“It’s” <em>‘so’</em></p>"),
        ("<a title=\"it's\" href=\"?'\">a</a>", "<a title=\"it’s\" href=\"?'\">a</a>"),
        ("<img alt='a &quot;b&#39;'>", "<img alt='a “b’'>"),
        ("<a data-x=\" title='x'\" alt='>\"'>a</a>", "<a data-x=\" title='x'\" alt='>”'>a</a>"),
        ("<meta name=\"description\" content=\"it's\">", "<meta name=\"description\" content=\"it's\">"),
        ("<meta name=\"viewport\" content=\"it's\">", "<meta name=\"viewport\" content=\"it's\">"),
        ("<p>the <a href='x'>user</a>'s</p>", "<p>the <a href='x'>user</a>’s</p>"),
        ("<li>a</li><li>\"b\"</li>", "<li>a</li><li>“b”</li>"),
        ("<p>&quot;a&#39;s&#x22; &amp;amp; &lt;</p>", "<p>“a’s” &amp;amp; &lt;</p>"),
        ("<p><code>x=\"y\"</code>'s</p>", "<p><code>x=\"y\"</code>’s</p>"),
        ("<pre>\"a\" <code>'b'</code> \"c\"</pre>\"d\"", "<pre>\"a\" <code>'b'</code> \"c\"</pre>“d”"),
        ("<script>if (a<b && c=='>') x('</p>')</script>\"a\"", "<script>if (a<b && c=='>') x('</p>')</script>“a”"),
        ("<!-- \"a\" --><p>\"b\"</p>", "<!-- \"a\" --><p>“b”</p>"),
        ("<svg><text>A<tspan>'s</tspan></text></svg>", "<svg><text>A<tspan>’s</tspan></text></svg>"),
        ("<p>2 < 3, \"a\"</p>", "<p>2 < 3, “a”</p>"),
        ("<p data-x='<p>'>\"a\"</p>", "<p data-x='<p>'>“a”</p>"),
        ("<head><title>\"a\"</title></head><body>\"b\"", "<head><title>“a”</title></head><body>“b”"),
        ("<?xml version=\"1.0\"?><!DOCTYPE p \"x\"><p>\"a\"", "<?xml version=\"1.0\"?><!DOCTYPE p \"x\"><p>“a”"),
        ("<textarea>\"a\"</textarea>\"b\"", "<textarea>\"a\"</textarea>“b”"),
    ],
)  # fmt: skip
def test_only_texts_are_turned(html, shown):
    assert curled_html(html) == shown
    assert curled_html(shown) == shown


@pytest.fixture(scope="module", params=["full", "public"])
def edition(request) -> Path:
    if request.param == "full":
        return request.getfixturevalue("built") / "site"
    return request.getfixturevalue("built_public") / "site-public"


def test_no_text_of_a_page_has_a_straight_mark(edition):
    wrong, turned = [], 0
    for path in pages_of(edition):
        page = html.fromstring((edition / path).read_bytes())
        for element in list(page.iter(*KEPT)):
            element.drop_tree()
        said = page.xpath("//@alt | //@title | //@aria-label | //@data-definition")
        text = "\n".join([page.text_content(), *said])
        turned += len(re.findall("[‘’“”]", text))
        wrong += [(path, found) for found in WRONG.findall(text)]
    assert wrong == []
    assert turned > (10_000 if edition.name == "site" else 5_000)


def test_what_scripts_show_has_no_straight_mark(edition):
    """The lookup, what it adds later, the question bank and the index of the full-text search."""
    texts = {"search": _texts(json.loads((edition / "search" / "search_index.json").read_text("utf-8"))["docs"])}
    for path in [*sorted((edition / "call").glob("*.js")), *sorted((edition / "practice").glob("*.js"))]:
        data = re.findall(r"^(?:var guide\w+|window\.guideBank) = (.*);$", path.read_text("utf-8"), re.MULTILINE)
        texts[path.name] = [text for document in data for text in _texts(json.loads(document))]
    assert sum(map(len, texts.values())) > 5_000
    code = re.compile(r"<(code|kbd|pre|samp)\b.*?</\1>", re.DOTALL)
    plain = {name: [re.sub("<[^>]*>", "", code.sub("", text)) for text in found] for name, found in texts.items()}
    assert [(name, text) for name, found in plain.items() for text in found if WRONG.search(text)] == []


def test_the_books_have_no_straight_mark(built, guide):
    with zipfile.ZipFile(built / "site" / guide.file_name("epub")) as book:
        pages = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xhtml")]
    wrong = []
    for page in pages:
        soup = BeautifulSoup(page, "lxml-xml")
        for element in soup(KEPT):
            element.decompose()
        wrong += WRONG.findall(soup.get_text())
    assert wrong == []
    assert len(pages) > 200


def test_the_words_are_those_of_the_data(built, guide):
    """Nothing but the marks is another: straightened again, a page says what the guide's files say."""
    for page in guide.articles:
        text = (built / "site" / page.path.replace(".md", ".html")).read_text("utf-8")
        said = BeautifulSoup(text, "lxml").select_one(".md-content__inner").get_text().translate(CURLY)
        assert page.quiz.questions[0].stem.split("{")[0][:60] in " ".join(said.split())


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["vendor's", "vendor’s"])
def test_search_takes_either_mark(context, hosted, typed):
    """A keyboard has the straight one."""
    page = opened(context, hosted, "index.html")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    found = page.locator(".md-search-result__list", has_text="vendor’s")
    expect(found).to_be_visible()


@pytest.mark.browser
def test_a_filter_takes_either_mark(context, hosted):
    page, shown = opened(context, hosted, "heard.html"), []
    for typed in ("won't", "won’t"):
        page.locator(".filter input").fill(typed)
        status = page.locator(".filter [role=status]")
        expect(status).to_contain_text("shown")
        shown.append(status.text_content())
    assert shown[0] == shown[1]
    assert not shown[0].startswith("0 ")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in inner for text in _texts(part)]
