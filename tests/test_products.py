"""Products and what they rest on, and offers and what they tell."""

from __future__ import annotations

from macros.guide.offers import routed


def test_every_offer_names_an_edition_a_dated_stage_and_its_caps_or_says_that_it_is_not_ours(guide):
    for offer in guide.offers:
        told = routed(guide, offer)
        assert told.answer
        assert told.steps or told.not_ours
        for step in told.steps:
            assert step.edition and step.stage.value and step.stage.as_of
        assert {fact.id for fact in told.caps} >= {limit for step in told.steps for limit in step.product.limits}


def test_every_product_rests_on_a_primary_source_and_a_dated_stage(guide):
    assert len(guide.products) >= 30
    for product in guide.products:
        grades = {guide.sources[source].grade for source in product.sources}
        assert "primary" in grades, product.id
        assert guide.facts[product.stage].as_of
