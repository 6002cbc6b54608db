"""The rules of articles, questions and words at their edges, each in memory; tests/golden has whole guides."""

from __future__ import annotations

import dataclasses

import pytest

from macros.checks import anatomy, evidence, pages, quizzes, scenarios, wording
from macros.data.kinds import NOWHERE, Text
from macros.data.problems import Place
from macros.guide.entries import Acronym, Homonym, Retired
from macros.guide.guide import Guide
from macros.guide.lessons import Option, Page, Pair, Question, Reply, Step, Turn
from macros.guide.settings import SectionPlan
from macros.prose.sections import sections


def plan(heading: str, **further: str) -> SectionPlan:
    return SectionPlan(Text(heading), **{name: Text(text) for name, text in further.items()})


def shape(text: str, *parts: SectionPlan) -> list[str]:
    """What is told of the sections of a page."""
    page = Page("page.md", text, 1)
    found = [section for section in sections(page) if section.level == 2]
    return [f"{problem.place.line}: {problem.message}" for problem in anatomy._parts(page, found, list(parts))]


QUIZ, BOX, FREE = plan("Questions", contains="quiz"), plan("*", ends_with="takeaway"), plan("*", least="2")
SHAPES = [
    ("# A\n\n## One\n\n## Two\n", [FREE], []),
    ("# A\n\n## One\n", [FREE], ["3: 1 sections here, at least 2 before 'the end'"]),
    ("# A\n", [FREE], ["1: 0 sections here, at least 2 before 'the end'"]),
    ("# A\n\n## End\n", [FREE, plan("End")], ["3: 0 sections here, at least 2 before 'End'"]),
    ("# A\n\n## *\n\n## One\n", [FREE], []),
    ("# A\n", [plan("End")], ["1: section 'End' is missing"]),
    ("# A\n\n## One\n\n## Two\n\n## End\n", [FREE, plan("End")], []),
    (
        "# A\n\n## End\n\n## One\n\n## Two\n",
        [FREE, plan("End")],
        [
            "3: 0 sections here, at least 2 before 'End'",
            "5: section 'One' has no place in the anatomy",
            "7: section 'Two' has no place in the anatomy",
        ],
    ),
    ("# A\n\n## Questions\n{{ quiz() }}\n## End\n", [QUIZ, plan("End")], []),
    ("# A\n\n## Questions\n\n{{ quiz() }}", [QUIZ], []),
    ("# A\n\n## Questions\n\nNone.\n", [QUIZ], ["3: section 'Questions' has no quiz"]),
    (
        "# A\n\n## Questions\n\nNone.\n\n## End\n\n{{ quiz() }}\n",
        [QUIZ, plan("End")],
        ["3: section 'Questions' has no quiz"],
    ),
    (
        "# A\n\n## First\n\n{{ quiz() }}\n\n## Questions\n",
        [plan("First"), QUIZ],
        ["7: section 'Questions' has no quiz"],
    ),
    ("# A\n\n## Questions\n\n### Part\n\n{{ quiz() }}\n", [QUIZ], []),
    ("# A\n\n## Two {{ quiz() }}\n", [plan("*", contains="quiz")], []),
    (
        "# A\n\n## First\n{{ quiz() }}\n## Two\n",
        [plan("First"), plan("*", contains="quiz")],
        ["5: section 'Two' has no quiz"],
    ),
    ('# A\n\n## One\n\n!!! takeaway "T"\n\n    Text.\n', [BOX], []),
    ('# A\n\n## One\n\n!!! takeaway "T"\n\n\tText.\n', [BOX], []),
    (
        '# A\n\n## One\n\n!!! takeaway "T"\n\n    Text.\n\nMore.\n',
        [BOX],
        ["3: section 'One' does not end with a takeaway"],
    ),
    ('# A\n\n## One\n\n!!! note "T"\n\n    Text.\n', [BOX], ["3: section 'One' does not end with a takeaway"]),
    ("# A\n\n## One\n", [BOX], ["3: section 'One' does not end with a takeaway"]),
    ('# A\n\n## One\n\n!!! tip "T"\n\n    Text.\n\nMore.\n', [plan("*", contains="tip")], []),
]


@pytest.mark.parametrize(("text", "parts", "told"), SHAPES)
def test_sections_follow_the_plan(text, parts, told):
    assert shape(text, *parts) == told


