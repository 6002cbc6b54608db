/* What the lookup remembers on this device: which cards were opened and which were kept for the follow-up, and when. `GuideStore` reads and writes it through
   storage.js, which keeps one guide's memory apart from another's and answers nothing where a browser forbids it. */
(() => {
  const OPENED = "lookup.opened", KEPT = "lookup.kept", MOST = 40;

  const read = (key, otherwise) => {
    const kept = globalThis.__md_get ? __md_get(key) : null;
    return Array.isArray(kept) === Array.isArray(otherwise) && kept ? kept : otherwise;
  };
  const write = (key, value) => globalThis.__md_set && __md_set(key, value);

  // The cards that were opened, the latest first, each once: `{id, at}` with the time as an ISO text.
  const opened = () => read(OPENED, []).filter(entry => entry && entry.id);
  const open = id =>
    write(OPENED, [{ id, at: new Date().toISOString() }, ...opened().filter(entry => entry.id !== id)].slice(0, MOST));

  // The cards kept for the follow-up, in the order in which they were: `{id, at, note}`.
  const kept = () => read(KEPT, []).filter(entry => entry && entry.id);
  const isKept = id => kept().some(entry => entry.id === id);
  // Keeps a card, or lets go of one that is kept; whether it is kept now.
  const keep = id => {
    const others = kept().filter(entry => entry.id !== id), adds = !isKept(id);
    write(KEPT, adds ? [...others, { id, at: new Date().toISOString(), note: "" }] : others);
    return isKept(id);
  };
  const note = (id, text) => write(KEPT, kept().map(entry => (entry.id === id ? { ...entry, note: text } : entry)));
  const clear = () => {
    write(OPENED, []);
    write(KEPT, []);
  };

  globalThis.GuideStore = { read, write, opened, open, kept, isKept, keep, note, clear };
})();
