/* Token lifetime against a stop: the drill of the table, minute by minute. */
(() => {
  const LEFT = 24;
  const MINUTE = 3.2;
  const REFUSED = 4;
  const FIRST = -10;
  const GRANT = 25;
  const clock = minute => `${(Math.floor(minute / 60) + 11) % 12 + 1}:${String(minute % 60).padStart(2, "0")}`;

  // The agent fetches a new access token whenever one has run out, from 11:50 on, until new ones are refused.
  const expiry = lifetime => {
    let end = FIRST + lifetime;
    while (end < REFUSED) end += lifetime;
    return end;
  };

  const ends = ({ lifetime, checks, key }) => ({
    fresh: REFUSED,
    held: checks === "server" ? REFUSED : expiry(lifetime),
    grant: GRANT,
    queue: key,
  });

  const draw = values => {
    const until = ends(values);
    const silent = Math.max(...Object.values(until));
    const names = { fresh: "Fetch new access tokens", held: "Use the one it holds", grant: "Use the calendar vendor’s grant", queue: "Run queued jobs" };
    const parts = {
      lifetime: { text: `Lifetime of an access token: ${values.lifetime} minutes` },
      silence: { x: (LEFT + silent * MINUTE).toFixed(1) },
      silent: { text: `Silent at ${clock(silent)}, ${silent} minutes after the stop` },
    };
    for (const [name, minute] of Object.entries(until)) {
      parts[`bar-${name}`] = { width: (minute * MINUTE).toFixed(1) };
      parts[`until-${name}`] = { text: `${names[name]}: until ${clock(minute)}` };
    }
    const last = Object.keys(until).filter(name => until[name] === silent).map(name => ({ fresh: "new tokens", held: "the held token", grant: "the vendor’s grant", queue: "queued jobs" })[name]);
    return { parts, said: `With ${values.lifetime} minutes, the held token works until ${clock(until.held)}. The agent is silent at ${clock(silent)}; last to end: ${last.join(" and ")}.` };
  };

  window.figure("token-lifetime", {
    guess: {
      ask: "Access tokens live 5 minutes instead of 60. When is the agent silent?",
      options: ["At 12:05", "At 12:25", "At 1:20, as before"],
      right: 2,
      why: "The held token now ends at 12:05, yet queued jobs run under a service key that no token lifetime touches, until somebody rotates it. Rotate it earlier, and the vendor’s grant is the last to end.",
    },
    controls: [
      { kind: "range", id: "lifetime", label: "Lifetime", min: 5, max: 120, step: 5, tell: value => `${value} minutes` },
      { kind: "range", id: "key", label: "Service key rotated", min: 10, max: 120, step: 10, tell: clock },
      { kind: "choice", id: "checks", label: "The resource looks at", options: [["expiry", "signature and expiry"], ["server", "the server, at each call"]] },
    ],
    first: { lifetime: 60, key: 80, checks: "expiry" },
    answer: { lifetime: 5 },
    draw,
  });
})();
