"""The guide's PDF against the guide: nothing missing, every link live, every page number right."""

from __future__ import annotations

import os
import re
from collections import Counter

import pikepdf
import pytest
from pdf_reader import COLUMN, Pdf, letters, told_page
from pdf_source import Source

from macros.documents.pdf.making import file_name
from macros.guide.guide import Guide
from macros.guide.texts import FACT, passages, plain, sentences
from macros.pages.view import View
from macros.prose.calls import on_screen
from macros.prose.editions import coaching, edition
from macros.prose.sections import sections

BACK = ("answers", "sources", "index")


@pytest.fixture(scope="module")
def pdf(built, guide) -> Pdf:
    return Pdf(built / "site" / file_name(guide))


@pytest.fixture(scope="module")
def source(built, guide) -> Source:
    return Source(guide, built / ".cache" / "rendered-full.json")


@pytest.fixture(scope="module")
def contents(pdf) -> list:
    """The links of the contents, which stand before the first part."""
    return [link for link in pdf.links if link.page < pdf.outline[0].page]


def begins(pdf: Pdf, part: str) -> int:
    """The page on which a part begins."""
    return next(mark.page for mark in pdf.outline if mark.level == 1 and mark.title == part)


@pytest.fixture(scope="module")
def inside(pdf) -> list:
    """The links of the book itself, without contents, sources and index."""
    last = begins(pdf, "Sources")
    return [link for link in pdf.links if pdf.outline[0].page <= link.page < last]


def test_every_link_of_the_site_is_live_in_the_book(pdf, source, inside):
    questions = {asked.question.id: f"{asked.page.path}#q-{asked.question.id}" for asked in source.guide.asked}
    to_key = Counter(f"answers#{identity}" for identity in questions)
    to_question = Counter(questions.values())
    elsewhere = Counter(
        questions[form["data-question"]]
        for soup in source.pages.values()
        for form in soup.select("blockquote.question")
    )
    links = source.links()
    wanted = Counter(link.target for link in links) + to_key + to_question + elsewhere
    # A row, a letter and an area are no headings, so their places have no name; where they lead is read there.
    unnamed = {name for name in wanted if name not in pdf.places}
    assert {source.kind(name) for name in unnamed} <= {"row", "letter, area"}
    titles = {name: letters(source.title(name)) for name in unnamed}
    found = Counter(link.target for link in inside if link.target)
    for link in inside:
        if not link.target and not link.url:
            mapped = link.place[0] >= pdf.places[source.guide.mapping_path][0]
            number, top, left = link.place
            # A row's pair stands across its page, a letter and an area in a column.
            stands = letters(pdf.near((number, top - 6 * mapped, left), 40, *([] if mapped else [COLUMN])))
            names = [name for name in titles if (source.kind(name) == "row") == mapped]
            shared = {name: os.path.commonprefix([stands, titles[name]]) for name in names}
            found[max(names, key=lambda name: len(shared[name]) + (shared[name] == titles[name]) / 2)] += 1
    assert found == wanted
    kinds = Counter(link.kind for link in links)
    kinds |= {"to the key": to_key.total(), "to the question": to_question.total(), "elsewhere": elsewhere.total()}
    print(f"\nlive links: {dict(sorted(kinds.items()))}")


def test_no_link_is_broken_or_leads_out_of_the_book(pdf, source):
    assert [link for link in pdf.links if not link.url and not link.place] == []
    own = source.guide.publication.url
    assert [link.url for link in pdf.links if re.match(r"file:|https?://(localhost|127\.)", link.url)] == []
    assert [link.url for link in pdf.links if own and link.url.startswith(own)] == []


def test_external_addresses_are_those_of_the_data(pdf, source, inside):
    assert Counter(link.url for link in inside if link.url) == source.addresses()
    listed = sorted(link.url for link in pdf.links if link.url and link not in inside)
    assert listed == sorted(entry.url for entry in source.guide.source_list)


def test_each_place_is_where_its_heading_is(pdf, source):
    for name in pdf.places:
        path, _, anchor = name.partition("#")
        if path.startswith("answers/"):
            path, anchor = path.removeprefix("answers/"), ""
        if path not in source.pages:
            assert path in BACK or path.startswith("part ")
            continue
        soup = source.pages[path]
        element = soup.find(id=anchor) if anchor else soup.h1
        if element.name in ("h1", "h2", "h3", "h4"):
            assert letters(element.get_text()) in letters(pdf.near(pdf.places[name])), name
        elif element.name == "form":
            number = element["aria-label"].split()[1]
            assert f"Question{number}" in letters(pdf.near(pdf.places[name])), name


