/* Reads a text of the customer's for the guide's terms. Pure: `GuideReader(data)` gives `read(text)`, which returns the `terms` it
   uses, the weightiest first, each with the sentences and the words that say so, and the `beliefs` it seems to hold. */
(() => {
  const { words, literal, stem, isStop } = GuideWords;
  const SHORT = 5; // letters: a shorter abbreviation counts only as it is written, as RAG and ATO are
  const KINDS = { name: 3, short: 3, other: 3, old: 3, written: 3, heard: 2, known: 1.5, everyday: 1.5, spoken: 1, unlike: 4 };
  const HELD = 0.9; // so much of a belief's weight has to stand in one sentence
  const FEW = 4; // a belief of fewer telling words has to stand word for word
  const SENTENCES = 3; // shown of each term
  const REACH = 4; // words that "…" stands for at most
  const LOOKBACK = 150; // letters before an abbreviation in brackets in which its words stand
  const NEGATIVE = new Set("no not never cannot cant dont doesnt isnt arent wont without neither nor".split(" "));

  const MARK = /[^\p{L}\p{N}\p{M}\s'’\u2010-\u2013…-]/u; // what belongs to a name as much as its letters
  const LONGER = /^(?:[-&@_.][\p{L}\p{N}]|[+#*](?![\p{L}\p{N}"'“‘]))/u; // after a name: there it is part of another

  const telling = text => words(text).filter(word => !isStop(word));

  // One word alone counts in its plural and its British spelling and in no other form: what is embedded is no embedding.
  const single = word =>
    word.replace(/is(e|ed|es|ing|ation|ations)$/, "iz$1").replace(/([^aeiou])ies$/, "$1y").replace(/(ss|x|ch|sh)es$/, "$1")
      .replace(/([^siu])s$/, "$1");
  // Among others it counts in its inflections: a reasonable effort is no reasoning effort.
  const inflected = word => {
    const cut = single(word), root = cut.replace(/(ied|ed|ing)$/, ending => (ending === "ied" ? "y" : ""));
    const own = root !== cut && root.length > 2 && /[aeiouy]/.test(root) ? root.replace(/([bdgmnprt])\1$/, "$1") : cut;
    return own.length > 3 ? own.replace(/e$/, "") : own;
  };
  const bare = word => word.replace(/['’]$/, "").replace(/['’]?s$/, "");

  const isShort = form => form.roots.length === 1 && form.text.length <= SHORT && form.text !== form.text.toLowerCase();
  // Whether a word is written as the form is: an abbreviation in its capitals, a name with its capital.
  const spelled = (form, word) => {
    if (form.text === form.text.toLowerCase()) return true;
    const [own, here] = [bare(form.text.replace(/[^\p{L}\p{N}'’]/gu, "")), bare(word)]; // marks are compared elsewhere
    if (/^.[^\p{Lu}]*$/u.test(own)) return own[0] === here[0];
    return own.length > SHORT || own === here || (own.length === here.length && here === here.toUpperCase());
  };

  // "Buy American Act (BAA)": the words before it, where their first letters spell it.
  const initials = parts => parts.map(word => word[0]).join("");
  const expanded = text => [...text.matchAll(/\((\p{Lu}[\p{L}\p{N}]{1,6})\)/gu)].map(({ 1: short, index }) => {
    const letters = bare(short).toLowerCase(), parts = words(text.slice(Math.max(0, index - LOOKBACK), index));
    const own = [parts, parts.filter(word => !isStop(word))].map(all => all.slice(-letters.length))
      .find(all => initials(all) === letters);
    return own && { letters, roots: own.map(inflected).join(" ") };
  }).filter(Boolean);

  // The forms of all terms, by the words they begin with.
  const formsOf = data => {
    const alone = new Map(), pairs = new Map(), open = new Map(), named = new Map();
    const under = (map, key, form) => map.set(key, [...(map.get(key) || []), form]);
    const add = (term, kind, text) => {
      const parts = words(text);
      // A saying is told from chance by its words; a name stands for itself.
      if ((kind === "heard" && telling(text).length < 2) || (kind === "spoken" && telling(text).length < 3) || !parts.length) return;
      const everyday = (term.everyday || []).some(one => words(one).map(inflected).join(" ") === parts.map(inflected).join(" "));
      const runs = text.split("…").map(run => words(run).map(inflected)).filter(run => run.length);
      const marked = MARK.test(text) && literal(text);
      const form = { term, kind, text, everyday, marked, runs, roots: parts.map(inflected), letter: parts.findIndex(part => part.length === 1) };
      if (!/\p{Lu}/u.test(text)) form.letter = -1;
      if (runs.length > 1) under(open, runs[0][0], form);
      else if (parts.length === 1) under(alone, single(parts[0]), form);
      else {
        // What is written with a hyphen is written as one word, too.
        if (/^[\p{L}]+-[\p{L}]+$/u.test(text)) under(alone, single(parts.join("")), { ...form, runs: [[]], roots: [""] });
        under(pairs, form.roots.slice(0, 2).join(" "), form);
        under(named, `${term.id} ${initials(parts)}`, form.roots.join(" "));
      }
    };
    for (const term of data.terms) {
      add(term, "name", term.name);
      if (term.short) add(term, "short", term.short);
      for (const form of term.forms || []) add(term, "other", form);
      for (const [form] of term.old || []) add(term, "old", form);
      for (const kind of ["written", "heard", "known", "everyday", "spoken", "unlike"]) for (const form of term[kind] || []) add(term, kind, form);
    }
    for (const map of [alone, pairs, open]) {
      for (const forms of map.values()) forms.sort((a, b) => b.roots.length - a.roots.length || Number(!!b.marked) - Number(!!a.marked) || KINDS[b.kind] - KINDS[a.kind]);
    }
    return { alone, pairs, open, named };
  };

  const beliefsOf = data => {
    const usedBy = new Map();
    for (const term of data.terms) {
      for (const word of new Set(telling(term.belief || "").map(stem))) usedBy.set(word, (usedBy.get(word) || 0) + 1);
    }
    const weight = word => Math.log(1 + data.terms.length / (usedBy.get(word) || 1));
    const all = data.terms.filter(term => term.belief).map(term => {
      const stems = telling(term.belief).map(stem);
      const whole = new Set(stems).size < FEW && ` ${words(term.belief).map(stem).join(" ")} `;
      return { term, stems, whole, total: stems.reduce((sum, word) => sum + weight(word), 0), length: words(term.belief).length,
        negative: words(term.belief).some(word => NEGATIVE.has(word)) };
    });
    const byWord = new Map(); // word -> [belief, how much of it the word is]
    for (const belief of all) {
      for (const word of new Set(belief.stems)) {
        const times = belief.stems.filter(own => own === word).length;
        byWord.set(word, [...(byWord.get(word) || []), [belief, (times * weight(word)) / belief.total]]);
      }
    }
    // The weight of a belief's words that stand in the sentence in the belief's own order, close together: the same words in
    // another order may well deny it.
    const inOrder = (belief, here) => {
      let best = 0;
      const reach = 2 * belief.length + 2;
      for (let from = 0; from < here.length; from++) {
        if (!belief.stems.includes(here[from])) continue;
        let row = new Array(belief.stems.length + 1).fill(0);
        for (const word of here.slice(from, from + reach)) {
          const next = [...row];
          belief.stems.forEach((own, at) => {
            next[at + 1] = Math.max(row[at + 1], next[at], own === word ? row[at] + weight(word) : 0);
          });
          row = next;
        }
        best = Math.max(best, row.at(-1));
      }
      return best / belief.total;
    };
    return (here, negative) => {
      const shares = new Map(), line = ` ${here.join(" ")} `;
      for (const word of new Set(here)) {
        for (const [belief, share] of byWord.get(word) || []) shares.set(belief, (shares.get(belief) || 0) + share);
      }
      return [...shares].filter(([belief, share]) => share >= HELD - 1e-9 && belief.negative === negative)
        .filter(([belief]) => (belief.whole ? line.includes(belief.whole) : inOrder(belief, here) >= HELD))
        .map(([belief]) => belief.term);
    };
  };

  // A line's end is a sentence's only before a blank line, a list or a heading: text is often broken at a width.
  const sentences = text => text.normalize("NFC").replace(/\r/g, "").split(/(?<=[.!?;:])\s+|\n\s*\n|\n(?=\s*(?:[-–•*#|]|\d+[.)]))/)
    .map(one => one.replace(/\s+/g, " ").trim()).filter(Boolean);

  // Where the runs of a form end that stand one after another in `here` from `at`; -1 where they do not.
  const end = (runs, here, at) => {
    let next = at;
    for (const [count, run] of runs.entries()) {
      let from = next;
      const last = count ? next + REACH : next;
      while (from <= last && !run.every((word, step) => here[from + step] === word)) from++;
      if (from > last) return -1;
      next = from + run.length;
    }
    return next;
  };

  globalThis.GuideReader = data => {
    const { alone, pairs, open, named } = formsOf(data), held = beliefsOf(data);
    const company = new Map(data.terms.filter(term => term.beside)
      .map(term => [term, term.beside.map(text => words(text).map(inflected).join(" "))]));
    const NONE = [];
    const known = new Map();
    const taken = raw => {
      if (!known.has(raw)) {
        const [word = ""] = words(raw);
        known.set(raw, { word, stem: stem(word), root: inflected(word), single: single(word) });
      }
      return known.get(raw);
    };

    const read = text => {
      const found = new Map(), beliefs = [], others = new Map(expanded(text).map(one => [one.letters, one.roots]));
      // The document itself says what its abbreviation stands for, and it is none of the term's names.
      const theirs = (term, word) => {
        const letters = bare(word).toLowerCase(), own = others.has(letters) && named.get(`${term.id} ${letters}`);
        return Boolean(own) && !own.includes(others.get(letters));
      };
      const lines = sentences(text).map(sentence => {
        const places = [...sentence.matchAll(/[\p{L}\p{N}'’]+/gu)], raw = places.map(([word]) => word);
        const parts = raw.map(taken), here = parts.map(one => one.root);
        return { sentence, places, raw, parts, here, line: ` ${here.join(" ")} ` };
      });
      for (const [number, { sentence, places, raw, parts, here, line: own }] of lines.entries()) {
        // A colon parts no company.
        const line = [number - 1, number, number + 1].filter(other => other === number || lines[Math.min(other, number)]?.sentence.endsWith(":"))
          .map(other => (other === number ? own : lines[other]?.line || "")).join("");
        const meant = form => !form.everyday || (company.get(form.term) || []).some(word => line.includes(` ${word} `));
        // A name with marks stands as it is written; an abbreviation is none where marks make another of it.
        const stands = (form, at, to) => {
          const from = places[at].index, past = places[to - 1].index + raw[to - 1].length;
          if (form.marked) {
            const [before, after] = form.text.split(/[\p{L}\p{N}].*[\p{L}\p{N}]|[\p{L}\p{N}]/u);
            return literal(sentence.slice(from - before.length, past + after.length)) === form.marked;
          }
          return !isShort(form) || !(LONGER.test(sentence.slice(past)) || /[\p{L}\p{N}][&@_]$|(?<!\.)\.$/u.test(sentence.slice(0, from)));
        };
        const fits = (form, at, to) => to >= 0 && meant(form) && stands(form, at, to) && (form.letter < 0 || raw[at + form.letter] === raw[at + form.letter].toUpperCase()) &&
          (to - at > 1 || (spelled(form, raw[at]) && !theirs(form.term, raw[at])));
        let past = 0; // the end of what was found so far: inside it, no shorter form counts
        for (let at = 0; at < here.length; at++) {
          let to = -1;
          const first = (forms, count = 1) =>
            (forms || NONE).find(one => fits(one, at, (to = one.roots.length > 1 ? end(one.runs, here, at) : at + count)));
          const hyphened = at + 1 < raw.length && sentence[places[at].index + raw[at].length] === "-" &&
            places[at + 1].index === places[at].index + raw[at].length + 1;
          const form = first(pairs.get(`${here[at]} ${here[at + 1]}`)) || first(open.get(here[at])) ||
            (hyphened && first(alone.get(single(parts[at].word + parts[at + 1].word)), 2)) || first(alone.get(parts[at].single));
          if (!form || to <= past) continue;
          past = to;
          if (form.kind === "unlike") continue;
          const entry = found.get(form.term) || { term: form.term, count: 0, weight: 0, said: new Set(), sentences: [] };
          entry.count++;
          entry.weight += KINDS[form.kind] / Math.sqrt(entry.count);
          entry.said.add(raw.slice(at, to).join(" ").toLowerCase());
          if (entry.sentences.length < SENTENCES && !entry.sentences.includes(sentence)) entry.sentences.push(sentence);
          found.set(form.term, entry);
        }
        for (const term of held(parts.map(one => one.stem), parts.some(one => NEGATIVE.has(one.word)))) beliefs.push({ term, sentence });
      }
      const terms = [...found.values()].sort((a, b) => b.weight - a.weight || (a.term.name < b.term.name ? -1 : 1));
      return { terms: terms.map(entry => ({ ...entry, said: [...entry.said] })), beliefs };
    };

    return { read };
  };
})();
