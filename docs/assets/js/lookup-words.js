/* What the lookup knows of English: how a text falls into words, which words say little, which are forms of one another,
   and how far a mistyped word is from a right one. Pure; `GuideWords` holds it. */
(() => {
  const STOP = new Set((
    "a about all also am an and any are arent as at be because been being but by can cant could couldnt did didnt do does " +
    "doesnt doing dont for from get gets getting give gives go goes going got had has hasnt have havent having he her here hes " +
    "him his how i id if ill im in into is isnt it its itself ive just let lets like made make makes many may me might more " +
    "much must my no not now of off on one only or our ours out over put really say says she should shouldnt so some " +
    "something still stuff than that thats the their them then there theres these they theyre thing things this those through " +
    "to too up us use used uses using versus very vs want wants was wasnt we well were weve what whats when where wheres which while " +
    "who whos whose why will with without wont would wouldnt yes yet you your youre"
  ).split(" "));

  // macros/guide/hearing.py takes texts apart in the same way.
  const words = text =>
    text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

  // A name as it is written, marks included: only by them are C, C++ and C# told apart.
  const literal = text =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s\u2010-\u2013-]+/g, " ").trim();

  // English endings, cut no further than needed to bring the forms of one word together.
  const stem = word => {
    if (word.length < 4) return word;
    let cut = word
      .replace(/is(e|ed|es|ing|ation|ations)$/, "iz$1") // British spelling
      .replace(/ie[sd]$/, "y")
      .replace(/(ss|x|ch|sh)es$/, "$1")
      .replace(/([^siu])s$/, "$1");
    const bare = cut.replace(/(ations?|ators?|ating|ated|ates?|ions?|ings?|edly|ed|ly|er|or|ment|able|al|ive)$/, "");
    if (bare.length > 2 && /[aeiouy]/.test(bare)) cut = bare.replace(/([bdgmnprt])\1$/, "$1");
    return cut.length > 3 ? cut.replace(/(e|y|i)$/, "") : cut;
  };

  // Which letters a word has, a bit each: two words that differ in many letters need no closer look.
  const letters = word => {
    let bits = 0;
    for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 31);
    return bits;
  };
  const count = bits => {
    let set = 0;
    for (; bits; bits &= bits - 1) set++;
    return set;
  };

  // How many mistakes a word of this length may have.
  const mistakes = length => (length < 4 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3);

  // Edits (a letter wrong, missing, added, or two swapped) from `typed` to `word` and to the nearest beginning of it; null
  // where it takes more than `most`.
  const LONGEST = 60;
  const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1));
  const edits = (typed, word, most) => {
    const width = Math.min(word.length, LONGEST);
    let [before, last, row] = rows;
    for (let j = 0; j <= width; j++) last[j] = j;
    for (let i = 1; i <= typed.length; i++) {
      let least = (row[0] = i);
      for (let j = 1; j <= width; j++) {
        const same = typed.charCodeAt(i - 1) === word.charCodeAt(j - 1);
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        const swapped = i > 1 && j > 1 && typed.charCodeAt(i - 1) === word.charCodeAt(j - 2) &&
          typed.charCodeAt(i - 2) === word.charCodeAt(j - 1);
        if (swapped) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return null;
      [before, last, row] = [last, row, before];
    }
    let beginning = last[width];
    for (let j = 1; j < width; j++) if (last[j] < beginning) beginning = last[j];
    return { whole: last[width], beginning };
  };

  globalThis.GuideWords = { words, literal, stem, letters, count, mistakes, edits, isStop: word => STOP.has(word) };
})();
