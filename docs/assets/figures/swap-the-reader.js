/* Who gets which passage: three places for the check, and three people who ask. */
(() => {
  const READERS = ["audit", "investigations", "investigations", "everyone", "everyone", "everyone"];
  const WHO = {
    ten: { name: "Ana, 10 a.m., in Audit", stored: ["audit", "everyone"], now: ["audit", "everyone"] },
    two: { name: "Ana, 2 p.m., no longer in Audit", stored: ["audit", "everyone"], now: ["everyone"] },
    ben: { name: "Ben, a contractor", stored: ["everyone"], now: ["everyone"] },
  };
  const ROOM = 3;
  const ALL = [0, 1, 2, 3, 4, 5];
  const may = (rights, passage) => rights.includes(READERS[passage]);

  // For each design, what becomes of each passage: in the prompt, dropped by the check, or never looked at.
  const designs = ({ stored, now }, hits) => {
    const found = ALL.slice(0, hits);
    const none = ALL.slice(0, ROOM);
    const before = ALL.filter(passage => may(stored, passage)).slice(0, ROOM);
    const after = found.filter(passage => may(now, passage)).slice(0, ROOM);
    const fate = (prompt, dropped) => ALL.map(passage => (prompt.includes(passage) ? "prompt" : dropped.includes(passage) ? "dropped" : "unseen"));
    return [fate(none, []), fate(before, []), fate(after, found.filter(passage => !may(now, passage)))];
  };

  const draw = ({ who, hits }) => {
    const person = WHO[who];
    const columns = designs(person, hits);
    const parts = { who: { text: person.name }, hits: { text: `best ${hits}` } };
    const lists = columns.map((column, design) => {
      column.forEach((fate, passage) => {
        const leak = fate === "prompt" && !may(person.now, passage);
        const word = leak ? "leak" : { prompt: "prompt", dropped: "dropped", unseen: "–" }[fate];
        parts[`cell-${design}-${passage}`] = {
          fill: fate === "prompt" && !leak ? "var(--figure-soft, #e7f0ed)" : "none",
          stroke: leak ? "var(--caution, #8a4210)" : "var(--figure-accent, #12574d)",
          "stroke-width": leak ? 4 : fate === "prompt" ? 2 : 0,
        };
        parts[`word-${design}-${passage}`] = { text: word };
      });
      const list = ALL.filter(passage => column[passage] === "prompt").map(passage => passage + 1).join(", ") || "nothing";
      parts[`list-${design}`] = { text: list };
      return list;
    });
    const leaks = columns.map(column => column.filter((fate, passage) => fate === "prompt" && !may(person.now, passage)).length);
    const told = ["No check", "before the search", `after it, best ${hits}`].map((design, at) => `${design}: ${lists[at]}${leaks[at] ? `, ${leaks[at]} of them closed to the reader` : ""}`);
    return { parts, said: `${person.name}. In the prompt: ${told.join("; ")}.` };
  };

  window.figure("swap-the-reader", {
    guess: {
      ask: "Ben, a contractor who never was in Audit, asks in Ana’s place. The best three hits are checked after the search. What reaches the prompt?",
      options: ["4, 5 and 6, which everyone may read", "Nothing", "1, as for Ana"],
      right: 1,
      why: "All three hits are closed to him, so nothing is left, while three passages that he may read lie further down the ranking. Fetch more hits and they come up.",
    },
    controls: [
      { kind: "choice", id: "who", label: "Who asks", options: [["ten", "Ana, 10 a.m."], ["two", "Ana, 2 p.m."], ["ben", "Ben, a contractor"]] },
      { kind: "range", id: "hits", label: "Hits checked after the search", min: 3, max: 6, step: 1 },
    ],
    first: { who: "ten", hits: 3 },
    answer: { who: "ben" },
    draw,
  });
})();
