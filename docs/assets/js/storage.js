/* Material's inline `__md_*` functions as a file, so that the page needs no inline script (partials/javascripts/base.html).
   Unlike the original they survive a browser that forbids storage: reading then answers null. */
(() => {
  // This file stands at assets/js/ below the site's root.
  const scope = new URL("../../", document.currentScript.src);

  window.__md_scope = scope;

  window.__md_hash = text => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);

  // The store is looked up inside `try`: naming `localStorage` is what throws.
  window.__md_get = (key, store, base = scope) => {
    try {
      return JSON.parse((store || localStorage).getItem(`${base.pathname}.${key}`));
    } catch {
      return null;
    }
  };

  window.__md_set = (key, value, store, base = scope) => {
    try {
      (store || localStorage).setItem(`${base.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // Storage is full or forbidden: the page works on without memory.
    }
  };
})();
