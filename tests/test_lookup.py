"""The lookup: what it knows, and that it finds what people mean. Its pure scripts run in Node.js; what readers see of
them is tried in a browser, in test_lookup_browser.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from node_scripts import scripts

from macros.browser import lookup, offers
from macros.guide.hearing import words
from macros.prose import editions
from macros.reading.loading import load

SCRIPTS = ("lookup-words", "lookup-index", "lookup-matches", "lookup", "lookup-sure")
QUERIES = Path(__file__).parent / "search"


@pytest.fixture(scope="module")
def page():
    """An empty window in which the pure part of the lookup runs."""
    with scripts(*SCRIPTS) as made:
        yield made


def found(page, data, queries: list[str]) -> list[list[str]]:
    """The ids that each query finds, the best first."""
    return page.evaluate(
        """([data, queries]) => {
          const lookup = GuideLookup(data);
          return queries.map(query => lookup.search(query).map(result => result.term.id));
        }""",
        [data, queries],
    )


def sure_of(page, data, queries: list[str]) -> list[bool]:
    """Whether the lookup would open a card for each query by itself."""
    return page.evaluate(
        """([data, queries]) => {
          const lookup = GuideLookup(data);
          return queries.map(query => GuideSure(lookup.search(query)));
        }""",
        [data, queries],
    )


@pytest.mark.parametrize("half", ["tuning", "held-out"])
def test_the_right_term_comes_first(page, guide, half):
    asked = yaml.safe_load((QUERIES / f"{half}.yml").read_text("utf-8"))["queries"]
    results = found(page, lookup.cards(guide), [item["query"] for item in asked])
    places = [
        min((ids.index(term) for term in item["wants"] if term in ids), default=99)
        for item, ids in zip(asked, results, strict=True)
    ]
    assert len(asked) >= 50
    sure = sure_of(page, lookup.cards(guide), [item["query"] for item in asked])
    wrong = [item["query"] for item, place, opens in zip(asked, places, sure, strict=True) if opens and place]
    assert len(wrong) / len(asked) <= 0.03, wrong
    assert sum(place == 0 for place in places) / len(asked) >= 0.90
    assert sum(place < 3 for place in places) / len(asked) >= 0.97


def test_every_form_and_every_saying_finds_its_own_term(page, guide):
    owners: dict[str, set[str]] = {}
    for term in guide.glossary.terms:
        for said in (*term.surface_forms, *(entry.form for entry in term.deprecated), *term.heard_as):
            owners.setdefault(" ".join(words(said)), set()).add(term.id)
    results = found(page, lookup.cards(guide), list(owners))
    # What two terms share is an ambiguity that the data declares: both come first, in either order.
    wrong = {
        said: ids[:3]
        for (said, wanted), ids in zip(owners.items(), results, strict=True)
        if set(ids[: len(wanted)]) != wanted
    }
    assert wrong == {}


def test_what_two_terms_share_shows_both(page):
    data = {"terms": [card("tide", heard=["how deep is it"]), card("keel", heard=["how deep is it"]), card("mast")]}
    assert found(page, data, ["how deep is it"]) == [["tide", "keel"]]


def card(name: str, **more) -> dict:
    return {"id": name.replace(" ", "-"), "name": name, "say": "Ask ashore.", **more}


BOAT = {
    "same": ["rope line"],
    "acronyms": [["WEND", "wind and weather notice, daily"]],
    "terms": [
        card("apparent wind", short="AW", forms=["wind aboard"], heard=["the wind in my face"]),
        card("true wind", heard=["what the gusts do"], words="blowing measured ashore"),
        card("man-overboard drill", spoken=["somebody fell in"]),
        card("mooring rope", old=[["boat string", "Say mooring rope."]]),
        card("rudder", words="hinged blade that turns a vessel"),
    ],
}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("apparent wind", "apparent-wind"),
        ("aw", "apparent-wind"),
        ("WIND ABOARD", "apparent-wind"),
        ("aparent wnid", "apparent-wind"),
        ("appar", "apparent-wind"),
        ("app wi", "apparent-wind"),
        ("apparentwind", "apparent-wind"),
        ("wind in the face", "apparent-wind"),
        ("manoverboard drill", "man-overboard-drill"),
        ("man over board", "man-overboard-drill"),
        ("what the man over board does", "man-overboard-drill"),
        ("wimd", "apparent-wind"),
        ("man-overbord", "man-overboard-drill"),
        ("someone has fallen, somebody fell in!", "man-overboard-drill"),
        ("boat strings", "mooring-rope"),
        ("mooring line", "mooring-rope"),
        ("rudders", "rudder"),
        ("ruder", "rudder"),
        ("which blade turns the vessel", "rudder"),
        ("what was measured ashore", "true-wind"),
    ],
)
def test_a_term_is_found_by(page, query, wanted):
    assert found(page, BOAT, [query])[0][:1] == [wanted]


@pytest.mark.parametrize(
    "query",
    [
        "dusts",  # one letter from "gusts", which no term is called
        "wend",  # one letter from "wind", yet an abbreviation that is explained
        "vs",
    ],
)
def test_a_short_word_is_not_taken_for_another(page, query):
    assert found(page, BOAT, [query]) == [[]]


@pytest.mark.parametrize(
    ("query", "opens"),
    [
        ("apparent wind", True),
        ("apparentwind", True),
        ("aparent wnid", True),
        ("somebody fell in", True),
        ("boat string", True),
        ("aboard or ashore, which blade", False),
        ("a rope for the rudder", False),
        ("the weather on the radio tomorrow", False),
        ("", False),
    ],
)
def test_a_card_opens_only_where_one_term_is_meant(page, query, opens):
    assert sure_of(page, BOAT, [query]) == [opens]


def test_the_scripts_are_joined_in_the_order_in_which_they_need_one_another(site):
    """Each script of the lookup names what it gives; none asks at its start for what comes later."""
    joined = (site / lookup.CODE).read_text("utf-8")
    parts = [(ROOT / "docs" / part).read_text("utf-8") for part in lookup.JOINED]
    assert all(part.startswith("/*") for part in parts)
    assert joined == "".join(part.partition("*/\n")[2] for part in parts)
    assert [part for part in lookup.JOINED if (site / part).exists()] == [lookup.STORE]
    named = [path.name for path in (ROOT / "docs" / "assets" / "js").glob("lookup*.js")]
    assert sorted(named) == sorted(Path(part).name for part in (*lookup.JOINED, *offers.CODE, lookup.WORDS))


def test_a_retired_id_leads_to_what_took_its_place(page, sailing):
    glossary = sailing / "glossary.yml"
    glossary.write_text(
        glossary.read_text("utf-8") + "retired:\n  - id: helm-blade\n    to: rudder\n    on: 2026-01-06\n"
    )
    guide, _ = load(sailing)
    assert [ids[0] for ids in found(page, lookup.cards(guide), ["helm blade", "helmblad"])] == ["rudder", "rudder"]


# What identity sellers bring along: the card that is meant, or none, never one whose words are merely spelled alike.
BROUGHT_ALONG = {
    "mfa": ["multifactor-authentication"],
    "scim": ["scim"],
    "saml": ["saml"],
    "oidc": ["openid-connect"],
    "pii": ["data-leakage"],
    "dlp": ["data-loss-prevention"],
    "siem": ["audit-log"],
    "logs": ["audit-log"],
    "fisma": ["ato"],
    "blast radius": ["excessive-agency", "least-privilege"],
    "fed ramp": ["fedramp"],
    "fed ramp high": ["fedramp-certification-class"],
    "rag vs fine tuning": ["fine-tuning", "rag"],
    "where does our data go": ["data-residency"],
    "drift": ["model-drift"],
    "hipaa": ["hipaa"],
    "sandbox": ["sandbox"],
}


def test_words_of_identity_lead_to_their_card_or_to_none(page, guide):
    results = found(page, lookup.cards(guide), list(BROUGHT_ALONG))
    first = {
        query: ids[: len(wanted) or None] for (query, wanted), ids in zip(BROUGHT_ALONG.items(), results, strict=True)
    }
    assert first == BROUGHT_ALONG


def test_no_explained_abbreviation_is_corrected(page, guide):
    """None of those that no word of the lookup begins with, so that only another word could be meant."""
    data = lookup.cards(guide)
    known = page.evaluate("data => [...GuideIndex(data.terms, []).numbers.keys()]", data)
    unknown = [form for form, _ in data["acronyms"] if not any(word.startswith(form.lower()) for word in known)]
    assert unknown
    assert {form: ids for form, ids in zip(unknown, found(page, data, unknown), strict=True) if ids} == {}


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzzqqqq", "<img src=x>", "e" * 500, "\u0301"])
def test_nothing_is_found_by(page, query):
    assert found(page, BOAT, [query]) == [[]]


def test_a_deprecated_form_says_what_to_say(page):
    by = page.evaluate("data => GuideLookup(data).search('boat string')[0].by", BOAT)
    assert (by["kind"], by["text"], by["say"]) == ("old", "boat string", "Say mooring rope.")


def test_texts_fall_into_the_same_words_in_python_and_in_the_browser(page, guide):
    texts = [term.definition for term in guide.glossary.terms] + [f for t in guide.glossary.terms for f in t.heard_as]
    texts += ["Señor's naïve “co-op” — 2.5 Ⅳ", "don’t", "ID-JAG/OAuth 2.1", "ﬁne"]
    assert page.evaluate("texts => texts.map(GuideWords.words)", texts) == [words(text) for text in texts]


def test_a_card_holds_what_the_data_says(sailing):
    guide, _ = load(sailing)
    made = lookup.cards(guide)
    terms = made.pop("terms")
    assert made == {
        "version": 1,
        "share": "https://sailing.example.org/g/{id}/",
        "page": "terms/{id}.html",
        "moved": {entry.id: entry.to for entry in guide.glossary.retired},
        "labels": {"bridge": "For drivers", "roles": []},
        "same": [],
        "acronyms": [[entry.form, entry.expansion] for entry in guide.glossary.acronyms],
        "lists": [["Terms", "terms/index.html"]],
        "areas": ["Wind and sails", "Steering"],
        "often": [],
        "answers": [],
    }
    assert terms[2] == {
        "id": "rudder",
        "area": 1,
        "name": "rudder",
        "forms": ["rudders"],
        "heard": ["the wheel"],
        "say": "No way on, no steering.",
        "ask": "Are we moving through the water?",
        "avoid": "Just turn the wheel harder.",
        "instead": "Get the boat moving first.",
        "bridge": [
            [
                "True wind",
                "The gradient of the road",
                "A road does not turn while one drives on it, and no driver goes uphill faster than down.",
            ]
        ],
        "words": "a any at below blade by deflecting hinged it speed steers stern that turns vessel water",
    }


def test_what_people_say_stands_in_a_file_of_its_own(page, sailing):
    said = "spoken:\n  - id: rudder\n    names: [tiller blade]\n    phrases: [it turns us about]\n"
    (sailing / "docs" / "spoken.yml").write_text(said, "utf-8")
    guide, problems = load(sailing)
    assert problems == []
    data = lookup.cards(guide)
    assert (data["terms"][2]["known"], data["terms"][2]["spoken"]) == (["tiller blade"], ["it turns us about"])
    assert [ids[0] for ids in found(page, data, ["tillerblade", "what is it that turns us about"])] == ["rudder"] * 2


def test_what_is_no_term_may_be_an_answer_too(page, sailing):
    guide, _ = load(sailing)
    told = lookup.Answer(
        "log", "Patent Log", "Product", "Counts miles.", "goods/log.html", ("towed log",), ("how far we went",)
    )
    data = lookup.cards(guide, answers=[told])
    asked = ["patent log", "towd log", "how far we went today", "apparent wind"]
    assert [ids[0] for ids in found(page, data, asked)] == ["log", "log", "log", "apparent-wind"]
    assert data["answers"][0]["page"] == "goods/log.html"


def test_the_lists_to_look_further_in(guide):
    phrases, glossary = ["They said …", "heard.html"], ["Glossary", "glossary/index.html"]
    assert lookup.cards(guide)["lists"] == [phrases, glossary]
    assert lookup.cards(editions.public(guide))["lists"] == [glossary]


def test_nothing_of_the_data_ends_the_script_it_stands_in():
    told = lookup.embedded({"a": "</script><!-- \u2028 &"})
    assert told == '{"a":"\\u003c/script>\\u003c!-- \\u2028 &"}'
    assert json.loads(told) == {"a": "</script><!-- \u2028 &"}


def test_the_public_edition_has_no_coaching_in_its_cards(guide):
    cards = lookup.cards(editions.public(guide))["terms"]
    assert [card["id"] for card in cards if card.keys() & {"ask", "asks", "avoid", "instead"}] == []
    assert [card["id"] for card in cards if any(say for _, say in card.get("old", []))] == []


NAMES = {
    "terms": [
        card("C"), card("C++"), card("C#"), card(".NET"), card("net"), card("OAuth"), card("OAuth 2.0"), card("AT&T"),
        card("CI/CD"), card("F*"), card("Yahoo!"), card("résumé parser"), card("FAR 52.204-21"), card("F"),
    ]
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("c++", "C++"), ("C#", "C#"), ("c", "C"), ("what is C++?", "C++"), ("is it “C#”?", "C#"), ("(C++)", "C++"),
        (".net", ".NET"), ("NET", "net"), ("oauth 2.0", "OAuth-2.0"), ("oauth", "OAuth"), ("at&t", "AT&T"), ("f", "F"),
        ("ci/cd", "CI/CD"), ("F*", "F*"), ("yahoo!", "Yahoo!"), ("52.204-21", "FAR-52.204-21"),
        ("re\u0301sume\u0301 parser", "résumé-parser"), ("far 52.204\u201121", "FAR-52.204-21"),
    ],
)  # fmt: skip
def test_marks_tell_names_apart(page, query, wanted):
    assert found(page, NAMES, [query])[0][:1] == [wanted]


def test_a_name_that_its_marks_single_out_opens_by_itself(page):
    assert sure_of(page, NAMES, ["c++", "c#", ".net"]) == [True, True, True]


def test_names_with_marks_are_read_in_a_document():
    text = (
        "We run C++ and C# on the .NET runtime. AT&T signs OAuth 2.0 tokens. Our CI/CD reads FAR 52.204\u201121. "
        "A re\u0301sume\u0301 parser."
    )
    ids = "text => GuideReader(text[0]).read(text[1]).terms.map(entry => entry.term.id).sort()"
    with scripts("lookup-words", *(Path(script).stem for script in lookup.READER)) as window:
        read = window.evaluate(ids, [NAMES, text])
        bare = window.evaluate(ids, [NAMES, "Vitamin C helps; a net of ropes."])
    assert read == sorted(["C++", "C#", ".NET", "AT&T", "OAuth-2.0", "CI/CD", "FAR-52.204-21", "résumé-parser"])
    assert bare == ["C", "net"]
