/* The practice page: `?terms=rag,mcp&n=5&seed=7` gives everybody the same questions; the form writes such an address. */
(() => {
  const { kit } = window;
  const FIELDS = ["article", "path", "terms", "area", "level"];

  const chosen = (bank, asked) => {
    const has = name => asked.get(name)?.split(",").filter(Boolean);
    const [articles, paths, terms, areas, levels] = FIELDS.map(has);
    const onPath = paths && bank.paths.filter(({ key }) => paths.includes(key)).flatMap(path => path.articles);
    const found = bank.questions.filter(question =>
      (!articles?.length || articles.includes(question.article.key)) && (!paths?.length || onPath.includes(question.article.key)) &&
      (!terms?.length || question.terms.some(term => terms.includes(term))) &&
      (!areas?.length || areas.includes(bank.terms[question.terms[0]][1])) && (!levels?.length || levels.includes(question.level)));
    return kit.shuffle(found, Number(asked.get("seed")) || 0).slice(0, Number(asked.get("n")) || found.length);
  };

  kit.boot("[data-practice]", async home => {
    const form = home.querySelector("form");
    const run = home.querySelector(".practice__run");
    const bank = await kit.bank();
    const start = async asked => {
      const list = chosen(bank, asked);
      const quiz = kit.node("div", { class: "quiz", data: { started: "yes" } });
      if (!list.length) quiz.append("No question fits all of that.");
      else {
        const questions = [];
        for (const question of list) questions.push(await bank.open(question));
        quiz.append(...questions.map(question => question.form));
        kit.steps(quiz, questions, { ended: kit.beliefs(bank), all: asked.has("all") });
      }
      run.replaceChildren(quiz);
    };

    form.hidden = false;
    form.addEventListener("submit", event => {
      event.preventDefault();
      const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value).map(entry => entry.map(String)));
      asked.set("seed", String(Math.floor(Math.random() * 10000)));
      try {
        history.replaceState(null, "", `?${asked}`);
      } catch {
        // A page from disk may not change its address; only sharing is lost.
      }
      start(asked);
    });
    const asked = new URLSearchParams(location.search);
    for (const [name, value] of asked) {
      const field = form.elements[name];
      if (field?.type === "checkbox") field.checked = true;
      else if (field && (field.value = value) && !field.value) field.add(new Option(value.replaceAll(",", ", "), value, true, true));
    }
    if (asked.size) start(asked);
  });
})();
