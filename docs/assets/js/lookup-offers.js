/* From a buyer's sentence to what answers it: the offer that is meant, or the nearest, and the product that is named. Pure;
   `GuideOffers(given)` takes what macros/browser/offers.py wrote. It decides as macros/guide/routing.py does, where the reasons
   stand, and tests/offers.yml holds the two together. */
(() => {
  const { words, stem } = GuideWords;

  globalThis.GuideOffers = given => {
    const { alike, whole: one, further, gap, sure: least, ahead, near, most, short, defining, offers, products, longest } = given;
    const small = new Set(given.little), begins = new Map();
    given.ideas.forEach((forms, number) => {
      for (const form of forms.map(text => text.split(" "))) begins.set(form[0], [...(begins.get(form[0]) || []), [number, form]]);
    });
    const stems = text => [...new Set(words(text).filter(word => !small.has(word)).map(stem))];
    const told = offers.map(({ says, further: more, situation }) => [...says, ...more, situation].map(stems));
    const every = told.map(sentences => new Set(sentences.flat())), used = new Map();
    for (const part of every.flatMap(all => [...all])) used.set(part, (used.get(part) || 0) + 1);
    const sum = (list, of) => list.reduce((total, part) => total + of(part), 0);
    const weight = part => Math.log(1 + told.length / (used.get(part) || 1));
    const sentences = told.map(list => list.map(parts => ({ all: new Set(parts), weight: sum(parts, weight) })));

    // Where the words of a phrase stand that begins at a word; nothing where it does not.
    const placesOf = (form, said, at) => {
      const places = [at];
      for (const part of form.slice(1)) {
        let next = places[places.length - 1] + 1;
        const end = Math.min(next + gap + 1, said.length);
        while (next < end && said[next] !== part) next++;
        if (next >= end) return null;
        places.push(next);
      }
      return places;
    };

    // Where ideas are heard. A word that belongs to a phrase, such as "desk" in "help desk", is not heard alone.
    const apart = text => {
      const said = words(text), forms = said.map(stem), alone = [], phrases = [], taken = new Set(), heard = new Map();
      said.forEach((word, at) => {
        for (const [number, form] of [...(begins.get(forms[at]) || []), ...(begins.get(`=${word}`) || [])]) {
          const places = form.length > 1 ? placesOf(form, forms, at) : null;
          if (places) phrases.push([number, places]);
          else if (form.length === 1 && (!small.has(word) || form[0][0] === "=")) alone.push([number, [at]]);
        }
      });
      for (const [, places] of phrases) if (places.every(at => !small.has(said[at]) || given.particles.includes(said[at]))) for (const at of places) taken.add(at);
      for (const [number, places] of [...phrases, ...alone.filter(([, [at]]) => !taken.has(at))]) {
        if (!heard.has(number)) heard.set(number, new Map());
        heard.get(number).set(places.join(" "), places);
      }
      return { said, heard, asked: stems(text) };
    };

    // Whether each of the ideas is heard in words of its own: one word never stands for two of them.
    const distinct = (together, heard, from = 0, taken = []) =>
      from === together.length ||
      [...(heard.get(together[from]) || new Map()).keys()].some(key => !taken.includes(key) && distinct(together, heard, from + 1, [...taken, key]));

    const likeness = (at, asked) => {
      const shared = others => sum(asked.filter(part => others.has(part)), weight), inAll = sum(asked, weight) || 1;
      const likest = Math.max(...sentences[at].map(({ all, weight: own }) => (2 * shared(all)) / (inAll + own)));
      return one * likest + ((1 - one) * shared(every[at])) / inAll;
    };

    // The logarithm of how likely each offer, or nothing, is by the ideas and the common words that are heard.
    const common = new Map(given.common.map((part, at) => [part, given.ideas.length + at]));
    const likely = ({ heard, asked }) => {
      const signs = [...heard.keys(), ...asked.filter(part => common.has(part)).map(part => common.get(part))];
      const rows = [...signs, given.learned.length - 1].map(sign => given.learned[sign]);
      const sums = rows[0].map((_, at) => sum(rows, row => row[at])), top = Math.max(...sums);
      const inAll = Math.log(sum(sums, part => Math.exp(part - top))) + top;
      return sums.map(part => part - inAll);
    };

    const nearness = (offer, at, { said, heard, asked }, fits) => {
      let best = 0, meant = [];
      for (const together of offer.hears) {
        const worth = sum(together, idea => given.weights[idea]);
        if (worth > best + 1e-9 && distinct(together, heard)) [best, meant] = [worth, together];
      }
      const known = [...new Set(offer.hears.flat())].filter(idea => heard.has(idea));
      const rest = sum(known.filter(idea => !meant.includes(idea)), idea => given.weights[idea]);
      const score = Math.floor(1000 * (best + further * rest + alike * likeness(at, asked) + Math.max(fits, given.least)) + 0.5);
      const places = new Set((meant.length ? meant : known).flatMap(idea => [...heard.get(idea).values()].flat()));
      const by = places.size ? [...places].sort((a, b) => a - b).map(place => said[place]) : said.filter(word => !small.has(word) && every[at].has(stem(word)));
      return { offer, score, by: [...new Set(by)] };
    };

    // Whether it is a sentence, and asks for more than what a word means.
    const asks = ({ said, asked }) => {
      const [first, then, holds] = defining;
      const defines = said.length <= short && said.length > 1 && first.includes(said[0]) && then.includes(said[1]);
      const works = said[0] === "how" && given.works.includes(said[said.length - 1]);
      return !defines && !works && !said.slice(0, 4).some(word => holds.includes(word)) && (said.length > 2 || asked.length > 1);
    };

    // The nearest offers, the best one first, and whether that one is meant.
    const hear = text => {
      const taken = apart(text);
      if (!asks(taken)) return { sure: false, nearest: [] };
      const fits = offers.length ? likely(taken) : [];
      const all = offers.map((offer, at) => nearness(offer, at, taken, fits[at])).sort((a, b) => b.score - a.score);
      if (!all.length) return { sure: false, nearest: [] };
      const [first, second] = all, behind = second ? second.score : 1000 * given.least;
      const nearest = all.slice(0, most).filter(({ score }) => score >= 1000 * near);
      return { sure: first.score >= 1000 * least && first.score - behind >= 1000 * ahead, nearest };
    };

    const offerOf = text => {
      const { sure, nearest } = hear(text);
      return sure ? nearest[0].offer : null;
    };

    const names = products.flatMap(product => product.names.map(([name, inside]) => ({ product, inside, joined: words(name).join("") })));

    // The product that is named in what was said, by the longest of its names, with spaces or without; `alone` says
    // whether nothing else was said.
    const productOf = said => {
      const heard = words(said), whole = heard.join(""), runs = new Set();
      for (let at = 0; at < heard.length; at++) {
        for (let end = at + 1; end <= Math.min(heard.length, at + longest); end++) runs.add(heard.slice(at, end).join(""));
      }
      let best = null;
      for (const name of names) {
        if ((best ? name.joined.length > best.joined.length : name.joined) && (name.inside ? runs.has(name.joined) : whole === name.joined)) best = name;
      }
      return best && { product: best.product, alone: best.joined === whole };
    };

    return { hear, offerOf, productOf };
  };
})();
