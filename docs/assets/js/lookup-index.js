/* What the lookup looks into: every word of the data with where it stands, made once from what macros/browser/lookup.py wrote. Pure;
   `GuideIndex(terms, same)` gives its parts. */
(() => {
  const { words, literal, stem, letters, isStop } = GuideWords;
  const LOOSE = 0.5; // what a word counts that the guide says about a term, beside one that people say
  const STOP = 0.4; // what a small word weighs beside another that is as rare

  // Names of several terms that differ in their marks alone are told apart by them.
  const markTwins = (phrases, joined) => {
    for (const { at } of joined) {
      if (at.length < 2 || at.every(one => phrases[one].term === phrases[at[0]].term)) continue;
      for (const one of at) phrases[one].literal = literal(phrases[one].text);
    }
  };

  const isName = own => own.kind !== "heard" && own.kind !== "spoken";

  const vocabulary = terms => {
    const entries = [], numbers = new Map(), phrases = [];
    const number = text => {
      if (!numbers.has(text)) {
        numbers.set(text, entries.length);
        entries.push({ text, stem: stem(text), letters: letters(text), names: [], phrases: [], loose: [], rarity: 0 });
      }
      return numbers.get(text);
    };
    const phrase = (term, kind, text, say) => {
      const parts = words(text);
      const own = { term, kind, text, say, parts: parts.map(number), joined: parts.join(""), weight: 0 };
      const at = phrases.push(own) - 1;
      for (const part of new Set(own.parts)) {
        entries[part].phrases.push(at);
        if (isName(own)) entries[part].names.push(at);
      }
    };
    terms.forEach((term, at) => {
      phrase(at, "name", term.name);
      if (term.short) phrase(at, "short", term.short);
      for (const form of term.forms || []) phrase(at, "other", form);
      for (const [form, say] of term.old || []) phrase(at, "old", form, say);
      for (const form of term.known || []) phrase(at, "known", form);
      for (const form of term.heard || []) phrase(at, "heard", form);
      for (const form of term.spoken || []) phrase(at, "spoken", form);
      for (const text of new Set(words(`${term.say} ${term.avoid || ""} ${term.words || ""}`))) {
        if (!isStop(text)) entries[number(text)].loose.push(at);
      }
    });
    return { entries, numbers, phrases };
  };

  const grouped = (items, key) => {
    const groups = new Map();
    items.forEach((item, at) => {
      const name = key(item);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(at);
    });
    return groups;
  };

  // How rare a word is, counted over terms; the forms of one stem are one word.
  const weigh = ({ entries, phrases }, families, terms) => {
    for (const family of families.values()) {
      const users = new Set();
      for (const number of family) {
        for (const at of entries[number].phrases) users.add(phrases[at].term);
        for (const term of entries[number].loose) users.add(term);
      }
      const rarity = Math.log(1 + terms.length / users.size);
      for (const number of family) entries[number].rarity = rarity * (isStop(entries[number].text) ? STOP : 1);
    }
    for (const own of phrases) for (const number of own.parts) own.weight += entries[number].rarity;
  };

  const relatives = groups => {
    const related = new Map(); // stem -> stems that stand for the same
    for (const group of groups) {
      const members = words(group).map(stem);
      for (const one of members) related.set(one, new Set([...(related.get(one) || []), ...members]));
    }
    return related;
  };

  // How often each term uses each word, over all its phrases: `uses`, by the word's number, holds terms and counts in turn;
  // `size` is how many words a term has in all, `all` how many there are.
  const counted = ({ entries, phrases }, terms) => {
    const counts = entries.map(() => new Map()), size = new Float64Array(terms.length);
    let all = 0;
    const add = (number, term, worth) => {
      counts[number].set(term, (counts[number].get(term) || 0) + worth);
      size[term] += worth;
      all += worth;
    };
    for (const own of phrases) for (const number of new Set(own.parts)) add(number, own.term, 1);
    entries.forEach((entry, number) => entry.loose.forEach(term => add(number, term, LOOSE)));
    return { uses: counts.map(count => Float32Array.from([...count].flat())), size, all };
  };

  // The numbers of phrases, for a loop over a hundred thousand of them: what each is of (`termOf`), its `weights`, and whether
  // it is `spoken`; for each word its phrases with the place where it stands first in each, `at` and `places`, and the same of
  // names alone.
  const flat = ({ entries, phrases }) => {
    const placed = (list, number) => {
      const at = new Int32Array(list), places = new Int16Array(at.length);
      for (let one = 0; one < at.length; one++) places[one] = phrases[at[one]].parts.indexOf(number);
      return { at, places };
    };
    entries.forEach((entry, number) => {
      entry.all = placed(entry.phrases, number);
      entry.named = placed(entry.names, number);
    });
    return {
      termOf: new Int32Array(phrases.map(own => own.term)), weights: new Float64Array(phrases.map(own => own.weight)),
      spoken: new Uint8Array(phrases.map(own => (own.kind === "spoken" ? 1 : 0))),
      wholes: grouped(phrases, own => own.joined),
    };
  };

  // `entries`: the words, by number; `numbers`: a word's number; `phrases`; `families`: the words of one stem; `related`:
  // stems that stand for the same; `sorted`: the words' numbers in order of the alphabet; `joined`: names without spaces; and
  // what `counted` and `flat` give.
  globalThis.GuideIndex = (terms, same) => {
    const { entries, numbers, phrases } = vocabulary(terms);
    const families = grouped(entries, entry => entry.stem);
    weigh({ entries, phrases }, families, terms);
    const sorted = entries.map((entry, at) => at).sort((a, b) => (entries[a].text < entries[b].text ? -1 : 1));
    const joined = [...grouped(phrases, own => (isName(own) ? own.joined : ""))]
      .filter(([text]) => text)
      .map(([text, at]) => ({ text, at, letters: letters(text) }));
    markTwins(phrases, joined);
    const counts = counted({ entries, phrases }, terms);
    return { entries, numbers, phrases, families, related: relatives(same), sorted, joined, ...counts, ...flat({ entries, phrases }) };
  };
})();
