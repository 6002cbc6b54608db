/* The window as a budget: what stands on the sheet, and what software has to leave out when it grows. */
(() => {
  const TOP = 52;
  const HEIGHT = 520;
  const FIXED = { system: 900, mail: 1100, question: 8, reply: 1500 };
  const TURN = 2600 / 6;
  const PASSAGE = 800;
  const ORDER = ["system", "turns", "passages", "mail", "question", "reply"];
  const number = value => Math.round(value).toLocaleString("en-US");

  // The oldest turns go first; where the rest does not fit either, there is no request.
  const fill = ({ room, turns, passages }) => {
    const rest = FIXED.system + FIXED.mail + FIXED.question + FIXED.reply + passages * PASSAGE;
    const kept = Math.max(0, Math.min(turns, Math.floor((room - rest) / TURN + 1e-9)));
    return { ...FIXED, kept, turns: Math.round(kept * TURN), passages: passages * PASSAGE, fits: rest <= room };
  };

  const draw = ({ room: chosen, turns, passages }) => {
    const room = Number(chosen);
    const filled = fill({ room, turns, passages });
    const used = ORDER.reduce((sum, part) => sum + filled[part], 0);
    const parts = {
      room: { text: `Context window: ${number(room)}` },
      "length-turns": { text: `${filled.kept} of ${turns} turns: ${number(filled.turns)}` },
      "length-passages": { text: `${passages} ${passages === 1 ? "passage" : "passages"}: ${number(filled.passages)}` },
      free: { text: filled.fits ? `Free: ${number(room - used)}` : `Refused: ${number(used - room)} too many` },
    };
    let at = 0;
    ORDER.forEach((part, index) => {
      const scaled = Math.min(HEIGHT - at, (filled[part] / room) * HEIGHT);
      parts[`block-${part}`] = { y: (TOP + at).toFixed(1), height: Math.max(scaled, 1).toFixed(1) };
      parts[`lead-${part}`] = { d: `M136 ${(TOP + at + scaled / 2).toFixed(1)}L172 ${72 + index * 84}` };
      at += scaled;
    });
    const lost = turns - filled.kept;
    const end = !filled.fits
      ? `Even without any turn it is ${number(used - room)} too long, so the request is refused.`
      : lost ? `The ${lost} oldest of ${turns} turns are left out.` : "All turns are on the page.";
    return { parts, said: `A window of ${number(room)}, ${number(Math.min(used, room))} of it used. ${end}` };
  };

  window.figure("window-page", {
    guess: {
      ask: "The talk grows from 6 turns to 30, and the window stays at 10,000. What is lost first?",
      options: ["The developer’s rules, which stand at the top", "The oldest turns, which the software leaves out", "Nothing, since the model remembers the talk"],
      right: 1,
      why: "Room is left for 9 turns, so the 21 oldest are not sent, and the model has never heard of them. That is this page’s rule; other software sums old turns up, and some refuses.",
    },
    controls: [
      { kind: "range", id: "turns", label: "Turns of the talk", min: 0, max: 60, step: 1 },
      { kind: "range", id: "passages", label: "Passages", min: 0, max: 12, step: 1 },
      { kind: "choice", id: "room", label: "Window", options: [["10000", "10,000"], ["20000", "20,000"], ["40000", "40,000"]] },
    ],
    first: { room: "10000", turns: 6, passages: 3 },
    answer: { turns: 30 },
    draw,
  });
})();
