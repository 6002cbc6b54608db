/* Runs scripts of the guide as a page would, one after the other in one window, without a page. */
import { readFileSync } from "node:fs";
import vm from "node:vm";

const folder = new URL("../../docs/assets/js/", import.meta.url);

// The window of a page that has no elements; what it stores stays in `kept`.
export const bare = () => {
  const kept = new Map();
  return {
    addEventListener() {},
    document: {
      currentScript: { src: "https://guide.example/field/assets/js/kit.js" },
      readyState: "loading",
      createElement: tag => ({ tag, dataset: {}, append() {} }),
    },
    localStorage: {
      getItem: key => (kept.has(key) ? kept.get(key) : null),
      setItem: (key, value) => kept.set(key, String(value)),
      removeItem: key => kept.delete(key),
    },
    kept,
    URL,
    TextEncoder,
    btoa,
  };
};

// Resolves an expression in the window where the named scripts ran.
export const load = (names, window = bare()) => {
  const context = vm.createContext(window);
  context.window = context;
  for (const name of names) {
    vm.runInContext(readFileSync(new URL(`${name}.js`, folder), "utf8"), context, { filename: name });
  }
  return expression => vm.runInContext(`(${expression})`, context);
};