def test_a_section_that_is_missing_follows_the_title_or_another():
    def cure(text: str) -> list[str]:
        page = Page("page.md", text, 1)
        found = [section for section in sections(page) if section.level == 2]
        return [problem.hint for problem in anatomy._parts(page, found, [plan("One"), plan("Two")])]

    assert cure("# A\n") == ["it follows 'the title'", "it follows 'the title'"]
    assert cure("# A\n\n## One\n") == ["it follows 'One'"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('!!! takeaway "T"\n\n    Text.', []),
        ("!!! takeaway\n\n    Text.", []),
        ('!!! takeaway ""\n\n    Text.', ["a takeaway without a title"]),
        ('!!! takeaway "T"\n\nText.', ["a takeaway without a text"]),
        ('!!! note ""', []),
        ('!!! note "T"', []),
        ('!!! takeaway "T"\n\n    <!-- c -->', ["a takeaway without a text"]),
        ('```\n!!! takeaway ""\n```', []),
        ('!!! takeaway inline " "', ["a takeaway inline without a title", "a takeaway inline without a text"]),
        ('  !!! takeaway "T"\n\n      Text.', []),
    ],
)
def test_a_box_that_becomes_a_card_has_a_title_and_a_text(text, told):
    found = anatomy._boxes(Page("page.md", f"# A\n\n{text}\n", 1), {"takeaway"})
    assert [problem.message for problem in found] == told


def test_an_article_without_a_heading_is_told_so_once(small_guide):
    """By the rules of articles; other pages by those of pages."""
    article = dataclasses.replace(small_guide.articles[0], text="---\n---\n\nwords\n", body_line=3)
    page = Page("other.md", "words\n", 1)
    found = list(pages.check(dataclasses.replace(small_guide, pages=(article, page))))
    assert [(p.place.path, p.code) for p in found if p.code == "top-heading"] == [("docs/other.md", "top-heading")]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.example/b", 0),
        ("https://localhost/", 1),
        ("https://me@a.example/", 1),
        ("https:///x", 1),
        ("http://a.example/", 1),
        ("https://[a/", 1),
        ("", 0),
    ],
)
def test_a_source_is_public(url, told, small_guide):
    source = dataclasses.replace(small_guide.source_list[0], url=Text(url))
    found = evidence.check(dataclasses.replace(small_guide, source_list=(source,)))
    assert len([problem for problem in found if problem.code == "insecure-source"]) == told


@pytest.fixture(scope="module")
def question(small_guide) -> Question:
    return small_guide.asked[0].question


def told(question: Question, **change: object) -> list[str]:
    """What is told of a question, without the words that begin each line."""
    found = quizzes._question(dataclasses.replace(question, **change))
    return [problem.message.partition("' ")[2] for problem in found]


def options(right: int, wrong: int, **change: object) -> tuple[Option, ...]:
    good = [Option(Text(f"so {at}"), "right", Text("y"), **change) for at in range(right)]
    bad = [Option(Text(f"not {at}"), "wrong", Text("y"), Text("b", Place("x")), **change) for at in range(wrong)]
    return (*good, *bad)


PAIRS = tuple(Pair(Text(f"l{at}"), Text(f"r{at}"), Text("y")) for at in range(30))
STEPS = tuple(Step(Text(f"s{at}"), Text("y")) for at in range(30))


