/* Approval fatigue: one person with half an hour a day, two minutes for a question that is read. */
(() => {
  const READ = 30 / 2;
  const SPOTTED = 90;
  const UNDONE = 10;

  const day = ({ acts, asks }) => {
    const asked = asks === "every" ? acts : Math.max(1, Math.round(acts / UNDONE));
    const read = Math.min(asked, READ);
    return { asked, read, waved: asked - read, caught: Math.round((SPOTTED * read) / asked) };
  };

  const draw = values => {
    const { asked, read, waved, caught } = day(values);
    const parts = {
      asked: { text: `Questions a day: ${asked}` },
      "bar-asked": { width: Math.max(1, asked * 2) },
      read: { text: `Read before the yes: ${read}` },
      "bar-read": { width: Math.max(1, read * 2) },
      waved: { text: `Waved through: ${waved}` },
      "bar-waved": { width: Math.max(1, waved * 2) },
      caught: { text: `Of 100 bad acts, stopped: ${caught}` },
      "bar-caught": { width: Math.max(1, caught * 4) },
    };
    return { parts, said: `${asked} questions a day: ${read} read, ${waved} waved through. Of 100 bad acts that cannot be undone, ${caught} are stopped.` };
  };

  window.figure("approval-fatigue", {
    guess: {
      ask: "Of 60 questions a day, 15 are read, so 23 of 100 bad acts are stopped. Now only what cannot be undone needs a yes, one act in ten. How many of those bad acts are stopped?",
      options: ["About 23, since it is the same person", "About 45", "About 90"],
      right: 2,
      why: "Six questions are left, and all six are read. Asking less often stops more. Drag the acts up, and fatigue comes back above 150.",
    },
    controls: [
      { kind: "range", id: "acts", label: "Acts a day", min: 5, max: 200, step: 5 },
      { kind: "choice", id: "asks", label: "A yes is needed for", options: [["every", "every act"], ["undone", "only what cannot be undone, one act in ten"]] },
    ],
    first: { acts: 60, asks: "every" },
    answer: { asks: "undone" },
    draw,
  });
})();
