"""What a link to a page shows elsewhere: ordinary pages, and the rows of the mapping, which have pages for that."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import link_preview
from test_share import Head

from macros.data.kinds import Text
from macros.data.quotes import curled
from macros.guide.texts import expand, row_summary
from macros.pages.draft import Draft
from macros.pages.view import View
from macros.reading.loading import load
from macros.share import rows

HOME = "https://example.github.io/ai-field-guide/"
LIMIT = 14_000


def told(guide, text: str) -> str:
    return expand(" ".join(text.split()), lambda identity: guide.facts[identity].value)


def preview(path: Path) -> dict[str, str]:
    head = Head(path.read_text("utf-8"))
    shown = {name: content for name, content in head.meta.items() if name.startswith(("og:", "twitter:"))}
    return shown | {"canonical": head.canonical}


@pytest.mark.parametrize("page", ["index.html", "glossary/rag.html", "learn/02-how-models-are-made.html"])
def test_a_page_says_what_a_link_to_it_shows(built, guide, page):
    kind, image, name = "article", "assets/images/social.png", "AI Field Guide"
    if page == "index.html":
        kind, title, description, alt = "website", name, guide.publication.description, name
    elif page == "glossary/rag.html":
        term = guide.terms["rag"]
        title = alt = "Retrieval-augmented generation (RAG)"
        description, image = told(guide, term.definition), "g/rag/card.png"
    else:
        head = guide.pages_by_path["learn/02-how-models-are-made.md"].head
        title, description, alt = head.title, head.description, name
    assert preview(built / "site" / page) == {
        "canonical": HOME + page,
        "og:type": kind,
        "og:site_name": "AI Field Guide",
        "og:title": title,
        "og:description": description,
        "og:url": HOME + page,
        "og:image": HOME + image,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
    }
    assert (built / "site" / image).is_file()


def test_every_page_has_its_own_words(built, guide):
    site = built / "site"
    pages = [f"{page.path[:-3]}.html" for page in guide.pages]
    shown = [preview(site / page) for page in pages]
    assert [entry["og:url"] for entry in shown] == [HOME + page for page in pages]
    assert len({entry["og:title"] for entry in shown}) == len(pages)
    assert [page for page, entry in zip(pages, shown, strict=True) if not entry.get("og:description")] == []


def test_browsers_and_feed_readers_find_the_files_from_every_page(built):
    site = built / "site"
    for name in ("index.html", "glossary/rag.html"):
        page = (site / name).read_text("utf-8")
        relations = "search|alternate feed|describedby"
        found = re.findall(rf'<link rel="({relations})" type="([^"]+)"[^>]* href="([^"]+)">', page)
        files = [
            (rel, kind, (site / name).parent.joinpath(path).resolve().relative_to(site.resolve()).as_posix())
            for rel, kind, path in found
        ]
        assert files == [
            ("search", "application/opensearchdescription+xml", "opensearch.xml"),
            ("alternate feed", "application/atom+xml", "changes.atom"),
            *([("describedby", "application/json", "terms/rag.json")] if name.startswith("glossary") else []),
        ]
        assert all((site / path).is_file() for _, _, path in files)


def test_a_row_has_a_page_that_is_safe_to_send(built, guide):
    for row in guide.mapping.rows:
        path = built / "site" / "m" / row.id / "index.html"
        text = path.read_text("utf-8")
        assert len(text.encode()) < LIMIT, row.id
        raw = html.unescape(text)
        shown = raw.casefold()  # an article at the head of a name is small within a sentence
        for said in (row.concept, row.counterpart, told(guide, row.holds), told(guide, row.breaks)):
            assert curled(said).casefold() in shown, row.id
        assert all(guide.sources[source].url in raw for source in row.sources)
        assert all(curled(told(guide, said)).casefold() not in shown for said in (row.consequence, row.ask))
        inside = {link for link in Head(text).links if not link.startswith("https://")}
        assert inside == {f"../../g/{term}/index.html" for term in (*row.terms, *row.counterpart_terms)}


def test_the_mapping_leads_to_the_page_of_each_row(built, guide):
    text = (built / "site" / "okta" / "mapping.html").read_text("utf-8")
    assert re.findall(rf'href="{re.escape(HOME)}m/([^/]+)/"[^>]*>A page to send', text) == [
        row.id for _, rows in View(guide).rows_by_area for row in rows
    ]


def test_a_retired_row_sends_its_readers_on(sailing):
    lock, data = sailing / "glossary.ids.lock", sailing / "docs" / "cars" / "likeness.yml"
    lock.write_text(lock.read_text("utf-8") + "row wind-and-rail\n", "utf-8")
    retired = "\nretired:\n  - id: wind-and-rail\n    to: wind-and-road\n    on: 2026-02-01\n"
    data.write_text(data.read_text("utf-8") + retired, "utf-8")
    guide, problems = load(sailing)
    assert problems == []
    rows.write(Draft(sailing, sailing / "site", guide, {}))
    text = (sailing / "site" / "m" / "wind-and-rail" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="../wind-and-road/index.html">' in text


def test_a_link_to_a_row_shows_where_the_likeness_breaks(built, guide):
    row = guide.rows["foundation-model-idp"]
    address = f"{HOME}m/{row.id}/"
    title, summary = f"{row.concept} is like {row.counterpart}", told(guide, row_summary(row))
    shown = preview(built / "site" / "m" / row.id / "index.html")
    assert shown == {"canonical": address, **link_preview(title, summary, address)}
    assert (built / "site" / "m" / row.id / "card.png").is_file()


def test_a_summary_is_one_sentence_of_what_holds_and_two_of_what_breaks(guide):
    row = replace(
        guide.rows["foundation-model-idp"],
        holds=Text("Both float, e.g. in salt water. Both sink."),
        breaks=Text("One is steel! One is wood. Neither is glass."),
    )
    assert row_summary(row) == "Holds: Both float, e.g. in salt water. Breaks: One is steel! One is wood."


def test_in_the_public_edition_a_row_leads_back_to_the_mapping(built_public, guide):
    for row in guide.mapping.rows:
        text = (built_public / "site-public" / "m" / row.id / "index.html").read_text("utf-8")
        assert f'<a href="../../okta/mapping.html#row-{row.id}">AI Field Guide</a>' in text
