/* One question: choosing, checking, and what is remembered of it. Every answer is an event in one list, `{ q: question, h: its hash, t: when, a: answer, s: score }`, with `c`
   where the reader said how sure they were; an answer of null takes the one before it back. */
(() => {
  const { kit } = window;
  if (kit.question) return;
  const { node, store } = kit;
  const MOST = 4000;

  kit.events = () => {
    const kept = store.get("quiz");
    return Array.isArray(kept) ? kept.filter(event => event && event.q && event.h) : [];
  };

  kit.record = event => store.set("quiz", [...kit.events(), { ...event, t: Date.now() }].slice(-MOST));

  // What spelling leaves free: case, width, hyphens, repeated spaces, marks at the edges. As in grading.py.
  kit.fold = text =>
    text.normalize("NFKC").toLowerCase().replace(/[ \t\r\n_\u2010-\u2014-]+/g, " ")
      .replace(/^[ .,;:!?'"\u2018-\u201f]+|[ .,;:!?'"\u2018-\u201f]+$/g, "");

  kit.grade = (key, answer) => {
    if (!answer.length) return 0;
    if (key.kind === "typed") return Number(key.forms.includes(kit.fold(answer[0])));
    if (key.kind === "match" || key.kind === "order") {
      return answer.filter((value, index) => value === String(index + 1)).length / key.parts;
    }
    const hits = answer.filter(value => key.right.includes(value)).length;
    if (key.kind === "turns") return hits / answer.length;
    if (key.kind === "multiple") return Math.max(0, 2 * hits - answer.length) / key.right.length;
    return Number(hits === answer.length);
  };

  const button = (label, words, onclick) => node("button", { type: "button", class: "move", ariaLabel: label, onclick }, words);

  kit.question = form => {
    const { kind } = form.dataset;
    const find = selector => form.querySelector(selector);
    const every = (selector, within = form) => [...within.querySelectorAll(selector)];
    const [check, next, others, status, details] = [".check", ".next", ".others", "[role=status]", ".answer"].map(find);
    const list = find("fieldset");
    const reasons = new Map(every(".reasons [data-value]").map(item => [item.dataset.value, item]));
    const inputs = every(".option :is(input, select)");
    const turns = every(".turn");
    const steps = () => every(".option--step");
    const inOrder = steps();
    const lock = yes => every("fieldset :is(input, select, button)").forEach(input => (input.disabled = yes));
    const key = {
      kind,
      right: [...reasons].filter(([, item]) => item.dataset.verdict === "right").map(([value]) => value),
      parts: inOrder.length || inputs.length,
      forms: [...reasons.values()].filter(item => item.dataset.verdict === "right").flatMap(item => JSON.parse(item.dataset.forms || "[]")),
    };

    const say = (words, aloud) => {
      status.setAttribute("aria-live", aloud ? "polite" : "off");
      status.textContent = words;
    };

    const move = (step, by) => event => {
      const all = steps(), other = all[all.indexOf(step) + by];
      if (!other) return say(by < 0 ? "It is first." : "It is last.", true);
      if (by < 0) other.before(step);
      else other.after(step);
      event.currentTarget.focus();
      say(`Place ${steps().indexOf(step) + 1} of ${all.length}.`, true);
    };
    for (const step of inOrder) {
      const words = step.textContent.trim();
      step.append(button(`Move up: ${words}`, "↑", move(step, -1)), button(`Move down: ${words}`, "↓", move(step, 1)));
    }

    // The turns that the choices so far lead through.
    const way = () => {
      const found = turns.slice(0, 1);
      for (let chosen; found.length && (chosen = found.at(-1).querySelector(".option:has(:checked)")?.dataset.next); ) {
        found.push(turns.find(turn => turn.dataset.turn === chosen));
      }
      return found;
    };
    const follow = () => turns.forEach(turn => (turn.hidden = !way().includes(turn)));

    const answer = () => {
      if (kind === "order") return steps().map(step => step.dataset.item);
      if (kind === "turns") return way().map(turn => turn.querySelector(":checked")?.value || "");
      if (kind === "match" || kind === "typed") return inputs.map(input => input.value.trim());
      return inputs.filter(input => input.checked).map(input => input.value);
    };

    const fill = given => {
      if (kind === "order") given.forEach(item => list.append(inOrder.find(step => step.dataset.item === item)));
      inputs.forEach((input, index) => {
        if (kind === "match" || kind === "typed") input.value = given[index] ?? "";
        else input.checked = given.includes(input.value);
      });
      follow();
    };

    // What a part of an answer is told: whether it was right, in which words, and whose reason.
    const told = (option, index, given) => {
      if (kind === "order" || kind === "match") {
        const item = option.dataset.item || inputs[index].dataset.item;
        const right = given[index] === (kind === "order" ? String(index + 1) : item);
        const wanted = kind === "order" ? item : [...inputs[index].options].find(({ value }) => value === item).text;
        return [right, right ? "Right" : kind === "order" ? `Wrong. Its place: ${wanted}` : `Wrong. It goes with: ${wanted}`, item];
      }
      if (kind === "typed") {
        const typed = kit.fold(given[0]);
        const known = [...reasons].find(([, item]) => JSON.parse(item.dataset.forms).includes(typed));
        const right = key.forms.includes(typed);
        const first = reasons.get(key.right[0]).querySelector(".reasons__text").textContent;
        return [right, right ? "Right" : `Not accepted. The answer: ${first}`, (known || [key.right[0]])[0]];
      }
      const { value, checked } = option.querySelector("input");
      const right = key.right.includes(value);
      const words = right ? (checked ? "Right, your choice" : "Right, but not chosen") : checked ? "Wrong, your choice" : "Wrong";
      return [right, words, value, checked];
    };

    const mark = (given, aloud) => {
      fill(given);
      const score = kit.grade(key, given);
      let folded = 0;
      every(".option").forEach((option, index) => {
        const [right, said, value, chosen = true] = told(option, index, given);
        const note = node("div", { class: "note" }, node("strong", {}, said), ...reasons.get(value).querySelector(".why").cloneNode(true).childNodes);
        option.dataset.verdict = right ? "right" : "wrong";
        if (!right && !chosen) {
          folded += 1;
          option.dataset.other = "yes";
        }
        option.append(note);
      });
      lock(true);
      form.dataset.result = score === 1 ? "right" : score ? "partial" : "wrong";
      check.hidden = true;
      next.hidden = details.hidden = false;
      others.hidden = !folded;
      details.open = true;
      say(score === 1 ? "Right." : score ? `Partly right: ${Math.round(score * 100)} %.` : "Not quite.", aloud);
      return score;
    };

    const clear = () => {
      delete form.dataset.result;
      delete form.dataset.others;
      every(".note").forEach(note => note.remove());
      lock(false);
      for (const option of every(".option")) {
        delete option.dataset.verdict;
        delete option.dataset.other;
      }
      fill(kind === "order" ? inOrder.map(step => step.dataset.item) : []);
      others.setAttribute("aria-expanded", "false");
      check.hidden = check.disabled = false;
      next.hidden = others.hidden = details.hidden = true;
      details.open = false;
      say("", false);
    };

    const name = { q: form.dataset.question, h: form.dataset.hash };
    form.addEventListener("submit", event => {
      event.preventDefault();
      if (form.dataset.result) return;
      const given = answer();
      if (!given.length || given.includes("")) {
        return say({ match: "Fill in every line first.", typed: "Type an answer first." }[kind] || "Choose an answer first.", true);
      }
      const sure = find("[name=sure]:checked")?.value;
      const score = mark(given, true);
      kit.record({ ...name, a: given, s: score, ...(sure && { c: +sure }) });
      next.focus();
      form.dispatchEvent(new CustomEvent("answered", { bubbles: true, detail: { score } }));
    });
    // Enter on a choice would submit the form; only the button may, and Enter after typing.
    form.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("[type=radio], [type=checkbox], select")) event.preventDefault();
    });
    form.addEventListener("change", follow);
    others.addEventListener("click", () => {
      others.setAttribute("aria-expanded", form.toggleAttribute("data-others"));
    });

    clear();
    const fits = given =>
      Array.isArray(given) && given.length && given.every(value => typeof value === "string") &&
      (kind === "order" ? given.length === inOrder.length && given.every(item => inOrder.some(step => step.dataset.item === item))
        : kind === "match" ? given.length === inputs.length && given.every(value => inputs[+value - 1])
          : kind === "typed" || given.every(value => reasons.has(value)));
    return {
      form,
      next,
      clear,
      forget() {
        clear();
        kit.record({ ...name, a: null, s: null });
      },
      restore() {
        // The last answer, while the question is the one that was answered.
        const last = kit.events().findLast(({ q, h }) => q === name.q && h === name.h);
        if (!last || !fits(last.a)) return false;
        mark(last.a, false);
        return true;
      },
      // Where the reader is put: the first control, in its question.
      focus: () => find("fieldset :is(input, select, button)").focus(),
      get result() {
        return form.dataset.result;
      },
    };
  };

  // Paper shows every answer: open them for the printer, and close what a reader had closed afterwards.
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const answer of document.querySelectorAll(".question .answer:not([open])")) opened.add(Object.assign(answer, { open: true }));
  });
  addEventListener("afterprint", () => {
    for (const answer of opened) answer.open = false;
    opened.clear();
  });
})();
