/* Who holds the access token: one call through your own code, and through a hosted tool. */
(() => {
  const STEPS = [0, 1, 2, 3, 4];
  const NOT = "not reached";

  // Where the call ends in each column: the step that stops it and its words, or nothing.
  const ends = ({ asked, approval, scope }) => {
    const wrong = asked === "4417";
    const server = wrong && scope === "one" ? { at: 3, words: "refused: out of scope" } : null;
    const own = wrong ? { at: 2, words: "refused: wrong case" } : null;
    const hosted = wrong && approval === "person" ? { at: 2, words: "a person can refuse" } : server;
    return [own, hosted];
  };

  const draw = ({ asked, approval, scope }) => {
    const usual = [
      ["it keeps the token", `send_reply, ${asked}`, "checks the case number", scope === "one" ? "token: case 4471 only" : "token: every case", "it goes to your code"],
      ["and the token with it", `send_reply, ${asked}`, approval === "person" ? "waits for a person" : "no approval is set", scope === "one" ? "token: case 4471 only" : "token: every case", "the vendor sees it first"],
    ];
    const stops = ends({ asked, approval, scope });
    const parts = {};
    stops.forEach((stop, column) => {
      for (const step of STEPS) {
        const after = stop && step > stop.at;
        const here = stop && step === stop.at;
        parts[`step-${column}-${step}`] = { "stroke-width": here ? 5 : 2, "stroke-dasharray": after ? "5 5" : "none" };
        parts[`words-${column}-${step}`] = { text: after ? NOT : here ? stop.words : usual[column][step] };
      }
      parts[`end-${column}`] = { text: stop ? "No letter goes out" : asked === "4417" ? "Letter in the wrong case" : "Letter in case 4471" };
    });
    const told = stops.map((stop, column) => `${["Your own code", "The hosted tool"][column]}: ${stop ? stop.words : asked === "4417" ? "the letter goes out in the wrong case" : "the letter goes out"}`);
    return { parts, said: `The model asks for case ${asked}. ${told.join(". ")}.` };
  };

  window.figure("who-holds-the-token", {
    guess: {
      ask: "The model asks for case 4417, which is the wrong one, and the tool is hosted. Who stops the letter?",
      options: ["Your code, as before", "Nobody, as the figure is set now", "The model, when it reads the result"],
      right: 1,
      why: "Your code no longer stands between request and call. What is left is an approval that the vendor offers, or a token whose scope ends at one case. Try either.",
    },
    controls: [
      { kind: "choice", id: "asked", label: "The model asks for", options: [["4471", "the right case, 4471"], ["4417", "the wrong case, 4417"]] },
      { kind: "choice", id: "approval", label: "Approval at the vendor", options: [["none", "none"], ["person", "ask a person"]] },
      { kind: "choice", id: "scope", label: "The token opens", options: [["all", "every case"], ["one", "case 4471 only"]] },
    ],
    first: { asked: "4471", approval: "none", scope: "all" },
    answer: { asked: "4417" },
    draw,
  });
})();
