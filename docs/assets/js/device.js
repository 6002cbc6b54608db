/* The page call/device.html: whether the guide is saved here for times without a network, and all that this browser remembers of a
   reader, to take along as one file. Nothing is sent anywhere. */
(() => {
  const { node, root } = kit;
  const DOCUMENTS = "documents of the guide"; // sw.js looks there, too
  const at = id => document.getElementById(id);
  const prefix = `${root.pathname}.`;
  const say = (id, text) => (at(id).textContent = text);
  const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;

  // ---- saved for times without a network

  const sizes = async cache => {
    let bytes = 0, files = 0, on = "";
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      bytes += (await response.clone().arrayBuffer()).byteLength;
      on = on || response.headers.get("x-kept-on") || "";
      files++;
    }
    return { bytes, files, on };
  };

  const tell = async () => {
    if (!("caches" in window) || !location.protocol.startsWith("http")) {
      say("saved", location.protocol.startsWith("http") ? "This browser saves no pages for later." : "You read the guide from a folder: it is all here.");
      return;
    }
    let controlled, name;
    try {
      controlled = await navigator.serviceWorker?.getRegistration(root.href);
      name = (await caches.keys()).find(one => one.startsWith("guide "));
    } catch {
      return say("saved", "This browser saves no pages for later."); // its settings forbid it
    }
    if (!controlled?.active || !name) return say("saved", "Not saved on this device yet. Stay on a page of the guide for a minute with a network, then look again.");
    const { bytes, files, on } = await sizes(await caches.open(name));
    const when = on && ` on ${new Date(on).toLocaleDateString("en-US", { dateStyle: "long" })}`;
    say("saved", `Saved on this device${when}: ${files} files, ${megabytes(bytes)}.`);
    const pdf = new URL(at("pdf").dataset.path, root).href, documents = await caches.open(DOCUMENTS);
    const kept = await documents.match(pdf);
    at("pdf").hidden = Boolean(kept);
    say("pdf-told", kept ? `The PDF is saved, too: ${megabytes((await kept.arrayBuffer()).byteLength)}.` : "");
  };

  at("pdf").onclick = async () => {
    say("pdf-told", "Fetching the PDF …");
    try {
      const response = await fetch(new URL(at("pdf").dataset.path, root).href);
      if (!response.ok) throw new Error(String(response.status));
      await (await caches.open(DOCUMENTS)).put(response.url, response);
      await tell();
    } catch {
      say("pdf-told", "The PDF did not come. Is there a network?");
    }
  };

  // ---- what this browser remembers

  const own = () => {
    try {
      return Object.keys(localStorage).filter(key => key.startsWith(prefix)).sort();
    } catch {
      return [];
    }
  };
  const count = () => say("kept", own().length ? "" : "This browser remembers nothing of you yet.");

  at("export").onclick = () => {
    const state = Object.fromEntries(own().map(key => [key.slice(prefix.length), localStorage.getItem(key)]));
    const address = URL.createObjectURL(new Blob([JSON.stringify({ guide: 1, saved: new Date().toISOString(), state }, null, 2)], { type: "application/json" }));
    node("a", { href: address, download: "field-guide-memory.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 4000);
    say("kept", `Saved to a file: ${own().length} entries.`);
  };

  at("import").onchange = async () => {
    try {
      const { guide, state } = JSON.parse(await at("import").files[0].text());
      const entries = Object.entries(guide === 1 && state ? state : {});
      if (!entries.length || entries.some(([, value]) => typeof value !== "string")) throw new Error("form");
      for (const [, value] of entries) JSON.parse(value);
      for (const [key, value] of entries) localStorage.setItem(prefix + key, value);
      say("kept", `Taken over: ${entries.length} entries.`);
    } catch {
      say("kept", "This is no file that the guide saved. Nothing was changed.");
    }
    at("import").value = "";
  };

  at("forget").onclick = () => {
    if (!confirm("Forget everything that this browser remembers of the guide?")) return;
    for (const key of own()) localStorage.removeItem(key);
    say("kept", "Forgotten.");
  };

  at("form").onsubmit = event => event.preventDefault();
  at("form").hidden = false;
  count();
  tell();
})();
