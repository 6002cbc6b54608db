"""Where forms are found in a text: longest first, hyphen and space alike, never half a compound."""

from __future__ import annotations

import pytest

from macros.guide.forms import FormIndex, key, matchable, words

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
        ("C sharp, C#, C", []),
        ("C++ and c++, (C++), C++'s", [("C++", "c"), ("c++", "c"), ("C++", "c"), ("C++", "c")]),
        ("C++-based, C+++, C++11, XC++", []),
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


NAMES = [
    "C++", "C", "C#", ".NET", "NET", "OAuth", "OAuth 2.0", "FAR 52.204-21", "CI/CD", "CI", "AT&T", "R&D", "D", "TCP/IP",
    "IP", "X.509", "F*", "F", "Node.js", "Node", "2FA", "3D", "résumé parser", "zero trust", "check-in", "prompt",
    "Yahoo!", "C--", "(ISC)²", "gRPC", "हिन्दी", "Diffie–Hellman",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ and a C compiler, C# too", ["C++", "C", "C#"]),
        ("C/C++ and C.", ["C", "C++", "C"]),
        ("the .NET runtime (.NET) at NET cost, ASP.NET", [".NET", ".NET", "NET"]),
        ("OAuth 2.0 grants; OAuth-2.0; OAuth 2.1; OAuth 2.0.1", ["OAuth 2.0", "OAuth-2.0", "OAuth", "OAuth"]),
        ("FAR 52.204-21 and FAR 52.204‑21", ["FAR 52.204-21", "FAR 52.204‑21"]),
        ("FAR 52.204-210, FAR 52.204", []),
        ("CI/CD, CI, CI / CD", ["CI/CD", "CI", "CI"]),
        ("AT&T's R&D; D & R; S&D", ["AT&T", "R&D", "D"]),
        ("TCP/IP over IP", ["TCP/IP", "IP"]),
        ("an X.509 certificate, x.509, X509", ["X.509", "x.509"]),
        ("F* and F, F** and A*", ["F*", "F"]),
        ("Node.js on a Node. Node", ["Node.js", "Node", "Node"]),
        ("2FA and 12FA, 3D-printed, 3D", ["2FA", "3D"]),
        ("re\u0301sume\u0301 parser, résumé\u00a0parser", ["re\u0301sume\u0301 parser", "résumé\u00a0parser"]),
        (
            "zero\u2011trust, zero\u2010trust, zero\u2013trust",
            ["zero\u2011trust", "zero\u2010trust", "zero\u2013trust"],
        ),
        ("check\u2011in desk", ["check\u2011in"]),
        ("prompt\u2011driven, prompt-driven, prompt", ["prompt"]),
        ("Yahoo! and Yahoo", ["Yahoo!"]),
        ("C-- or C-", ["C--", "C"]),
        ("an (ISC)² badge", ["(ISC)²"]),
        ("gRPC, GRPC", ["gRPC"]),
        ("हिन्दी", ["हिन्दी"]),
        ("Diffie-Hellman, Diffie–Hellman", ["Diffie-Hellman", "Diffie–Hellman"]),
        ("a.D, 1.2FA, 1,2FA, D_1, x_D", []),
    ],
)
def test_marks_belong_to_names(text, expected):
    index = FormIndex([(name, name) for name in NAMES])
    assert [text[match.start : match.end] for match in index.matches(text)] == expected


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_found_as_itself_and_no_other(name):
    index = FormIndex([(other, other) for other in NAMES])
    for text in (name, f"Use {name} here.", f"({name}), it", f"“{name}”"):
        assert [match.id for match in index.matches(text)] == [name]
    assert matchable(name)


@pytest.mark.parametrize("form", ["…", "++", "-", "", "wind ", "*"])
def test_a_form_that_matches_nothing_is_known(form):
    assert not matchable(form)


def test_of_two_alike_the_one_given_first_wins():
    for forms in ([("wind", "one"), ("Wind", "two")], [("Wind", "one"), ("wind", "two")]):
        assert [match.id for match in FormIndex(forms).matches("wind Wind")] == ["one", "one"]


@pytest.mark.parametrize(
    ("form", "parts", "same"),
    [
        ("true wind", ("true", "wind"), "true wind"),
        ("True-Wind", ("True", "Wind"), "true wind"),
        ("fine_tuning", ("fine", "tuning"), "fine_tuning"),
        ("k-NN (k = 5)", ("k", "NN", "k", "5"), "k nn (k = 5)"),
        ("C++", ("C",), "c++"),
        ("  .NET  core ", ("NET", "core"), ".net core"),
        ("Zero\u2011Trust", ("Zero", "Trust"), "zero trust"),
        ("re\u0301sume\u0301", ("résumé",), "résumé"),
        ("Straße", ("Straße",), "strasse"),
        ("…", (), ""),
    ],
)
def test_words_and_key(form, parts, same):
    assert (words(form), key(form)) == (parts, same)
