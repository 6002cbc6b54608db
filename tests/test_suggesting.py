"""Suggest a change: a link on every term, row and article, where mkdocs.yml says where reports go, and nowhere else."""

from __future__ import annotations

import dataclasses
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from conftest import ROOT, SAILING

from macros.data.kinds import Text
from macros.guide.guide import Guide
from macros.guide.suggesting import FORM, suggestion_address
from macros.pages.generated import generated
from macros.pages.macros import PageMacros
from macros.pages.templates import Templates
from macros.publishing.site import Site
from macros.reading.loading import load

REPOSITORY = "https://github.com/crew/boats"
PAGE = "lessons/01-wind.md"


def reporting(to: str) -> Guide:
    guide, problems = load(SAILING)
    assert problems == []
    publication = dataclasses.replace(guide.publication, url="https://boats.example.org/")
    settings = dataclasses.replace(guide.settings, reports=Text(to))
    return dataclasses.replace(guide, settings=settings, publication=publication)


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("", ""),
        (REPOSITORY, f"{REPOSITORY}/issues/new?template=correction.yml&title=Correction%3A%20C%2B%2B%20%26%20more"
                     "&where=https%3A%2F%2Fboats.example.org%2Fterms%2Fcpp.html%23names"),
        (REPOSITORY + "/", f"{REPOSITORY}/issues/new?template=correction.yml&title=Correction%3A%20C%2B%2B%20%26%20more"
                           "&where=https%3A%2F%2Fboats.example.org%2Fterms%2Fcpp.html%23names"),
        ("https://gitlab.com/crew/boats",
         "https://gitlab.com/crew/boats/-/issues/new?issue%5Btitle%5D=Correction%3A%20C%2B%2B%20%26%20more"
         "&issue%5Bdescription%5D=https%3A//boats.example.org/terms/cpp.html%23names"),
        ("mailto:crew@example.org", "mailto:crew@example.org?subject=Correction%3A%20C%2B%2B%20%26%20more"
                                    "&body=https%3A//boats.example.org/terms/cpp.html%23names"),
    ],
)  # fmt: skip
def test_the_address_is_filled_in(to, expected):
    assert suggestion_address(reporting(to), "C++ & more", "terms/cpp.md", "names") == expected


@pytest.mark.parametrize("to", ["", REPOSITORY, "mailto:crew@example.org"])
def test_terms_rows_and_articles_offer_it_where_there_is_a_place_for_it(to):
    guide = reporting(to)
    templates = Templates(guide)
    term = generated(guide, templates)["terms/rudder.md"]
    mapping = PageMacros(guide, templates, ()).mapping_table(guide.pages_by_path["cars/likeness.md"])
    assert [text.count("Suggest a change") for text in (term, mapping)] == ([1, 1] if to else [0, 0])
    assert Site(guide, guide, (), {}).context(PAGE)["report"] == suggestion_address(guide, "Wind", PAGE)
    assert Site(guide, guide, (), {}).context("index.md")["report"] == ""


def test_the_form_has_the_fields_that_the_address_fills_in():
    asked = parse_qs(urlsplit(suggestion_address(reporting(REPOSITORY), "Wind", PAGE)).query)
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / FORM).read_text("utf-8"))
    assert set(asked) - {"template", "title"} <= {part["id"] for part in form["body"]}
    assert asked["template"] == [FORM]
    assert asked["title"][0].startswith(form["title"].strip())
