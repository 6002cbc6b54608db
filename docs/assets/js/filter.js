/* The filter bar above the glossary, the mapping and the phrases: a text box and a list of areas, or links to areas that
   stand on the page anyhow and then filter instead. The bar is hidden in the page's source, so that without JavaScript
   nobody meets a control that does nothing. What a word is, lookup-words.js says, which is fetched where there is a bar. */
(() => {
  const beside = name => new URL(`../../${name}`, document.currentScript.src).href;
  const WORDS = beside("assets/js/lookup-words.js"), LINES = beside("assets/js/lines.js");
  const SHORT = 3; // letters, below which what is typed is in most texts

  const load = src =>
    new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed })));

  let loading = null, drawing = null; // one script for all bars, however often the page is started

  const stems = new Map();
  const stem = word => {
    if (!stems.has(word)) stems.set(word, GuideWords.stem(word));
    return stems.get(word);
  };

  // The names in a text that their marks tell apart: C++, C#, .NET.
  const marked = text => GuideWords.literal(text).split(" ")
    .map(word => word.replace(/^["“(]+|[.,;:!?"”)]+$/g, "")).filter(word => /[\p{L}\p{N}][+#*&]|^\.[\p{L}\p{N}]/u.test(word));

  // A text as the words to look for in it: each as written and cut to its stem, alone and joined to the next, since
  // "fine-tuning" is written in three ways. `^` begins a word and `$` ends a stem.
  const indexed = text => {
    const all = new Set();
    GuideWords.words(text).forEach((word, at, every) => {
      for (const one of at + 1 < every.length ? [word, word + every[at + 1]] : [word]) all.add(one).add(`${stem(one)}$`);
    });
    for (const name of marked(text)) all.add(`=${name}`);
    return `^${[...all].join("^")}^`;
  };

  // Whether an indexed text has every word of a query that says something, in any form or half typed, and the marks of its
  // names, where any of the texts has them.
  const matcher = (query, texts) => {
    const every = GuideWords.words(query), telling = every.filter(word => !GuideWords.isStop(word));
    const sought = telling.length ? telling : every;
    const has = (text, word) => text.includes(`^${word}`) || text.includes(`^${stem(word)}$`);
    const names = marked(query).filter(name => texts.some(text => text.includes(`^=${name}`)));
    return text => names.every(name => text.includes(`^=${name}`)) &&
      (sought.every(word => has(text, word)) || has(text, sought.join("")));
  };

  const start = bar => {
    if (bar.dataset.started) return;
    bar.dataset.started = "yes";
    const target = document.getElementById(bar.dataset.filters);
    if (!target) return;
    const entries = [...target.querySelectorAll("[data-area]")].map(node => ({ node, text: "", head: "" }));
    const box = bar.querySelector("input");
    const links = [...document.querySelectorAll(`[data-areas-of="${target.id}"] [data-area-is]`)];
    const area = bar.querySelector("select") || { value: "", options: links.map(link => ({ value: link.dataset.areaIs })) };
    const status = bar.querySelector("[role=status]");

    // Where the list has nothing the lookup may: it knows how people say it, and how they mistype it.
    const ask = document.createElement("button");
    ask.type = "button";
    ask.className = "text-button";
    ask.hidden = true;
    bar.append(ask);

    // What is filtered by stands in the address, so that a list can be sent as one sees it.
    const keep = () => {
      const address = new URL(location.href);
      for (const [name, value] of [["find", box.value.trim()], ["area", area.value]]) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      try {
        if (address.href !== location.href) history.replaceState(history.state, "", address.href);
      } catch {
        // A page opened from disk has no address to write to.
      }
    };

    // Where what was typed stands in what is closed, it opens, and closes again when the reader types on.
    const unfold = (entry, words, matches) => {
      const { node } = entry, head = node.querySelector("summary");
      if (words) entry.head = entry.head || indexed(head.textContent);
      const wanted = words.length >= SHORT && !node.hidden && !matches(entry.head);
      if (wanted ? node.open : !entry.opened) return;
      node.open = entry.opened = wanted;
    };

    const apply = () => {
      const words = box.value.trim();
      if (words) for (const entry of entries) entry.text = entry.text || indexed(entry.node.textContent);
      const matches = matcher(words, entries.map(entry => entry.text));
      let shown = 0, all = 0;
      for (const entry of entries) {
        const { node } = entry, areas = node.dataset.area.split(" ");
        node.hidden = !((!words || matches(entry.text)) && (!area.value || !areas[0] || areas.includes(area.value)));
        if (node.tagName === "DETAILS") unfold(entry, words, matches);
        if (node.closest("[data-view-of][hidden]")) continue;
        all += 1;
        if (!node.hidden) shown += 1;
      }
      for (const link of links) link.toggleAttribute("aria-current", false);
      const current = links.find(link => link.dataset.areaIs === area.value);
      if (current) current.setAttribute("aria-current", "true");
      const opener = words && !shown && document.querySelector("header [data-opens-lookup]:not([hidden])");
      ask.hidden = !opener;
      ask.textContent = `Look up “${words}”`;
      ask.onclick = () => {
        opener.dataset.words = words;
        opener.click();
        delete opener.dataset.words;
      };
      // A letter without entries would be a heading over nothing.
      for (const group of target.querySelectorAll("[data-group]")) {
        group.hidden = !group.querySelector("[data-area]:not([hidden])");
        const jump = document.querySelector(`a[href="#${group.id}"]`);
        if (jump) jump.toggleAttribute("data-empty", group.hidden);
      }
      keep();
      status.textContent = words || area.value ? `${shown} of ${all} shown` : "";
    };

    box.addEventListener("input", apply);
    if (area.addEventListener) area.addEventListener("change", apply);
    for (const link of links) {
      link.addEventListener("click", event => {
        event.preventDefault();
        area.value = link.dataset.areaIs;
        apply();
      });
    }
    box.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      box.value = "";
      apply();
    });

    const asked = new URLSearchParams(location.search);
    if (asked.has("find")) box.value = asked.get("find");
    if ([...area.options].some(option => option.value === asked.get("area"))) area.value = asked.get("area");

    bar.hidden = false;
    // A link into the list must not land on an entry that a remembered filter hides.
    const reveal = () => {
      const place = document.getElementById(location.hash.slice(1)), entry = place && place.closest("[data-area]");
      if (!entry || !target.contains(entry) || !entry.hidden) return;
      box.value = area.value = "";
      apply();
      place.scrollIntoView();
    };
    addEventListener("hashchange", reveal);
    apply();
    reveal();
  };

  const run = async () => {
    const bars = [...document.querySelectorAll(".filter[data-filters]")];
    if (!bars.length) return;
    if (!globalThis.GuideWords) await (loading = loading || load(WORDS));
    bars.forEach(start);
    const lines = document.querySelector(".mapping-page:not([data-started])");
    if (!lines) return;
    lines.dataset.started = "yes";
    if (!globalThis.GuideLines) await (drawing = drawing || load(LINES));
    globalThis.GuideLines.start(lines);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
