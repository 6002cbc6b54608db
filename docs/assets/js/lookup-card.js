/* The glance card: everything about one term that fits the moment, drawn from the data of the lookup, text as text only.
   `GuideCard(host, data, root)` gives `show(term, by)`, which draws a card into `host` and fits it to the room there is. */
(() => {
  const BRIEF = 4000; // milliseconds
  const FITS = 6; // steps from roomy to the least that still shows every label; lookup.css says what each gives up

  const node = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter(Boolean));
    return made;
  };
  const capital = text => text[0].toUpperCase() + text.slice(1);

  globalThis.GuideCard = (host, data, root, onKept = () => {}) => {
    const byId = new Map(data.terms.map(term => [term.id, term]));
    const hasCode = /^https?:/.test(data.share); // a code is made only where the guide has an address
    const fill = (pattern, id) => pattern.replace("{id}", id);
    const link = term => new URL(fill(data.share, term.id), root).href;

    const line = (kind, label, ...content) =>
      node("div", `card__line card__line--${kind}`, node("dt", "", label), node("dd", "", ...content));

    const asks = term => {
      const special = (term.asks || []).map(([role, ask]) =>
        node("span", "card__role", node("b", "", role), " ", ask));
      return line("ask", "Ask", node("span", "", term.ask), ...special);
    };

    const bridge = term => {
      const [pair] = term.bridge || [];
      if (!pair) return term.unmapped && line("bridge", data.labels.bridge, term.unmapped);
      const [concept, counterpart, breaks] = pair;
      return line("bridge", data.labels.bridge,
        node("span", "card__pair", node("b", "", concept), " is like ", node("b", "", counterpart), ". "),
        node("span", "card__breaks", node("b", "", "Breaks:"), " ", breaks));
    };

    const apart = term => {
      const links = (term.apart || []).map(id => {
        const made = node("a", "", byId.get(id).name);
        made.href = `#${id}`;
        made.dataset.card = id;
        return made;
      });
      return links.length && line("apart", "Not the same as", ...links.flatMap((one, at) => (at ? [", ", one] : [one])));
    };

    // What they said, when it is a form the guide advises against.
    const heard = (term, by) => {
      if (!by || by.kind !== "old") return null;
      return node("p", "card__heard", GuideList.instead({ term, by }));
    };

    let more;
    const fit = () => {
      const card = host.firstElementChild;
      if (!card || card.dataset.open) return;
      const body = card.querySelector(".card__body"), fits = () => body.scrollHeight <= body.clientHeight;
      for (const part of card.querySelectorAll("[data-kept]")) delete part.dataset.kept;
      for (let step = 0; step <= FITS; step++) {
        card.dataset.fit = step;
        more.hidden = step < 3;
        if (fits()) break;
      }
      if (!more.hidden) more.hidden = keep(card, fits);
    };

    // Each part comes back as far as there is room; whether all are whole again.
    const PARTS = [[".card__role", "whole"], [".card__line--bridge", "part", "whole"], [".card__line--apart", "whole"],
      [".card__page", "whole"]];
    const keep = (card, fits) => {
      let whole = true;
      for (const [part, ...shares] of PARTS) {
        for (const one of card.querySelectorAll(part)) {
          let kept = "";
          for (const share of shares) {
            one.dataset.kept = share;
            if (!fits()) break;
            kept = share;
          }
          if (kept) one.dataset.kept = kept;
          else delete one.dataset.kept;
          whole = whole && kept === "whole";
        }
      }
      return whole;
    };

    const open = wide => {
      const card = host.firstElementChild;
      if (wide) card.dataset.open = "yes";
      else delete card.dataset.open;
      more.setAttribute("aria-expanded", String(wide));
      more.firstChild.data = wide ? "Less " : "More ";
      if (!wide) {
        card.querySelector(".card__body").scrollTop = 0;
        fit();
      }
    };

    const button = (action, text, key) => {
      const made = node("button", "card__button", ...[text].flat(), " ", node("kbd", "", key));
      made.type = "button";
      made.dataset.action = action;
      made.setAttribute("aria-keyshortcuts", key);
      return made;
    };

    const show = (term, by) => {
      const name = node("h2", "card__name", term.title || capital(term.name));
      name.id = "card-name";
      if (term.short) name.append(" ", node("span", "card__short", term.short));
      const page = node("a", "card__page", "Whole page");
      page.href = new URL(fill(data.page, term.id), root).href;
      const safe = node("a", "card__link", link(term).replace(/^https?:\/\//, ""));
      safe.href = link(term);
      safe.title = "Safe to send: no coaching on it";
      more = button("more", "More", "m");
      more.setAttribute("aria-expanded", "false");
      const status = node("p", "card__status");
      status.setAttribute("role", "status");

      const card = node("article", "card",
        node("header", "card__head", name, page),
        node("div", "card__body",
          heard(term, by),
          node("dl", "card__lines",
            term.ask && asks(term),
            line("say", "Say", term.say),
            term.avoid && line("avoid", "Do not say", node("s", "", `“${term.avoid}”`)),
            term.instead && line("instead", "Instead", term.instead),
            bridge(term),
            apart(term))),
        node("footer", "card__foot",
          node("p", "card__safe", "Safe to send:", safe),
          node("div", "card__buttons",
            button("copy", [node("span", "card__verb", "Copy "), "say + link"], "c"), button("link", "Link", "l"),
            hasCode && button("code", "QR", "q"), button("keep", GuideStore.isKept(term.id) ? "Kept" : "Keep", "k"), more),
          status));
      card.tabIndex = -1;
      card.dataset.term = term.id;
      card.setAttribute("aria-labelledby", "card-name");
      host.replaceChildren(card);
      fit();
      return card;
    };

    // The QR code lies over the card until the next key or tap; it is fetched only when asked for.
    const code = term => {
      if (closeCode()) return;
      const card = host.firstElementChild;
      const image = node("img", "");
      image.src = new URL(`g/${term.id}/qr.svg`, root).href;
      image.alt = `QR code of the link to “${term.name}”`;
      const close = node("button", "card__button", "Close ", node("kbd", "", "q"));
      close.type = "button";
      close.dataset.action = "code";
      for (const part of card.children) part.inert = true;
      card.append(node("div", "card__code", image, node("p", "", link(term)), close));
      close.focus();
    };

    const closeCode = () => {
      const card = host.firstElementChild, shown = card && card.querySelector(".card__code");
      if (!shown) return false;
      shown.remove();
      for (const part of card.children) part.inert = false;
      card.focus();
      return true;
    };

    // What is said covers the link, so some of it goes again.
    let quiet;
    const say = (text, brief) => {
      const status = host.querySelector(".card__status");
      clearTimeout(quiet);
      status.textContent = text;
      if (brief) quiet = setTimeout(() => (status.textContent = ""), BRIEF);
    };

    // Clipboards are for secure pages; elsewhere an old command may do, or the reader's own hand.
    const copy = async (text, told) => {
      say("");
      const card = host.firstElementChild;
      try {
        await navigator.clipboard.writeText(text);
        return say(told, true);
      } catch {
        const box = node("textarea", "card__copy");
        box.readOnly = true;
        box.value = text;
        box.setAttribute("aria-label", "Text to copy");
        card.append(box);
        box.select();
        if (document.execCommand("copy")) {
          box.remove();
          card.focus();
          return say(told, true);
        }
        box.classList.add("card__copy--by-hand");
        box.addEventListener("blur", () => {
          box.remove();
          if (card.isConnected) say("");
        });
        say("Press Ctrl+C (⌘C on a Mac) to copy the selected text.");
      }
    };

    const setAside = term => {
      const now = GuideStore.keep(term.id), count = GuideStore.kept().length;
      host.querySelector("[data-action=keep]").firstChild.data = now ? "Kept" : "Keep";
      say(now ? `Kept: ${count} for the follow-up. Press f to write it.` : "Let go.", true);
      onKept();
    };

    const actions = {
      copy: term => copy(`${term.say} ${link(term)}`, "Copied: say and link."),
      link: term => copy(link(term), "Copied: the link."),
      code,
      keep: setAside,
      more: () => open(!host.firstElementChild.dataset.open),
    };

    return {
      show, fit, closeCode,
      act: (action, term) => (action === "code" && !hasCode ? undefined : actions[action](term)),
      hasCode,
      byId: id => byId.get((data.moved || {})[id] || id),
    };
  };
})();