def test_page_numbers_are_those_of_the_destinations(pdf, contents):
    wrong, told = [], 0
    for link in pdf.links:
        number = told_page(link.text)
        if number is not None:
            told += 1
            wrong += [link] if link.place[0] != number else []
    assert wrong == []
    print(f"\npage numbers in links: {told}")
    assert told > 1000
    for link in contents:
        assert int(re.search(r"(\d+)\s*$", link.text)[1]) == pdf.places[link.target][0], link


def test_quotation_marks_look_the_right_way(pdf):
    text = " ".join(pdf.bodies)
    assert re.findall(r".{20}(?:(?<=\s)\u201d\w|\w\u201c\w).{20}", text) == []
    assert text.count("\u201c") > 500


def test_the_index_is_right(pdf, guide):
    start = begins(pdf, "Index")
    lines = [link for link in pdf.links if link.page >= start]
    for link in lines:
        assert int(re.search(r"(\d+)\s*$", link.text)[1]) == pdf.places[link.target][0], link
    entries = {link.target for link in lines}
    assert {guide.term_path(term) for term in guide.terms} <= entries
    text = letters("".join(pdf.bodies[start - 1 :]))
    others = [
        (form, term)
        for term in guide.glossary.terms
        for form in (*term.synonyms, *([term.abbreviation] if term.abbreviation else []))
        if letters(form).casefold() != letters(term.preferred).casefold()
    ]
    missing = [form for form, term in others if letters(f"{form}see{term.preferred}") not in text]
    assert missing == []


def test_contents_and_outline_are_complete(pdf, guide, source, contents):
    pages = [page for page in guide.pages if not on_screen(page)]
    parts = len({guide.publication.parts.get(page.path) or page.path for page in pages}) + 3
    opening = {mark.title for mark in pdf.outline if mark.level == 1}
    chapters = [page for page in pages if letters(source.pages[page.path].h1.get_text()) not in map(letters, opening)]
    inner = source.sections()
    assert inner >= sum(section.level > 1 for page in pages for section in sections(page))
    quizzes = len({asked.page.path for asked in guide.asked})
    assert len(pdf.outline) == parts + len(chapters) + inner + len(guide.terms) + quizzes
    shown = [mark for mark in pdf.outline if mark.level == 1 or mark.title in _titles(source, chapters)]
    assert len(contents) == parts + len(chapters)
    assert {link.target for link in contents} <= set(pdf.places)
    assert len(shown) >= len(contents)
    articles = [link.target for link in contents if link.target in {page.path for page in guide.articles}]
    assert articles == [page.path for page in guide.articles]


def _titles(source: Source, pages) -> set[str]:
    return {source.pages[page.path].h1.get_text() for page in pages}


def test_tags_are_those_of_the_source(pdf, source, contents):
    wanted = {"Table": source.tables(), "TOCI": len(contents), "Note": source.notes(), "Figure": source.figures()}
    assert {tag: pdf.tags[tag] for tag in wanted} == wanted
    print(f"\ntags: {wanted}")


def test_every_text_of_the_data_is_there(pdf, guide):
    missing = []
    for passage in passages(guide):
        if passage.field == "minutes" or passage.kind.name in ("id", "ids", "anchor", "day", "days", "url"):
            continue
        if type(passage.entry).__name__ in ("Belief", "Area"):
            continue
        if passage.field in ("forms", "spoken", "further", "description"):  # what only the lookup reads
            continue
        for piece in FACT.split(passage.text)[::2]:
            if len(letters(piece)) > 3 and not pdf.has(piece):
                missing.append((passage.field, piece[:80]))
    assert missing == []


def test_every_text_of_the_pages_is_there(pdf, source):
    runs = source.runs()
    missing = [(page, text[:90]) for page, text in runs if len(letters(text)) > 3 and not pdf.has(text)]
    print(f"\ntexts of the pages: {len(runs)}")
    assert missing == []


def test_every_source_is_listed_with_its_address(pdf, guide):
    start = begins(pdf, "Sources")
    text = letters("".join(pdf.bodies[start - 1 :]))
    assert [source.id for source in guide.source_list if letters(source.title) not in text] == []
    assert [source.id for source in guide.source_list if letters(source.url) not in text] == []


def test_links_to_sources_show_their_host(pdf, inside):
    from macros.documents.pdf.addresses import host

    shown = [link for link in inside if link.url]
    assert [link for link in shown if letters(f"({host(link.url)})") not in letters(link.text)] == []


def test_no_answer_stands_on_the_page_of_its_question(pdf, guide):
    for asked in guide.asked:
        page = pdf.places[f"{asked.page.path}#q-{asked.question.id}"][0]
        reasons = [item.why for item in (*asked.question.options, *asked.question.pairs, *asked.question.steps)]
        told = [why for why in (*reasons, asked.question.rule) for piece in FACT.split(why)[::2]
                if len(letters(piece)) > 15 and letters(piece) in pdf.squeezed[page - 1]]  # fmt: skip
        assert told == [], asked.question.id


