/* The token loop: chances from the scores of the table, each score divided by the temperature first. */
(() => {
  /** @type {[string, number][]} */
  const SCORES = [["contractors", 4], ["all", 2.9], ["any", 2.1], ["solicitations", 1.2], ["subcontracts", 0.9], ["it", 0.24]];
  const BARS = ["contractors", "all", "any", "rest"];
  const FULL = 190;

  const chances = temperature => {
    const raised = SCORES.map(([, score]) => Math.exp(score / temperature));
    const sum = raised.reduce((total, one) => total + one, 0);
    return raised.map(one => one / sum);
  };

  // The same row of random numbers at every setting, so that only the temperature differs.
  const random = seed => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };

  const drawn = (odds, count) => {
    const next = random(11);
    return Array.from({ length: count }, () => {
      let left = next();
      const at = odds.findIndex(one => (left -= one) < 0);
      return at < 0 ? odds.length - 1 : at;
    });
  };

  const grouped = list => [list[0], list[1], list[2], list[3] + list[4] + list[5]];

  const draw = ({ temperature, draws }) => {
    const odds = chances(temperature);
    const bars = grouped(odds);
    const all = drawn(odds, draws);
    const tally = grouped(SCORES.map((_, at) => all.filter(one => one === at).length));
    const word = SCORES[all[all.length - 1]][0];
    const parts = {
      drawn: { text: draws === 1 ? `drawn: ${word}` : `${draws} draws: ${tally.join(", ")}` },
      added: { text: `The clause applies to ${word}` },
      temperature: { text: `temperature ${temperature.toFixed(1)}` },
    };
    BARS.forEach((name, at) => {
      parts[`bar-${name}`] = { width: Math.max(1, Math.round(bars[at] * FULL)) };
      parts[`share-${name}`] = { text: `${Math.round(bars[at] * 100)}%` };
    });
    const share = at => `${BARS[at] === "rest" ? "the rest" : BARS[at]} ${Math.round(bars[at] * 100)}%`;
    const came = draws === 1 ? `The draw gave "${word}".` : `Of ${draws} draws, ${tally[0]} gave "contractors" and ${draws - tally[0]} something else.`;
    return { parts, said: `At temperature ${temperature.toFixed(1)}: ${[0, 1, 2, 3].map(share).join(", ")}. ${came}` };
  };

  window.figure("token-loop", {
    guess: {
      ask: "The temperature goes from 1 to 2. What becomes of “contractors” and its 62 percent?",
      options: ["It rises above 80 percent", "It falls to about 40 percent and still leads", "It falls behind the others"],
      right: 1,
      why: "At 2 it has 39 percent and still leads. Dividing all scores by the same number brings them closer together and never changes their order.",
    },
    controls: [
      { kind: "range", id: "temperature", label: "Temperature", min: 0.2, max: 2, step: 0.1, tell: value => value.toFixed(1) },
      { kind: "button", id: "draws", label: "Draw one more", add: 1 },
      { kind: "button", id: "draws", label: "Draw 20 more", add: 20 },
    ],
    first: { temperature: 1, draws: 1 },
    answer: { temperature: 2 },
    draw,
  });
})();
