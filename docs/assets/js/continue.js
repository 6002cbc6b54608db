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
    if (path && path.page) ways.push(link(`Go on: stop ${path.stop} of ${path.of}, ${path.title}`, new URL(`${path.at}#path=${path.name}${path.only ? `&only=${path.only}` : ""}&stop=${path.stop}`, root).href));
    if ((last || path) && document.querySelector("[data-opens-lookup]")) ways.push(link("On this device", new URL("call/device.html", root).href));
    place.replaceChildren(...ways);
    place.hidden = !ways.length;
  };

  // What is new since the reader was here: one line, once there is something, and until it is dismissed. What was there at the
  // first visit is nothing new.
  const SEEN = "changes.seen", NAMED = 3;
  const news = () => {
    const place = document.querySelector("[data-since]");
    if (!place || place.dataset.asked) return;
    place.dataset.asked = "yes";
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("assets/changes.js", root).href, onload: () => tell(place) }));
  };
  const tell = place => {
    const { days, page } = guideChanges, [latest] = days, seen = __md_get(SEEN);
    if (!latest) return;
    const remember = () => __md_set(SEEN, { on: latest.on, ids: [...latest.new, ...latest.changed].map(([id]) => id) });
    if (!seen) return remember();
    const later = kind => days.flatMap(day => day[kind].filter(([id]) => day.on > seen.on || (day.on === seen.on && !seen.ids.includes(id))));
    const came = later("new"), changed = later("changed").filter(([id]) => !came.some(([other]) => other === id));
    if (!came.length && !changed.length) return;
    const list = (words, terms) => (terms.length ? [`${terms.length} ${words} (`, ...terms.slice(0, NAMED).flatMap(([, name, path], at) =>
      [at ? ", " : "", link(name, new URL(path, root).href)]), terms.length > NAMED ? ", …)" : ")"] : []);
    const close = Object.assign(document.createElement("button"), { type: "button", className: "text-button", textContent: "Dismiss" });
    close.onclick = () => {
      remember();
      place.hidden = true;
    };
    place.replaceChildren("Since your last visit: ", ...list(came.length > 1 ? "new terms" : "new term", came), came.length && changed.length ? "; " : "",
      ...list("changed", changed), ". ", ...(page ? [link("What changed", new URL(page, root).href), " "] : []), close);
    place.hidden = false;
  };

  const run = () => {
    watch();
    offer();
    news();
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