def test_a_question_has_as_many_choices_as_there_are_letters(question):
    for change, made in (
        ({"type": "single"}, lambda n: {"options": options(1, n - 1)}),
        ({"type": "match", "options": ()}, lambda n: {"pairs": PAIRS[:n]}),
        ({"type": "order", "options": ()}, lambda n: {"steps": STEPS[:n]}),
    ):
        least = 2 if change["type"] == "single" else 3
        assert [len(told(question, **change, **made(n))) for n in (least - 1, least, 26, 27)] == (
            [2 if least == 2 else 1, 0, 0, 1]
        ), change
    assert told(question, options=(), type="match", pairs=PAIRS[:3], steps=STEPS[:27]) == [
        "of type match has no use for steps"
    ]
    assert told(question, options=()) == ["of type single needs at least two options"]
    assert told(question, type="match", pairs=PAIRS[:3]) == ["of type match has no use for options"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"options": options(1, 1)}, []),
        ({"options": options(0, 2)}, ["has no right option"]),
        ({"options": options(2, 1)}, ["has 2 right options"]),
        ({"options": options(2, 0)}, ["has 2 right options"]),
        ({"type": "multiple", "options": options(2, 1)}, []),
        ({"type": "multiple", "options": options(2, 0)}, ["has no wrong option"]),
        ({"type": "multiple", "options": options(1, 1)}, ["has one right option"]),
        ({"type": "cloze", "stem": Text("A ___ b"), "options": options(2, 1)}, ["has 2 right options"]),
        ({"type": "cloze", "stem": Text("A ___ b"), "typed": "yes", "options": options(2, 1)}, []),
        ({"type": "cloze", "stem": Text("A b")}, ["is a cloze without one blank"]),
        ({"type": "cloze", "stem": Text("___ and ___")}, ["is a cloze without one blank"]),
        ({"typed": "yes"}, ["is typed and no cloze"]),
        ({"type": "scenario"}, ["is a scenario without a scene"]),
        ({"type": "scenario", "scene": Text("So.")}, []),
        ({"type": "true-false"}, ["must have the options True and False"]),
        ({"options": (*options(1, 1), Option(Text("x"), "", Text("y")))}, []),
        (
            {"options": (*options(1, 0), Option(Text("x"), "wrong", Text("y")))},
            ["has a wrong option that stems from no misconception"],
        ),
        (
            {"options": (Option(Text("x"), "right", Text("y"), Text("b")), *options(0, 1))},
            ["has a right option that stems from a misconception"],
        ),
        ({"options": options(1, 1, forms=(Text("form"),))}, ["gives forms of an option that nobody types"] * 2),
    ],
)
def test_options_are_right_or_wrong_as_the_type_says(change, expected, question):
    assert told(question, **change) == expected


def test_nothing_is_given_twice(question):
    twice = (*options(1, 1), Option(Text("SO  0"), "wrong", Text("y"), Text("b", Place("x"))))
    assert told(question, options=twice) == ["gives one option twice"]
    empty = (*options(1, 0), *(Option(Text(""), "wrong", Text("y"), Text("b", Place("x"))) for _ in range(2)))
    assert told(question, options=empty) == []
    assert told(question, options=(), type="order", steps=(*STEPS[:3], STEPS[0])) == ["gives one step twice"]
    pairs = (*PAIRS[:3], dataclasses.replace(PAIRS[4], right=PAIRS[0].right))
    assert told(question, options=(), type="match", pairs=pairs) == ["gives one partner twice"]
    joined = (*options(1, 1), Option(Text("s o0"), "wrong", Text("y"), Text("b", Place("x"))))
    assert told(question, options=joined) == []
    cloze = {"type": "cloze", "typed": "yes", "stem": Text("A ___ b")}
    assert told(question, **cloze, options=twice) == ["gives the form 'SO  0' twice"]
    forms = options(1, 1, forms=(Text("one"),))
    assert told(question, **cloze, options=forms) == ["gives the form 'one' twice"]


def test_an_id_is_of_one_question_in_all_files(small_guide):
    article = small_guide.articles[0]
    first = article.quiz.questions[0]
    for path, line, number in (
        ("other.quiz.yml", 2, 1),
        (first.id.place.path, 99, 0),
        (first.id.place.path, first.id.place.line, 0),
    ):
        again = dataclasses.replace(first, id=Text(first.id, Place(path, line)))
        quiz = dataclasses.replace(article.quiz, questions=(first, again))
        guide = dataclasses.replace(small_guide, pages=(dataclasses.replace(article, quiz=quiz),))
        assert [problem.code for problem in quizzes.check(guide)] == ["duplicate-id"] * number


def test_a_question_without_a_section_is_left_to_the_reader(small_guide, question):
    article = small_guide.articles[0]
    for section, number in (("", 0), ("two-winds", 0), ("no-such", 1), ("wind", 1)):
        found = quizzes._section(
            article, dataclasses.replace(question, section=Text(section)), {"two-winds", "boat-and-car"}
        )
        assert len(list(found)) == number


def reply(verdict: str, to: str = "", belief: bool | None = None) -> Reply:
    stems = belief if belief is not None else verdict == "wrong"
    return Reply(Text("r"), verdict, Text("y"), Text("b", Place("x")) if stems else Text(""), Text(to))


