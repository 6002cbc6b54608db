/* What small scripts of the guide share: making nodes, loading files, starting on every kind of page load, and a store that
   belongs to this site alone. May be loaded twice; runs once. */
(() => {
  if (window.kit) return;
  // This file stands at assets/js/ below the site's root.
  const root = new URL("../../", document.currentScript.src);
  const scoped = key => `${root.pathname}.${key}`;

  // An element with properties (`data`: its dataset, `class`: its class) and children.
  const node = (tag, given = {}, ...children) => {
    const { data, class: name, ...rest } = given;
    const made = Object.assign(document.createElement(tag), name && { className: name }, rest);
    Object.assign(made.dataset, data);
    made.append(...children);
    return made;
  };

  // Resolves when the script at a path below the root has run; a failed load may be tried again.
  const loads = new Map();
  const load = path => {
    if (!loads.has(path)) {
      loads.set(path, new Promise((done, failed) => {
        document.head.append(node("script", { src: new URL(path, root).href, onload: done, onerror: failed }));
      }));
      loads.get(path).catch(() => loads.delete(path));
    }
    return loads.get(path);
  };

  // `start` gets each element that matches, once: when the page loads, and after each instant navigation.
  const starts = new Map();
  const run = () => {
    for (const [selector, { start, started }] of starts) {
      for (const element of document.querySelectorAll(selector)) {
        if (started.has(element)) continue;
        started.add(element);
        element.dataset.started = "yes";
        start(element);
      }
    }
  };
  const boot = (selector, start) => {
    starts.set(selector, { started: new WeakSet(), ...starts.get(selector), start });
    if (document.readyState !== "loading") run();
  };
  addEventListener("DOMContentLoaded", () => {
    run();
    if (window.document$) window.document$.subscribe(run);
  });
  if (document.readyState !== "loading" && window.document$) window.document$.subscribe(run);

  // Naming `localStorage` is what throws where storage is forbidden; then nothing is remembered.
  const store = {
    get(key) {
      try {
        return JSON.parse(localStorage.getItem(scoped(key)));
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(scoped(key), JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
    remove(key) {
      try {
        localStorage.removeItem(scoped(key));
      } catch {
        // There was nothing to remove.
      }
    },
  };

  // What only some pages need is loaded where an element asks for it.
  boot("[data-needs]", element => element.dataset.needs.split(" ").reduce((before, path) => before.then(() => load(path)), Promise.resolve()));

  window.kit = { root, node, load, boot, store };
})();
