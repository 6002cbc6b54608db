/* The filter bar above the glossary and the mapping: a text box and a list of areas. The bar is hidden in the page's
   source, so that without JavaScript nobody meets a control that does nothing. */
(() => {
  const plain = text => text.toLowerCase().replace(/[-\s]+/g, " ").trim();

  const start = bar => {
    if (bar.dataset.started) return;
    bar.dataset.started = "yes";
    const target = document.getElementById(bar.dataset.filters);
    if (!target) return;
    const entries = [...target.querySelectorAll("[data-area]")].map(node => ({ node, text: plain(node.textContent) }));
    const box = bar.querySelector("input");
    const area = bar.querySelector("select");
    const status = bar.querySelector("[role=status]");

    const apply = () => {
      const words = plain(box.value);
      let shown = 0;
      for (const { node, text } of entries) {
        const areas = node.dataset.area.split(" ");
        node.hidden = !(text.includes(words) && (!area.value || areas.includes(area.value)));
        if (!node.hidden) shown += 1;
      }
      // A letter without entries would be a heading over nothing.
      for (const group of target.querySelectorAll("[data-group]")) {
        group.hidden = !group.querySelector("[data-area]:not([hidden])");
        const jump = document.querySelector(`a[href="#${group.id}"]`);
        if (jump) jump.toggleAttribute("data-empty", group.hidden);
      }
      status.textContent = words || area.value ? `${shown} of ${entries.length} shown` : "";
    };

    box.addEventListener("input", apply);
    area.addEventListener("change", apply);
    box.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      box.value = "";
      apply();
    });

    bar.hidden = false;
    // A link into the table must not land on a row that a remembered filter hides.
    addEventListener("hashchange", () => {
      const row = document.getElementById(location.hash.slice(1));
      if (row && target.contains(row) && row.hidden) {
        box.value = area.value = "";
        apply();
        row.scrollIntoView();
      }
    });
    apply();
  };

  const run = () => document.querySelectorAll(".filter[data-filters]").forEach(start);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