def turn(identity: str, *replies: Reply) -> Turn:
    return Turn(id=Text(identity, Place(identity)), says=Text("s"), replies=replies)


TALKS = [
    ([turn("a", reply("right"), reply("wrong"))], []),
    ([turn("a", reply("right", "b"), reply("wrong")), turn("b", reply("right"), reply("wrong"))], []),
    ([turn("a", reply("right"))], ["has no right reply in the turn 'a'", "has no wrong reply in the turn 'a'"]),
    ([turn("a", reply("right"), reply("right"))], ["has no wrong reply in the turn 'a'"]),
    ([turn("a", reply("wrong"), reply("wrong"))], ["has no right reply in the turn 'a'"]),
    ([turn("a", reply("right"), reply(""))], []),
    ([turn("a", reply("right", "c"), reply("wrong"))], ["has no turn 'c'"]),
    ([turn("a", reply("right", "a"), reply("wrong"))], ["leads back to the turn 'a'"]),
    (
        [turn("a", reply("right", "b"), reply("wrong")), turn("b", reply("right", "a"), reply("wrong"))],
        ["leads back to the turn 'a'"],
    ),
    (
        [turn("a", reply("right"), reply("wrong")), turn("b", reply("right"), reply("wrong"))],
        ["never comes to the turn 'b'"],
    ),
    (
        [
            turn("a", reply("right", "c"), reply("wrong", "b")),
            turn("b", reply("right", "c"), reply("wrong")),
            turn("c", reply("right"), reply("wrong")),
        ],
        [],
    ),
    ([turn("a", reply("right"), reply("wrong", belief=False))], ["has a wrong reply that stems from no misconception"]),
    ([turn("a", reply("right", belief=True), reply("wrong"))], ["has a right reply that stems from a misconception"]),
    ([turn("a", reply("right"), reply("wrong")), turn("a", reply("right"), reply("wrong"))], ["has two turns 'a'"]),
    ([], []),
]


@pytest.mark.parametrize(("turns", "expected"), TALKS)
def test_a_talk_goes_on_and_ends(turns, expected, question):
    found = scenarios.check(dataclasses.replace(question, turns=tuple(turns)))
    assert [problem.message.partition("' ")[2] for problem in found] == expected
    assert all(problem.place != NOWHERE.place for problem in found)


def worded(guide: Guide, **change: object) -> list[tuple[str, str]]:
    """What is told of the words of a guide."""
    glossary = {name: change.pop(name) for name in ("terms", "acronyms", "retired", "homonyms") if name in change}
    changed = dataclasses.replace(guide, glossary=dataclasses.replace(guide.glossary, **glossary), **change)
    return [(problem.code, problem.message) for problem in wording.check(changed)]


def with_text(guide: Guide, **change: object) -> tuple:
    """The terms, of which the first one has other texts."""
    first, *others = guide.glossary.terms
    return (
        dataclasses.replace(
            first, **{name: Text(text) if isinstance(text, str) else text for name, text in change.items()}
        ),
        *others,
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ask the VHF.", ["VHF"]),
        ("Two VHFs.", ["VHF"]),
        ("A B2B C3", ["B2B"]),
        ("A I", []),
        ("/VHF a.VHF b/VHF", []),
        ("AW", []),
        ("VHFx", []),
        ("see TODO", []),
        ("VHF and VHF", ["VHF", "VHF"]),
    ],
)
def test_an_acronym_is_explained(text, names, small_guide):
    found = worded(small_guide, terms=with_text(small_guide, mechanism=text))
    assert [message for code, message in found if code == "undefined-acronym"] == [
        f"'{name}' is explained nowhere" for name in names
    ]
    known = tuple(
        Acronym(
            form=Text(name),
            expansion=Text("so"),
        )
        for name in set(names)
    )
    assert worded(small_guide, terms=with_text(small_guide, mechanism=text), acronyms=known) == [
        one for one in found if one[0] != "undefined-acronym"
    ]


