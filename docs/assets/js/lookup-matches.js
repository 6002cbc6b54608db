/* How the lookup takes a typed word: for which of its own words that may stand, and how well. Pure; `GuideMatches(index,
   acronyms)` gives `meanings`, `joinedUp` and `allowed`. */
(() => {
  const { words, stem, letters, count, mistakes, edits, isStop } = GuideWords;

  // What a match of each sort is worth, between 0 and 1.
  const EXACT = 1, STEM = 0.95, RELATED = 0.7;
  const beginningWorth = share => 0.62 + 0.3 * share;
  const mistakenWorth = mistaken => 0.88 - 0.13 * (mistaken - 1);
  const SHORT = 6; // letters: every shorter word is one mistake from some other, so that only names may be meant

  globalThis.GuideMatches = ({ entries, numbers, families, related, sorted }, acronyms) => {
    const abbreviations = new Set(acronyms.flatMap(([form]) => words(form))); // meant as written, whatever they resemble

    const firstFrom = text => {
      let low = 0, high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (entries[sorted[middle]].text < text) low = middle + 1;
        else high = middle;
      }
      return low;
    };

    // The words of the guide that a typed one may stand for: number -> what the match is worth; and whether
    // their names alone are enough: a first letter is that of so many words, and a short mistyped one so near to others.
    const meanings = text => {
      const found = new Map();
      const add = (number, worth) => {
        if (worth > (found.get(number) || 0)) found.set(number, worth);
      };
      const known = numbers.has(text);
      if (known) add(numbers.get(text), EXACT);
      if (isStop(text)) return { found };
      const root = stem(text), foreign = !known && abbreviations.has(text); // COTS is not the plural of CoT
      for (const number of (foreign ? [] : families.get(root)) || []) add(number, STEM);
      for (const other of related.get(root) || []) for (const number of families.get(other) || []) add(number, RELATED);
      for (let at = firstFrom(text); at < sorted.length && entries[sorted[at]].text.startsWith(text); at++) {
        add(sorted[at], beginningWorth(text.length / entries[sorted[at]].text.length));
      }
      const corrected = !found.size;
      if (corrected) mistyped(text, add);
      return { found, namesOnly: text.length === 1 || (corrected && text.length < SHORT) };
    };

    // How many mistakes a typed word may have.
    const allowed = text => (abbreviations.has(text) ? 0 : mistakes(text.length));

    const mistyped = (text, add) => {
      const most = allowed(text), own = letters(text), named = text.length < SHORT;
      if (!most) return;
      entries.forEach((entry, number) => {
        if (named && !entry.names.length) return;
        if (entry.text.length < text.length - most || count(own & ~entry.letters) > most) return;
        const far = edits(text, entry.text, most);
        if (!far) return;
        if (far.whole <= most) add(number, mistakenWorth(far.whole) - (entry.text[0] === text[0] ? 0 : 0.1));
        else if (far.beginning < most) add(number, 0.8 * mistakenWorth(far.beginning + 1));
      });
    };

    // Neighbors that are one word in a name: "fed ramp".
    const joinedUp = asked => {
      const made = [];
      for (let at = 0; at < asked.length; at++) {
        const both = asked[at] + asked[at + 1], whole = entries[numbers.get(both)];
        const isOne = whole && whole.names.length;
        made.push(isOne ? both : asked[at]);
        if (isOne) at++;
      }
      return made;
    };

    return { meanings, joinedUp, allowed };
  };
})();
