/* The lookup as people meet it: a box to type in, the terms it finds, and the card of one (WAI-ARIA's combobox with a
   list box). `GuideView(host, root)` builds it into `host`; the data may come later, by `use(data)`. The palette and the page call/ both
   show it. Where the page has a search of its own, `onSearch` is given the words that lead nowhere here. */
(() => {
  const MOST = 8;
  const KEYS = { c: "copy", l: "link", q: "code", k: "keep", m: "more" };
  const FOLLOW_UP = "call/follow-up.html";
  const NEAREST = 3; // that many stand side by side where none is meant for sure

  const node = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  /** @type {(host: HTMLElement, root: URL, on?: any) => any} */
  globalThis.GuideView = (host, root, { onOpen = () => {}, onBack = () => {}, onSearch } = {}) => {
    const input = node("input", "lookup__words");
    input.id = "lookup-words";
    Object.entries({
      type: "text", role: "combobox", "aria-label": "Look up a term", "aria-expanded": "false", "aria-controls": "lookup-found",
      "aria-autocomplete": "list", "aria-describedby": "lookup-keys", autocomplete: "off", autocapitalize: "off",
      autocorrect: "off", spellcheck: "false", enterkeyhint: "go", placeholder: "What did they say?",
    }).forEach(([name, value]) => input.setAttribute(name, value));
    const back = node("button", "lookup__back", "‹");
    back.type = "button";
    back.setAttribute("aria-label", "Back to the words");
    const bar = node("div", "lookup__bar");
    const tray = node("a", "lookup__tray");
    tray.href = new URL(FOLLOW_UP, root).href;
    const countKept = () => {
      const count = GuideStore.kept().length;
      tray.textContent = `Follow-up: ${count} kept`;
      tray.hidden = !count;
    };
    bar.append(back, input, tray);
    const list = node("ul", "lookup__found");
    list.id = "lookup-found";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Terms");
    const onward = GuideOnward(root, onSearch);
    const keys = node("p", "lookup__keys");
    keys.id = "lookup-keys";
    const place = node("div", "lookup__card");
    const turner = node("div", "lookup__turner"); // what the arrow keys do, for hands without keys
    const [previous, count, next] = [node("button", "", "‹"), node("span", "lookup__count"), node("button", "", "›")];
    [[previous, "Previous card", -1], [next, "Next card", 1]].forEach(([button, name, step]) => {
      button.type = "button";
      button.setAttribute("aria-label", name);
      button.addEventListener("click", () => turn(step));
    });
    turner.append(previous, count, next);
    turner.hidden = true;
    host.classList.add("lookup");
    const start = GuideStart(root, term => openTerm(term), area => browse(area));
    host.append(bar, ...onward.parts, start.part, list, place, turner, keys);

    let data = null, lookup = null, card = null, found = [], sure = false, active = -1, shown = null, answer = null;

    const wide = () => matchMedia("(min-width: 60em) and (min-height: 30em)").matches; // as lookup.css has it
    const hint = pairs => keys.replaceChildren(...pairs.flatMap(([key, does]) => [node("kbd", "", key), ` ${does} `]));
    const hintList = () => hint([["↑ ↓", "choose"], ["Enter", "card"], ["Esc", "clear"]]);
    const hintCard = () => hint([["← →", "other cards"], ["c", "copy say + link"], ["l", "copy link"],
      ...(card.hasCode ? [["q", "QR"]] : []), ["k", "keep"], ["f", "follow-up"],
      ...(answer && !answer.part.hidden ? [["o", "what answers it"]] : []), ["Esc", "back"]]);

    const choose = at => {
      active = at;
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
      if (at < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", `lookup-option-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
      // Beside the list, where there is room for both, the card is there before anybody asks for it.
      if (pageOf(found[at])) place.replaceChildren();
      else if (sure && getComputedStyle(place).display !== "none") draw(found[at]);
    };

    // What is no term has a page and no card.
    const pageOf = ({ term }) => term.page && new URL(term.page, root).href;

    const draw = result => {
      shown = result.term;
      return card.show(result.term, result.by);
    };

    // Shows `found`: the first chosen where it is meant for sure, else the nearest, none of them chosen.
    const lay = () => {
      const typed = input.value.trim(), asking = sure ? "" : typed;
      list.replaceChildren(...found.map((result, at) => GuideList.option(result, at, asking)));
      host.dataset.view = "list";
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      turner.hidden = true;
      onward.show(lookup && !sure ? typed : "", found.length);
      if (!found.length || !sure) place.replaceChildren();
      if (data && !typed && !found.length) start.show(data, card.byId);
      else start.hide();
      host.dataset.state = !found.length ? "none" : sure ? "sure" : "unsure";
      if (answer) answer.show(typed);
      choose(found.length && sure ? 0 : -1);
      hintList();
    };

    const find = () => {
      found = lookup ? lookup.search(input.value, MOST) : [];
      sure = GuideSure(found);
      if (!sure) found = found.slice(0, NEAREST);
      lay();
    };

    // All terms of an area, as if they had been found.
    const browse = area => {
      found = data.terms.filter(term => (term.area || 0) === area).map(term => ({ term, by: null }));
      sure = true;
      lay();
      input.focus();
    };

    const open = result => {
      if (pageOf(result)) return location.assign(pageOf(result));
      host.dataset.view = "card";
      start.hide();
      if (answer && !wide()) answer.close(); // the card has the room
      const at = found.findIndex(other => other.term === result.term);
      turner.hidden = found.length < 2 || at < 0;
      count.textContent = `${at + 1} of ${found.length}`;
      hintCard();
      draw(result).focus({ preventScroll: true });
      GuideStore.open(result.term.id);
      onOpen(result.term.id);
    };

    const toWords = () => {
      host.dataset.view = "list";
      turner.hidden = true;
      hintList();
      if (!found.length) lay();
      input.focus();
      input.select();
      onBack();
    };

    // From an open card to the one before or after it among those found.
    const turn = step => {
      if (found.length < 2) return;
      const at = found.findIndex(result => result.term === shown);
      let next = at;
      do next = (next + step + found.length) % found.length;
      while (pageOf(found[next]) && next !== at); // a page is opened on purpose only
      choose(next);
      open(found[next]);
    };

    input.addEventListener("input", find);
    input.addEventListener("keydown", event => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) choose(active < 0 ? (step > 0 ? 0 : found.length - 1) : (active + step + found.length) % found.length);
      else if (event.key === "Enter" && active >= 0) open(found[active]);
      else if (event.key === "Enter" && found.length) choose(0); // not sure: the first is offered, not opened
      else if (event.key === "Escape" && (input.value || found.length)) {
        input.value = "";
        find();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });

    list.addEventListener("mousedown", event => event.preventDefault()); // the box keeps focus
    list.addEventListener("click", event => {
      const at = [...list.children].indexOf(event.target.closest("li"));
      if (at < 0) return;
      choose(at);
      open(found[at]);
    });
    back.addEventListener("click", toWords);

    place.addEventListener("click", event => {
      const target = event.target.closest("[data-action], [data-card]");
      if (!target) return;
      if (target.dataset.card) {
        event.preventDefault();
        openId(target.dataset.card);
      } else card.act(target.dataset.action, shown);
    });
    place.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input")) return;
      const wide = place.firstElementChild && place.firstElementChild.dataset.open;
      const step = { ArrowRight: 1, ArrowLeft: -1, ...(wide ? {} : { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
      const action = KEYS[event.key.toLowerCase()];
      if (step) turn(step);
      else if (action) card.act(action, shown);
      else if (event.key.toLowerCase() === "f") location.href = tray.href;
      else if (event.key.toLowerCase() === "o" && answer) answer.toggle();
      else if (event.key === "Escape") toWords();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    // Wherever focus went while the QR code was shown, Esc closes that first.
    addEventListener("keydown", event => {
      if (event.key !== "Escape" || !card || !host.getClientRects().length || !card.closeCode()) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
    addEventListener("resize", () => card && card.fit());

    const openId = id => {
      const term = card && card.byId(id);
      if (term) openTerm(term);
      return Boolean(term);
    };

    const openTerm = term => {
      const at = found.findIndex(result => result.term === term);
      if (at >= 0) choose(at);
      open({ term, by: null });
    };

    const add = sayings => {
      for (const term of data.terms) if (sayings[term.id]) term.spoken = [...(term.spoken || []), ...sayings[term.id]];
    };

    host.dataset.view = "list";
    hintList();
    return {
      input, openId, toWords,
      use: (given, sayings = {}) => {
        data = given;
        add(sayings);
        card = GuideCard(place, data, root, countKept);
        countKept();
        lookup = GuideLookup(data);
        onward.use(data);
        find();
      },
      // What answers what was said, with the products, comes after the rest, too.
      answers: given => {
        answer = GuideAnswer(root, given);
        turner.before(answer.part, answer.told);
        answer.part.addEventListener("toggle", () => card.fit());
        if (host.dataset.view === "list") answer.show(input.value.trim());
      },
      // More phrases for terms, by id, that come after the rest. What somebody reads by then stays.
      learn: sayings => {
        add(sayings);
        lookup = GuideLookup(data);
        if (host.dataset.view === "list" && input.value && active <= 0) find();
      },
      search: (words, openBest) => {
        input.value = words;
        find();
        if (openBest && sure) open(found[0]);
      },
      clear: () => {
        input.value = "";
        find();
      },
    };
  };
})();