def test_a_deprecated_form_may_be_reported_and_not_used(small_guide):
    for field in ("definition", "mechanism"):
        found = worded(small_guide, terms=with_text(small_guide, **{field: "It is a relative breeze."}))
        assert found == [("deprecated-form", "'relative breeze' is deprecated")], field
    first = small_guide.glossary.terms[0]
    believed = dataclasses.replace(first.misconception, belief=Text("A relative breeze is felt."))
    card = dataclasses.replace(first.card, avoid=Text("A relative breeze is felt."))
    heard = (Text("what is a relative breeze"),)
    for change in ({"misconception": believed}, {"card": card}, {"heard_as": heard}):
        assert worded(small_guide, terms=with_text(small_guide, **change)) == [], change
    for field, number in (("correction", 1),):
        other = dataclasses.replace(first.misconception, **{field: Text("A relative breeze is felt.")})
        assert len(worded(small_guide, terms=with_text(small_guide, misconception=other))) == number


@pytest.mark.parametrize("field", ["scene", "stem"])
def test_a_buyer_may_use_a_deprecated_form(field, small_guide):
    article = small_guide.articles[0]
    first = dataclasses.replace(article.quiz.questions[0], **{field: Text("What is a relative breeze?")})
    quiz = dataclasses.replace(article.quiz, questions=(first,))
    assert worded(small_guide, pages=(dataclasses.replace(article, quiz=quiz),)) == []
    option = dataclasses.replace(first.options[0], text=Text("A relative breeze"), why=Text("So."))
    for change, number in ((option, 0), (dataclasses.replace(option, why=Text("A relative breeze.")), 1)):
        asked = dataclasses.replace(first, options=(change, *first.options[1:]))
        quiz = dataclasses.replace(article.quiz, questions=(asked,))
        assert len(worded(small_guide, pages=(dataclasses.replace(article, quiz=quiz),))) == number


def test_a_former_name_is_told_where_it_is_used(small_guide):
    """The words of an id that is no name any more, by hand or since the entry was retired."""
    gone = (Retired(id=Text("sea-breeze"), to=Text("true-wind"), on=Text("2026-02-01")),)
    said = with_text(small_guide, mechanism="A sea breeze blows.")
    assert worded(small_guide, terms=said, retired=gone) == [
        ("former-name", "'sea breeze' is no name of 'sea-breeze' since it was retired")
    ]
    assert worded(small_guide, terms=said) == []
    assert worded(small_guide, terms=said, retired=(dataclasses.replace(gone[0], to=Text("no-such")),)) == []
    for change in ({"synonyms": (Text("sea breeze"),)}, {"synonyms": (Text("a sea breeze blows"),)}):
        assert (
            worded(small_guide, terms=with_text(small_guide, mechanism="A sea breeze blows.", **change), retired=gone)
            == []
        )
    declared = (Homonym(id=Text("sb"), form=Text("sea breeze"), terms=(Text("true-wind"), Text("rudder"))),)
    assert worded(small_guide, terms=said, retired=gone, homonyms=declared) == []
    renamed = with_text(small_guide, preferred="ground wind", forms=(), synonyms=(), mechanism="A true wind blows.")
    assert ("former-name", "'true wind' is no name of 'true-wind' any more") in worded(small_guide, terms=renamed)
    for preferred in ("", "TODO: name it"):
        unnamed = with_text(small_guide, preferred=preferred, forms=(), mechanism="A true wind blows.")
        assert "former-name" not in [code for code, _ in worded(small_guide, terms=unnamed)]
    named = dataclasses.replace(
        small_guide.glossary.terms[1],
        deprecated=(dataclasses.replace(small_guide.glossary.terms[1].deprecated[0], form=Text("sea breeze")),),
    )
    found = worded(small_guide, terms=(said[0], named, *said[2:]), retired=gone)
    assert [code for code, _ in found] == ["deprecated-form"]


def unfinished(guide: Guide, **change: object) -> int:
    return sum(code == "unfinished" for code, _ in worded(guide, **change))


