"""The map of the field: every term once, every row that joins both sides, nothing over anything else."""

from __future__ import annotations

import re

import pytest
from browser_site import opened
from bs4 import BeautifulSoup
from conftest import SAILING

from macros.pages.field_map import GAP, LEFT, LEFT_END, LINE, RIGHT, RIGHT_END, FieldMap, field_map
from macros.reading.loading import load

PAGE = "map.html"
BOXES = """() => [...document.querySelectorAll(".field svg text")].map(text => {
  const { left, right, top, bottom } = text.getBoundingClientRect();
  const air = (bottom - top) * 0.2;
  return { left, right, top: top + air, bottom: bottom - air, said: text.textContent };
})"""
"""Where the letters of each label stand; the space above and below them may be shared."""


@pytest.fixture(scope="module")
def drawn(guide) -> FieldMap:
    return field_map(guide)


@pytest.fixture(scope="module")
def page(site) -> BeautifulSoup:
    return BeautifulSoup((site / PAGE).read_text("utf-8"), "lxml")


def test_every_term_is_on_it_once_below_its_area(guide, drawn):
    spots = [spot for group in drawn.groups for spot in group.spots]
    assert sorted(spot.term.id for spot in spots) == sorted(guide.terms)
    assert all(spot.term.area == group.area.id for group in drawn.groups for spot in group.spots)


def test_every_row_that_joins_both_sides_is_a_bridge(guide, drawn):
    side = {spot.term.id: spot.x for group in drawn.groups for spot in group.spots}
    bridges = {tie.row.id: tie.ends for tie in drawn.ties if tie.row}
    both = {
        row.id
        for row in guide.mapping.rows
        if {side[term] for term in (*row.terms, *row.counterpart_terms)} == {LEFT, RIGHT}
    }
    assert set(bridges) == both
    assert len(both) > len(guide.mapping.rows) / 2
    assert all((side[one], side[other]) == (LEFT, RIGHT) for one, other in bridges.values())


def test_lines_begin_and_end_at_labels(drawn):
    spots = {spot.term.id: spot for group in drawn.groups for spot in group.spots}
    for tie in drawn.ties:
        one, other = (spots[end] for end in tie.ends)
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", tie.path)]
        assert (numbers[1], numbers[-2 if tie.path[-1:] and "H" in tie.path[-8:] else -1]) == (one.y, other.y)
        assert numbers[0] == (one.x - GAP if tie.kind != "bridge" and one.x == LEFT else one.end)
    assert max(spot.end for spot in spots.values() if spot.x == LEFT) <= LEFT_END
    assert max(spot.end for spot in spots.values() if spot.x == RIGHT) <= RIGHT_END


def test_the_order_draws_together_what_belongs_together(guide, drawn):
    """Bridges are shorter than in the order of the glossary, and the same guide gives the same drawing."""
    by_glossary: dict[str, float] = {}
    for group in drawn.groups:
        heights = sorted(spot.y for spot in group.spots)
        inside = [term.id for term in guide.glossary.terms if term.area == group.area.id]
        by_glossary |= dict(zip(inside, heights, strict=True))
    found = {spot.term.id: spot.y for group in drawn.groups for spot in group.spots}

    def length(heights: dict[str, float]) -> float:
        return sum(abs(heights[one] - heights[other]) for one, other in (tie.ends for tie in drawn.ties))

    assert length(found) < 0.9 * length(by_glossary)
    assert field_map(guide) == drawn


def test_a_small_guide_has_a_map():
    guide, _ = load(SAILING)
    drawn = field_map(guide)
    assert {spot.term.id for group in drawn.groups for spot in group.spots} == set(guide.terms)
    assert drawn.height >= LINE


def test_the_list_has_every_link_of_the_drawing_and_only_the_list_is_walked_through(page):
    drawing, listed = page.select_one(".field svg"), page.select_one(".field__list")
    links = {link["href"] for link in drawing.select("a")}
    assert len(links) > 200
    assert links <= {link["href"] for link in listed.select("a")}
    assert drawing["aria-hidden"] == "true"
    assert all(link["tabindex"] == "-1" for link in drawing.select("a"))


@pytest.mark.browser
def test_no_label_stands_on_another(context, hosted):
    boxes = opened(context, hosted, PAGE).evaluate(BOXES)
    boxes.sort(key=lambda box: box["top"])
    over = [
        (one["said"], other["said"])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 : at + 8]
        if one["bottom"] > other["top"] and one["left"] < other["right"] and other["left"] < one["right"]
    ]
    assert len(boxes) > 200
    assert over == []


@pytest.mark.browser
def test_what_a_term_is_joined_with_stands_out(context, hosted, drawn):
    page = opened(context, hosted, PAGE)
    page.locator('[data-spot="fine-tuning"]').hover()
    lit = page.locator(".field [data-spot][data-on]").evaluate_all("all => all.map(one => one.dataset.spot)")
    joined = {end for tie in drawn.ties if "fine-tuning" in tie.ends for end in tie.ends}
    assert set(lit) == joined
    assert len(joined) > 2
    page.locator('[data-spot="fine-tuning"]').click()
    page.wait_for_url("**/glossary/fine-tuning.html")
