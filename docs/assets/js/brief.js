/* The page of the call brief: choices in the address, the sheet made of them, printed, and the part of it that may be sent. */
(() => {
  const { node, root, boot } = kit;
  const KEYS = ["people", "owned"], BRIEF = 4000;
  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
  const link = id => new URL(guideCards.share.replace("{id}", id), root).href;

  const part = (title, className, ...lines) => (lines.length ? [node("section", { class: `brief__part ${className}` }, node("h3", {}, title), ...lines)] : []);
  const line = (name, ...content) => node("p", {}, node("b", {}, name), " ", ...content);
  const day = text => node("span", { class: "brief__day" }, `as of ${text}`);

  const ofSaid = ({ line: said, term, offer, product }) => node("p", {}, node("q", {}, said), " ",
    ...(term ? [node("b", {}, capital(term.name)), `: ${term.say} `] : []), ...(offer ? [node("b", {}, offer.products.length ? "What answers it: " : "Not ours: "), offer.answer] : []),
    ...(term || offer || product ? [] : [node("i", {}, "Not placed: ask what it would do for them.")]));

  const ofProduct = product => node("p", {}, node("b", {}, product.name), `: ${product.stage}, `, day(product.day), `. ${product.needs} Does not: `,
    product.not.charAt(0).toLowerCase() + product.not.slice(1));

  const draw = sheet => [
    node("h2", {}, "Call brief"),
    node("p", { class: "brief__of" }, sheet.title.join(" · ")),
    node("div", { class: "brief__page" },
      ...part("They said", "brief__part--wide", ...sheet.said.map(ofSaid)),
      ...part("Ask first", "brief__part--ask", ...sheet.asks.map(({ role, ask, term }) => node("p", {}, node("b", {}, ask), " ",
        node("span", { class: "brief__day" }, `${capital(term.name)}${role ? `, for the ${role}` : ""}`)))),
      ...part("Likely to be said", "", ...sheet.terms.map(term => line(`${capital(term.name)}.`, term.say)))),
    node("div", { class: "brief__page" },
      ...part("Do not say", "brief__part--avoid", ...sheet.avoid.map(term => node("p", {}, node("s", {}, `“${term.avoid}”`), " ", ...(term.instead ? [`Instead: ${term.instead}`] : [])))),
      ...part("Rows that matter", "", ...sheet.rows.map(([concept, counterpart, breaks]) => node("p", {}, node("b", {}, concept), " is like ", node("b", {}, counterpart), ". ",
        node("b", { class: "brief__breaks" }, "Breaks:"), ` ${breaks}`))),
      ...part("Products, with their stages", "", ...sheet.products.map(ofProduct), ...sheet.notOurs.slice(0, 2).map(text => line("Not ours.", text))),
      ...part("Rules that apply", "", ...sheet.facts.map(([text, when]) => node("p", {}, text, " ", day(when))), ...sheet.rules.map(term => line(`${capital(term.name)}.`, term.say)))),
  ];

  // What a customer may have: names, sentences and links that are safe, and the dated rules.
  const sendable = sheet => [...sheet.terms.map(term => `${capital(term.name)}: ${term.say} ${link(term.id)}`),
    ...sheet.facts.map(([text, when]) => `${text} (as of ${when})`)].join("\n\n");

  const copied = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const box = node("textarea", { value: text });
      document.body.append(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      return done;
    }
  };

  boot("[data-brief]", host => {
    const form = host.querySelector("form"), place = host.querySelector(".brief__sheet"), told = host.querySelector("[role=status]");
    const brief = GuideBrief(guideCards, guideSayings, guideBrief, guideOffers), boxes = [...form.querySelectorAll("input")];
    let sheet = null;

    const read = () => {
      const given = new URLSearchParams(location.hash.slice(1)), list = name => (given.get(name) || "").split(",");
      const on = { kind: [given.get("kind")], people: list("people"), owned: list("owned") };
      for (const box of boxes) box.checked = on[box.name].includes(box.value);
      form.elements.said.value = given.get("said") || "";
    };

    const chosen = () => ({
      kind: (boxes.find(box => box.name === "kind" && box.checked) || {}).value || "",
      ...Object.fromEntries(KEYS.map(name => [name, boxes.filter(box => box.name === name && box.checked).map(box => box.value)])),
      said: form.elements.said.value.split("\n").map(text => text.trim()).filter(Boolean),
    });

    const show = () => {
      const now = chosen();
      sheet = brief.make(now);
      const nothing = !sheet.title.length && !now.said.length;
      place.hidden = nothing;
      place.replaceChildren(...(nothing ? [] : draw(sheet)));
      for (const button of form.querySelectorAll("[data-action]")) button.disabled = nothing;
      return now;
    };

    const keep = () => {
      const now = show(), given = new URLSearchParams();
      for (const [name, value] of Object.entries(now)) if (value.length) given.set(name, name === "said" ? value.join("\n") : [value].flat().join(","));
      history.replaceState(history.state, "", `${location.href.split("#")[0]}#${given}`);
    };

    form.addEventListener("input", keep);
    form.addEventListener("reset", () => setTimeout(keep));
    form.addEventListener("submit", event => event.preventDefault());
    form.querySelector("[data-action=print]").onclick = () => window.print();
    form.querySelector("[data-action=send]").onclick = async () => {
      told.textContent = (await copied(sendable(sheet))) ? "Copied, without coaching." : "This browser does not copy.";
      setTimeout(() => (told.textContent = ""), BRIEF);
    };
    addEventListener("hashchange", () => {
      read();
      show();
    });
    read();
    show();
    form.hidden = false;
    host.dataset.ready = "yes";
  });
})();
