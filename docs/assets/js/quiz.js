/* The quiz. The page's source holds every question with its answers in a <details>; this script turns that into
   choosing, checking and trying again, and remembers what was chosen under `quiz:{id}` while the question's hash holds. */
(() => {
  const recall = form => {
    try {
      const kept = JSON.parse(localStorage.getItem(`quiz:${form.dataset.question}`));
      if (kept && kept.hash === form.dataset.hash) return kept.chosen;
      localStorage.removeItem(`quiz:${form.dataset.question}`);
    } catch {
      // Storage is forbidden or holds something else: the question starts fresh.
    }
    return null;
  };

  const remember = (form, chosen) => {
    try {
      const key = `quiz:${form.dataset.question}`;
      if (chosen) localStorage.setItem(key, JSON.stringify({ hash: form.dataset.hash, chosen }));
      else localStorage.removeItem(key);
    } catch {
      // Works on without memory.
    }
  };

  const WORDS = {
    "right chosen": "Right, your choice",
    "right left": "Right, but not chosen",
    "wrong chosen": "Wrong, your choice",
    "wrong left": "Wrong",
  };

  const question = (form, changed) => {
    const [check, retry] = [form.querySelector(".check"), form.querySelector(".retry")];
    const status = form.querySelector("[role=status]");
    const answer = form.querySelector(".answer");
    const inputs = [...form.querySelectorAll("input")];
    const verdicts = new Map([...answer.querySelectorAll("[data-value]")].map(node => [node.dataset.value, node]));

    const say = (words, aloud) => {
      status.setAttribute("aria-live", aloud ? "polite" : "off");
      status.textContent = words;
    };

    const mark = (chosen, aloud) => {
      let right = true;
      for (const input of inputs) {
        const verdict = verdicts.get(input.value);
        const isRight = verdict.dataset.verdict === "right";
        const isChosen = chosen.includes(input.value);
        right = right && isRight === isChosen;
        input.checked = isChosen;
        input.disabled = true;
        const note = document.createElement("div");
        note.className = "note";
        const words = document.createElement("strong");
        words.textContent = WORDS[`${verdict.dataset.verdict} ${isChosen ? "chosen" : "left"}`];
        note.append(words, ...[...verdict.querySelector(".why").childNodes].map(node => node.cloneNode(true)));
        const option = input.closest(".option");
        option.dataset.verdict = verdict.dataset.verdict;
        option.append(note);
      }
      form.dataset.result = right ? "right" : "wrong";
      check.hidden = true;
      retry.hidden = false;
      answer.hidden = false;
      answer.open = true;
      say(right ? "Right." : "Not quite.", aloud);
    };

    const clear = () => {
      delete form.dataset.result;
      for (const note of form.querySelectorAll(".note")) note.remove();
      for (const input of inputs) {
        input.checked = input.disabled = false;
        delete input.closest(".option").dataset.verdict;
      }
      check.hidden = false;
      retry.hidden = true;
      answer.hidden = true;
      answer.open = false;
      say("", false);
    };

    form.addEventListener("submit", event => {
      event.preventDefault();
      if (form.dataset.result) return;
      const chosen = inputs.filter(input => input.checked).map(input => input.value);
      if (!chosen.length) return say("Choose an answer first.", true);
      mark(chosen, true);
      remember(form, chosen);
      retry.focus();
      changed();
    });
    // Enter on an answer would submit the form; only the button may.
    form.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
    retry.addEventListener("click", () => {
      clear();
      remember(form, null);
      inputs[0].focus();
      changed();
    });

    check.disabled = false;
    clear();
    return { form, mark, clear, values: inputs.map(input => input.value) };
  };

  const start = quiz => {
    if (quiz.dataset.started) return;
    quiz.dataset.started = "yes";
    const score = quiz.querySelector(".score");
    const again = quiz.querySelector(".again");

    const count = () => {
      const done = questions.filter(({ form }) => form.dataset.result);
      const right = done.filter(({ form }) => form.dataset.result === "right");
      score.textContent = `${done.length} of ${questions.length} answered, ${right.length} right`;
      again.hidden = !done.length;
    };

    const forms = [...quiz.querySelectorAll("form.question")];
    const questions = forms.map(form => question(form, count));
    for (const { form, mark, values } of questions) {
      const chosen = recall(form);
      if (Array.isArray(chosen) && chosen.every(value => values.includes(value))) mark(chosen, false);
    }
    again.addEventListener("click", () => {
      for (const { form, clear } of questions) {
        clear();
        remember(form, null);
      }
      count();
      questions[0].form.querySelector("input").focus();
    });
    quiz.querySelector(".quiz__score").hidden = false;
    count();
  };

  const run = () => document.querySelectorAll(".quiz").forEach(start);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);

  // Paper shows every answer: open them for the printer, and close what a reader had closed afterwards.
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const answer of document.querySelectorAll(".quiz .answer:not([open])")) {
      opened.add(answer);
      answer.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const answer of opened) answer.open = false;
    opened.clear();
  });
})();
