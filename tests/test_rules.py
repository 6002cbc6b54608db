"""Rules that no single golden case holds: they speak of two files at once, of sizes, or of what stays silent."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest
from test_faults import CASES, edit, read

from macros.checks import check, parts, references, silent, terminology
from macros.data.kinds import Text
from macros.data.problems import Place
from macros.guide.entries import Homonym, Relation, Term
from macros.guide.forms import FormIndex, term_forms
from macros.guide.guide import Guide
from macros.guide.lessons import Page
from macros.reading.loading import fragment, load

DAY = date(2026, 11, 27)
LOCAL = (
    "article-length", "broken-anatomy", "broken-box", "broken-question", "card-question", "circular-definition",
    "coaching-mark", "control-character", "definition-sentences", "future-date", "grammar-clue", "hard-to-read",
    "insecure-source", "lazy-option", "long-card", "long-definition", "macro-arguments", "macro-syntax",
    "negative-stem", "overdue", "shared-form", "silent-markdown", "top-heading", "undecided-merge", "unexpanded-fact",
    "unfinished", "unknown-macro", "unmatchable-form",
)  # fmt: skip
BROKEN = {"docs/misconceptions.yml": "misconceptions: [", "docs/sources.yml": "sources: ["}
OWN = {"insecure-source": {"docs/sources.yml"}}
"""What is to be told of a file that is read, in which another one is broken."""
FIRST = {}
for path in CASES:
    case = read(path)
    for said in case["says"].splitlines():
        code = re.search(r"\[([a-z-]+)\]$", said)
        named = {change["file"] for change in case["edits"]} | {said.partition(":")[0]}
        if code and not named & ({*BROKEN, "docs/cars/boats.yml", "docs/spoken.yml"} - OWN.get(code[1], set())):
            FIRST.setdefault(code[1], []).append((path, said))


@pytest.mark.parametrize("code", LOCAL)
def test_what_stands_in_one_place_is_told_though_another_file_cannot_be_read(code, sailing):
    """An author who has broken two files is told of both at once, as far as one of them shows it alone."""
    for path, said in FIRST[code]:
        before = {file.relative_to(sailing): file.read_bytes() for file in sailing.rglob("*.*") if file.is_file()}
        for change in read(path)["edits"]:
            edit(sailing, **change)
        guide, problems = load(sailing)
        if guide and said in map(str, check(guide, DAY, problems)):
            break
        for name, data in before.items():
            (sailing / name).write_bytes(data)
    else:
        raise AssertionError(f"no golden case tells of '{code}' in a guide that can be read")
    broken = BROKEN.keys() - OWN.get(code, set())
    for name in broken:
        (sailing / name).write_text(BROKEN[name], "utf-8")
    guide, problems = load(sailing)
    assert guide is None and {problem.place.path for problem in problems} >= broken
    part = fragment(sailing)
    told = [str(problem) for problem in parts.check(part, DAY, problems)]
    assert said in told
    assert all(str(problem) in told for problem in problems)


NOWHERE = Text("no-such-thing", Place("x.yml"))


def first_with(entries: tuple, field: str) -> int:
    return next((at for at, entry in enumerate(entries) if getattr(entry, field)), 0)


def led_astray(guide: Guide, way: str, field: str) -> Guide:
    """The guide whose first entry with that field names what is not there."""
    if way == "homonyms":
        declared = (Homonym(id=Text("a-name"), form=Text("a name"), terms=(guide.glossary.terms[0].id,)),)
        guide = dataclasses.replace(guide, glossary=dataclasses.replace(guide.glossary, homonyms=declared))
    holder = guide.glossary if way in ("terms", "homonyms") else guide.mapping if way == "rows" else guide
    holder = guide.briefs if way in ("kinds", "people", "owned") else holder
    entries = getattr(holder, way)
    at = first_with(entries, field)
    named = NOWHERE if isinstance(getattr(entries[at], field), str) else (NOWHERE,)
    if field == "related":
        named = (dataclasses.replace(entries[at].related[0], term=NOWHERE),)
    changed = (*entries[:at], dataclasses.replace(entries[at], **{field: named}), *entries[at + 1 :])
    held = dataclasses.replace(holder, **{way: changed})
    names = {id(guide.glossary): "glossary", id(guide.mapping): "mapping", id(guide.briefs): "briefs"}
    return held if holder is guide else dataclasses.replace(guide, **{names[id(holder)]: held})


NAMED = [
    ("terms", "area", "area"),
    ("terms", "broader", "term"),
    ("terms", "related", "term"),
    ("terms", "sources", "source"),
    ("homonyms", "terms", "term"),
    ("rows", "terms", "term"),
    ("rows", "counterpart_terms", "term"),
    ("rows", "facts", "fact"),
    ("rows", "sources", "source"),
    ("fact_list", "sources", "source"),
    ("products", "stage", "fact"),
    ("products", "limits", "fact"),
    ("products", "terms", "term"),
    ("products", "rows", "mapping row"),
    ("products", "sources", "source"),
    ("offers", "products", "product"),
    ("offers", "caps", "fact"),
    ("offers", "hears", "idea"),
    ("alternatives", "facts", "fact"),
    ("retorts", "facts", "fact"),
    ("alternatives", "sources", "source"),
    ("kinds", "terms", "term"),
    ("kinds", "facts", "fact"),
    ("owned", "products", "product"),
    ("people", "role", "role"),
    ("belief_list", "terms", "term"),
]


@pytest.mark.parametrize(("way", "field", "what"), NAMED)
def test_each_field_that_names_an_entry_is_followed(way, field, what, guide):
    found = list(references.dangling(led_astray(guide, way, field)))
    assert [(problem.code, problem.message) for problem in found] == [
        ("dangling-reference", f"there is no {what} 'no-such-thing'")
    ]
    assert list(references.dangling(led_astray(guide, way, field), {what})) == []


@pytest.mark.parametrize(
    ("field", "what"),
    [("introduces", "term"), ("ahead", "term"), ("rows", "mapping row"), ("sources", "source")],
)
def test_each_id_in_front_matter_is_followed(field, what, guide):
    at = next(at for at, page in enumerate(guide.pages) if page is guide.articles[0])
    page = guide.pages[at]
    head = dataclasses.replace(page.head, **{field: (NOWHERE,)})
    pages = (*guide.pages[:at], dataclasses.replace(page, head=head), *guide.pages[at + 1 :])
    found = references.dangling(dataclasses.replace(guide, pages=pages))
    assert [problem.message for problem in found] == [f"there is no {what} 'no-such-thing'"]


def test_an_id_that_is_gone_is_told_once_where_it_was_published(guide):
    """What names it is part of that one mistake; a term and a row are each looked for among their own."""
    for way, field, kind, other in (("rows", "terms", "term", "row"), ("products", "rows", "row", "term")):
        changed = led_astray(guide, way, field)
        gone = dataclasses.replace(changed, locked={**guide.locked, Text(f"{kind} no-such-thing"): Text("")})
        assert list(references.dangling(gone)) == []
        elsewhere = dataclasses.replace(changed, locked={**guide.locked, Text(f"{other} no-such-thing"): Text("")})
        assert len(list(references.dangling(elsewhere))) == 1


def term(identity: str, definition: str = "It is so.", *further: str, preferred: str = "", **change: object) -> Term:
    return Term(
        id=Text(identity), preferred=Text(preferred or identity.replace("-", " ")), area=Text("a"), heard_as=(),
        definition=Text(definition), mechanism=Text(""), misconception=None, card=None, sources=(), reviewed=Text(""),
        related=(),
        synonyms=tuple(map(Text, further)), **change,
    )  # fmt: skip


def names_of(*terms: Term) -> FormIndex:
    return FormIndex(term_forms(terms, ()))


@pytest.mark.parametrize("stop", [".", "。", "।", "۔"])
def test_a_definition_is_closed_by_a_stop_of_any_script(stop):
    assert list(terminology._definition(term("jib", f"A sail before the mast{stop}"), names_of())) == []
    told = terminology._definition(term("jib", f"A sail before the mast{stop} Really"), names_of())
    assert [problem.code for problem in told] == ["definition-sentences"]


@pytest.mark.parametrize("text", ["One. Two.", "One! Two.", "One? Two.", "One; Two.", "One", "One!", ""])
def test_a_definition_is_one_sentence(text):
    told = terminology._definition(term("jib", text), names_of())
    assert [problem.code for problem in told] == ["definition-sentences"]


@pytest.mark.parametrize(("words", "told"), [(35, []), (36, ["long-definition"])])
def test_a_definition_has_at_most_35_words(words, told):
    found = terminology._definition(term("jib", " ".join(["word"] * words) + "."), names_of())
    assert [problem.code for problem in found] == told


@pytest.mark.parametrize("verb", ["is", "are", "means", "refers to", "occurs when", "happens when", "IS"])
def test_a_definition_may_name_first_what_it_defines(verb):
    assert terminology._own_words(term("storm", f"A storm {verb} a wind of force ten."), names_of()) == ""
    assert terminology._own_words(term("storm", f"A gale {verb} a storm that ends."), names_of()) == "storm"


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (term("jib", "A jib of cloth."), "jib"),
        (term("jib", "A sail, as jibs are."), "jibs"),
        (term("jib", "A sail."), ""),
        (term("jib", "A JB at sea.", abbreviation=Text("JB")), "JB"),
        (term("jib", "A foresail of cloth.", "foresail"), "foresail"),
        (term("storm-sail", "A small sail."), ""),
        (term("storm-sail", "A sail for a storm."), "storm … sail"),
        (term("storm-sail", "Storm sails of cloth."), ""),
        (term("storm", "A wind. A storm is so."), "storm"),
    ],
)
def test_a_definition_does_without_the_words_it_defines(one, told):
    assert terminology._own_words(one, names_of()) == told


def test_a_longer_name_that_holds_its_own_is_another_s():
    other = term("storm-sail", "A small sail.")
    own = term("storm", "A reason for a storm sail.")
    assert terminology._own_words(own, names_of(own)) == "storm"
    assert terminology._own_words(own, names_of(own, other)) == ""


@pytest.mark.parametrize("mark", ["?", "？", "؟", "\u037e", "."])
def test_a_question_ends_on_a_mark_of_any_script(mark, guide):
    card = dataclasses.replace(guide.glossary.terms[0].card, ask=Text(f"Is it so{mark}"), asks=())
    told = terminology._card(guide, dataclasses.replace(guide.glossary.terms[0], card=card))
    assert [problem.code for problem in told] == ["card-question"] * (mark == ".")


@pytest.mark.parametrize(("field", "limit"), [("say", 30), ("ask", 20)])
def test_what_is_read_aloud_is_short(field, limit, guide):
    first = guide.glossary.terms[0]
    for words in (limit, limit + 1):
        card = dataclasses.replace(first.card, **{field: Text(" ".join(["so"] * words) + "?")})
        told = terminology._card(guide, dataclasses.replace(first, card=card))
        assert [problem.code for problem in told] == ["long-card"] * (words > limit)


LOST = {
    "footnotes": ["a[^1] b"],
    "pymdownx.tabbed": ['=== "Tab"', '===! "Tab"', "===+ “Tab”", '    === "Tab"'],
    "pymdownx.tasklist": ["- [ ] x", "* [x] y", "+ [X] z", "1. [ ] w", "12. [x] w"],
    "def_list": ["word\n:   what it is"],
    "pymdownx.tilde": ["a ~~b c~~ d", "H~2~O", "x~a+b~"],
    "pymdownx.mark": ["a ==b== c"],
    "pymdownx.caret": ["a ^^b^^ c", "x^2^", "x^a-b^"],
    "pymdownx.keys": ["press ++ctrl++", "++ctrl+alt+f1++"],
    "pymdownx.emoji": ["a :smile: b", ":fontawesome-solid-x:"],
    "abbr": ["*[AW]: apparent wind"],
    "pymdownx.snippets": ['--8<-- "a.md"', "  -8<- 'x'"],
    "pymdownx.arithmatex": ["$$x$$", r"\(x\)"],
    "wikilinks": ["[[Wind]]"],
    "pymdownx.blocks.admonition": ["> [!NOTE]\n> a"],
    "github-callouts": ["> [!NOTE]\n> a"],
    "pymdownx.blocks.details": ["/// note"],
}
KEPT = [
    "a [link](dates.md) b",
    "a = b == c",
    "x ~ y ~ z",
    "a~~",
    "~~ a ~~",
    "c++ and c++",
    "at 10:30:45",
    "a:b:c",
    "https://a:80:b",
    "a ^ b ^ c",
    "$5 and $6",
    "\\[x\\]",
    "[x] a",
    "- [x](dates.md)",
    "> [a](dates.md)",
    "// note",
    "* [a](b)",
    "== a ==",
    "a === b === c",
    "****",
    "`[^1] ==x== ~~y~~`",
    "<!-- [^1] ==x== :smile: -->",
    "{% raw %}==x=={% endraw %}",
    "{%- raw -%}\n==x==\n{%- endraw -%}",
    "```\n==x==\n```",
    "---8---",
    ":: x",
    "-8>- x",
]


def told_of(guide: Guide, text: str, *loaded: str) -> list[str]:
    """What the check of silent Markdown says of a page with that text, below its heading."""
    head = "# A page\n\n"
    page = Page("page.md", f"{head}{text}\n", 1)
    publication = dataclasses.replace(guide.publication, extensions=loaded)
    alone = dataclasses.replace(small(guide), pages=(page,), publication=publication)
    return [f"{problem.place.line - 2}:{problem.place.column}: {problem.message}" for problem in silent.check(alone)]


def small(guide: Guide) -> Guide:
    """A guide without a word of data."""
    empty = dict.fromkeys(
        ("fact_list", "source_list", "belief_list", "spoken_list", "often", "written", "products", "offers"), ()
    )
    empty |= dict.fromkeys(("ideas", "idle", "alternatives", "retorts"), ())
    glossary = dataclasses.replace(guide.glossary, areas=(), terms=(), retired=(), homonyms=(), acronyms=())
    mapping, briefs = dataclasses.replace(guide.mapping, rows=(), retired=()), type(guide.briefs)()
    return dataclasses.replace(guide, glossary=glossary, mapping=mapping, briefs=briefs, **empty)


@pytest.mark.parametrize(("extension", "text"), [(name, text) for name, texts in LOST.items() for text in texts])
def test_what_belongs_to_an_extension_is_told_while_it_is_off(extension, text, guide):
    assert len(told_of(guide, text)) == 1
    assert told_of(guide, text, extension) == []
    assert len(told_of(guide, text, "toc", "attr_list")) == 1


@pytest.mark.parametrize("text", KEPT)
def test_what_is_read_as_it_stands_is_left_alone(text, guide):
    assert told_of(guide, text) == []


DATA = ["**bold**", "__bold__", "`code`", "[a](b)", "![a](b)", "*slanted*", "_slanted_", "~~struck~~", "# heading"]
PLAIN = [
    "2 * 3 * 4",
    "a_b_c",
    "snake_case_word",
    "__init__x",
    "a ** b",
    "[a] (b)",
    "~ a ~",
    "#1",
    "a # b",
    "5*6*7",
    "{fact:x_y} _",
]


@pytest.mark.parametrize("field", ["preferred", "definition", "mechanism"])
def test_marks_in_texts_of_the_data_are_told(field, guide):
    """In a phrase, a sentence and prose alike."""
    first, alone = guide.glossary.terms[0], small(guide)

    def told(text: str) -> list[str]:
        named = dataclasses.replace(first, **{field: Text(text)})
        only = dataclasses.replace(alone.glossary, terms=(named,))
        found = silent.check(dataclasses.replace(alone, pages=(), glossary=only))
        return [problem.message for problem in found if problem.message.startswith(f"'{field}'")]

    for text in DATA:
        assert len(told(text)) == 1, text
    for text in PLAIN:
        assert told(text) == [], text


@pytest.mark.parametrize(
    "name",
    [
        "bdi",
        "mark",
        "rp",
        "rt",
        "ruby",
        "time",
        "wbr",
        "data",
        "picture",
        "source",
        "details",
        "main",
        "p",
        "B",
        "Time",
    ],
)
def test_an_element_that_there_is_may_be_written(name, guide):
    assert told_of(guide, f"a <{name}> b") == []


STRANGE = [
    ("a list<str> b", ["1:7: '<str>' is read as an element, and there is none of this name"]),
    ("a </str> b", []),
    ("a <https://x.example> b", []),
    ("[a](<str>)", []),
    ("`<str>`", []),
    ("<svg><str></str></svg>", []),
    ("<svg>\n<str>\n</svg>", []),
    ("<svg>\n</svg>\n<str>", ["3:1: '<str>' is read as an"]),
    ("<svg>\n<svg>\n</svg>\n<str>\n</svg>", []),
    ("a <x-y> b <x:y> <a@b.c>", []),
    ("a <1> b", []),
]


@pytest.mark.parametrize(("text", "expected"), STRANGE)
def test_an_element_that_there_is_not_is_told(text, expected, guide):
    told = told_of(guide, text)
    assert len(told) == len(expected) and all(one.startswith(start) for one, start in zip(told, expected, strict=True))


ABOVE, SAME = "this list goes on with the paragraph above", "an item indented by {} stays on the same level"
BELONGS, NO_HEAD = "a paragraph indented by {} belongs to no item", "these rows have no head"
CUT, ON = "a blank line cuts these rows off their table", "this table goes on with the paragraph above"
TABLE = "| a | b |\n| --- | --- |\n| c | d |"
BLOCKS = [
    ("words\n- a", [f"2:1: {ABOVE}"]),
    ("words\n  1. a", [f"2:3: {ABOVE}"]),
    ("words\n    - a", []),
    ("words\n\n- a", []),
    ("## H\n- a", []),
    ("<div>\n- a", []),
    ("> a\n- b", []),
    ("!!! note\n- a", []),
    ("| a |\n- b", [f"1:1: {NO_HEAD}"]),
    ("- a\n- b", []),
    ("- a\n  - b", [f"2:3: {SAME.format(2)}"]),
    ("- a\n  - b\n  - c", [f"2:3: {SAME.format(2)}"]),
    ("- a\n    - b\n        - c", []),
    ("- a\n   - b", [f"2:4: {SAME.format(3)}"]),
    ("    - a\n  - b", []),
    ("  - a\n      - b", []),
    ("- a\n\n  words", [f"3:3: {BELONGS.format(2)}"]),
    ("- a\n\n    words", []),
    ("- a\n\nwords", []),
    ("- a\n  - b\n\n  words", [f"2:3: {SAME.format(2)}"]),
    ("- a\n\nwords\n- b", [f"4:1: {ABOVE}"]),
    ("- a\n  goes on\n- b", []),
    ("- a\n  - b\n\n- c\n  - d", [f"2:3: {SAME.format(2)}", f"5:3: {SAME.format(2)}"]),
    ("-a\n*b", []),
    ("2026. a", []),
    ("words\n12. a", [f"2:1: {ABOVE}"]),
    (TABLE, []),
    (f"words\n{TABLE}", [f"2:1: {ON}"]),
    (f"words\n\n{TABLE}", []),
    ("| a | b |\n| c | d |", [f"1:1: {NO_HEAD}"]),
    (f"{TABLE}\n\n| e | f |", [f"5:1: {CUT}"]),
    (f"{TABLE}\n\n| e | f |\n\n| g | h |", [f"5:1: {CUT}", f"7:1: {CUT}"]),
    (f"{TABLE}\n\n## H\n\n| e | f |", [f"7:1: {NO_HEAD}"]),
    (f"{TABLE}\n\nwords\n\n| e | f |", [f"7:1: {NO_HEAD}"]),
    (f"{TABLE}\n\n{TABLE}", []),
    ("## H\n| a | b |", [f"2:1: {NO_HEAD}"]),
    ("words\n| a | b |", []),
    (f"one\ntwo\n{TABLE}", [f"3:1: {ON}"]),
    ("a | b\n--- | ---\nc | d", []),
    ("a\n---\nb", []),
    ("    | a | b |", []),
    ("| a | b |\n---\n", [f"1:1: {NO_HEAD}"]),
    ("## One ##", []),
    ("## In C#", ["1:8: the heading loses its last '#'"]),
    ("## In F##", ["1:8: the heading loses its last '##'"]),
    (r"## In C\#", []),
    ("a ==b== c ==b==", ["1:3", "1:11"]),
    ("a[^1] b[^1]\n\n[^1]: c", ["1:2"]),
    ("<!-- \nx --> a ==b==", ["2:9"]),
    ("\n\n:   alone", []),
    ("word\n\n:   of it", ["3:1"]),
    ("   ==b== c", ["1:4"]),
    ('c\n    === "T"', ["2:5"]),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_lists_tables_and_headings_are_read_as_markdown_does(text, expected, guide):
    told = told_of(guide, text)
    assert len(told) == len(expected), told
    assert all(one.startswith(start) for one, start in zip(told, expected, strict=True)), told


def test_a_page_may_begin_and_end_with_a_list_or_a_table(guide):
    def told(text: str) -> list[str]:
        alone = dataclasses.replace(small(guide), pages=(Page("page.md", text, 1),))
        return [problem.message for problem in silent.check(alone)]

    assert [told("  - a\n  - b"), told(TABLE), told("- a")] == [[], [], []]
    assert [told("| a | b |"), told("| a |\n\n- b\n  - c")] == [[NO_HEAD], [SAME.format(2), NO_HEAD]]


def related(guide: Guide, term: str, *relations: tuple[str, str, str], locked: dict | None = None) -> list[str]:
    """What is told of a term with these relations."""
    one = dataclasses.replace(
        guide.terms[term],
        related=tuple(Relation(term=Text(to), relation=Text(kind), note=Text(note)) for to, kind, note in relations),
    )
    terms = tuple(one if other.id == term else other for other in guide.glossary.terms)
    changed = dataclasses.replace(
        guide, glossary=dataclasses.replace(guide.glossary, terms=terms), locked=locked or guide.locked
    )
    return [problem.code for problem in references._relations(changed, one)]


def test_relations_are_told_from_both_sides_once(small_guide):
    wind, other = "true-wind", "apparent-wind"
    assert related(small_guide, wind, (other, "contrast", "So.")) == []
    assert related(small_guide, wind, (other, "contrast", "")) == ["missing-field"]
    assert related(small_guide, wind, ("no-such", "see-also", "")) == []
    assert related(small_guide, wind, ("", "see-also", ""), (other, "", "")) == []
    assert related(small_guide, wind, (wind, "see-also", "")) == ["self-reference"]
    assert related(small_guide, other, ("rudder", "see-also", "")) == ["one-way-relation"]
    assert related(small_guide, wind, ("rudder", "see-also", ""), ("rudder", "see-also", "")) == ["duplicate-item"]
    renamed = {Text("term breeze"): Text("")} | {
        line: text for line, text in small_guide.locked.items() if other not in line
    }
    assert related(small_guide, other, ("rudder", "see-also", ""), locked=renamed) == []


def test_a_brace_is_told_in_prose_alone(small_guide):
    """A phrase is shown as it stands."""
    for field, told in (("preferred", []), ("definition", ["markup"])):
        first = dataclasses.replace(small_guide.glossary.terms[0], **{field: Text("a {b} c")})
        glossary = dataclasses.replace(small_guide.glossary, terms=(first,))
        found = references._fact_references(dataclasses.replace(small_guide, glossary=glossary))
        assert [problem.code for problem in found] == told
