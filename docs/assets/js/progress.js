/* What a reader knows, from what this browser remembers: right answers by article and path, and terms by how they stand. */
(() => {
  const { kit } = window;
  const { node } = kit;

  kit.boot("[data-progress]", async home => {
    const bank = await kit.bank();
    const last = bank.answered();
    const right = question => last.get(question.id)?.s === 1;
    const tell = (row, questions) => {
      const known = questions.filter(right).length;
      row.querySelector("td").replaceChildren(
        node("progress", { max: questions.length || 1, value: known, ariaLabel: row.querySelector("th").textContent.trim() }), ` ${known} of ${questions.length} right`);
    };
    for (const row of home.querySelectorAll("[data-of]")) {
      const articles = row.dataset.of.split(" ");
      tell(row, bank.questions.filter(({ article }) => articles.includes(article.key)));
    }
    const terms = { known: [], unsure: [] };
    for (const [id, [name]] of Object.entries(bank.terms)) {
      const told = bank.questions.filter(question => question.terms[0] === id && last.get(question.id)?.a);
      if (told.length) terms[told.every(right) ? "known" : "unsure"].push(name);
    }
    for (const [state, names] of Object.entries(terms)) {
      home.querySelector(`[data-terms=${state}]`).replaceChildren(...(names.length ? names : ["None yet."]).map(name => node("li", {}, name)));
    }
    home.querySelector(".progress__terms").hidden = false;
  });
})();
