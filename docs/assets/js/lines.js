/* The mapping in lines, for which filter.js fetches this. Without it both ways through the mapping stand one below the
   other, a link to a row opens it where the browser does so by itself, and nothing is lost. */
globalThis.GuideLines = (() => {
  const start = page => {
    const ways = [...page.querySelectorAll("[data-view]")], lists = [...page.querySelectorAll("[data-view-of]")];
    const areas = page.querySelector("[data-areas-of]");

    // Shows one way through the mapping; which one stands in the address, with what else is filtered by.
    const show = view => {
      for (const way of ways) {
        if (way.dataset.view === view) way.setAttribute("aria-current", "true");
        else way.removeAttribute("aria-current");
      }
      for (const list of lists) list.hidden = list.dataset.viewOf !== view;
      areas.hidden = view !== ways[0].dataset.view;
      const address = new URL(location.href);
      if (areas.hidden) address.searchParams.set("by", view);
      else address.searchParams.delete("by");
      try {
        if (address.href !== location.href) history.replaceState(history.state, "", address.href);
      } catch {
        // A page opened from disk has no address to write to.
      }
      page.querySelector(".filter input").dispatchEvent(new Event("input"));
    };

    // What a link leads to, opened and in view.
    const reveal = () => {
      const row = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      const line = row && page.contains(row) && row.closest(".line");
      if (!line) return;
      show(line.closest("[data-view-of]").dataset.viewOf);
      line.open = true;
      line.scrollIntoView();
    };

    for (const way of ways) {
      way.addEventListener("click", event => {
        event.preventDefault();
        show(way.dataset.view);
      });
    }
    addEventListener("hashchange", reveal);
    // A link to the row one is at changes no address, and must open it all the same.
    page.addEventListener("click", event => {
      const link = event.target.closest('a[href^="#row-"]');
      if (link && link.hash === location.hash) reveal();
    });
    const asked = new URLSearchParams(location.search).get("by");
    show((ways.find(way => way.dataset.view === asked) || ways[0]).dataset.view);
    reveal();
  };

  // Paper closes nothing.
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const line of document.querySelectorAll(".line:not([open])")) opened.add(Object.assign(line, { open: true }));
  });
  addEventListener("afterprint", () => {
    for (const line of opened) line.open = false;
    opened.clear();
  });

  return { start };
})();
