/* The full-text search of Material, loaded when a reader first turns to it and not with every page: its index weighs more
   than the pages most readers open.

   From a folder it needs more. Browsers refuse `new Worker()` on file:// addresses, and Material's remedy is a script from a
   public CDN; here the worker's script runs in a hidden frame of the same page instead, and the index comes from
   search/search_index.js, which the build writes. */
(() => {
  const onDisk = location.protocol === "file:";
  const turned = new Promise(resolve => {
    const search = ".md-search, [for='__search']";
    for (const type of ["focusin", "pointerdown", "touchstart"]) {
      addEventListener(type, event => event.target.closest?.(search) && resolve(), { capture: true, passive: true });
    }
    // Material's keys for search, and its links to a search for something.
    addEventListener("keydown", event => ["/", "f", "s"].includes(event.key) && resolve(), { capture: true });
    if (new URLSearchParams(location.search).has("q")) resolve();
  });

  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (/\/search\/search_index\.json$/.test(address)) waiting.add(this);
    return open.call(this, method, address, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (waiting.delete(this)) turned.then(() => send.apply(this, body));
    else send.apply(this, body);
  };

  const Native = window.Worker;
  window.Worker = /** @type {any} */ (class extends EventTarget {
    constructor(address) {
      super();
      const say = data => this.dispatchEvent(new MessageEvent("message", { data }));
      this.ready = turned.then(() => (onDisk ? framed(new URL(address, document.baseURI), say) : threaded(address, say)));
    }

    postMessage(data) {
      this.ready.then(tell => tell(data));
    }

    terminate() {}
  });

  const threaded = (address, say) => {
    const worker = new Native(address);
    worker.addEventListener("message", event => say(event.data));
    return data => worker.postMessage(data);
  };

  const framed = (address, say) => {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "Search";
    document.body.append(frame);
    const inside = frame.contentWindow;
    inside.postMessage = say;
    const load = source => new Promise((done, failed) => {
      const script = frame.contentDocument.createElement("script");
      script.src = source;
      script.onload = done;
      script.onerror = failed;
      frame.contentDocument.body.append(script);
    });
    inside.importScripts = (...sources) =>
      sources.reduce((before, source) => before.then(() => load(source)), Promise.resolve());
    return load(address).then(() => data => inside.dispatchEvent(new MessageEvent("message", { data })));
  };
})();
