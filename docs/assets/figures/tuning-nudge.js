/* Tuning as a nudge: one leaning with a score; each example moves it by a share of what is still missing. An added pair
   is set to move it a little less and to cost the old skill half as much: in tests, LoRA learned less and forgot less. */
(() => {
  const START = -2;
  const RATE = { all: 0.05, added: 0.04, out: 0 };
  const SHARED = { all: 0.3, added: 0.15, out: 0 };
  const chance = score => 1 / (1 + Math.exp(-score));
  const percent = value => `${Math.round(value * 100)}%`;

  const score = (examples, rate) => {
    let now = START;
    for (let done = 0; done < examples; done += 1) now += rate * (1 - chance(now));
    return now;
  };

  const draw = ({ examples, numbers }) => {
    const now = score(examples, RATE[numbers]);
    const plain = chance(now);
    const skill = chance(2.2 - SHARED[numbers] * (now - START));
    const parts = {
      examples: { text: `After ${examples} examples of plain letters` },
      marker: { cx: Math.round(240 + now * 54) },
      "bar-plain": { width: Math.max(1, Math.round(plain * 350)) },
      "share-plain": { text: percent(plain) },
      "bar-formal": { width: Math.max(1, Math.round((1 - plain) * 350)) },
      "share-formal": { text: percent(1 - plain) },
      "bar-skill": { width: Math.max(1, Math.round(skill * 350)) },
      "share-skill": { text: percent(skill) },
      moved: { text: { all: "Moved: the model’s own numbers", added: "Moved: an added pair; the base is frozen", out: "Moved: nothing; the pair is left out" }[numbers] },
    };
    const which = { all: "All numbers trained", added: "Only an added pair trained", out: "The added pair left out" }[numbers];
    return { parts, said: `${which}, ${examples} examples: plain letter ${percent(plain)}, formal ${percent(1 - plain)}, old skill ${percent(skill)}. Letters filed: none.` };
  };

  window.figure("tuning-nudge", {
    guess: {
      ask: "Sixty examples brought the plain letter from 12 percent to 52. What do five times as many do?",
      options: ["The model holds 300 letters and repeats them", "Plain gets likelier still, and an old skill weaker", "It always writes plainly, and all else stays"],
      right: 1,
      why: "Each step is smaller than the one before, so 300 examples bring 92 percent and never 100. The old skill shares the numbers and falls from 83 percent to 71. No letter is on file.",
    },
    controls: [
      { kind: "range", id: "examples", label: "Examples", min: 0, max: 300, step: 10 },
      { kind: "choice", id: "numbers", label: "What is trained", options: [["all", "All numbers"], ["added", "An added pair (LoRA)"], ["out", "The pair, then left out"]] },
    ],
    first: { examples: 60, numbers: "all" },
    answer: { examples: 300 },
    draw,
  });
})();
