"""The timeline: the dates that the guide states, each once, on its day."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from conftest import SAILING

from macros.pages.timeline import DOT, LEFT, WIDTH, day_of, timeline
from macros.reading.loading import load


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("July 26, 2024", date(2024, 7, 26)),
        ("since July 5, 2023", date(2023, 7, 5)),
        ("in December 2026", date(2026, 12, 1)),
        ("2019", date(2019, 1, 1)),
        ("60 days", None),
        ("February 30, 2024", None),
        ("Smarch 2024", None),
        ("December 2024 or later", None),
    ],
)
def test_a_value_is_a_date_or_is_none(value, day):
    assert day_of(value) == day


def test_every_date_is_told_and_the_dots_stand_on_their_days(guide):
    told = timeline(guide)
    assert [event.fact.id for event in told.events] == [
        fact.id
        for fact in sorted(guide.fact_list, key=lambda fact: (day_of(fact.value) or date.max, fact.id))
        if day_of(fact.value)
    ]
    starts = dict(told.years)
    for lane in told.lanes:
        places = [(dot.x, dot.y) for dot in lane.dots]
        assert len(set(places)) == len(places)
        for dot in lane.dots:
            year = dot.event.day.year
            assert starts[year] <= dot.x < starts[year + 1]
            assert DOT / 2 <= dot.y <= lane.height
            assert dot.ahead == (dot.event.day.isoformat() > max(fact.reviewed for fact in guide.fact_list))
    on_lanes = sum(len(lane.dots) + lane.earlier for lane in told.lanes)
    assert 0.9 * len(told.events) < on_lanes <= len(told.events)
    assert LEFT < told.seen < WIDTH


def test_a_guide_with_few_dates_has_a_timeline():
    guide, _ = load(SAILING)
    assert all(day_of(event.fact.value) for event in timeline(guide).events)


def test_the_list_leads_to_each_fact(site, guide):
    page = BeautifulSoup((site / "timeline.html").read_text("utf-8"), "lxml")
    listed = [link["href"] for link in page.select(".timeline__list a")]
    assert listed == [f"facts.html#{event.fact.id}" for event in reversed(timeline(guide).events)]
    assert {link["href"] for link in page.select(".timeline svg a")} <= set(listed)
