/* Tuning as a nudge: one leaning with a score; each example moves it by a twentieth of what is still missing. */
(() => {
  const START = -2;
  const RATE = 0.05;
  const SHARED = 0.3;
  const chance = score => 1 / (1 + Math.exp(-score));
  const percent = value => `${Math.round(value * 100)}%`;

  const score = examples => {
    let now = START;
    for (let done = 0; done < examples; done += 1) now += RATE * (1 - chance(now));
    return now;
  };

  const draw = ({ examples, numbers }) => {
    const now = numbers === "out" ? START : score(examples);
    const plain = chance(now);
    const skill = chance(2.2 - SHARED * (now - START));
    const parts = {
      examples: { text: `After ${examples} examples of plain letters` },
      marker: { cx: Math.round(240 + now * 54) },
      "bar-plain": { width: Math.max(1, Math.round(plain * 350)) },
      "share-plain": { text: percent(plain) },
      "bar-formal": { width: Math.max(1, Math.round((1 - plain) * 350)) },
      "share-formal": { text: percent(1 - plain) },
      "bar-skill": { width: Math.max(1, Math.round(skill * 350)) },
      "share-skill": { text: percent(skill) },
      moved: { text: { all: "Moved: the model's own numbers", added: "Moved: an added pair; the base is frozen", out: "Moved: nothing; the pair is left out" }[numbers] },
    };
    const which = { all: "All numbers trained", added: "Only an added pair trained", out: "The added pair left out" }[numbers];
    return { parts, said: `${which}, ${examples} examples: plain letter ${percent(plain)}, formal ${percent(1 - plain)}, old skill ${percent(skill)}. Letters filed: none.` };
  };

  window.figure("tuning-nudge", {
    guess: {
      ask: "The team trains on 60 plain letters. What does the model hold afterwards?",
      options: ["The 60 letters, to look up", "A plain manner that is likelier, and no letters on file", "A rule that it always writes plainly"],
      right: 1,
      why: "Sixty small steps bring the plain letter from 12 percent to more than half. Nothing was filed and no rule was set: the formal letter still comes now and then, and an old skill has lost a little.",
    },
    controls: [
      { kind: "range", id: "examples", label: "Examples", min: 0, max: 300, step: 10 },
      { kind: "choice", id: "numbers", label: "What is trained", options: [["all", "All numbers"], ["added", "An added pair (LoRA)"], ["out", "The pair, then left out"]] },
    ],
    first: { examples: 0, numbers: "all" },
    answer: { examples: 60 },
    draw,
  });
})();
