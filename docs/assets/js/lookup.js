/* Finds the term that somebody means. Pure: `GuideLookup(data)` takes what macros/lookup.py wrote and gives `search(query)`,
   which returns terms, the best first. It touches no page, so it runs anywhere a script runs.

   A term has phrases (its names, the forms it replaces, what people say when they mean it) and loose words (what the guide
   says about it). A query is compared with both: how much of the query a phrase explains and how much of the phrase the
   query names, rare words counting more; loose words add to that. A word matches as written, as a form of the same
   stem, as a beginning, with typing mistakes, or as another word for the same thing. */
(() => {
  // What a match of each sort is worth, between 0 and 1.
  const EXACT = 1, STEM = 0.95, RELATED = 0.7, PREFIX = [0.62, 0.3], TYPO = [0.88, 0.13];
  const KINDS = { name: 1, short: 1, other: 0.97, old: 0.93, heard: 0.9, spoken: 0.86 };
    const LOOSE = 0.9; // of all the words together, beside the best phrase
  const IN_ROW = 0.4;
  const STOP_WEIGHT = 0.4;

  const STOP = new Set((
    "a about all also am an and any are arent as at be because been being but by can cant could couldnt did didnt do does " +
    "doesnt doing dont for from get gets getting give gives go goes going got had has hasnt have havent having he her here hes " +
    "him his how i id if ill im in into is isnt it its itself ive just let lets like made make makes many may me might more " +
    "much must my no not now of off on one only or our ours out over put really say says she should shouldnt so some " +
    "something still stuff than that thats the their them then there theres these they theyre thing things this those through " +
    "to too up us use used uses using very want wants was wasnt we well were weve what whats when where wheres which while " +
    "who whos whose why will with without wont would wouldnt yes yet you your youre"
  ).split(" "));

  const words = text => text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

  // English endings, cut no further than needed to bring forms of one word together.
  const stem = word => {
    let cut = word;
    if (cut.length < 4) return cut;
    cut = cut.replace(/is(e|ed|es|ing|ation|ations)$/, "iz$1");
    cut = cut.replace(/ie[sd]$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^siu])s$/, "$1");
    const bare = cut.replace(/(ations?|ators?|ating|ated|ates?|ions?|ings?|edly|ed|ly|er|or|ment|able|al|ive)$/, "");
    if (bare.length > 2 && /[aeiouy]/.test(bare)) cut = bare.replace(/([bdgmnprt])\1$/, "$1");
    return cut.length > 3 ? cut.replace(/(e|y|i)$/, "") : cut;
  };

  // Which letters a word has, a bit each: words that differ in many letters need no closer look.
  const mask = word => {
    let bits = 0;
    for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 31);
    return bits;
  };
  const bits = number => {
    let count = 0;
    for (; number; number &= number - 1) count++;
    return count;
  };

  const budget = length => (length < 4 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3);

  // Edits (a letter wrong, missing, added, or two swapped) from `a` to `b`, and to the nearest beginning of `b`.
  const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];
  const edits = (a, b, most) => {
    const width = Math.min(b.length, 60);
    let [before, last, row] = rows;
    for (let j = 0; j <= width; j++) last[j] = j;
    for (let i = 1; i <= a.length; i++) {
      let least = (row[0] = i);
      for (let j = 1; j <= width; j++) {
        const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return null;
      [before, last, row] = [last, row, before];
    }
    let start = last[width];
    for (let j = 1; j < width; j++) if (last[j] < start) start = last[j];
    return [last[width], start];
  };

  globalThis.GuideLookup = data => {
    const terms = data.terms;
    const numbers = new Map(); // word -> its number in the vocabulary
    const vocabulary = [];
    const word = text => {
      let number = numbers.get(text);
      if (number === undefined) {
        number = vocabulary.length;
        numbers.set(text, number);
        vocabulary.push({ text, stop: STOP.has(text), mask: mask(text), phrases: [], loose: [], joined: false, idf: 0 });
      }
      return number;
    };

    const phrases = [];
    const phrase = (term, kind, text, say) => {
      const parts = words(text);
      if (!parts.length) return;
      const own = { term, kind, text, say, parts: parts.map(word), joined: parts.join(""), total: 0 };
      const at = phrases.push(own) - 1;
      for (const number of new Set(own.parts)) vocabulary[number].phrases.push(at);
    };
    terms.forEach((term, at) => {
      phrase(at, "name", term.name);
      if (term.short) phrase(at, "short", term.short);
      for (const form of term.forms || []) phrase(at, "other", form);
      for (const [form, say] of term.old || []) phrase(at, "old", form, say);
      for (const form of term.heard || []) phrase(at, "heard", form);
      for (const form of term.spoken || []) phrase(at, "spoken", form);
      for (const text of new Set(words(`${term.say} ${term.avoid || ""} ${term.words || ""}`))) {
        if (!STOP.has(text)) vocabulary[word(text)].loose.push(at);
      }
    });

    // Words of one stem are one word to the reader; how rare it is, is counted over terms.
    const stems = new Map();
    vocabulary.forEach((entry, number) => {
      entry.stem = stem(entry.text);
      if (!stems.has(entry.stem)) stems.set(entry.stem, []);
      stems.get(entry.stem).push(number);
    });
    for (const family of stems.values()) {
      const seen = new Set();
      for (const number of family) {
        for (const at of vocabulary[number].phrases) seen.add(phrases[at].term);
        for (const term of vocabulary[number].loose) seen.add(term);
      }
      for (const number of family) {
        const entry = vocabulary[number];
        entry.idf = Math.log(1 + terms.length / seen.size) * (entry.stop ? STOP_WEIGHT : 1);
      }
    }
    for (const own of phrases) for (const number of own.parts) own.total += vocabulary[number].idf;

    const related = new Map(); // stem -> stems that stand for the same
    for (const group of data.same || []) {
      const members = words(group).map(stem);
      for (const one of members) related.set(one, new Set([...(related.get(one) || []), ...members]));
    }

    const sorted = vocabulary.map((entry, number) => number).sort((a, b) => (vocabulary[a].text < vocabulary[b].text ? -1 : 1));
    const joined = new Map(); // name without its spaces -> phrases
    phrases.forEach((own, at) => {
      if (own.kind === "heard" || own.kind === "spoken") return;
      if (!joined.has(own.joined)) joined.set(own.joined, { mask: mask(own.joined), at: [] });
      joined.get(own.joined).at.push(at);
    });

    const beginning = text => {
      let low = 0, high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (vocabulary[sorted[middle]].text < text) low = middle + 1;
        else high = middle;
      }
      return low;
    };

    // The words of the guide that a word of the query may stand for, each with what the match is worth.
    const matches = text => {
      const found = new Map();
      const add = (number, worth) => {
        if (worth > (found.get(number) || 0)) found.set(number, worth);
      };
      const own = numbers.get(text);
      const family = stems.get(stem(text)) || [];
      if (own !== undefined) add(own, EXACT);
      if (STOP.has(text)) return found;
      for (const number of family) add(number, STEM);
      for (const other of related.get(stem(text)) || []) for (const number of stems.get(other) || []) add(number, RELATED);
      for (let at = beginning(text); at < sorted.length && vocabulary[sorted[at]].text.startsWith(text); at++) {
        const entry = vocabulary[sorted[at]];
        add(sorted[at], PREFIX[0] + (PREFIX[1] * text.length) / entry.text.length);
      }
      const most = budget(text.length);
      if (!most || own !== undefined || family.length) return found;
      const own_mask = mask(text);
      for (let number = 0; number < vocabulary.length; number++) {
        const entry = vocabulary[number];
        if (entry.text.length < text.length - most || bits(own_mask & ~entry.mask) > most) continue;
        const far = edits(text, entry.text, most);
        if (!far) continue;
        if (far[0] <= most) add(number, TYPO[0] - TYPO[1] * (far[0] - 1) - (entry.text[0] === text[0] ? 0 : 0.1));
        else if (far[1] < most) add(number, (TYPO[0] - TYPO[1] * far[1]) * 0.8);
      }
      return found;
    };

    const byPhrase = new Float64Array(phrases.length), ofPhrase = new Float64Array(phrases.length);
    const inRow = new Float64Array(phrases.length); // query words that stand side by side in the phrase, too
    const lastWord = new Int16Array(phrases.length), lastPlace = new Int16Array(phrases.length);
    const byTerm = new Float64Array(terms.length);

    const search = (query, limit = 8) => {
      const asked = words(query);
      if (!asked.length) return [];
      const best = new Float64Array(terms.length), why = new Int32Array(terms.length).fill(-1);
      const offer = (at, score) => {
        const { term } = phrases[at];
        if (score > best[term]) [best[term], why[term]] = [score, at];
      };
      const whole = asked.join("");
      byPhrase.fill(0); ofPhrase.fill(0); inRow.fill(0); byTerm.fill(0); lastWord.fill(-2);

      let total = 0, order = 0, lastWeight = 0;
      for (const text of asked) {
        const found = matches(text);
        let weight = 0;
        for (const [number, worth] of found) weight = Math.max(weight, vocabulary[number].idf * (worth > 0.9 ? 1 : worth));
        if (!found.size) weight = STOP.has(text) ? 0.3 : 2.5;
        total += weight;
        const inPhrase = new Map(), inTerm = new Map();
        for (const [number, worth] of found) {
          const entry = vocabulary[number];
          for (const at of entry.phrases) {
            const had = inPhrase.get(at);
            if (!had || worth > had[0]) inPhrase.set(at, [worth, entry.idf, number]);
          }
          for (const term of entry.loose) if (worth > (inTerm.get(term) || 0)) inTerm.set(term, worth);
        }
        for (const [at, [worth, idf, number]] of inPhrase) {
          byPhrase[at] += weight * worth;
          ofPhrase[at] += idf * worth;
          const place = phrases[at].parts.indexOf(number);
          if (lastWord[at] === order - 1 && lastPlace[at] === place - 1) inRow[at] += Math.min(weight, lastWeight) * worth;
          lastWord[at] = order;
          lastPlace[at] = place;
          const { term } = phrases[at];
          const gain = worth * KINDS[phrases[at].kind];
          if (gain > (inTerm.get(term) || 0)) inTerm.set(term, gain);
        }
        for (const [term, gain] of inTerm) byTerm[term] += weight * gain;
        lastWeight = weight;
        order++;
      }
      for (let at = 0; at < phrases.length; at++) {
        if (!byPhrase[at]) continue;
        const own = phrases[at];
        const ofQuery = byPhrase[at] / total, covered = Math.min(1, ofPhrase[at] / own.total);
        const exact = own.kind !== "spoken" && own.joined === whole ? 0.5 : 0;
        offer(at, KINDS[own.kind] * (ofQuery * (0.4 + 0.6 * covered) + (IN_ROW * inRow[at]) / total) + exact);
      }

      // The whole query as one word: spaces and hyphens are nobody's concern.
      const most = budget(whole.length), wholeMask = mask(whole);
      for (const [text, entry] of joined) {
        let score = 0;
        if (text === whole) score = 1.1;
        else if (whole.length > 2 && text.startsWith(whole)) score = 0.7 + (0.3 * whole.length) / text.length;
        else if (most && Math.abs(text.length - whole.length) <= most && bits(wholeMask & ~entry.mask) <= most) {
          const far = edits(whole, text, most);
          if (far && far[0] <= most) score = 0.95 - 0.1 * far[0];
        }
        if (score) for (const at of entry.at) offer(at, score * KINDS[phrases[at].kind]);
      }

      const scored = [];
      for (let term = 0; term < terms.length; term++) {
        const score = best[term] + LOOSE * (byTerm[term] / total);
        if (score > 0.12) scored.push({ term, score, why: why[term] });
      }
      scored.sort((a, b) => b.score - a.score || a.term - b.term);
      return scored.slice(0, limit).map(({ term, score, why: at }) => ({
        term: terms[term], score,
        by: at < 0 ? null : phrases[at],
      }));
    };

    return { search };
  };
})();
