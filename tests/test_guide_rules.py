"""The rules of days, links, names of products and what buyers say, at their edges, each in memory."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from macros.checks import coaching, freshness, pages, products, spoken
from macros.data.kinds import Text
from macros.data.problems import Place
from macros.guide.entries import Change, Retired
from macros.guide.guide import Guide
from macros.guide.lessons import Page
from macros.guide.products import Offer
from macros.guide.wording import Spoken, Written

DAY, LATER = date(2026, 11, 27), Text("2026-11-28", Place("x.yml", 7))


def first_changed(entries: tuple, **change: object) -> tuple:
    return (dataclasses.replace(entries[0], **change), *entries[1:])


DAYS = {
    "a term's review": ("glossary", "terms", {"reviewed": LATER}),
    "a term's change": ("glossary", "terms", {"changes": (Change(on=LATER, what=Text("It changed.")),)}),
    "a retired term": ("glossary", "retired", {}),
    "a retired row": ("mapping", "retired", {}),
    "a row": ("mapping", "rows", {"reviewed": LATER}),
    "a product": ("", "products", {"reviewed": LATER}),
    "an alternative": ("", "alternatives", {"reviewed": LATER}),
    "a retort": ("", "retorts", {"reviewed": LATER}),
    "an alternative's day": ("", "alternatives", {"as_of": LATER}),
    "a retort's day": ("", "retorts", {"as_of": LATER}),
    "a fact's day": ("", "fact_list", {"as_of": LATER}),
    "a fact's review": ("", "fact_list", {"reviewed": LATER}),
    "a source": ("", "source_list", {"checked": LATER}),
    "an id of the lock": ("", "locked", {}),
    "an article": ("", "pages", {}),
}


@pytest.mark.parametrize("case", DAYS)
def test_no_day_lies_ahead(case, guide):
    holder, name, change = DAYS[case]
    held = getattr(guide, holder) if holder else guide
    if name == "retired":
        new: object = (Retired(id=Text("x"), to=Text("y"), on=LATER),)
    elif name == "locked":
        new = {**guide.locked, Text("term x"): LATER}
    elif name == "pages":
        article = guide.articles[0]
        new = (dataclasses.replace(article, head=dataclasses.replace(article.head, reviewed=LATER)),)
    else:
        new = first_changed(getattr(held, name), **change)
    changed = dataclasses.replace(held, **{name: new})
    changed = dataclasses.replace(guide, **{holder: changed}) if holder else changed
    told = [
        (problem.place, problem.message) for problem in freshness.check(changed, DAY) if problem.code == "future-date"
    ]
    assert told == [(LATER.place, "'2026-11-28' has not come yet")]
    assert [problem for problem in freshness.check(changed, date(2026, 11, 28)) if problem.code == "future-date"] == []


def links(guide: Guide, text: str, path: str = "a.md", **change: object) -> list[str]:
    page = Page(path, f"# A\n\n{text}\n", 1)
    changed = dataclasses.replace(guide, pages=(*guide.pages, page), **change)
    return [
        f"{problem.place.line}:{problem.place.column}: {problem.message}; {problem.hint}"
        for problem in pages._links(changed, page)
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[a](dates.md)",
        "[a](terms/rudder.md)",
        "[a](#top)",
        "[a](https://x.example/y.md)",
        "[a](//x.example/y.md)",
        "[a](mailto:a@b.c)",
        "[a]({{ x }}.md)",
        "[a](<dates.md>)",
        "[a](dates.md#x)",
        "[a](none.pdf)",
        "`[a](none.md)`",
        "[a](lessons/../dates.md)",
        "[a](%64ates.md)",
        "![a](dates.md)",
        "[a](view-source+x.1-y:z.md)",
    ],
)
def test_a_link_that_leads_somewhere_is_left_alone(link, small_guide):
    assert links(small_guide, link) == []


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("[a](none.md)", "3:1: link to 'none.md', which does not exist"),
        ("x [a](none.md#y)", "3:3: link to 'none.md', which does not exist"),
        ("[a](https://[x)", "3:1: link to 'https://[x': that is no address; check its host"),
        ("[a](terms/none.md)", "3:1: link to 'terms/none.md', which does not exist"),
        ("[a](1:none.md)", "3:1: link to '1:none.md', which does not exist"),
        ("[a](/none.md)", "3:1: link to '/none.md', which does not exist"),
        ("![a](none.md)", "3:1: link to 'none.md', which does not exist"),
        ("[a](date.md)", "3:1: link to 'date.md', which does not exist; did you mean"),
    ],
)
def test_a_link_that_leads_nowhere_is_told(link, told, small_guide):
    found = links(small_guide, link)
    assert len(found) == 1 and found[0].startswith(told), found


def test_a_link_goes_on_after_one_that_is_no_address(small_guide):
    assert len(links(small_guide, "[a](https://[x) and [b](none.md)")) == 2


def test_a_link_is_seen_from_its_page(small_guide):
    assert links(small_guide, "[a](../dates.md)", "lessons/a.md") == []
    assert len(links(small_guide, "[a](dates.md)", "lessons/a.md")) == 1


def test_a_link_to_what_has_moved_says_where_to(small_guide):
    """Also where the id is in the lock alone."""
    retired = (Retired(id=Text("helm"), to=Text("rudder"), on=Text("2026-02-01")),)
    glossary = dataclasses.replace(small_guide.glossary, retired=retired)
    [told] = links(small_guide, "[a](terms/helm.md)", glossary=glossary)
    assert told.endswith("it is retired: write 'rudder', or take it out here")


def calls(guide: Guide, text: str, **change: object) -> list[str]:
    page = Page("a.md", f"# A\n\n{text}\n", 1)
    found = pages.check(dataclasses.replace(guide, pages=(*guide.pages, page), **change))
    return [problem.message for problem in found if problem.place.path == "docs/a.md"]


def test_a_call_names_what_there_is(small_guide):
    assert calls(small_guide, '{{ term("rudder") }} {{ fact("hull-speed") }}') == []
    assert calls(small_guide, '{{ term("none") }}') == ["'term' names a term 'none' that does not exist"]
    assert calls(small_guide, '{{ term("TODO") }}') == []
    gone = {**small_guide.locked, Text("term none"): Text("")}
    assert calls(small_guide, '{{ term("none") }}', locked=gone) == []
    assert calls(small_guide, "{{ quiz() }}") == ["'quiz' works in articles only"]


def test_a_line_of_equals_signs_makes_a_heading(small_guide):
    """A heading is no half of a merge."""
    assert calls(small_guide, "Words\n=======\n") == []
    assert len(calls(small_guide, "<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n")) >= 1


def test_a_fact_s_mark_is_told_in_the_head_and_in_the_body(small_guide):
    article = small_guide.articles[0]
    for text, line, cure in (("a {fact:hull-speed}", article.body_line, 'write {{ fact("hull-speed") }}'),):
        lines = article.text.split("\n")
        changed = dataclasses.replace(article, text="\n".join([*lines[: line - 1], text, *lines[line:]]))
        [told] = pages._facts(changed)
        assert (told.place.line, told.hint) == (line, cure)
    page = Page("a.md", "---\ntitle: a {fact:hull-speed}\n---\n# A\n\n{fact:hull-speed}\n", 4)
    assert [(told.place.line, told.hint) for told in pages._facts(page)] == [
        (2, "write its value"),
        (6, 'write {{ fact("hull-speed") }}'),
    ]


@pytest.mark.parametrize("name", ["glossary", "mapping", "facts", "practice"])
def test_a_page_that_mkdocs_yml_names_is_there(name, small_guide):
    settings, nowhere = small_guide.settings, Text("none.md", Place("mkdocs.yml", 9))
    if name == "practice":
        settings = dataclasses.replace(settings, practice=nowhere)
    else:
        settings = dataclasses.replace(settings, pages=dataclasses.replace(settings.pages, **{name: nowhere}))
    found = list(pages._nav(dataclasses.replace(small_guide, settings=settings)))
    assert [(told.place, told.message) for told in found] == [
        (nowhere.place, f"the {name} page 'none.md' does not exist")
    ]


def test_a_folder_of_paths_has_pages(small_guide):
    settings = dataclasses.replace(small_guide.settings, paths=Text("lesson", Place("mkdocs.yml", 9)))
    [told] = pages._cards(dataclasses.replace(small_guide, settings=settings))
    assert (told.message, told.hint) == ("the folder of paths 'lesson' has no pages", "did you mean 'lessons'?")
    top = dataclasses.replace(small_guide, settings=settings, pages=(Page("a.md", "# A\n", 1),))
    assert [told.hint for told in pages._cards(top)] == [""]


def test_a_card_does_not_take_another_s_place(small_guide):
    article = small_guide.articles[0]
    named = dataclasses.replace(article, path="lessons/before-the-call.md")
    told = list(pages._cards(dataclasses.replace(small_guide, pages=(named,))))
    path = small_guide.card_path(named)
    expected = f"its card '{path}' would take the place of that of the sheet for before a call"
    assert [one.message for one in told] == [expected] * (path == small_guide.sheet_path)
    twin = dataclasses.replace(article, path="other/01-wind.md")
    [told] = pages._cards(dataclasses.replace(small_guide, pages=(article, twin)))
    assert told.message == f"its card '{small_guide.card_path(twin)}' would take the place of that of '{article.path}'"


def sold(guide: Guide, text: str, field: str = "mechanism", **settings: object) -> list[str]:
    """What is told of the names of products in a text of a term, or in a page."""
    changed = dataclasses.replace(guide.settings.products, **settings)
    guide = dataclasses.replace(guide, settings=dataclasses.replace(guide.settings, products=changed))
    if field == "page":
        guide = dataclasses.replace(guide, pages=(Page("a.md", f"# A\n\n{text}\n", 1),))
    else:
        first = dataclasses.replace(guide.glossary.terms[0], **{field: Text(text)})
        guide = dataclasses.replace(guide, glossary=dataclasses.replace(guide.glossary, terms=(first,)), pages=())
    return [
        f"{problem.code}: {problem.message}"
        for problem in products.check(guide)
        if problem.code in ("unknown-product", "undated-stage")
    ]


def test_a_product_that_is_named_has_an_entry(guide):
    maker = guide.settings.products.makers[0]
    unknown = f"unknown-product: '{maker} Sextant' has no entry among the products"
    for field in ("mechanism", "definition", "preferred", "page"):
        assert sold(guide, f"It is {maker} Sextant.", field) == [unknown], field
    assert sold(guide, f"It is {maker}'s Sextant.") == [unknown.replace(f"{maker} S", f"{maker}'s S")]
    assert sold(guide, f"It is {maker} Sextant.", makers=()) == []
    assert sold(guide, f"It is {maker} Sextant.", others=(*guide.settings.products.others, Text("Sextant"))) == []
    assert sold(guide, f"It is {maker} for it.") == sold(guide, "Other Sextant.") == []
    named = next(
        product for product in guide.products if product.name.startswith(f"{maker} ") and product.maker == maker
    )
    assert (
        sold(guide, f"It is {named.name} now.") == sold(guide, f"It is {maker}'s {named.name[len(maker) + 1 :]}.") == []
    )


REPORTED = (
    "says",
    "also",
    "name",
    "maker",
    "owner",
    "heard_as",
    "stem",
    "scene",
    "text",
    "belief",
    "statement",
    "value",
)


def reporting(guide: Guide, field: str, text: str) -> Guide:
    """The guide with a text in that field of some entry."""
    said = Text(text)
    article = guide.articles[0]
    question = article.quiz.questions[0]
    match field:
        case "says":
            offer = dataclasses.replace(guide.offers[0], says=(said,))
            return dataclasses.replace(guide, offers=(offer,))
        case "also":
            return dataclasses.replace(guide, products=first_changed(guide.products, also=(said,)))
        case "maker" | "owner":
            return dataclasses.replace(guide, products=first_changed(guide.products, **{field: said}))
        case "name":
            return dataclasses.replace(guide, alternatives=first_changed(guide.alternatives, name=said))
        case "heard_as":
            terms = first_changed(guide.glossary.terms, heard_as=(said,))
            return dataclasses.replace(guide, glossary=dataclasses.replace(guide.glossary, terms=terms))
        case "stem" | "scene":
            question = dataclasses.replace(question, **{field: said})
        case "text":
            question = dataclasses.replace(question, options=first_changed(question.options, text=said))
        case "belief":
            return dataclasses.replace(guide, belief_list=first_changed(guide.belief_list, belief=said))
        case _:
            return dataclasses.replace(guide, fact_list=first_changed(guide.fact_list, **{field: said}))
    quiz = dataclasses.replace(article.quiz, questions=(question,))
    return dataclasses.replace(guide, pages=(dataclasses.replace(article, quiz=quiz),))


@pytest.mark.parametrize("field", REPORTED)
def test_what_others_say_and_what_a_fact_dates_may_name_anything(field, guide):
    """And it is told of the same words elsewhere."""
    maker, stage = guide.settings.products.makers[0], guide.settings.products.stages[0]
    text = f"The {stage} {guide.products[0].name} and {maker} Sextant."
    codes = {problem.code for problem in products.check(reporting(guide, field, text))}
    assert codes & {"unknown-product", "undated-stage"} == set()
    assert len(sold(guide, text)) == 2


def test_a_stage_is_no_adjective(guide):
    stage, name = guide.settings.products.stages[0], guide.products[0].name
    told = ["undated-stage: '{}' gives a stage as an adjective, without its day"]
    for text in (
        f"{stage} {name}",
        f"{stage} feature {name}",
        f"{stage} product the {name}",
        f"{stage} release {name}",
    ):
        for field in ("mechanism", "page"):
            assert sold(guide, f"It is {text} now.", field) == [told[0].format(text)], text
    assert sold(guide, f"It is {name}, in {stage} since then.") == []
    assert sold(guide, f"It is {stage} {name} now.", stages=()) == []
    bare = dataclasses.replace(guide, products=(), offers=())
    assert sold(bare, f"It is {stage} {name} now.", makers=(Text("Nobody"),)) == []


def test_what_is_for_sellers_is_named_so(guide):
    page = guide.articles[0].path
    own = Text(page, Place("mkdocs.yml", 3))
    for name, coached, told in (
        ("page", True, "carries a table that every edition needs"),
        ("page", False, None),
        ("offers", False, "is for sellers"),
        ("offers", True, None),
        ("alternatives", False, "is for sellers"),
        ("alternatives", True, None),
    ):
        named = dataclasses.replace(guide.settings.products, page=Text(""), offers=Text(""), alternatives=Text(""))
        named = dataclasses.replace(named, **{name: own})
        settings = dataclasses.replace(guide.settings, products=named, coaching_pages=(own,) if coached else ())
        found = list(products._pages(dataclasses.replace(guide, settings=settings)))
        assert [problem.message for problem in found] == ([f"'{page}' {told}"] if told else [])
        assert [problem.hint.partition(" ")[0] for problem in found] == (
            [] if not told else ["take" if name == "page" else "add"]
        )
    nowhere = dataclasses.replace(guide.settings.products, offers=Text("none.md", Place("mkdocs.yml", 3)))
    found = list(
        products._pages(dataclasses.replace(guide, settings=dataclasses.replace(guide.settings, products=nowhere)))
    )
    assert [problem.message for problem in found] == ["the page 'none.md' does not exist"]


def test_a_name_is_of_one_product(guide):
    first = guide.products[0]
    twin = dataclasses.replace(
        first, name=Text("", Place("x", 1)), also=(Text("", Place("x", 2)), Text("B", Place("x", 3)))
    )
    other = dataclasses.replace(first, id=Text("other"), name=Text("b", Place("x", 4)), also=())
    found = list(products._names(dataclasses.replace(guide, products=(twin, other))))
    assert [(problem.place.line, problem.code) for problem in found] == [(4, "shared-form")]


def test_an_offer_leads_to_a_product_or_says_that_it_is_not_ours():
    for ours, theirs, number in (
        ((), "", 1),
        ((Text("a"),), "", 0),
        ((), "It is not.", 0),
        ((Text("a"),), "It is not.", 0),
    ):
        offer = Offer(Text("x"), Text("s"), (), Text("a"), products=ours, not_ours=Text(theirs))
        assert len(list(products._offer(offer))) == number


def heard(guide: Guide, **change: object) -> list[str]:
    return [f"{problem.code} {problem.place.line}" for problem in spoken.check(dataclasses.replace(guide, **change))]


def at(text: str, line: int, path: str = "docs/spoken.yml") -> Text:
    return Text(text, Place(path, line))


def entry(identity: str, line: int, phrases: tuple = (), names: tuple = ()) -> Spoken:
    return Spoken(id=at(identity, line), phrases=phrases, names=names, place=Place("docs/spoken.yml", line))


def test_what_is_said_stands_for_one_term(small_guide):
    assert heard(small_guide, spoken_list=(entry("rudder", 1, (at("the blade", 2),)),)) == []
    assert heard(small_guide, spoken_list=(entry("none", 1, (at("the blade", 2),)),)) == ["dangling-reference 1"]
    assert heard(small_guide, spoken_list=(entry("rudder", 1),)) == ["empty 1"]
    assert heard(small_guide, spoken_list=(entry("rudder", 1, names=(at("blade", 2),)),)) == []
    twice = (entry("rudder", 1, (at("the blade", 2), at('"The blade?"', 3))),)
    assert heard(small_guide, spoken_list=twice) == ["duplicate-item 3"]
    other = (entry("rudder", 1, (at("true wind", 2),)),)
    assert heard(small_guide, spoken_list=other) == ["shared-form 2"]
    for said in ("relative breeze", "AW", "wind aboard"):
        assert heard(small_guide, spoken_list=(entry("rudder", 1, (at(said, 2),)),)) == ["shared-form 2"], said
        assert heard(small_guide, spoken_list=(entry("apparent-wind", 1, (at(said, 2),)),)) == [], said
    assert heard(small_guide, spoken_list=(entry("rudder", 1, (at("", 2), at("", 3))),)) == []
    assert heard(
        small_guide, spoken_list=(entry("rudder", 1, (at("blade", 2),)), entry("true-wind", 3, names=(at("blade", 4),)))
    ) == ["shared-form 4"]
    gone = {**small_guide.locked, Text("term none"): Text("")}
    assert heard(small_guide, spoken_list=(entry("none", 1),), locked=gone) == []
    assert heard(small_guide, often=(at("rudder", 1),)) == []
    assert heard(small_guide, often=(at("none", 1),)) == ["dangling-reference 1"]
    assert heard(small_guide, often=(at("none", 1),), locked=gone) == []


@pytest.mark.parametrize(
    "said",
    ["true wind?", "true wind!", '"true wind"', "“true wind”", "true wind …", "true wind.", "true wind;", "True-wind"],
)
def test_marks_of_a_sentence_belong_to_no_name(said, small_guide):
    assert heard(small_guide, spoken_list=(entry("rudder", 1, (at(said, 2),)),)) == ["shared-form 2"]


def test_a_mark_within_a_word_belongs_to_it(small_guide):
    for said in ('true"wind', "true.wind", "x“true wind"):
        assert heard(small_guide, spoken_list=(entry("rudder", 1, (at(said, 2),)),)) == [], said


def wrote(identity: str, line: int, **change: tuple) -> Written:
    made = {
        name: tuple(at(text, line + 1 + number) for number, text in enumerate(texts)) for name, texts in change.items()
    }
    return Written(
        id=at(identity, line),
        **{"phrases": (), "everyday": (), "beside": ()} | made,
        place=Place("docs/spoken.yml", line),
    )


def test_what_is_written_stands_for_one_term(small_guide):
    gone = {**small_guide.locked, Text("term none"): Text("")}
    assert heard(small_guide, written=(wrote("rudder", 1, phrases=("blade",)),)) == []
    assert heard(small_guide, written=(wrote("none", 1, phrases=("blade",)),)) == ["dangling-reference 1"]
    assert heard(small_guide, written=(wrote("none", 1),), locked=gone) == []
    assert heard(small_guide, written=(wrote("rudder", 1),)) == ["empty 1"]
    assert heard(small_guide, written=(wrote("rudder", 1, everyday=("blade",)),)) == []
    assert heard(small_guide, written=(wrote("rudder", 1, everyday=("blade",), beside=("water",)),)) == []
    assert heard(small_guide, written=(wrote("rudder", 1, phrases=("blade",), beside=("water",)),)) == [
        "missing-field 2"
    ]
    assert heard(small_guide, written=(wrote("rudder", 1, phrases=("a", "A")),)) == ["shared-form 3"]
    both = (wrote("rudder", 1, phrases=("blade",)), wrote("true-wind", 5, phrases=("Blade",)))
    assert heard(small_guide, written=both) == ["shared-form 6"]


@pytest.mark.parametrize(
    ("phrase", "text", "told"),
    [
        ("your buyer", "Ask your buyer.", True),
        ("your buyer", "Ask your  buyer.", True),
        ("your buyer", "Your buyer.", False),
        ("your buyer", "your buyers", False),
        ("Note", "Note them.", True),
        ("Note", "So. Note them.", True),
        ("Note", "So: Note", True),
        ("Note", "They Note", False),
        ("Note", "So! Note", True),
        ("Note", "So? Note", True),
        ("Note", "Noteed", False),
    ],
)
def test_a_text_that_may_be_sent_does_not_speak_to_the_seller(phrase, text, told, small_guide):
    settings = dataclasses.replace(small_guide.settings, seller_phrases=(Text(phrase),))

    def found(**change: object) -> list[str]:
        return [one.code for one in coaching._addressed(dataclasses.replace(small_guide, settings=settings, **change))]

    def terms(**change: object) -> dict:
        return {
            "glossary": dataclasses.replace(
                small_guide.glossary, terms=first_changed(small_guide.glossary.terms, **change)
            )
        }

    expected = ["speaks-to-seller"] * told
    first = small_guide.glossary.terms[0]
    assert found(**terms(mechanism=Text(text))) == expected
    assert found(**terms(preferred=Text(text))) == []
    assert found(**terms(card=dataclasses.replace(first.card, say=Text(text)))) == expected
    assert found(**terms(card=dataclasses.replace(first.card, ask=Text(text)))) == []
    rows = first_changed(small_guide.mapping.rows, holds=Text(text))
    assert found(mapping=dataclasses.replace(small_guide.mapping, rows=rows)) == expected
    for field in ("statement", "value"):
        assert found(fact_list=first_changed(small_guide.fact_list, **{field: Text(text)})) == expected
    assert found(belief_list=first_changed(small_guide.belief_list, belief=Text(text))) == []
