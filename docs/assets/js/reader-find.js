/* Reads a text of the customer's for the guide's terms. Pure: `GuideReader(data)` gives `read(text)`, which returns the `terms` it
   uses, the weightiest first, each with the sentences and the words that say so, and the `beliefs` it seems to hold. */
(() => {
  const { words, literal, stem } = GuideWords, { beliefsOf, isNegative } = GuideReaderBeliefs;
  const { KINDS, LONGER, bare, expanded, formsOf, inflected, isShort, single, spelled } = GuideReaderWords;
  const SENTENCES = 3; // shown of each term
  const REACH = 4; // words that "…" stands for at most

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
        for (const term of held(parts.map(one => one.stem), isNegative(parts.map(one => one.word)))) beliefs.push({ term, sentence });
      }
      const terms = [...found.values()].sort((a, b) => b.weight - a.weight || (a.term.name < b.term.name ? -1 : 1));
      return { terms: terms.map(entry => ({ ...entry, said: [...entry.said] })), beliefs };
    };

    return { read };
  };
})();
