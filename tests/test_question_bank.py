"""Every question of the bank, answered in a real browser: the key is right, every distractor gets its own reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from browser_site import WITHOUT_WORKER, Watch, launch, opened, served
from conftest import ROOT
from playwright.sync_api import sync_playwright

from macros.cli import main
from macros.lessons import Question
from macros.loading import load
from macros.rendering import html_path
from macros.texts import expand

pytestmark = pytest.mark.browser

SUBMIT = """
submissions => submissions.map(([id, answer]) => {
  const form = document.querySelector(`form[data-question="${id}"]`);
  const inputs = [...form.querySelectorAll("input, select")];
  inputs.forEach(input => {
    if (input.matches("select")) {
      input.value = answer[Number(input.dataset.item) - 1];
      input.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (answer.includes(input.value)) input.click();
  });
  form.querySelector("button.check").click();
  const notes = {};
  for (const input of inputs) {
    const words = [...input.closest(".option").querySelectorAll(".note")].map(note =>
      [...note.childNodes].slice(1).map(node => node.textContent).join(""));
    notes[input.matches("select") ? input.dataset.item : input.value] = words.join("").replace(/\\s+/g, " ").trim();
  }
  const seen = [form.dataset.result, form.querySelector("[role=status]").textContent, notes];
  form.querySelector("button.retry").click();
  return seen;
})
"""
"""Give each answer, `[question id, values]`, through the page's own controls; the result, the status and every option's
note."""


def answers(question: Question) -> list[tuple[list[str], bool]]:
    """Every answer worth giving, with whether it is right: the key, and each way of being wrong."""
    if question.pairs or question.steps:
        key = [str(number + 1) for number in range(len(question.pairs or question.steps))]
        return [(key, True), (key[1:] + key[:1], False)]
    right = [str(number) for number, option in enumerate(question.options, 1) if option.verdict == "right"]
    wrong = [str(number) for number, option in enumerate(question.options, 1) if option.verdict == "wrong"]
    partial = [([value], False) for value in right] if question.type == "multiple" else []
    return [(right, True), *(([value], False) for value in wrong), *partial]


@pytest.fixture
def every_type(sailing) -> Path:
    """The guide to sailing with a question of every type, and the guide's scripts, which its own theme lacks."""
    further = (ROOT / "tests" / "every-type.quiz.yml").read_text("utf-8").partition("questions:\n")[2]
    quiz = sailing / "docs" / "lessons" / "01-wind.quiz.yml"
    quiz.write_text(quiz.read_text("utf-8") + further, "utf-8")
    scripts = sailing / "docs" / "assets" / "js"
    scripts.mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "assets" / "js" / "quiz.js", scripts)
    config = sailing / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "extra_javascript:\n  - assets/js/quiz.js\n", "utf-8")
    assert main(["-C", str(sailing), "build"]) == 0
    return sailing


@pytest.mark.parametrize("source", ["built", "every_type"])
def test_every_answer_of_every_question(source, request):
    root = request.getfixturevalue(source)
    guide, _ = load(root)

    def told(text: str) -> str:
        return " ".join(expand(text, lambda fact: guide.facts[fact].value).split())

    wrong_reports = []
    with served(root / "site") as address, sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context()
        context.add_init_script(WITHOUT_WORKER)
        watch = Watch(address)
        for article in guide.articles:
            given, wanted = [], []
            for question in article.quiz.questions:
                parts = question.options or question.pairs or question.steps
                reasons = {str(number): told(part.why) for number, part in enumerate(parts, 1)}
                for answer, right in answers(question):
                    given.append([question.id, answer])
                    wanted.append(["right" if right else "wrong", "Right." if right else "Not quite.", reasons])
            page = opened(context, watch, html_path(article.path))
            seen = page.evaluate(SUBMIT, given)
            wrong_reports += [report for report in zip(given, seen, wanted, strict=True) if report[1] != report[2]]
            page.close()
        browser.close()
    assert wrong_reports == []
    assert watch.faults == []
