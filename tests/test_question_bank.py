"""Every question of the bank, answered in a real browser: the key is right, every distractor gets its own reason."""

from __future__ import annotations

import pytest
from browser_site import WITHOUT_WORKER, Watch, served

from macros.data.quotes import curled
from macros.guide.addresses import html_path
from macros.guide.grading import grade, key_of
from macros.guide.lessons import Question
from macros.guide.texts import expand
from macros.reading.loading import load

pytestmark = pytest.mark.browser

SUBMIT = """
submissions => submissions.map(([id, answer]) => {
  const form = document.querySelector(`form[data-question="${id}"]`);
  const { kind } = form.dataset;
  const inputs = [...form.querySelectorAll(".option :is(input, select)")];
  const steps = [...form.querySelectorAll(".option--step")];
  if (kind === "order") answer.forEach(item => {
    // With the buttons that a reader has: each step is moved down until it is last.
    const step = steps.find(one => one.dataset.item === item), down = step.querySelector("button:last-of-type");
    for (let at = 0; at < steps.length; at += 1) down.click();
  });
  inputs.forEach((input, index) => {
    if (kind === "match") {
      input.value = answer[Number(input.dataset.item) - 1];
      input.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (kind === "typed") input.value = answer[0];
    else if (answer.includes(input.value)) input.click();
  });
  form.querySelector("button.check").click();
  const notes = {};
  for (const option of form.querySelectorAll(".option")) {
    if (option.closest("[hidden].turn")) continue;
    const words = [...option.querySelectorAll(".note")].map(note =>
      [...note.childNodes].slice(1).map(node => node.textContent).join(""));
    const input = option.querySelector("input, select");
    const item = option.dataset.item || input.dataset.item || (kind === "typed" ? "typed" : input.value);
    notes[item] = words.join("").replace(/\\s+/g, " ").trim();
  }
  return [form.dataset.result, form.querySelector("[role=status]").textContent, notes];
})
"""
"""Give each answer, `[question id, values]`, through the page's own controls; the result, the status and every option's
note."""


def answers(question: Question) -> list[tuple[list[str], dict[str, str]]]:
    """Every answer worth giving, the key first, with the reasons that it is told: the key, and each way of being
    wrong."""
    parts = question.choices or question.pairs or question.steps
    reasons = {str(number): part.why for number, part in enumerate(parts, 1)}
    key = key_of(question)
    if key.kind in ("match", "order"):
        numbers = list(reasons)
        return [(numbers, reasons), (numbers[1:] + numbers[:1], reasons)]
    if key.kind == "typed":
        forms = [(form, option.why) for option in question.options for form in (option.text, *option.forms)]
        return [([form.upper()], {"typed": why}) for form, why in forms]
    if key.kind == "turns":
        return [(way, {value: reasons[value] for value in seen}) for way, seen in ways(question)]
    wrong = [[value] for value in reasons if value not in key.right]
    partial = [[value] for value in key.right] if key.kind == "multiple" else []
    return [(answer, reasons) for answer in ([*key.right], *wrong, *partial)]


def ways(question: Question) -> list[tuple[list[str], list[str]]]:
    """Every way through a scenario's turns, and the replies that one meets on it."""
    first: dict[str, int] = {}
    for turn in question.turns:
        first[turn.id] = 1 + sum(len(other.replies) for other in question.turns[: len(first)])
    turns = {turn.id: turn for turn in question.turns}

    def onward(identity: str) -> list[tuple[list[str], list[str]]]:
        met = [str(first[identity] + at) for at in range(len(turns[identity].replies))]
        found = []
        for value, reply in zip(met, turns[identity].replies, strict=True):
            further = onward(reply.next) if reply.next else [([], [])]
            found += [([value, *way], [*met, *seen]) for way, seen in further]
        return found

    return onward(question.turns[0].id)


def told(score: float) -> list[str]:
    """The result and the words of the status."""
    if 0 < score < 1:
        return ["partial", f"Partly right: {score:.0%}.".replace("%", " %")]
    return ["right", "Right."] if score else ["wrong", "Not quite."]


@pytest.mark.first
@pytest.mark.parametrize("source", ["built", "questions"])
def test_every_answer_of_every_question(source, request, browser):
    root = request.getfixturevalue(source)
    guide, _ = load(root)

    def plain(text: str) -> str:
        return curled(" ".join(expand(text, lambda fact: guide.facts[fact].value).split()))

    wrong_reports = []
    with served(root / "site") as address, browser.new_context() as context:
        context.add_init_script(WITHOUT_WORKER)
        context.add_init_script("localStorage.clear()")
        watch = Watch(address)
        page = watch.on(context.new_page())
        for article in guide.articles:
            rounds: dict[int, list] = {}
            for question in article.quiz.questions:
                for at, (answer, reasons) in enumerate(answers(question)):
                    wanted = [*told(grade(key_of(question), answer)), {key: plain(why) for key, why in reasons.items()}]
                    rounds.setdefault(at, []).append(([question.id, answer], wanted))
                assert grade(key_of(question), answers(question)[0][0]) == 1
            for asked in rounds.values():
                page.goto(address + html_path(article.path))
                seen = page.evaluate(SUBMIT, [given for given, _ in asked])
                reports = [(given, one, wanted) for (given, wanted), one in zip(asked, seen, strict=True)]
                wrong_reports += [report for report in reports if report[1] != report[2]]
    assert wrong_reports == []
    assert watch.faults == []
