/* The map of the field: what a term or a bridge is joined with stands out while the pointer is on it. Without this the
   map is the same drawing. */
(() => {
  const start = field => {
    if (field.dataset.started) return;
    field.dataset.started = "yes";
    const spots = new Map([...field.querySelectorAll("[data-spot]")].map(spot => [spot.dataset.spot, spot]));
    const ties = [...field.querySelectorAll("[data-joins]")].map(node => ({ node, ends: node.dataset.joins.split(" ") }));

    const show = (term, one) => {
      const lit = ties.filter(tie => (one ? tie.node === one : tie.ends.includes(term)));
      const near = new Set([term, ...lit.flatMap(tie => tie.ends)]);
      field.toggleAttribute("data-lit", Boolean(term || one));
      for (const { node } of ties) node.toggleAttribute("data-on", lit.some(tie => tie.node === node));
      for (const [id, spot] of spots) spot.toggleAttribute("data-on", near.has(id));
    };

    field.addEventListener("pointerover", event => {
      const spot = event.target.closest("[data-spot]"), tie = event.target.closest("[data-joins]");
      show(spot && spot.dataset.spot, spot ? null : tie);
    });
    field.addEventListener("pointerleave", () => show(null, null));
  };

  const run = () => document.querySelectorAll(".field__sheet").forEach(start);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
