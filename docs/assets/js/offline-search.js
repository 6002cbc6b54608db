/* Search from a folder. Browsers refuse `new Worker()` on file:// addresses, and Material's remedy is a script from a
   public CDN. This stand-in runs Material's search worker in a hidden frame of the same page instead; it does nothing on
   http(s). Material itself then loads the index from search/search_index.js, which the build writes. */
(() => {
  if (location.protocol !== "file:") return;

  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Search";
      this.ready = new Promise((resolve, reject) => {
        // A frame exists only once it is in the page; this script runs in the head, but workers start later.
        document.body.append(frame);
        const inside = frame.contentWindow;
        inside.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }));
        const load = source => new Promise((done, failed) => {
          const script = frame.contentDocument.createElement("script");
          script.src = source;
          script.onload = done;
          script.onerror = failed;
          frame.contentDocument.body.append(script);
        });
        inside.importScripts = (...sources) =>
          sources.reduce((before, source) => before.then(() => load(source)), Promise.resolve());
        load(new URL(address, document.baseURI)).then(() => resolve(inside), reject);
      });
    }

    postMessage(data) {
      this.ready.then(inside => inside.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {}
  };
})();
