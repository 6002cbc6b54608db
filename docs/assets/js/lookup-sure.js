/* Whether the lookup may open a card by itself. Where what was said points at no term more than at others, the nearest stand
   side by side instead, each with the reason it was found. Pure; `GuideSure(found)` judges what `search` gave.

   The weights are those of a logistic regression over sayings that the index did not hold: tests/bench/search/calibrate.mjs
   fits and prints them, with what each threshold costs. */
(() => {
  const WEIGHTS = [1.92, 2.86, -1.43, 3.02, -0.54], OFFSET = -3.06;
  const LEAST = 0.75; // fewer than 3 of 100 queries, typed and spoken in equal parts, then open another card than was meant

  // How good the best is, how far the next lies behind, how much of the query one phrase of the best explains, how much of it
  // the term knows at all, and how far its words are everybody's.
  const signs = ([first, second]) =>
    [Math.min(first.score, 2.5), Math.min(1, first.score - (second ? second.score : 0)), first.fit, first.cover, first.odds];

  // One that was named, letter by letter, is meant; so is one that the signs speak for.
  const named = ([first, second]) => first.exact && !(second && second.exact);
  const sure = found =>
    found.length > 0 && (named(found) || signs(found).reduce((sum, sign, at) => sum + sign * WEIGHTS[at], OFFSET) >= LEAST);

  globalThis.GuideSure = Object.assign(sure, { signs });
})();
