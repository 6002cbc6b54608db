/* Reads a text of the customer's for the guide's terms. Pure: `GuideReader(data)` gives `read(text)`, which returns the `terms` it
   uses, the weightiest first, each with the sentences and the words that say so, and the `beliefs` it seems to hold. */
(() => {
  const { words, literal, stem, isStop } = GuideWords;
  const SHORT = 4; // letters: a shorter abbreviation counts only in capitals, as RAG and ATO do
  const KINDS = { name: 3, short: 3, other: 3, old: 3, known: 1.5, heard: 2, spoken: 1 };
  const HELD = 0.9; // so much of a belief's weight has to stand in one sentence
  const SENTENCES = 3; // shown of each term
  const NEGATIVE = new Set("no not never cannot cant dont doesnt isnt arent wont without neither nor".split(" "));

  const MARK = /[^\p{L}\p{N}\p{M}\s'’\u2010-\u2013-]/u; // what belongs to a name as much as its letters
  const LONGER = /^(?:[-&@_.][\p{L}\p{N}]|[+#*](?![\p{L}\p{N}"'“‘]))/u; // after a name: there it is part of another

  const telling = text => words(text).filter(word => !isStop(word));

  globalThis.GuideReader = data => {
    const byFirst = new Map(); // stem of a form's first word -> forms
    const add = (term, kind, text) => {
      const parts = words(text), capitals = parts.length === 1 && parts[0].length <= SHORT && text !== text.toLowerCase();
      // A saying is told from chance by its words; a name stands for itself.
      if ((kind === "heard" && telling(text).length < 2) || (kind === "spoken" && telling(text).length < 3) || !parts.length) return;
      const form = { term, kind, text, stems: parts.map(stem), capitals, marked: MARK.test(text) && literal(text) };
      if (!byFirst.has(form.stems[0])) byFirst.set(form.stems[0], []);
      byFirst.get(form.stems[0]).push(form);
    };
    for (const term of data.terms) {
      add(term, "name", term.name);
      if (term.short) add(term, "short", term.short);
      for (const form of term.forms || []) add(term, "other", form);
      for (const [form] of term.old || []) add(term, "old", form);
      for (const kind of ["known", "heard", "spoken"]) for (const form of term[kind] || []) add(term, kind, form);
    }
    for (const forms of byFirst.values()) forms.sort((a, b) => b.stems.length - a.stems.length || Number(!!b.marked) - Number(!!a.marked) || KINDS[b.kind] - KINDS[a.kind]);

    const usedBy = new Map();
    for (const term of data.terms) {
      for (const word of new Set(telling(term.belief || "").map(stem))) usedBy.set(word, (usedBy.get(word) || 0) + 1);
    }
    const beliefs = data.terms.filter(term => term.belief).map(term => {
      const stems = telling(term.belief).map(stem);
      const weight = word => Math.log(1 + data.terms.length / (usedBy.get(word) || 1));
      return { term, stems, weight, total: stems.reduce((sum, word) => sum + weight(word), 0), length: words(term.belief).length,
        negative: words(term.belief).some(word => NEGATIVE.has(word)) };
    });

    // A line's end is a sentence's only before a blank line, a list or a heading: text is often broken at a width.
    const sentences = text => text.normalize("NFC").replace(/\r/g, "").split(/(?<=[.!?;:])\s+|\n\s*\n|\n(?=\s*(?:[-–•*#|]|\d+[.)]))/)
      .map(one => one.replace(/\s+/g, " ").trim()).filter(Boolean);

    // The weight of a belief's words that stand in the sentence in the belief's own order, close together: the same words in another
    // order may well deny it.
    const inOrder = (belief, here) => {
      let best = 0;
      const reach = 2 * belief.length + 2;
      for (let from = 0; from < here.length; from++) {
        if (!belief.stems.includes(here[from])) continue;
        let row = new Array(belief.stems.length + 1).fill(0);
        for (const word of here.slice(from, from + reach)) {
          const next = [...row];
          belief.stems.forEach((own, at) => {
            next[at + 1] = Math.max(row[at + 1], next[at], own === word ? row[at] + belief.weight(word) : 0);
          });
          row = next;
        }
        best = Math.max(best, row.at(-1));
      }
      return best / belief.total;
    };

    const stems = new Map();
    const stemOf = word => {
      if (!stems.has(word)) stems.set(word, stem(word));
      return stems.get(word);
    };

    const read = text => {
      const found = new Map(), held = [];
      for (const sentence of sentences(text)) {
        const places = [...sentence.matchAll(/[\p{L}\p{N}'’]+/gu)], raw = places.map(([word]) => word);
        // A name with marks stands as it is written; an abbreviation is none where marks make another of it.
        const stands = (form, at) => {
          const from = places[at].index, last = places[at + form.stems.length - 1], to = last.index + last[0].length;
          if (form.marked) {
            const [before, after] = form.text.split(/[\p{L}\p{N}].*[\p{L}\p{N}]|[\p{L}\p{N}]/u);
            return literal(sentence.slice(from - before.length, to + after.length)) === form.marked;
          }
          return !form.capitals || !(LONGER.test(sentence.slice(to)) || /[\p{L}\p{N}][&@_]$|(?<!\.)\.$/u.test(sentence.slice(0, from)));
        };
        const parts = raw.map(word => words(word)[0] || ""), here = parts.map(stemOf);
        for (let at = 0; at < here.length; at++) {
          const form = (byFirst.get(here[at]) || []).find(one => one.stems.every((word, next) => here[at + next] === word) && stands(one, at) &&
            (!one.capitals || raw[at].replace(/s$/, "") === raw[at].replace(/s$/, "").toUpperCase()));
          if (!form) continue;
          const entry = found.get(form.term) || { term: form.term, count: 0, weight: 0, said: new Set(), sentences: [] };
          entry.count++;
          entry.weight += KINDS[form.kind] / Math.sqrt(entry.count);
          entry.said.add(raw.slice(at, at + form.stems.length).join(" ").toLowerCase());
          if (entry.sentences.length < SENTENCES && !entry.sentences.includes(sentence)) entry.sentences.push(sentence);
          found.set(form.term, entry);
          at += form.stems.length - 1;
        }
        const own = new Set(here), negative = parts.some(word => NEGATIVE.has(word));
        for (const belief of beliefs) {
          if (belief.negative !== negative) continue;
          const share = belief.stems.reduce((sum, word) => sum + (own.has(word) ? belief.weight(word) : 0), 0) / belief.total;
          if (share >= HELD && inOrder(belief, here) >= HELD) held.push({ term: belief.term, sentence });
        }
      }
      const terms = [...found.values()].sort((a, b) => b.weight - a.weight || (a.term.name < b.term.name ? -1 : 1));
      return { terms: terms.map(entry => ({ ...entry, said: [...entry.said] })), beliefs: held };
    };

    return { read };
  };
})();
