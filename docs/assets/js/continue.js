/* Goes on where a reader was: an article remembers how far it was read, and the home page leads back there. */
(() => {
  // This file stands at assets/js/ below the site's root.
  const root = new URL("../../", document.currentScript.src);
  const KEY = "read.last", ENOUGH = 0.9;

  const watch = () => {
    const article = document.querySelector("[data-article]");
    if (!article) return;
    const path = location.pathname.slice(root.pathname.length), title = document.querySelector("h1").firstChild.textContent.trim();
    let waits = 0;
    const note = () => {
      waits = 0;
      const page = document.documentElement, far = scrollY / Math.max(1, page.scrollHeight - innerHeight);
      const passed = [...document.querySelectorAll("article h2[id]")].filter(head => head.getBoundingClientRect().top < innerHeight / 2).at(-1);
      __md_set(KEY, { path, title, number: article.dataset.article, anchor: passed ? passed.id : "", done: far > ENOUGH, at: Date.now() });
    };
    addEventListener("scroll", () => (waits = waits || setTimeout(note, 500)), { passive: true });
    note();
  };

  const link = (words, href) => Object.assign(document.createElement("a"), { textContent: words, href });

  const offer = () => {
    const place = document.querySelector("[data-continue]");
    if (!place || place.children.length) return;
    const last = __md_get(KEY), path = __md_get("path.last");
    const ways = [];
    if (last && last.path && !last.done) {
      ways.push(link(`Go on: article ${last.number}, ${last.title}`, new URL(last.path + (last.anchor ? `#${last.anchor}` : ""), root).href));
    }
    if (path && path.page) ways.push(link(`Go on: stop ${path.stop} of ${path.of}, ${path.title}`, new URL(`${path.at}#path=${path.name}&stop=${path.stop}`, root).href));
    if (last || path) ways.push(link("On this device", new URL("call/device.html", root).href));
    place.replaceChildren(...ways);
    place.hidden = !ways.length;
  };

  const run = () => {
    watch();
    offer();
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
