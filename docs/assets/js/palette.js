/* The lookup on every page: a button in the header and Ctrl K (⌘K) open it over the page. All it needs is fetched when it
   is first wanted, by elements rather than by `fetch`, so that it works from a folder, too. What is typed meanwhile
   counts. */
(() => {
  const root = new URL("../../", document.currentScript.src);
  const WORDS = "assets/js/lookup-words.js", SCRIPTS = ["call/lookup.js", "call/cards.js", "call/sayings.js", "call/offers.js"];
  const STYLE = "assets/css/lookup.css";
  const mac = /Mac|iPhone|iPad/.test(navigator.platform), touch = matchMedia("(hover: none)").matches;

  let learned = false; // a page that is changed in place makes the view again, over the same data
  let loading = null, dialog = null, view = null;

  const load = (tag, attributes) =>
    new Promise((done, failed) => {
      const made = Object.assign(document.createElement(tag), attributes);
      made.onload = done;
      made.onerror = () => {
        made.remove();
        failed(new Error(made.src || made.href));
      };
      document.head.append(made);
    });

  // What failed to come is asked for again the next time.
  const fetched = () => {
    loading = loading || Promise.all([
      load("link", { rel: "stylesheet", href: new URL(STYLE, root).href }),
      ...[...(globalThis.GuideWords ? [] : [WORDS]), ...SCRIPTS].map(path =>
        load("script", { src: new URL(path, root).href, async: false })),
    ]).catch(error => {
      loading = null;
      throw error;
    });
    return loading;
  };
  const ahead = () => fetched().catch(() => {}); // nobody has asked for it yet

  // Says that it did not come, over the page, with a way to try again.
  const tellFailure = again => {
    document.querySelector(".newer--lookup")?.remove();
    const note = document.createElement("div");
    note.className = "newer newer--lookup";
    note.setAttribute("role", "alert");
    const words = Object.assign(document.createElement("p"), { textContent: "The lookup did not load. Is there a network?" });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again" });
    button.onclick = () => {
      note.remove();
      again();
    };
    note.append(words, button);
    document.body.append(note);
  };

  const make = () => {
    dialog = document.createElement("dialog");
    dialog.className = "palette";
    dialog.setAttribute("aria-label", "Look up a term");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "palette__close";
    close.textContent = "✕";
    close.setAttribute("aria-label", "Close");
    close.onclick = () => dialog.close();
    const host = document.createElement("div");
    dialog.append(host, close);
    document.body.append(dialog);
    const search = document.querySelector("[data-md-component=search-query]");
    view = GuideView(host, root, {
      onSearch: search && (words => {
        dialog.close();
        search.value = words;
        search.focus(); // which is when it looks
      }),
    });
    view.use(guideCards, learned ? {} : guideSayings);
    view.answers(guideOffers);
    learned = true;
    // A key pressed in here is for the lookup, not for the page's own shortcuts.
    dialog.addEventListener("keydown", event => event.stopPropagation());
    // A press on the dialog itself is one on its backdrop: its content covers the rest.
    dialog.addEventListener("mousedown", event => event.target === dialog && dialog.close());
  };

  // Letters typed before the lookup is there.
  let early = null;
  const keep = event => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    early += event.key;
    event.preventDefault();
    event.stopPropagation();
  };

  const open = async (given = "") => {
    if (early !== null) return;
    early = "";
    addEventListener("keydown", keep, true);
    let failed = false;
    try {
      await fetched();
    } catch {
      failed = true;
    }
    removeEventListener("keydown", keep, true);
    const words = early || given;
    early = null;
    if (failed) return tellFailure(() => open(words));
    if (!dialog || !dialog.isConnected) make();
    if (!dialog.open) dialog.showModal();
    view.toWords();
    if (words) view.search(words, false);
  };

  const run = () => {
    for (const button of document.querySelectorAll("[data-opens-lookup]")) {
      button.hidden = false;
      button.onclick = () => open(button.dataset.words);
      button.onpointerenter = button.onfocus = ahead;
      for (const key of button.querySelectorAll("[data-modifier]")) {
        key.textContent = mac ? "⌘K" : "Ctrl K";
        if (touch) key.remove(); // nobody has that key at hand
      }
    }
    const field = document.querySelector(".open-search");
    document.body.toggleAttribute("data-field-in-view", Boolean(field));
    if (field) inView.observe(field);
  };

  // While a page's own field can be seen, the header's two stay away: nobody should have to choose between three.
  const inView = new IntersectionObserver(seen =>
    document.body.toggleAttribute("data-field-in-view", seen.at(-1).isIntersecting));

  addEventListener("keydown", event => {
    if (!document.querySelector("[data-opens-lookup]")) return; // the guide has none
    if (event.key.toLowerCase() !== "k" || !(mac ? event.metaKey : event.ctrlKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  }, true);

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
