/* Finds the term that somebody means. Pure: `GuideLookup(data)` takes what macros/browser/lookup.py wrote and gives `search(query)`,
   which returns terms, the best first. It touches no page, so it runs wherever scripts run.

   A term has phrases (its names, the forms it replaces, what people say when they mean it) and loose words (what the guide
   says about it). A query is compared with both: how much of the query a phrase explains, how much of the phrase the query
   names, how many words stand side by side in both, rare words counting more; loose words add to that. A word matches as
   written, as a form of the same stem, as a beginning, with typing mistakes, or as another word for the same thing. */
(() => {
  const { words, literal, letters, count, edits, isStop } = GuideWords;

  // The weights were tuned on tests/search/tuning.yml, and so were those of lookup-matches.js.
  // What a phrase of each kind is worth.
  const KINDS = { name: 1, short: 1, other: 0.97, old: 0.93, known: 0.92, heard: 0.9, spoken: 0.86 };
  const OF_PHRASE = 0.6; // the part of a phrase's score that asks how much of the phrase was named
  const IN_ROW = 0.4; // words that stand side by side in query and phrase
  const LOOSE = 0.9; // all the words together, wherever the guide uses them, beside the best phrase
  const SENTENCE = 4; // so many words are a sentence: then the term's way of speaking counts, and loose words count less
  const LOOSE_IN_SENTENCE = 0.5;
  const LIKELY = 0.25; // how much likelier the term's own way of speaking makes the words than everybody's does
  const SMOOTH = 100; // words of everybody's that each term's are mixed with: a term with many phrases gains nothing by it
  const WHOLE = 0.5; // a form or a saying, word for word
  const TWIN = 0.4; // what a name loses to another that is written as the query is: C# to C++
  const LEAST = 0.12; // a lower score is noise

  globalThis.GuideLookup = ({ terms: own, answers = [], same = [], acronyms = [] }) => {
    const terms = [...own, ...answers]; // whatever can be found
    const index = GuideIndex(terms, same), { entries, phrases, joined, termOf, weights, spoken, wholes } = index;
    const kinds = new Float64Array(phrases.map(own => KINDS[own.kind]));
    const { meanings, joinedUp, allowed } = GuideMatches(index, acronyms);

    // Sums for one query at a time; kept, since new arrays for every keystroke are what makes a browser pause.
    const ofQuery = new Float64Array(phrases.length), ofPhrase = new Float64Array(phrases.length);
    const inRow = new Float64Array(phrases.length), lastWord = new Int16Array(phrases.length).fill(-2);
    const lastPlace = new Int16Array(phrases.length);
    const met = new Int32Array(phrases.length); // the last word, counted over all queries, that was found in the phrase
    const together = new Float64Array(terms.length), best = new Float64Array(terms.length);
    const fit = new Float64Array(terms.length), used = new Float64Array(terms.length), likely = new Float64Array(terms.length);
    const gain = new Float64Array(terms.length), by = new Int32Array(terms.length).fill(-1);
    const touched = new Int32Array(phrases.length);
    let reached = 0, word = 0, known = 0, written = "";

    const forget = () => {
      for (let one = 0; one < reached; one++) {
        const at = touched[one];
        ofQuery[at] = ofPhrase[at] = inRow[at] = 0;
        lastWord[at] = -2;
      }
      reached = 0;
      together.fill(0);
      best.fill(0);
      fit.fill(0);
      by.fill(-1);
      likely.fill(0);
    };

    // Adds to each term how much likelier it makes the word than the guide as a whole does; whether any term knows it. (Query
    // likelihood, with each term's words smoothed by everybody's: Zhai and Lafferty, 2004.)
    const addLikelihood = found => {
      const users = [];
      let mass = 0;
      for (const [number, worth] of found) {
        const uses = index.uses[number];
        for (let at = 0; at < uses.length; at += 2) {
          if (!used[uses[at]]) users.push(uses[at]);
          used[uses[at]] += worth * uses[at + 1];
          mass += worth * uses[at + 1];
        }
      }
      for (const term of users) {
        likely[term] += Math.log(1 + (used[term] * index.all) / (SMOOTH * mass));
        used[term] = 0;
      }
      return users.length > 0;
    };

    // Adds one word of the query, with its place there and the weight of the word before, to the sums; gives its weight.
    const addWord = (text, place, weightBefore) => {
      const { found: all, namesOnly } = meanings(text);
      const found = [...all].sort((a, b) => b[1] - a[1]); // the best first, so that it is the one that counts
      if (!found.length) return isStop(text) ? 0.3 : 2.5;
      if (addLikelihood(namesOnly ? found.filter(([, worth]) => worth === 1) : found)) known++;
      let weight = 0;
      for (const [number, worth] of found) weight = Math.max(weight, entries[number].rarity * (worth > 0.9 ? 1 : worth));
      const gaining = [];
      const raise = (term, worth) => {
        if (!gain[term]) gaining.push(term);
        if (worth > gain[term]) gain[term] = worth;
      };
      word++;
      for (const [number, worth] of found) {
        const entry = entries[number];
        const named = namesOnly && worth < 1, { at: list, places } = named ? entry.named : entry.all;
        for (let one = 0; one < list.length; one++) {
          const at = list[one], placeThere = places[one];
          if (met[at] === word) continue;
          met[at] = word;
          if (!ofQuery[at]) touched[reached++] = at;
          ofQuery[at] += weight * worth;
          ofPhrase[at] += entry.rarity * worth;
          if (lastWord[at] === place - 1 && lastPlace[at] === placeThere - 1) inRow[at] += Math.min(weight, weightBefore) * worth;
          lastWord[at] = place;
          lastPlace[at] = placeThere;
          raise(termOf[at], worth * kinds[at]);
        }
        if (!named) for (const term of entry.loose) raise(term, worth);
      }
      for (const term of gaining) {
        together[term] += weight * gain[term];
        gain[term] = 0;
      }
      return weight;
    };

    // Whether a phrase that others resemble but for its marks is not the one that was written.
    const isTwin = at => phrases[at].literal !== undefined && !` ${written} `.includes(` ${phrases[at].literal} `);

    // `share` is how much of the query the phrase explains.
    const offer = (at, score, share) => {
      const term = termOf[at];
      if (score <= best[term]) return;
      if (isTwin(at)) score -= TWIN;
      if (score <= best[term]) return;
      best[term] = score;
      by[term] = at;
      fit[term] = share;
    };

    // The whole query as one word against whole names: spaces and hyphens are nobody's concern.
    const offerJoined = whole => {
      const most = allowed(whole), own = letters(whole);
      for (const name of joined) {
        let score = 0;
        if (name.text === whole) score = 1.1;
        else if (whole.length > 2 && name.text.startsWith(whole)) score = 0.7 + (0.3 * whole.length) / name.text.length;
        else if (most && Math.abs(name.text.length - whole.length) <= most && count(own & ~name.letters) <= most) {
          const far = edits(whole, name.text, most);
          if (far && far.whole <= most) score = 0.95 - 0.1 * far.whole;
        }
        if (score) for (const at of name.at) offer(at, score * KINDS[phrases[at].kind], Math.min(1, score));
      }
    };

    // Up to `limit` results `{term, score, by}`, the best first; `by` is the phrase that speaks for the term, if one does. What
    // else a result holds is for `GuideSure`: how much of the query `by` explains (`fit`), how much of it the term knows
    // at all (`cover`), how much likelier it makes a word than the guide does (`odds`), and whether `by` is the query (`exact`).
    const search = (query, limit = 8) => {
      const asked = joinedUp(words(query)), whole = asked.join("");
      let total = 0, weight = 0;
      written = literal(query);
      written += ` | ${written.replace(/[?!.,;:"”)]+(?= |$)|(?<= |^)["“(]+/g, "")}`; // with a sentence's own marks and without
      known = 0;
      asked.forEach((text, place) => {
        weight = addWord(text, place, weight);
        total += weight;
      });
      const letterByLetter = new Set(wholes.get(whole));
      for (let one = 0; one < reached; one++) {
        const at = touched[one], named = Math.min(1, ofPhrase[at] / weights[at]), share = ofQuery[at] / total;
        const alike = share * (1 - OF_PHRASE + OF_PHRASE * named) + (IN_ROW * inRow[at]) / total;
        offer(at, kinds[at] * alike + (letterByLetter.size && !spoken[at] && letterByLetter.has(at) ? WHOLE : 0), share);
      }
      if (whole) offerJoined(whole);
      const results = [], speaks = asked.length >= SENTENCE;
      for (let at = 0; at < terms.length; at++) {
        const cover = total && together[at] / total, odds = known && likely[at] / known;
        let score = best[at] + (speaks ? LOOSE_IN_SENTENCE : LOOSE) * cover;
        if (speaks && known && score) score += LIKELY * (odds - Math.log(1 + index.size[at] / SMOOTH));
        if (score <= LEAST || (results.length === limit && score <= results[limit - 1].score)) continue;
        let place = results.length;
        while (place && results[place - 1].score < score) place--;
        results.splice(place, 0, {
          term: terms[at], score, fit: fit[at], cover, odds, by: by[at] < 0 ? null : phrases[by[at]],
          exact: by[at] >= 0 && phrases[by[at]].joined === whole && !isTwin(by[at]),
        });
        if (results.length > limit) results.pop();
      }
      forget();
      return results;
    };

    return { search };
  };
})();
