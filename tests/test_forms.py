"""Where forms are found in a text: longest first, hyphen and space alike, never half a compound."""

from __future__ import annotations

import pytest

from macros.guide.forms import FormIndex, key, words

FORMS = [
    ("true wind", "true-wind"),
    ("wind", "wind"),
    ("apparent wind", "apparent-wind"),
    ("apparent wind angle", "angle"),
    ("AW", "apparent-wind"),
    ("LoRA", "lora"),
    ("rudder", "rudder"),
    ("man-of-war", "ship"),
    ("Wind", "second"),
    ("c++", "c"),
    ("5 knots", "speed"),
    ("…", "nothing"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("nothing of the kind", []),
        ("the true wind", [("true wind", "true-wind")]),
        ("True Wind, TRUE WIND", [("True Wind", "true-wind"), ("TRUE WIND", "true-wind")]),
        ("a true-wind reading", [("true-wind", "true-wind")]),
        ("the true\nwind", [("true\nwind", "true-wind")]),
        ("the true\u00a0wind", [("true\u00a0wind", "true-wind")]),
        ("true  -  wind", [("true  -  wind", "true-wind")]),
        ("true. Wind", [("Wind", "wind")]),
        ("true, wind", [("wind", "wind")]),
        ("(wind)", [("wind", "wind")]),
        ("winds", []),
        ("upwind", []),
        ("wind's", [("wind", "wind")]),
        ("wind-driven", []),
        ("tail-wind", []),
        ("tail - wind", [("wind", "wind")]),
        ("the wind- and rain-swept sea", [("wind", "wind")]),
        ("the apparent wind angle", [("apparent wind angle", "angle")]),
        ("the apparent wind angles", [("apparent wind", "apparent-wind")]),
        ("apparent wind, angle", [("apparent wind", "apparent-wind")]),
        ("AW", [("AW", "apparent-wind")]),
        ("aw, Aw", []),
        ("LoRA is no lora", [("LoRA", "lora")]),
        ("a man of war", [("man of war", "ship")]),
        ("C sharp", [("C", "c")]),
        ("at 5 knots", [("5 knots", "speed")]),
        ("at 15 knots", []),
        ("wind wind wind", [("wind", "wind")] * 3),
        ("true true wind", [("true wind", "true-wind")]),
        ("…", []),
    ],
)
def test_matches(text, expected):
    index = FormIndex(FORMS)
    assert [(text[match.start : match.end], match.id) for match in index.matches(text)] == expected


def test_of_two_alike_the_one_given_first_wins():
    for forms in ([("wind", "one"), ("Wind", "two")], [("Wind", "one"), ("wind", "two")]):
        assert [match.id for match in FormIndex(forms).matches("wind Wind")] == ["one", "one"]


@pytest.mark.parametrize(
    ("form", "parts", "same"),
    [
        ("true wind", ("true", "wind"), "true wind"),
        ("True-Wind", ("True", "Wind"), "true wind"),
        ("fine_tuning", ("fine", "tuning"), "fine tuning"),
        ("k-NN (k = 5)", ("k", "NN", "k", "5"), "k nn k 5"),
        ("Straße", ("Straße",), "strasse"),
        ("…", (), ""),
    ],
)
def test_words_and_key(form, parts, same):
    assert (words(form), key(form)) == (parts, same)
