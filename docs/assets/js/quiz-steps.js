/* Questions one at a time: a bar of segments, the next question, and at the end what was missed and where it is taught. In an article, light prompts stand where the reading is; one that was missed comes back at the end. */
(() => {
  const { kit } = window;
  const { node, boot } = kit;
  const rights = list => list.filter(({ result }) => result === "right").length;
  kit.rule = form => form.querySelector(".rule").textContent.replace("Rule.", "").trim();
  const misses = list => list.filter(({ result }) => result && result !== "right");

  // Lets the reader go through `questions` below `home`. `ended` may add to the panel at the end; the answer adds one more.
  kit.steps = (home, questions, { ended = undefined, all = false, until = 1e99 } = {}) => {
    let queue = [...questions], at = 0;
    const count = node("p", { class: "steps__count" });
    const bar = node("ol", { class: "steps__bar", ariaHidden: "true" });
    const panel = node("section", { class: "steps__end", hidden: true, ariaLabel: "What you missed" });
    home.prepend(node("div", { class: "steps__head" }, count, bar));
    home.append(panel);

    const head = () => {
      const missed = misses(queue).length;
      const place = panel.hidden && !all ? `${at + 1} of ${queue.length} · ` : "";
      count.textContent = `${place}${rights(queue)} right${missed ? ` · ${missed} to see again` : ""}`;
      bar.replaceChildren(...queue.map((question, index) =>
        node("li", { data: { state: question.result || "open", ...(index === at && panel.hidden && { now: "" }) } })));
    };

    const show = (index, move) => {
      at = index;
      panel.hidden = true;
      queue.forEach((question, place) => {
        question.form.hidden = !all && place !== at;
        question.next.textContent = queue.some((other, spot) => spot !== place && !other.result) ? "Next question" : "See how it went";
      });
      head();
      if (move) queue[at].focus();
    };

    const again = (list, how) => {
      for (const { form } of queue) form.hidden = true;
      for (const question of list) question[how]();
      queue = list;
      show(0, true);
    };

    const end = move => {
      const missed = misses(queue), right = rights(queue);
      const title = node("p", { class: "steps__title", tabIndex: -1 }, right === queue.length ? `All ${right} right.` : `${right} answer${right === 1 ? "" : "s"} right, ${missed.length} missed.`);
      const listed = missed.map(({ form }) => node("li", {}, node("span", { class: "steps__stem" }, form.querySelector("legend").textContent),
        node("span", { class: "steps__rule" }, kit.rule(form)), form.querySelector(".taught a").cloneNode(true)));
      const ways = [node("button", { type: "button", class: "text-button", onclick: () => again([...questions], "forget") }, "Start again")];
      if (missed.length) ways.unshift(node("button", { type: "button", class: "md-button", onclick: () => again(missed, "clear") }, missed.length > 1 ? `See these ${missed.length} again` : "See this one again"));
      panel.replaceChildren(title, ...(listed.length ? [node("ul", { class: "steps__missed" }, ...listed)] : []), node("p", { class: "steps__ways" }, ...ways));
      ended?.(panel, queue);
      if (!all) for (const { form } of queue) form.hidden = true;
      panel.hidden = false;
      head();
      if (move) title.focus();
    };

    const onward = () => {
      const open = [...queue.keys()].filter(index => !queue[index].result);
      if (!open.length || Date.now() > until) return end(true);
      show(open.find(index => index > at) ?? open[0], true);
    };

    const join = question => {
      question.next.onclick = onward;
      question.form.addEventListener("answered", () => {
        head();
        if (all && queue.every(({ result }) => result)) end(false);
      });
    };
    questions.forEach(join);
    const first = queue.findIndex(({ result }) => !result);
    show(Math.max(0, first), false);
    if (first < 0 && queue.length) end(false);

    return {
      add(question) {
        home.insertBefore(question.form, panel);
        questions.push(question);
        queue.push(question);
        join(question);
        show(panel.hidden ? at : queue.length - 1, false);
      },
      turnTo(form) {
        if (!queue.some(question => question.form === form)) queue = [...questions];
        const index = queue.findIndex(question => question.form === form);
        if (index >= 0) show(index, false);
      },
    };
  };

  const lastOf = heading => {
    let last = heading;
    while (last.nextElementSibling && !last.nextElementSibling.matches("h1, h2, h3")) last = last.nextElementSibling;
    return last;
  };

  // The prompts of one section, in one box: one thinks first, then one tap answers; a missed one goes on to `later`.
  const prompts = (heading, questions, later) => {
    const words = node("p", { class: "prompts__head" });
    const box = node("section", { class: "prompts", ariaLabel: `From memory: ${heading.firstChild.textContent.trim()}` }, ...questions.map(({ form }) => form), words);
    lastOf(heading).after(box);

    const show = move => {
      const open = questions.find(({ result }) => !result);
      for (const question of questions) question.form.hidden = question !== open;
      words.textContent = `From memory${open ? (questions[1] ? ` · ${questions.indexOf(open) + 1} of ${questions.length}` : "") : ` · ${rights(questions)} right`}`;
      if (!questions.length) box.remove();
      else if (move && open) (open.form.querySelector(".unfold") || open.form.querySelector("input")).focus();
      else if (move) Object.assign(words, { tabIndex: -1 }).focus();
    };

    const unfold = form => {
      delete form.dataset.folded;
      form.querySelector(".unfold")?.remove();
    };

    const leave = question => {
      questions.splice(questions.indexOf(question), 1);
      question.form.removeEventListener("click", tapped);
      unfold(question.form);
      question.clear();
      later(question);
    };

    // A tap on a choice is the answer; from the keyboard, where arrow keys choose, it is the button.
    const tapped = event => {
      const { form } = questions.find(one => one.form === event.currentTarget) || {};
      if (form && event.pointerType && event.target.matches("input[type=radio]")) form.requestSubmit();
    };

    for (const question of [...questions]) {
      question.form.addEventListener("click", tapped);
      if (!question.result) {
        question.form.dataset.folded = "";
        question.form.querySelector("fieldset").after(node("button", { type: "button", class: "text-button unfold", onclick: () => (unfold(question.form), question.focus()) }, "Show the choices"));
      }
      question.next.textContent = "Go on";
      question.next.onclick = () => {
        if (question.result !== "right") leave(question);
        show(true);
      };
      if (question.result && question.result !== "right") leave(question);
    }
    show(false);
    return {
      holds: form => questions.some(question => question.form === form),
      turnTo(form) {
        for (const question of questions) question.form.hidden = question.form !== form;
        unfold(form);
      },
    };
  };

  boot("[data-quiz]", quiz => {
    const placed = { prompt: [], check: [], rest: [] };
    for (const form of quiz.querySelectorAll("form.question")) {
      const question = kit.question(form);
      question.restore();
      const heading = form.dataset.place === "prompt" && document.getElementById(form.dataset.section);
      placed[form.dataset.place === "prompt" && !heading ? "check" : form.dataset.place].push(question);
    }
    for (const { form } of placed.rest) form.hidden = true;
    const steps = kit.steps(quiz, placed.check);
    const sections = new Map();
    for (const question of placed.prompt) {
      const { section } = question.form.dataset;
      sections.set(section, [...(sections.get(section) || []), question]);
    }
    const boxes = [...sections].map(([section, list]) => prompts(document.getElementById(section), list, question => steps.add(question)));
    for (const more of quiz.querySelectorAll(".quiz__score")) {
      more.hidden = false;
      quiz.append(more);
    }

    // A link to one question shows that one, wherever it stands.
    const asked = () => {
      const form = location.hash.startsWith("#q-") && document.getElementById(location.hash.slice(1));
      if (!form || !form.matches("form.question")) return;
      const box = boxes.find(one => one.holds(form));
      const rest = placed.rest.find(question => question.form === form);
      if (rest) {
        placed.rest.splice(placed.rest.indexOf(rest), 1);
        steps.add(rest);
      }
      if (box) box.turnTo(form);
      else steps.turnTo(form);
      form.scrollIntoView();
    };
    asked();
    quiz.turnTo = asked;
  });

  if (!kit.turning) {
    kit.turning = true;
    addEventListener("hashchange", () => document.querySelectorAll("[data-quiz]").forEach(quiz => quiz.turnTo && quiz.turnTo()));
  }
})();
