/* Review over time: what is due comes back, what one was sure of and got wrong comes first, and terms that are easily confused
   follow one another. All of it stays in this browser; a file takes it to another one. */
(() => {
  const { kit } = window;
  const { node, fsrs } = kit;
  const MINUTES = 5, MOST = 12, NEW = 6;
  const SURE = ["A guess", "Fairly sure", "Sure"];

  // What an answer is worth to the scheduler: missed, hard (in part, or right by a guess), good.
  const rating = ({ s, c }) => (s < 0.5 ? 1 : s < 1 || c === 1 ? 2 : 3);

  // Each question's card and its last answer, from the events of its present wording.
  const cards = bank => {
    const hashes = new Map(bank.questions.map(({ id, hash }) => [id, hash]));
    const found = new Map();
    for (const event of kit.events().filter(({ q, h, a }) => a && hashes.get(q) === h).sort((one, other) => one.t - other.t)) {
      found.set(event.q, { card: fsrs.review(found.get(event.q)?.card, rating(event), event.t), last: event });
    }
    return found;
  };

  // The questions of a session: errors one was sure of, then what is due, the least known first, then new ones from
  // articles already begun. After that each is followed by one that it is contrasted with, where there is one.
  const session = (bank, now) => {
    const known = cards(bank);
    const seen = bank.questions.filter(({ id }) => known.has(id));
    const isWrong = ({ id }) => known.get(id).last.s < 1 && known.get(id).last.c === 3;
    const chance = ({ id }) => fsrs.known(known.get(id).card, now);
    const due = seen.filter(question => isWrong(question) || fsrs.due(known.get(question.id).card) <= now).sort((one, other) => Number(isWrong(other)) - Number(isWrong(one)) || chance(one) - chance(other));
    const begun = new Set(seen.map(({ article }) => article));
    const fresh = bank.questions.filter(({ id, article }) => !known.has(id) && (!begun.size || begun.has(article)));
    const left = [...due, ...kit.shuffle(fresh, Math.floor(now / 86400000)).slice(0, NEW)].slice(0, MOST);
    const ordered = [];
    while (left.length) {
      const before = ordered.at(-1);
      const at = before && !(known.has(left[0].id) && isWrong(left[0])) ? left.findIndex(other => bank.contrast(before, other)) : 0;
      ordered.push(...left.splice(Math.max(at, 0), 1));
    }
    return { ordered, due: due.length, fresh: fresh.length, next: Math.min(...seen.map(({ id }) => fsrs.due(known.get(id).card)).filter(when => when > now)) };
  };

  const confidence = form => {
    const choices = SURE.map((words, index) => node("label", {}, node("input", { type: "radio", name: "sure", value: index + 1 }), ` ${words}`));
    const asked = node("div", { class: "sure", role: "group", ariaLabel: "How sure are you? (optional)" }, ...choices);
    form.querySelector(".question__actions").before(asked);
    form.addEventListener("answered", () => asked.remove());
  };

  const check = given => {
    if (!Array.isArray(given?.events) || given.kind !== "guide-quiz" || given.version !== 1) throw new Error("This file holds no results of this guide.");
    const fits = ({ q, h, t, a, s, c }) =>
      typeof q === "string" && typeof h === "string" && Number.isFinite(t) && (a === null || (Array.isArray(a) && a.every(value => typeof value === "string"))) &&
      (s === null || (s >= 0 && s <= 1)) && (c === undefined || [1, 2, 3].includes(c));
    const wrong = given.events.findIndex(event => !event || typeof event !== "object" || !fits(event));
    if (wrong >= 0) throw new Error(`Answer ${wrong + 1} of the file is broken; nothing was taken over.`);
    return given.events;
  };

  // Both lists as one, each answer once, in the order of time.
  const merged = (own, other) => {
    const all = new Map([...own, ...other].map(event => [`${event.q} ${event.t}`, event]));
    return [...all.values()].sort((one, two) => one.t - two.t);
  };

  kit.reviewing = { session, cards, check, merged, rating };

  kit.boot("[data-review]", async home => {
    const find = selector => home.querySelector(selector);
    const bank = await kit.bank();
    const status = find("[role=status]");
    const say = words => (status.textContent = words);

    const chart = () => {
      const told = kit.events().filter(({ a, c }) => a && c);
      find(".calibration").hidden = !told.length;
      find(".calibration tbody").replaceChildren(...SURE.map((words, index) => {
        const those = told.filter(({ c }) => c === index + 1), right = those.filter(({ s }) => s === 1).length;
        const cell = those.length ? [node("meter", { max: those.length, value: right, ariaLabel: `${words}: right` }), ` ${right} of ${those.length} right`] : ["–"];
        return node("tr", {}, node("th", { scope: "row" }, words), node("td", {}, ...cell));
      }));
    };

    const tell = () => {
      const { ordered, due, fresh, next } = session(bank, Date.now());
      const soon = Number.isFinite(next) && !due ? ` The next one is due on ${new Date(next).toLocaleDateString("en-US", { dateStyle: "long" })}.` : "";
      find(".review__due").textContent = due ? `${due} due for review.` : fresh ? `Nothing is due; some new questions are ready.${soon}` : `Nothing is due.${soon}`;
      find(".review__start").hidden = !ordered.length;
      chart();
    };

    find(".review__start").addEventListener("click", async () => {
      const quiz = node("div", { class: "quiz", data: { started: "yes" } });
      const questions = [];
      for (const question of session(bank, Date.now()).ordered) questions.push(await bank.open(question));
      questions.forEach(({ form }) => confidence(form));
      quiz.append(...questions.map(({ form }) => form));
      kit.steps(quiz, questions, { until: Date.now() + MINUTES * 60000, ended: (panel, queue) => (kit.beliefs(bank)(panel, queue), tell()) });
      find(".review__run").replaceChildren(quiz);
      questions[0].focus();
    });

    find(".review__export").addEventListener("click", () => {
      const text = JSON.stringify({ kind: "guide-quiz", version: 1, events: kit.events() }, null, 1);
      const link = node("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: "quiz-results.json" });
      link.click();
      URL.revokeObjectURL(link.href);
      say("The file holds your answers and nothing else.");
    });

    find(".review__import").addEventListener("change", async event => {
      try {
        const own = kit.events(), all = merged(own, check(JSON.parse(await event.target.files[0].text())));
        say(kit.store.set("quiz", all) ? `${all.length - own.length} answers taken over.` : "This browser keeps nothing, so nothing was taken over.");
      } catch (wrong) {
        say(wrong instanceof SyntaxError ? "This file holds no results of this guide." : wrong.message);
      }
      event.target.value = "";
      tell();
    });

    const erase = find(".review__erase");
    erase.addEventListener("click", () => {
      if (!erase.dataset.sure) {
        erase.dataset.sure = "yes";
        erase.textContent = "Erase everything? Press again";
        return;
      }
      kit.store.remove("quiz");
      delete erase.dataset.sure;
      erase.textContent = "Erase";
      say("Everything is erased.");
      tell();
    });

    find(".review__tools").hidden = false;
    tell();
  });
})();
