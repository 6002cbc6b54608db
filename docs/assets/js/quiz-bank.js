/* The whole bank: an index first, then the forms of an article when one of them is asked. */
(() => {
  const { kit } = window;

  kit.bank = async () => {
    const folder = document.querySelector("[data-bank]").dataset.bank;
    await kit.load(`${folder}index.js`);
    const bank = window.guideBank;
    const contrasted = new Set(bank.contrasts.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]));
    return {
      ...bank,
      contrast: (one, other) => contrasted.has(`${one.terms[0]} ${other.terms[0]}`),
      questions: bank.questions.map(([id, hash, at, level, terms, section]) => ({ id, hash, article: bank.articles[at], level, terms, section })),
      // What a reader last answered, by question; an answer to another wording does not count.
      answered() {
        const hashes = new Map(bank.questions.map(([id, hash]) => [id, hash]));
        return new Map(kit.events().filter(({ q, h }) => hashes.get(q) === h).map(event => [event.q, event]));
      },
      // The question as one that can be answered; its links are seen from the bank's folder.
      async open({ id, article }) {
        await kit.load(`${folder}${article.key}.js`);
        const made = kit.node("div");
        made.innerHTML = window.guideForms[id];
        for (const link of made.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), new URL(folder, kit.root));
        return kit.question(made.querySelector("form"));
      },
    };
  };

  // An order that the seed alone decides (mulberry32). As in terminal.py.
  kit.shuffle = (list, seed) => {
    let state = seed | 0;
    const random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (mixed ^ (mixed >>> 14)) >>> 0;
    };
    return list.map(item => [random(), item]).sort(([one], [other]) => one - other).map(([, item]) => item);
  };

  // Adds to the end of a session what the reader may be saying on calls: the beliefs behind the wrong choices.
  kit.beliefs = bank => (panel, queue) => {
    const held = [...new Map(queue.filter(({ result }) => result && result !== "right").flatMap(({ form }) =>
      [...form.querySelectorAll(".option:has(:checked) :checked")].map(({ value }) => form.querySelector(`.reasons [data-value="${value}"]`).dataset.belief)
        .filter(Boolean).map(belief => [bank.beliefs[belief], kit.rule(form)])))];
    if (!held.length) return;
    panel.querySelector(".steps__ways").before(
      kit.node("p", { class: "steps__stem" }, "You may be saying on calls:"),
      kit.node("ul", { class: "steps__missed" }, ...held.map(([belief, rule]) => kit.node("li", {}, kit.node("span", {}, `“${belief}”`), kit.node("span", { class: "steps__rule" }, `Say: ${rule}`)))));
  };
})();
