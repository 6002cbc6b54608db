/* Sets light or dark before the first paint; runs right after the palette's form. Material's own version waits for its
   bundle on a first visit, so a reader with a dark system would see a white flash. Pages without Material follow the
   system by this script alone. */
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const set = () => {
    const chosen = __md_get("__palette");
    const automatic = !chosen || !chosen.color || chosen.color.media === "(prefers-color-scheme)";
    const dark = automatic ? system.matches : chosen.color.scheme === "slate";
    document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
  };
  set();
  system.addEventListener("change", set);
})();
