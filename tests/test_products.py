"""What a buyer says leads to what answers it, or to the plain word that nothing of ours does."""

from __future__ import annotations

import pytest

from macros.guide.offers import route, routed

SAID = {
    "how many agents do we even have running": "agents-inventory",
    "our people hook their own chatbots up to the shared drive": "shadow-grants",
    "users are tired of clicking allow for every assistant": "no-more-allow",
    "which mcp servers may our assistants reach": "mcp-control",
    "we need to stop a rogue agent right now": "stop-agent",
    "what becomes of an agent when its owner quits": "agent-leaver",
    "auditors want a review of what agents may do": "review-agents",
    "let staff request access and have the manager approve": "request-access",
    "the answers must respect what each reader may see": "rag-permissions",
    "we are building an agent into our own app": "own-app-agents",
    "the agent has to act in google for the user": "call-apis-for-user",
    "where do we put the api keys our agents use": "agent-secrets",
    "administrators should get privileges only when needed": "admin-just-in-time",
    "a human has to approve before the agent pays": "human-approval",
    "we need phishing resistant login": "step-up-login",
    "what if risk changes in the middle of a session": "risk-between-signins",
    "can you detect an agent that misbehaves": "agent-behaviour",
    "we need a log of what the agent did": "audit-trail",
    "agents that start further agents": "agent-chains",
    "a nightly job with an agent and no user": "headless-agent",
    "access tokens for our own api": "own-apis",
    "is this available in our fedramp environment": "federal-agents",
    "single sign-on to chatgpt enterprise": "sso-ai-workspace",
    "is there a free allowance of cross app access": "xaa-cap",
    "our old applications speak saml only": "saml-agents",
    "can an assistant administer okta": "administer-by-ai",
    "do you block prompt injection": "prompt-injection",
    "it makes up wrong answers": "hallucination",
    "people paste secrets into the chatbot": "data-loss",
    "what model would you tell us to buy": "model-choice",
    "programmers have coding assistants on their machines": "laptop-agents",
    "the token bill is exploding": "token-spend",
}
"""Written from the situations alone; none stands in the data."""


@pytest.mark.parametrize("said", SAID)
def test_a_sentence_finds_its_offer(guide, said):
    assert said not in {text.lower() for offer in guide.offers for text in offer.says}
    found = route(guide, said)
    assert found is not None
    assert found.offer.id == SAID[said]


@pytest.mark.parametrize("said", ["the weather is nice today", "lunch at noon", "xyzzy"])
def test_small_talk_finds_none(guide, said):
    assert route(guide, said) is None


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
