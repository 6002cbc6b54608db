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

  const WRONG = { match: "Wrong. It goes with:", order: "Wrong. Its place:" };

  const question = (form, changed) => {
    const [check, retry] = [form.querySelector(".check"), form.querySelector(".retry")];
    const status = form.querySelector("[role=status]");
    const answer = form.querySelector(".answer");
    // Either choices, or lists in which each line is given its partner or its place; `data-item` is the right value.
    const inputs = [...form.querySelectorAll("input, select")];
    const placed = inputs[0].matches("select");
    const verdicts = new Map([...answer.querySelectorAll("[data-value]")].map(node => [node.dataset.value, node]));

    const say = (words, aloud) => {
      status.setAttribute("aria-live", aloud ? "polite" : "off");
      status.textContent = words;
    };

    const answerOf = () =>
      placed
        ? inputs.every(input => input.value) ? inputs.map(input => input.value) : []
        : inputs.filter(input => input.checked).map(input => input.value);

    // Fills in one answer and tells whether it was right, and in which words.
    const judge = (input, chosen, index) => {
      if (placed) {
        input.value = chosen[index];
        const right = input.value === input.dataset.item;
        const wanted = [...input.options].find(option => option.value === input.dataset.item).text;
        const words = right ? "Right" : `${WRONG[form.dataset.type]} ${wanted}`;
        return { item: input.dataset.item, right, verdict: right ? "right" : "wrong", words };
      }
      const { verdict } = verdicts.get(input.value).dataset;
      input.checked = chosen.includes(input.value);
      const right = (verdict === "right") === input.checked;
      return { item: input.value, right, verdict, words: WORDS[`${verdict} ${input.checked ? "chosen" : "left"}`] };
    };

    const mark = (chosen, aloud) => {
      let allRight = true;
      for (const [index, input] of inputs.entries()) {
        const { item, right, verdict, words: said } = judge(input, chosen, index);
        allRight = allRight && right;
        input.disabled = true;
        const note = document.createElement("div");
        note.className = "note";
        const words = document.createElement("strong");
        words.textContent = said;
        note.append(words, ...[...verdicts.get(item).querySelector(".why").childNodes].map(node => node.cloneNode(true)));
        const option = input.closest(".option");
        option.dataset.verdict = verdict;
        option.append(note);
      }
      form.dataset.result = allRight ? "right" : "wrong";
      check.hidden = true;
      retry.hidden = false;
      answer.hidden = false;
      answer.open = true;
      say(allRight ? "Right." : "Not quite.", aloud);
    };

    const clear = () => {
      delete form.dataset.result;
      for (const note of form.querySelectorAll(".note")) note.remove();
      for (const input of inputs) {
        if (placed) input.value = "";
        else input.checked = false;
        input.disabled = false;
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
      const chosen = answerOf();
      if (!chosen.length) return say(placed ? "Fill in every line first." : "Choose an answer first.", true);
      const twice = form.dataset.type === "order" && new Set(chosen).size < chosen.length;
      if (twice) return say("Give each place once.", true);
      mark(chosen, true);
      remember(form, chosen);
      retry.focus();
      changed();
    });
    // Enter on an answer would submit the form; only the button may.
    form.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("input, select")) event.preventDefault();
    });
    retry.addEventListener("click", () => {
      clear();
      remember(form, null);
      inputs[0].focus();
      changed();
    });

    check.disabled = false;
    clear();
    const fits = chosen =>
      Array.isArray(chosen) &&
      (placed
        ? chosen.length === inputs.length && chosen.every(value => Number(value) >= 1 && Number(value) <= inputs.length)
        : chosen.every(value => verdicts.has(value)));
    return { form, mark, clear, fits };
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
    for (const { form, mark, fits } of questions) {
      const chosen = recall(form);
      if (fits(chosen)) mark(chosen, false);
    }
    again.addEventListener("click", () => {
      for (const { form, clear } of questions) {
        clear();
        remember(form, null);
      }
      count();
      questions[0].form.querySelector("input, select").focus();
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
