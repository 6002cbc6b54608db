/* Figures that answer: a guess first, then the picture with the answer, then controls. A figure's own file, beside its
   drawing, gives the question, the controls and a pure function from their values to what the drawing shows; all else is
   here. Without scripts, in print and in books the drawing stands as it was drawn. */
(() => {
  if (window.figure) return;
  const { node, boot } = window.kit;
  const PAUSE = 350;
  const shown = new Set();

  // Put what the model says into the drawing: for each class of a part, its attributes and its text.
  const paint = (svg, parts) => {
    for (const [name, given] of Object.entries(parts)) {
      for (const part of svg.getElementsByClassName(name)) {
        for (const [key, value] of Object.entries(given)) {
          if (key === "text") part.textContent = value;
          else part.setAttribute(key, value);
        }
      }
    }
  };

  const radio = (name, value, text, checked) => {
    const input = node("input", { type: "radio", name, value, checked });
    return node("label", { class: "figure__option" }, input, node("span", {}, text));
  };

  // One control: what stands on the page, and how it is set to a value.
  const control = (name, { kind, id, label, options, tell = String, add, ...limits }, change) => {
    const scoped = `figure-${name}-${id}`;
    if (kind === "range") {
      const output = node("span", { class: "figure__value" });
      const input = node("input", { type: "range", ...limits, oninput: () => change(id, Number(input.value)) });
      const set = value => {
        input.value = value;
        output.textContent = tell(value);
        input.setAttribute("aria-valuetext", tell(value));
      };
      return { made: node("label", { class: "figure__range" }, node("span", {}, `${label}: `, output), input), set };
    }
    if (kind === "check") {
      const input = node("input", { type: "checkbox", onchange: () => change(id, input.checked) });
      const made = node("label", { class: "figure__option" }, input, node("span", {}, label));
      return { made, set: value => { input.checked = value; } };
    }
    if (kind === "choice") {
      const choices = options.map(([value, text]) => radio(scoped, value, text, false));
      const made = node("fieldset", { onchange: event => change(id, event.target.value) }, node("legend", {}, label), ...choices);
      const set = value => {
        for (const input of made.elements) input.checked = input.value === value;
      };
      return { made, set };
    }
    const made = node("button", { type: "button", class: "figure__button", onclick: () => change(id, current => current + add) }, label);
    return { made, set: () => {} };
  };

  const live = (element, name, { guess, controls, first, answer, draw }) => {
    const sheet = element.querySelector("[role=img]");
    const svg = sheet.querySelector("svg");
    const still = svg.cloneNode(true);
    const alt = sheet.getAttribute("aria-label");
    let values = { ...first };
    let waiting = 0;

    const said = node("p", { class: "figure__said" });
    said.setAttribute("role", "status");
    const change = (id, value) => show({ ...values, [id]: typeof value === "function" ? value(values[id]) : value });
    const made = controls.map(given => [given.id, control(name, given, change)]);
    const show = next => {
      values = next;
      const { parts, said: words } = draw(values);
      paint(svg, parts);
      for (const [id, { set }] of made) set(values[id]);
      const same = Object.keys(first).every(id => first[id] === values[id]);
      sheet.setAttribute("aria-label", same ? alt : words);
      clearTimeout(waiting);
      waiting = setTimeout(() => { said.textContent = words; }, PAUSE);
    };
    const back = node("button", { type: "button", class: "figure__button", onclick: () => show({ ...first }) }, "Back to the start");
    const panel = node("div", { class: "figure__controls", hidden: true }, ...made.map(([, { made: part }]) => part), back, said);

    const verdict = node("p", { class: "figure__verdict" });
    verdict.setAttribute("role", "status");
    const options = guess.options.map((text, at) => radio(`figure-${name}-guess`, at, text, false));
    const asking = node("fieldset", {}, node("legend", {}, guess.ask), ...options, node("button", { class: "figure__button figure__button--main" }, "Show me"));
    const form = node("form", { class: "figure__guess" }, asking, verdict);
    form.onsubmit = event => {
      event.preventDefault();
      const chosen = form.querySelector(":checked");
      const begin = chosen ? (Number(chosen.value) === guess.right ? "Right. " : `You guessed: ${guess.options[chosen.value]}. `) : "";
      asking.hidden = true;
      panel.hidden = false;
      element.classList.add("drawing--open");
      show({ ...first, ...answer });
      verdict.replaceChildren(node("span", { class: "figure__asked" }, guess.ask), " ", begin, guess.why);
      panel.querySelector("input:not([type=radio]), input:checked, button").focus({ preventScroll: true });
    };

    element.classList.add("drawing--live");
    element.prepend(form, panel);
    shown.add({ svg, still });
  };

  // On paper a figure stands as it was drawn.
  const swap = (from, to) => {
    for (const pair of shown) {
      if (pair[from].isConnected) pair[from].replaceWith(pair[to]);
    }
  };
  addEventListener("beforeprint", () => swap("svg", "still"));
  addEventListener("afterprint", () => swap("still", "svg"));

  window.figure = (name, given) => boot(`#figure-${name}`, element => live(element, name, given));
})();
