/* Small repairs of the frame: buttons for the menu, the search and the printer, which Material leaves to labels that no
   keyboard reaches or does not have. All are hidden in the page's source, so that none stands there without its script. */
(() => {
  const start = (selector, action) => {
    for (const button of document.querySelectorAll(selector)) {
      button.hidden = false;
      button.onclick = () => action(button);
    }
  };

  const menu = () => document.querySelector("[data-toggles]");
  const toggle = () => document.getElementById(menu().dataset.toggles);

  const turn = open => {
    if (toggle().checked !== open) toggle().click();
  };

  const run = () => {
    start("[data-opens-search]", () => document.querySelector("[data-md-component=search-query]").focus());
    start("[data-prints]", () => window.print());
    start("[data-toggles]", () => turn(!toggle().checked));
    toggle().onchange = () => menu().setAttribute("aria-expanded", toggle().checked);
  };

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !toggle().checked) return;
    turn(false);
    menu().focus();
  });

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
