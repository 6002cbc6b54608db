/* The forms under which the guide's terms stand in a text of the customer's, and when a word there is one of them. Pure. */
globalThis.GuideReaderWords = (() => {
  const { words, literal, isStop } = GuideWords;
  const KINDS = { name: 3, short: 3, other: 3, old: 3, written: 3, heard: 2, known: 1.5, everyday: 1.5, spoken: 1, unlike: 4 };
  const SHORT = 5; // letters: a shorter abbreviation counts only as it is written, as RAG and ATO are
  const LOOKBACK = 150; // letters before an abbreviation in brackets in which its words stand

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

  return { KINDS, LONGER, bare, expanded, formsOf, inflected, isShort, single, spelled, telling };
})();
