/* What stands in the lookup before anything is typed: the cards opened last, what buyers often say, and the areas of the guide.
   `GuideStart(root, onTerm, onArea)` gives its `part`, which `show` fills from the data and what this device remembers. */
(() => {
  const RECENT = 4;

  const node = (tag, className, ...children) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  };

  globalThis.GuideStart = (root, onTerm, onArea) => {
    const part = node("div", "lookup__start");
    part.hidden = true;

    const choice = (action, ...content) =>
      Object.assign(node("button", "start__choice", ...content), { type: "button", onclick: action });

    const group = (title, choices) =>
      node("section", "start__group", node("h2", "start__title", title), node("ul", "", ...choices.map(one => node("li", "", one))));

    const show = (data, byId) => {
      const recent = GuideStore.opened().map(entry => byId(entry.id)).filter(Boolean).slice(0, RECENT);
      const said = (data.often || []).map(byId).filter(term => term && term.heard);
      const groups = [
        ["Opened last", recent.map(term => choice(() => onTerm(term), term.name))],
        ["Buyers often say", said.map(term =>
          choice(() => onTerm(term), node("q", "", term.heard[0]), " ", node("span", "start__term", term.name)))],
        ["Areas", (data.areas || []).map((area, at) => choice(() => onArea(at), area))],
      ];
      const more = [["Read their document", "call/read.html"], ["Write the follow-up", "call/follow-up.html"], ["On this device", "call/device.html"]]
        .map(([words, path]) => Object.assign(node("a", "start__choice", words), { href: new URL(path, root).href }));
      part.replaceChildren(...groups.filter(([, choices]) => choices.length).map(([title, choices]) => group(title, choices)),
        group("More for a call", more));
      part.hidden = false;
    };

    const hide = () => {
      part.hidden = true;
    };

    return { part, show, hide };
  };
})();
