/* When may the lookup open a card? `node tests/bench/search/calibrate.mjs call/cards.js queries.json` fits the weights that
   docs/assets/js/lookup-sure.js holds. Each saying of the data is asked of an index without it, since a phrase
   that the index holds tells nothing about one that it does not; the labelled queries stand for typed names. It prints the weights,
   and for some thresholds how often the first term is shown with confidence and is right, and how often it is wrong. */
import fs from "node:fs";
import vm from "node:vm";

const scripts = new URL("../../../docs/assets/js/", import.meta.url);
for (const name of ["lookup-words", "lookup-index", "lookup-matches", "lookup", "lookup-sure"]) {
  vm.runInThisContext(fs.readFileSync(new URL(`${name}.js`, scripts), "utf8"), { filename: name });
}
const [cards, labelled, strangers] = process.argv.slice(2);
const data = JSON.parse(fs.readFileSync(cards, "utf8").replace(/^var guideCards = |;\s*$/g, ""));
const asked = JSON.parse(fs.readFileSync(labelled, "utf8"));
const FOLDS = 8;

// [signs, right] of a query.
const judged = (lookup, query, wants) => {
  const found = lookup.search(query);
  return found.length ? [GuideSure.signs(found), wants.includes(found[0].term.id) ? 1 : 0] : null;
};

const unseen = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const held = [];
  const terms = data.terms.map((term, at) => {
    const kept = { ...term };
    for (const kind of ["heard", "spoken"]) {
      kept[kind] = (term[kind] || []).filter((saying, place) => {
        const out = (place + at) % FOLDS === fold && GuideWords.words(saying).length > 1;
        if (out) held.push([saying, [term.id]]);
        return !out;
      });
    }
    return kept;
  });
  const lookup = GuideLookup({ ...data, terms });
  unseen.push(...held.map(([query, wants]) => judged(lookup, query, wants)));
}
const whole = GuideLookup(data);
const typed = asked.map(({ query, wants }) => judged(whole, query, wants));
// Queries that no term answers.
const strange = strangers ? fs.readFileSync(strangers, "utf8").trim().split("\n").map(query => judged(whole, query, [])) : [];

const sample = [...unseen.map(one => [one, 1]), ...typed.map(one => [one, 1]), ...strange.map(one => [one, 4])].filter(([one]) => one);
const width = sample[0][0][0].length;
const mean = [...Array(width)].map((_, at) => sample.reduce((sum, [[signs]]) => sum + signs[at], 0) / sample.length);
const spread = mean.map((middle, at) => Math.sqrt(sample.reduce((sum, [[signs]]) => sum + (signs[at] - middle) ** 2, 0) / sample.length) || 1);
const weights = new Array(width).fill(0);
let bias = 0;
const total = signs => signs.reduce((sum, sign, at) => sum + (weights[at] * (sign - mean[at])) / spread[at], bias);
for (let round = 0; round < 4000; round++) {
  const step = new Array(width).fill(0);
  let shift = 0;
  for (const [[signs, right], times] of sample) {
    const off = times * (right - 1 / (1 + Math.exp(-total(signs))));
    shift += off;
    signs.forEach((sign, at) => (step[at] += (off * (sign - mean[at])) / spread[at]));
  }
  bias += (0.5 * shift) / sample.length;
  step.forEach((by, at) => (weights[at] += 0.5 * (by / sample.length - 0.001 * weights[at])));
}
const plain = weights.map((weight, at) => weight / spread[at]);
const offset = plain.reduce((sum, weight, at) => sum - weight * mean[at], bias);
console.log("weights", plain.map(weight => weight.toFixed(2)).join(", "), "offset", offset.toFixed(2));

const share = (set, least, right) => {
  const sure = set.filter(one => one && one[0].reduce((sum, sign, at) => sum + sign * plain[at], offset) >= least);
  return ((100 * sure.filter(one => one[1] === right).length) / set.length).toFixed(1);
};
for (let least = -1; least <= 2.01; least += 0.25) {
  const told = [["unseen", unseen], ["typed", typed], ["strange", strange]].filter(([, set]) => set.length)
    .map(([name, set]) => `${name} right ${share(set, least, 1)} wrong ${share(set, least, 0)}`);
  console.log(least.toFixed(2).padStart(5), told.join(" | "));
}
