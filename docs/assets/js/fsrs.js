/* FSRS-6, the scheduler of Free Spaced Repetition (github.com/open-spaced-repetition), with its published weights, in days.
   A card is `{ s: stability, d: difficulty, t: when }`; a rating is 1 again, 2 hard, 3 good, 4 easy. */
(() => {
  const W = [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542];
  const DAY = 86400000, DECAY = -W[20], FACTOR = 0.9 ** (1 / DECAY) - 1, LEAST = 0.001;
  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  const first = rating => W[4] - Math.exp(W[5] * (rating - 1)) + 1;

  // How likely it is that a card is known after so many whole days.
  const known = (card, now) => (1 + (FACTOR * Math.max(0, Math.floor((now - card.t) / DAY))) / card.s) ** DECAY;

  const harder = (d, rating) => {
    const moved = d + ((10 - d) * -W[6] * (rating - 3)) / 9;
    return within(W[7] * first(4) + (1 - W[7]) * moved, 1, 10);
  };

  const sameDay = (s, rating) => {
    const grown = Math.exp(W[17] * (rating - 3 + W[18])) * s ** -W[19];
    return s * (rating >= 2 ? Math.max(grown, 1) : grown);
  };

  const forgotten = ({ s, d }, r) =>
    Math.min(W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * Math.exp((1 - r) * W[14]), s / Math.exp(W[17] * W[18]));

  const recalled = ({ s, d }, r, rating) =>
    s * (1 + Math.exp(W[8]) * (11 - d) * s ** -W[9] * (Math.exp((1 - r) * W[10]) - 1) * (rating === 2 ? W[15] : 1) * (rating === 4 ? W[16] : 1));

  // The card after a rating at a moment in milliseconds; a new one where there is none yet.
  const review = (card, rating, now) => {
    if (!card) return { s: Math.max(W[rating - 1], LEAST), d: within(first(rating), 1, 10), t: now };
    const r = known(card, now);
    const s = now - card.t < DAY ? sameDay(card.s, rating) : rating === 1 ? forgotten(card, r) : recalled(card, r, rating);
    return { s: Math.max(s, LEAST), d: harder(card.d, rating), t: now };
  };

  // Days until one knows it with a chance of nine in ten.
  const interval = ({ s }) => within(Math.round((s / FACTOR) * (0.9 ** (1 / DECAY) - 1)), 1, 36500);

  window.kit.fsrs = { review, interval, known, due: card => card.t + interval(card) * DAY };
})();
