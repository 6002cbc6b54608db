/* One line of what the lookup found: the term, and why it was found. Where the lookup is not sure, the lines are whole cards in
   small, side by side. `GuideList` makes them. */
(() => {
  const { words, stem, isStop } = GuideWords;

  const node = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  const capital = text => text[0].toUpperCase() + text.slice(1);

  // What to do with a form that the guide advises against.
  const instead = ({ term, by }) => {
    const say = by.say ? (/^say\b/i.test(by.say) ? by.say : `Say: ${by.say}`) : `Say “${term.name}”.`;
    return `They may say “${by.text}”. ${say}`;
  };

  const line = result => {
    const { term, by } = result;
    if (by && by.kind === "old") return instead(result);
    return by && by.kind === "heard" ? `“${by.text}”` : term.say;
  };

  // The words of the query that the guide uses of the term, in any form.
  const shared = (term, query) => {
    const told = new Set(words(`${term.name} ${term.say} ${term.avoid || ""} ${term.words || ""}`).map(stem));
    return [...new Set(words(query))].filter(word => !isStop(word) && told.has(stem(word)));
  };

  const reason = (result, query) => {
    const { term, by } = result;
    if (!by) {
      const same = shared(term, query);
      return same.length ? `It has to do with: ${same.join(", ")}` : "It has words like these";
    }
    if (by.kind === "old") return instead(result);
    if (by.kind === "heard" || by.kind === "spoken") return `People say “${by.text}”`;
    return by.kind === "known" ? `“${by.text}” leads here` : `It is called “${by.text}”`;
  };

  // `query` is given where the lookup is not sure.
  const option = (result, at, query) => {
    const made = node("li", "lookup__option");
    made.id = `lookup-option-${at}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    const name = node("span", "lookup__name", result.term.title || capital(result.term.name));
    if (result.term.kind) name.append(" ", node("span", "lookup__short", result.term.kind));
    if (result.term.short) name.append(" ", node("span", "lookup__short", result.term.short));
    made.append(name, node("span", "lookup__why", query ? result.term.say : line(result)));
    if (query) made.append(node("span", "lookup__reason", reason(result, query)));
    return made;
  };

  globalThis.GuideList = { option, instead };
})();
