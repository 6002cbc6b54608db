/* What a brief holds: from the choices and from what was said to terms by weight, and from those to questions, rows, products and rules.
   Pure; `GuideBrief(cards, sayings, choices, offers)` gives `make(chosen)`, whose texts are all the guide's own. */
(() => {
  const MOST = { said: 6, asks: 9, terms: 14, avoid: 8, rows: 6, products: 6, rules: 6, facts: 4 };
  const SAID = 12, PERSON = 3, OWNED = 3, KIND = 2; // what each counts, the first term of a list a little more

  globalThis.GuideBrief = (cards, sayings, choices, given) => {
    const terms = cards.terms.map(term => ({ ...term, spoken: [...(term.spoken || []), ...(sayings[term.id] || [])] }));
    const byId = new Map(terms.map(term => [term.id, term])), lookup = GuideLookup({ ...cards, terms });
    const router = GuideOffers(given), products = new Map(given.products.map(one => [one.id, one]));
    const picked = (list, ids) => list.filter(choice => ids.includes(choice.id));
    const unique = list => [...new Set(list)];

    // What a line leads to: the term where one is meant for sure, else nothing; the offer; the product that is named.
    const heard = line => {
      const found = lookup.search(line, 3), named = router.productOf(line);
      return { line, term: GuideSure(found) ? byId.get(found[0].term.id) : null, offer: router.offerOf(line), product: named && named.product };
    };

    const make = ({ kind, people, owned, said }) => {
      const lines = said.slice(0, MOST.said).map(heard), weights = new Map();
      const add = (ids, worth) => ids.forEach((id, at) => weights.set(id, (weights.get(id) || 0) + worth - at / 10));
      const [is] = picked(choices.kinds, [kind]), room = picked(choices.people, people), have = picked(choices.owned, owned);
      for (const { term } of lines) if (term) add([term.id], SAID);
      for (const one of room) add(one.terms, PERSON);
      for (const one of have) add(one.terms, OWNED);
      if (is) add(is.terms, KIND);
      const ranked = [...weights].sort((a, b) => b[1] - a[1]).map(([id]) => byId.get(id)).filter(Boolean);
      const roles = unique(room.map(one => one.role).filter(Boolean));

      // The question for somebody in the room where the term has one; the first roles get the first questions in turn.
      const asks = ranked.filter(term => term.ask).slice(0, MOST.asks).map((term, at) => {
        const own = (term.asks || []).filter(([role]) => roles.includes(role));
        const [role, ask] = own.length ? own[at % own.length] : ["", term.ask];
        return { term, role, ask };
      });
      const offered = lines.flatMap(({ offer, product }) => [...(product ? [product.id] : []), ...(offer ? offer.products : [])]);
      const named = unique([...offered, ...have.flatMap(one => one.products), ...(is ? is.products : [])]);
      return {
        title: [is, ...room, ...have].filter(Boolean).map(one => one.name),
        said: lines, asks, terms: ranked.slice(0, MOST.terms),
        avoid: ranked.filter(term => term.avoid).slice(0, MOST.avoid),
        rows: unique(ranked.flatMap(term => (term.bridge || []).map(row => row.join("\n")))).slice(0, MOST.rows).map(row => row.split("\n")),
        products: named.map(id => products.get(id)).filter(Boolean).slice(0, MOST.products),
        notOurs: unique(lines.map(({ offer }) => offer && offer.not).filter(Boolean)),
        rules: is ? is.terms.map(id => byId.get(id)).filter(Boolean).slice(0, MOST.rules) : [],
        facts: is ? is.facts.slice(0, MOST.facts) : [],
      };
    };

    return { make };
  };
})();
