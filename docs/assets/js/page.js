/* Small repairs of the frame: the home page's search button, the print button, and a keyboard's way to the menu. */
(() => {
  const run = () => {
    for (const button of document.querySelectorAll("[data-opens-search]")) {
      button.hidden = false;
      button.onclick = () => document.querySelector("[data-md-component=search-query]").focus();
    }
    for (const button of document.querySelectorAll("[data-prints]")) {
      button.hidden = false;
      button.onclick = () => window.print();
    }
  };

  // A label that acts as a button answers the space bar too; Enter is Material's.
  document.addEventListener("keydown", event => {
    if (event.key === " " && event.target.matches("label[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
