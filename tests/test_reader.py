"""A document of the customer's, read in the browser: its terms in its own words, and what it seems to believe."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from browser_site import broken, opened
from playwright.sync_api import expect

from macros.data.quotes import curled

pytestmark = pytest.mark.browser

PAGE = "call/read.html"
TENDER = """\
The County seeks a chatbot that can answer residents' questions. The system shall use retrieval-augmented generation
over the county code, and the vendor shall state the knowledge cutoff of each large language model.
All embeddings stay in our vector store. Agents shall not act without human approval, and every action is in an audit
trail.
MFA is required of all staff. The cac of the boiler room is out of scope.
"""
TERMS = {
    "rag", "knowledge-cutoff", "large-language-model", "embedding", "vector-database", "human-in-the-loop", "audit-log",
    "multifactor-authentication",
}  # fmt: skip
DOCUMENT = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Our plan: </w:t></w:r><w:r><w:t>fine-</w:t></w:r><w:r><w:t>tuning.</w:t></w:r></w:p></w:body>"
    "</w:document>"
)


@pytest.fixture
def context(browser):
    made = browser.new_context(accept_downloads=True)
    made.set_default_timeout(10_000)
    yield made
    made.close()


def found(page, text: str) -> dict:
    return page.evaluate(
        """text => {
          const { terms, beliefs } = GuideReader(guideCards).read(text);
          return { terms: terms.map(entry => entry.term.id), beliefs: beliefs.map(one => one.term.id) };
        }""",
        text,
    )


def docx(compression: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", DOCUMENT)
    return file.getvalue()


def test_a_pasted_text_becomes_a_brief(watch, context, guide):
    page = opened(context, watch, PAGE)
    page.get_by_label("Paste the text").fill(TENDER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="What is in it")).to_be_focused()
    assert set(found(page, TENDER)["terms"]) >= TERMS
    assert not {"phishing-resistant-authentication"} & set(found(page, TENDER)["terms"]), "cac is no CAC"
    card = page.get_by_role("article").filter(has=page.get_by_role("heading", name=re.compile("^Retrieval-")))
    expect(card).to_contain_text(curled(guide.terms["rag"].card.ask))
    expect(card).to_contain_text("The system shall use retrieval-augmented generation")
    page.get_by_role("button", name="Keep retrieval-augmented generation").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the brief as Markdown").click()
    assert f"**Ask:** {curled(guide.terms['rag'].card.ask)}" in download.value.path().read_text("utf-8")
    page.get_by_role("link", name="Follow-up").click()
    expect(page.locator("#kept li")).to_have_count(1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.docx", docx(zipfile.ZIP_DEFLATED)),
        ("plan.docx", docx(zipfile.ZIP_STORED)),
        ("plan.html", b"<title>x</title><script>var rag = 'RAG'</script><p>Our plan: <b>fine</b>-tuning.</p>"),
        ("plan.md", b"# Our plan\n\nfine-tuning"),
        ("plan.txt", "Our plan: fine‑tuning.".replace("‑", "-").encode()),
    ],
)
def test_files_are_read_where_they_are(watch, context, name, data):
    page = opened(context, watch, PAGE)
    page.get_by_label("or a file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article").locator("h3")).to_have_text(re.compile("^Fine-tuning"))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("plan.pdf", b"%PDF-1.7", "Text, Markdown, HTML and Word"),
        ("plan.docx", b"no archive", "This is no Word document."),
        ("plan.txt", b"  ", "There is no text in it."),
        ("plan.txt", b"Pothole repairs on Main Street.", "No term of the guide is in it."),
    ],
)
def test_what_cannot_be_read_is_said(watch, context, name, data, told):
    page = opened(context, watch, PAGE)
    page.get_by_label("or a file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    expect(page.get_by_role("status")).to_contain_text(told)


def test_each_belief_is_known_in_its_own_words_and_none_in_its_correction(hosted, context, guide):
    page = opened(context, hosted, PAGE)
    beliefs = {term.id: term.misconception for term in guide.glossary.terms}
    said = {term: text.belief for term, text in beliefs.items() if "{" not in text.belief}
    # One reader for all of them, as a page has one for all that is pasted.
    heard = page.evaluate(
        """texts => {
          const reader = GuideReader(guideCards);
          return texts.map(text => reader.read(text).beliefs.map(one => one.term.id));
        }""",
        list(said.values()),
    )
    held = dict(zip(said, heard, strict=True))
    assert [term for term, ids in held.items() if term not in ids] == []
    corrections = " ".join(text.correction for text in beliefs.values() if "{" not in text.correction)
    assert found(page, corrections)["beliefs"] == []


def test_reading_asks_for_nothing(hosted, context):
    page = opened(context, hosted, PAGE)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert found(page, TENDER)["terms"]
    assert asked == []


@pytest.mark.bench
def test_two_hundred_pages_take_less_than_two_seconds_and_no_request(hosted, context):
    page = opened(context, hosted, PAGE)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    pages = 200 * 500 // len(TENDER.split()) + 1
    spent = page.evaluate(
        """text => {
          const reader = GuideReader(guideCards), start = performance.now();
          reader.read(text);
          return performance.now() - start;
        }""",
        TENDER * pages,
    )
    assert (spent < 2000, asked) == (True, [])


@pytest.mark.parametrize("colors", [{"color_scheme": "light"}, {"color_scheme": "dark"}])
def test_it_is_accessible_on_a_small_screen(hosted, browser, colors):
    with browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True, **colors) as phone:
        page = opened(phone, hosted, PAGE)
        page.get_by_label("Paste the text").fill(TENDER)
        page.get_by_role("button", name="Read it").tap()
        expect(page.get_by_role("article").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert broken(page) == []