def test_what_is_left_to_do_is_told_wherever_it_stands(small_guide):
    row = small_guide.mapping.rows[0]

    def mapped(**change: str) -> Guide:
        changed = dataclasses.replace(row, **{name: Text(text) for name, text in change.items()})
        return dataclasses.replace(small_guide, mapping=dataclasses.replace(small_guide.mapping, rows=(changed,)))

    for text, number in (("TODO: say it", 1), ("A TODO is left.", 1), ("A TODOX", 0), ("todo", 0)):
        assert unfinished(small_guide, terms=with_text(small_guide, mechanism=text)) == number, text
    for text, number in (("TODO", 1), ("a TODO list", 0)):
        assert unfinished(small_guide, terms=with_text(small_guide, preferred=text)) == number, text
    for field in ("concept", "counterpart", "holds"):
        assert unfinished(mapped(**{field: "a TODO list"})) == 1, field
    article = small_guide.articles[0]
    titled = dataclasses.replace(article, head=dataclasses.replace(article.head, title=Text("a TODO list")))
    assert unfinished(small_guide, pages=(titled,)) == 1
    for field in ("title", "publisher"):
        source = dataclasses.replace(small_guide.source_list[0], **{field: Text("TODO")})
        assert unfinished(small_guide, source_list=(source,)) == 1
    labels = dataclasses.replace(small_guide.settings.labels, subject=Text("TODO"))
    assert unfinished(small_guide, settings=dataclasses.replace(small_guide.settings, labels=labels)) == 1
    for macros, number in ((True, 2), (False, 0)):
        page = Page("a.md", "# TODO\n\nand a TODO, no TODOS\n", 1, macros=macros)
        assert unfinished(small_guide, pages=(page,)) == number


@pytest.mark.parametrize(
    ("alike", "all_", "told"), [(2, 12, 1), (1, 12, 0), (11, 11, 0), (3, 20, 0), (4, 20, 1), (2, 13, 1)]
)
def test_few_texts_begin_alike(alike, all_, told):
    """Of twelve and more, 15 %; of 20 these are three."""
    texts = [("The wind is", Place("x", at + 1)) for at in range(alike)]
    texts += [(f"{chr(97 + at)} word of it", Place("y", at + 1)) for at in range(all_ - alike)]
    found = list(wording._openings(texts, 2, "definition"))
    assert [(problem.place, problem.message) for problem in found] == [
        (Place("x", alike), f"'the wind' begins {alike} of {all_} definitions")
    ] * told


def test_openings_are_compared_by_their_words():
    twelve = [(f"{chr(97 + at)} word", Place("y", at + 1)) for at in range(12)]
    alike = [("THE  wind", Place("x", 1)), ("the wind.", Place("x", 2)), ("The Wind blows", Place("x", 3))]
    assert [problem.message for problem in wording._openings([*alike, *twelve], 2, "text")] == [
        "'the wind' begins 3 of 15 texts"
    ]
    other = [("The wind", Place("x", 1)), ("The air", Place("x", 2)), ("The sea", Place("x", 3))]
    assert list(wording._openings([*other, *twelve], 2, "text")) == []
    assert [problem.message for problem in wording._openings([*other, *twelve], 1, "text")] == [
        "'the' begins 3 of 15 texts"
    ]
    undivided = [("風", Place("x", at + 1)) for at in range(5)]
    assert list(wording._openings([*undivided, *twelve], 1, "text")) == []


def test_openings_of_definitions_and_articles_are_looked_at(small_guide):
    """Of definitions the first two words, of articles the first one; an empty definition is none."""
    first = small_guide.glossary.terms[0]
    texts = ["The wind a.", "The wind b.", "The air c.", *(f"{chr(97 + at)} word." for at in range(9)), ""]
    terms = tuple(
        dataclasses.replace(first, id=Text(f"t{at}"), definition=Text(text, Place("x", at + 1)))
        for at, text in enumerate(texts)
    )
    found = [told for told in worded(small_guide, terms=terms) if told[0] == "repeated-opening"]
    assert found == [("repeated-opening", "'the wind' begins 2 of 12 definitions")]
    article = small_guide.articles[0]
    bodies = ["A flag lies.", "A mast stands.", *(f"{chr(98 + at)}x words are." for at in range(10))]
    written = tuple(
        dataclasses.replace(
            article,
            path=f"lessons/{at:02}-a.md",
            text=f"# Wind\n\n{text}\n\n## Two\n\nA flag.\n",
            body_line=1,
            quiz=None,
        )
        for at, text in enumerate(bodies)
    )
    found = [told for told in worded(small_guide, pages=written) if told[0] == "repeated-opening"]
    assert found == [("repeated-opening", "'a' begins 2 of 12 articles")]
