"""The guide for an assistant, asked as an assistant asks: by the official SDK's client."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT
from leaks import leaks
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from macros.commands.asking import Asking
from macros.commands.assistants import server
from macros.prose import editions


def ask(guide_or_transport, name: str, **arguments):
    """What a tool answers, and the names of all tools."""

    async def run():
        async with Client(guide_or_transport) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            answer = await client.call_tool(name, arguments)
            return answer.structured_content, tools

    # The browser's library keeps a loop of its own running in the thread of the tests.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, run()).result()


def test_a_phrase_leads_to_a_term_and_a_term_to_its_dates(guide):
    found, tools = ask(server(guide), "look_up", phrase="can you teach it our policies?")
    assert tools == ["look_up", "answer", "term", "row", "facts"]
    assert (found["sure"], found["nearest"][0]["id"]) == (True, "fine-tuning")
    told, _ = ask(server(guide), "term", id="fine-tuning")
    assert told["reviewed"] == guide.terms["fine-tuning"].reviewed
    assert told["send"] == "https://example.github.io/ai-field-guide/g/fine-tuning/"
    dated, _ = ask(server(guide), "term", id="context-window")
    assert dated["facts"] and all(fact["as_of"] for fact in dated["facts"])
    row, _ = ask(server(guide), "row", id=guide.mapping.rows[0].id)
    assert row["breaks"] and row["coaching"]["ask"]
    facts, _ = ask(server(guide), "facts", about="FedRAMP")
    assert facts["result"] and all("fedramp" in str(fact).lower() for fact in facts["result"])


def test_a_sentence_leads_to_what_answers_it_with_its_days_or_to_nothing(guide):
    told, _ = ask(server(guide), "answer", sentence="how many agents do we even have running")
    assert [one["id"] for one in told["offer"]["products"]] == ["ispm", "okta-for-ai-agents"]
    assert all(one["stage"] and one["as_of"] for one in told["offer"]["products"])
    assert told["offer"]["not_ours"] and all(cap["as_of"] for cap in told["offer"]["caps"])
    assert ask(server(guide), "answer", sentence="ISPM")[0]["product"]["id"] == "ispm"
    assert ask(server(guide), "answer", sentence="lunch at noon")[0] == {}
    unsure, _ = ask(server(guide), "answer", sentence="an agent opened our records")
    assert "offer" not in unsure and 1 < len(unsure["nearest"]) <= 3
    assert all(near["situation"] and near["found_by"] and near["answer"] for near in unsure["nearest"])


@pytest.mark.parametrize(("name", "id"), [("term", "no-such-term"), ("row", "no-such-row")])
def test_what_is_not_there_is_said(guide, name, id):
    assert "there is no" in ask(server(guide), name, id=id)[0]["error"]


def test_the_public_edition_answers_without_coaching(guide, tmp_path, hidden):
    public = editions.public(guide)
    told = [ask(server(public), "term", id=term)[0] for term in list(guide.terms)[:12]]
    told += [ask(server(public), "row", id=row)[0] for row in list(guide.rows)[:6]]
    told += [ask(server(public), "answer", sentence=said)[0] for said in ("ISPM", "how many agents do we even have")]
    assert "offer" not in told[-1]
    (tmp_path / "answers.json").write_text(json.dumps(told), "utf-8")
    assert leaks(tmp_path, hidden) == []


def test_the_command_speaks_the_protocol_and_nothing_else():
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "macros", "-C", str(ROOT), "mcp", "--edition", "public"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found, _ = ask(stdio_client(command), "look_up", phrase="zebra crossing paint")
    assert found["sure"] is False


@pytest.mark.parametrize(
    ("said", "first", "sure"),
    [
        ("RAG", "rag", True),
        ("2fa", "multifactor-authentication", True),
        ("the weather tomorrow", None, False),
        ("", None, False),
    ],
)
def test_it_says_when_it_is_not_sure(guide, said, first, sure):
    found, certain = Asking(guide).find(said)
    assert certain is sure
    assert first is None or found[0].term.id == first
