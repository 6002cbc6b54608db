/* What the lookup remembers on this device: which cards were opened, and when. `GuideStore` reads and writes it through
   storage.js, which keeps one guide's memory apart from another's and answers nothing where a browser forbids it. */
(() => {
  const OPENED = "lookup.opened", MOST = 40;

  const read = (key, otherwise) => {
    const kept = globalThis.__md_get ? __md_get(key) : null;
    return Array.isArray(kept) === Array.isArray(otherwise) && kept ? kept : otherwise;
  };
  const write = (key, value) => globalThis.__md_set && __md_set(key, value);

  // The cards that were opened, the latest first, each once: `{id, at}` with the time as an ISO text.
  const opened = () => read(OPENED, []).filter(entry => entry && entry.id);
  const open = id =>
    write(OPENED, [{ id, at: new Date().toISOString() }, ...opened().filter(entry => entry.id !== id)].slice(0, MOST));

  globalThis.GuideStore = { read, write, opened, open };
})();
