/* From a buyer's sentence to what answers it: the offer that is meant, and the product that is named. Pure; `GuideOffers(given, same)`
   takes what macros/browser/offers.py wrote. It decides as macros/guide/offers.py does, and tests/offers.yml holds the two together. */
(() => {
  const { words, stem } = GuideWords;

  globalThis.GuideOffers = ({ least, alike, related, fewest, longest, little, offers, products }, same) => {
    const small = new Set(little), groups = new Map(), used = new Map();
    same.forEach((group, at) => {
      for (const word of words(group).map(stem)) groups.set(word, (groups.get(word) || new Set()).add(at));
    });
    const stems = text => [...new Set(words(text).filter(word => !small.has(word)).map(stem))];
    const told = offers.map(({ says, further, situation }) => [...says, ...further, situation].map(stems));
    const every = told.map(sentences => new Set(sentences.flat()));
    for (const one of every.flatMap(all => [...all])) used.set(one, (used.get(one) || 0) + 1);
    const weight = one => Math.log(1 + told.length / (used.get(one) || 1));
    const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

    // What a word is worth where it stands in others, or one does that people use for it.
    const near = (one, others) => {
      if (others.has(one)) return 1;
      const own = groups.get(one);
      if (!own) return 0;
      for (const other of others) for (const group of groups.get(other) || []) if (own.has(group)) return related;
      return 0;
    };

    const sentences = told.map(list => list.map(parts => ({ all: new Set(parts), weight: sum(parts, weight) })));

    // The offer whose sentences share most with what was said; nothing where none shares enough.
    const offerOf = said => {
      const asked = stems(said), whole = sum(asked, weight) || 1;
      const shared = others => sum(asked, one => weight(one) * near(one, others));
      let best = 0, meant = null;
      offers.forEach((offer, at) => {
        if (sum(asked, one => (every[at].has(one) ? 1 : 0)) < fewest) return;
        const likest = Math.max(...sentences[at].map(({ all, weight: own }) => (2 * shared(all)) / (whole + own)));
        const fit = alike * likest + (1 - alike) * (shared(every[at]) / whole);
        if (fit >= least && fit > best + 1e-9) [best, meant] = [fit, offer];
      });
      return meant;
    };

    const names = products.flatMap(product => product.names.map(([name, apart]) => ({ product, apart, joined: words(name).join("") })));

    // The product that is named in what was said, by the longest of its names, with spaces or without; `alone` says
    // whether nothing else was said.
    const productOf = said => {
      const heard = words(said), whole = heard.join(""), runs = new Set();
      for (let at = 0; at < heard.length; at++) {
        for (let end = at + 1; end <= Math.min(heard.length, at + longest); end++) runs.add(heard.slice(at, end).join(""));
      }
      let best = null;
      for (const name of names) {
        if ((best ? name.joined.length > best.joined.length : name.joined) && (name.apart ? runs.has(name.joined) : whole === name.joined)) best = name;
      }
      return best && { product: best.product, alone: best.joined === whole };
    };

    return { offerOf, productOf };
  };
})();
