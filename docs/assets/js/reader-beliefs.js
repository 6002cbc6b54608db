/* The misconceptions that a sentence of the customer's seems to hold. Pure. */
globalThis.GuideReaderBeliefs = (() => {
  const { words, stem } = GuideWords, { telling } = GuideReaderWords;
  const HELD = 0.9; // so much of a belief's weight has to stand in one sentence
  const FEW = 4; // a belief of fewer telling words has to stand word for word
  const NEGATIVE = new Set("no not never cannot cant dont doesnt isnt arent wont without neither nor".split(" "));

  const isNegative = parts => parts.some(word => NEGATIVE.has(word));

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
        negative: isNegative(words(term.belief)) };
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

  return { beliefsOf, isNegative };
})();
