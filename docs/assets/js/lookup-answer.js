/* What answers what was said, beside the card and never in place of it: the product that is named, and the offer that is meant, with
   stages and caps by their days and with what is not ours. Where none is meant for sure, the nearest stand there to choose from, each
   with the words that speak for it. `GuideAnswer(root, given)` gives its `part` and what it can do. */
(() => {
  const node = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter(Boolean));
    return made;
  };

  globalThis.GuideAnswer = (root, given) => {
    const router = GuideOffers(given), byId = new Map(given.products.map(product => [product.id, product]));
    const part = node("details", "answer"), summary = node("summary", "answer__head"), body = node("div", "answer__body");
    const told = node("p", "answer__told"); // for those who do not see it come
    told.setAttribute("role", "status");
    part.append(summary, body);
    part.hidden = true;
    body.tabIndex = 0;
    body.setAttribute("role", "region");
    body.setAttribute("aria-label", "What answers it");

    const line = (label, ...content) => node("p", "answer__line", node("b", "", label), " ", ...content);

    const link = product =>
      product.page ? Object.assign(node("a", "", product.name), { href: new URL(product.page, root).href }) : product.name;

    const chip = product =>
      node("p", "answer__product", link(product), `: ${product.stage}, `, node("span", "answer__day", `as of ${product.day}`));

    const ofProduct = product => [chip(product), node("p", "", product.does), line("Needs", product.needs),
      line("Does not", product.not)];

    const ofOffer = offer => [
      line(offer.products.length ? "Answer" : "Not ours", offer.answer),
      ...offer.products.flatMap(id => [chip(byId.get(id)), line("Edition", byId.get(id).needs)]),
      offer.before && line("First", offer.before),
      offer.not && line(offer.products.length ? "Not ours" : "Whose it is", offer.not),
      ...offer.caps.map(([text, day]) => line("Cap", text, " ", node("span", "answer__day", `as of ${day}`))),
    ];

    let shown = "";

    const put = (label, title, ...content) => {
      summary.replaceChildren(node("b", "", label), " ", title);
      body.replaceChildren(...content.filter(Boolean));
      body.scrollTop = 0;
      part.open = true;
      told.textContent = `${label}: ${title}`;
    };

    const putOffer = offer => put(offer.products.length ? "What answers it" : "Not ours", offer.situation, ...ofOffer(offer));

    // One of the nearest, and why it is among them; its answer takes the place of all.
    const choice = ({ offer, by }) => {
      const button = node("button", "answer__near", node("b", "", offer.situation), " ", node("span", "", `heard: ${by.join(", ")}`));
      button.type = "button";
      button.addEventListener("click", () => {
        putOffer(offer);
        summary.focus();
      });
      return button;
    };

    // What was said is shown anew only where it leads elsewhere, so that nothing jumps under a reader's eyes.
    const show = said => {
      const product = router.productOf(said), { sure, nearest } = product && product.alone ? { nearest: [] } : router.hear(said);
      const leads = sure ? [nearest[0].offer.id] : nearest.flatMap(({ offer, by }) => [offer.id, ...by]);
      const now = [product && product.product.id, sure, ...leads].join(" ");
      part.hidden = !product && !nearest.length;
      if (part.hidden) shown = told.textContent = "";
      if (part.hidden || now === shown) return;
      shown = now;
      if (product) put("Product", product.product.name, ...ofProduct(product.product), ...(sure ? ofOffer(nearest[0].offer) : []));
      else if (sure) putOffer(nearest[0].offer);
      else put("Not sure which", "the nearest", ...nearest.map(choice));
    };

    const toggle = () => {
      if (part.hidden) return;
      part.open = !part.open;
      summary.focus();
    };

    return { part, told, show, toggle, close: () => (part.open = false) };
  };
})();
