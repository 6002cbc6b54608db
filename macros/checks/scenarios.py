"""Scenarios in turns: every turn can be reached, none leads back, and each has a right reply and a wrong one."""

from __future__ import annotations

from collections.abc import Iterator

from ..data.fields import suggestion
from ..data.kinds import NOWHERE, Text
from ..data.problems import Place, Problem
from ..guide.lessons import Question, Turn


def check(question: Question) -> Iterator[Problem]:
    turns: dict[str, Turn] = {turn.id: turn for turn in question.turns}
    if len(turns) < len(question.turns):
        seen: set[str] = set()
        for turn in question.turns:
            if turn.id in seen:
                yield _problem(question, turn.id.place, f"has two turns '{turn.id}'", "rename one")
            seen.add(turn.id)
    for turn in question.turns:
        verdicts = {reply.verdict for reply in turn.replies}
        for verdict in ("right", "wrong"):
            if len(turn.replies) < 2 or (verdict not in verdicts and verdicts <= {"right", "wrong"}):
                hint = f"mark one with 'verdict: {verdict}'"
                yield _problem(question, turn.id.place, f"has no {verdict} reply in the turn '{turn.id}'", hint)
        for reply in turn.replies:
            if reply.next and reply.next not in turns:
                hint = suggestion(reply.next, turns) or f"one of {', '.join(turns)}"
                yield _problem(question, reply.next.place, f"has no turn '{reply.next}'", hint)
            if reply.verdict == "wrong" and reply.misconception.place == NOWHERE:
                yield _problem(
                    question, reply.text.place, "has a wrong reply that stems from no misconception", "name one"
                )
            if reply.verdict == "right" and reply.misconception:
                message = "has a right reply that stems from a misconception"
                yield _problem(question, reply.misconception.place, message, "remove it")
    yield from _ways(question, turns)


def _ways(question: Question, turns: dict[str, Turn]) -> Iterator[Problem]:
    """Walk from the first turn: what is never met cannot be reached, and what is met on its own way leads back."""
    met: set[str] = set()
    back: list[Text] = []

    def walk(identity: str, way: tuple[str, ...]) -> None:
        met.add(identity)
        for reply in turns[identity].replies:
            if reply.next in (*way, identity):
                back.append(reply.next)
            elif reply.next in turns and reply.next not in met:
                walk(reply.next, (*way, identity))

    if question.turns:
        walk(question.turns[0].id, ())
    for again in back:
        yield _problem(question, again.place, f"leads back to the turn '{again}'", "a talk goes on or ends")
    for turn in question.turns:
        if turn.id not in met:
            yield _problem(question, turn.id.place, f"never comes to the turn '{turn.id}'", "let a reply lead there")


def _problem(question: Question, place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "broken-question", f"question '{question.id}' {message}", hint)