def test_question_and_answer_lead_to_each_other(pdf, guide):
    links = {(link.page, link.target) for link in pdf.links}
    for asked in guide.asked:
        question, answer = f"{asked.page.path}#q-{asked.question.id}", f"answers#{asked.question.id}"
        assert (pdf.places[question][0], answer) in links
        assert (pdf.places[answer][0], question) in links


def test_a_row_of_the_mapping_stands_whole_on_one_page(pdf, guide, source):
    rows = source.pages[guide.mapping_path].select(".line")
    assert [row.select_one(".line__body")["id"] for row in rows] == [
        f"row-{row.id}" for _, group in View(guide).rows_by_area for row in group
    ]
    pages, start = set(), pdf.places[guide.mapping_path][0]
    for row in rows:
        number = next(
            page for page in pdf.pages_with(row.select_one(".line__breaks p + p").get_text()) if page >= start
        )
        pages.add(number)
        for text in row.find_all(string=True):
            assert letters(text) in pdf.squeezed[number - 1], (row.select_one(".line__body")["id"], text)
    assert sorted(pages) == list(range(min(pages), max(pages) + 1))
    # A page holds two of them at the least, or there would be more white than words.
    assert len(pages) <= len(rows) / 2


def test_a_row_is_told_once_and_elsewhere_by_its_pair_where_it_breaks_and_its_page(pdf, guide):
    """An article and a term repeat no row: what follows from it and what to ask stand in the mapping alone."""
    start = pdf.places[guide.mapping_path][0]
    for row in guide.mapping.rows:
        told, breaks = plain(guide, row.consequence), plain(guide, sentences(row.breaks)[0])
        assert len(pdf.pages_with(told)) == 1 and pdf.pages_with(told)[0] >= start, row.id
        assert pdf.pages_with(f"{row.concept} is like {row.counterpart} Breaks. {breaks}"), row.id


def test_running_heads_say_where_one_is(pdf, guide):
    """The part, and the section at the top of the page or else the one it begins with; among terms, first and last."""
    by_page: dict[int, list] = {}
    for mark in pdf.outline:
        by_page.setdefault(mark.page, []).append(mark)
    terms = {letters(mark.title) for mark in pdf.outline if letters(mark.title).casefold() in _names(guide)}
    part = last = None
    for number in range(pdf.outline[0].page, len(pdf) + 1):
        marks = by_page.get(number, [])
        new = [mark for mark in marks if mark.level == 1]
        if new:
            part, last = new[-1].title, None
        inner = [mark.title for mark in marks if mark.level > 1]
        head = letters(pdf.heads[number - 1]).removesuffix(str(number))
        assert head.endswith(letters(part)), (number, pdf.heads[number - 1])
        said = head.removesuffix(letters(part))
        allowed = {letters(title) for title in (*inner[:1], *([last] if last else [])) if title}
        ends = letters(inner[-1]) if inner else letters(last or "")
        if ends in terms:
            allowed |= {first + ends for first in allowed if first != ends} | {ends}
        assert said in allowed or (not allowed and not said) or (said == "" and new), (number, said, allowed)
        last = inner[-1] if inner else last
    assert pdf.heads[: pdf.outline[0].page - 1][1:] == [""] * (pdf.outline[0].page - 2)


def _names(guide: Guide) -> set[str]:
    return {letters(term.preferred + term.abbreviation).casefold() for term in guide.glossary.terms}


def test_the_file_is_sound_and_every_font_is_in_it(pdf):
    assert pdf.file.check_pdf_syntax() == []
    fonts = [
        item
        for item in pdf.file.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert fonts and all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    assert {str(font.FontName).split("+")[1].split("-")[0] for font in fonts} == {
        "SourceSerifPro", "SourceSansPro", "DejaVuSansMono",
    }  # fmt: skip
    assert "\ufffd" not in "".join(pdf.bodies)


def test_it_is_linked_from_every_page(built, guide):
    link = f'{file_name(guide)}">The whole guide as one PDF</a>'
    pages = {path: path.read_text("utf-8") for path in (built / "site").rglob("*.html")}
    assert [path for path, text in pages.items() if "md-footer" in text and link not in text] == []
    assert sum(link in text for text in pages.values()) > len(guide.terms)


def test_the_public_book_has_no_coaching(built_public, guide):
    public = edition(guide, "public")
    book = Pdf(built_public / "site-public" / file_name(guide))
    # Only a long text can be told from chance when it stands in two pieces.
    whole = "".join(book.squeezed)
    found = [text for text in coaching(guide) if len(letters(text)) > 15 and letters(text) in whole]
    assert found + [text for text in coaching(guide) if len(letters(text)) > 60 and book.has(text)] == []
    assert "Answers" not in {mark.title for mark in book.outline}
    assert [term.id for term in public.glossary.terms if not book.has(term.definition.split("{")[0])] == []
    assert "Public edition" in book.bodies[0]
