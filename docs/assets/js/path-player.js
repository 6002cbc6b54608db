/* A learning path as a player. `#path=NAME&stop=4` in an article draws a bar with the stop, its minutes, and the way on and back; with
   `only=6.7.8` the path is those steps alone, which is how a path branches;
   on the path's own page what was read is ticked, and a button goes on where one was. What was read stays in this browser. */
(() => {
  // This file stands at assets/js/ below the site's root.
  const root = new URL("../../", document.currentScript.src);

  const node = (tag, className, ...children) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  };

  let loading = null;
  const paths = () => {
    loading = loading || new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement("script"), {
        src: new URL("assets/paths.js", root).href, onload: () => done(guidePaths),
        onerror: () => { loading = null; failed(new Error("paths")); },
      }));
    });
    return loading;
  };

  const read = name => new Set(__md_get(`path.${name}`) || []);
  const tick = (name, stop) => {
    __md_set(`path.${name}`, [...read(name).add(stop)].sort((a, b) => a - b));
  };

  // The stops of a path, or of the steps that are chosen, each with its number in the whole.
  const chosen = (path, only) =>
    path.stops.map((stop, at) => ({ ...stop, number: at + 1 })).filter(stop => !only || only.split(".").includes(String(stop.step)));

  const address = (name, path, stop, only) =>
    new URL(`${chosen(path, only)[stop - 1].at.split("#")[0]}#path=${name}${only ? `&only=${only}` : ""}&stop=${stop}`, root).href;

  const asked = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    return { name: given.get("path"), stop: Number(given.get("stop")) || 1, only: given.get("only") || "" };
  };

  // ---- in an article

  const draw = async () => {
    document.querySelector(".player")?.remove();
    const { name, stop, only } = asked();
    if (!name) return;
    const path = (await paths())[name], stops = path ? chosen(path, only) : [], here = stops[stop - 1];
    if (!here) return;
    const target = document.getElementById(here.at.split("#")[1]);
    if (target) target.scrollIntoView();
    __md_set("path.last", stop < stops.length
      ? { name, only, stop, of: stops.length, title: path.title, page: path.page, at: here.at.split("#")[0] } : null);

    const link = (words, href, className) => Object.assign(node("a", className, words), { href });
    const first = stops.slice(0, stop).findLast(one => one.minutes);
    const minutes = first && first.about === here.about ? `, ${first.minutes} min` : "";
    const done = () => tick(name, here.number);
    const back = link("Back to the path", new URL(path.page, root).href, "player__back");
    const next = stop < stops.length
      ? link("Next", address(name, path, stop + 1, only), "player__next")
      : link("Done", new URL(path.page, root).href, "player__next");
    next.addEventListener("click", done);
    const bar = node("nav", "player", back,
      node("p", "player__stop", node("b", "", `Stop ${stop} of ${stops.length}`), ` ${here.about}${minutes}`),
      ...(stop > 1 ? [link("Previous", address(name, path, stop - 1, only), "player__previous")] : []), next);
    bar.setAttribute("aria-label", `Path: ${path.title}`);
    document.querySelector(".player")?.remove(); // two starts of one page may both have waited for the paths
    document.body.append(bar);
  };

  // ---- on the page of a path

  const mark = async () => {
    const list = document.querySelector(".md-content article > ol");
    const known = list && (await paths());
    const here = location.href.split(/[?#]/)[0];
    const [name, path] = Object.entries(known || {}).find(([, one]) => new URL(one.page, root).href === here) || [];
    if (!path || list.dataset.player) return;
    list.dataset.player = name;
    const seen = read(name);
    let stop = 0;
    for (const item of list.children) {
      const own = [];
      for (const link of item.querySelectorAll("a:not(.term, .headerlink)")) {
        own.push(++stop);
        link.href = address(name, path, stop);
      }
      if (own.length && own.every(one => seen.has(one))) {
        item.prepend(node("span", "player__tick", "✓ "));
        item.firstChild.setAttribute("aria-label", "Read");
        item.firstChild.setAttribute("role", "img");
      }
    }
    const left = path.stops.findIndex((_, at) => !seen.has(at + 1));
    const go = Object.assign(node("a", "player__start", seen.size && left >= 0 ? `Go on at stop ${left + 1} of ${path.stops.length}` : "Start the path"),
      { href: address(name, path, left < 0 ? 1 : left + 1) });
    list.before(node("p", "player__begin", go));
    for (const branch of document.querySelectorAll(".md-content article > ul > li[data-steps]")) {
      const only = branch.dataset.steps.trim().replace(/ +/g, "."), stops = chosen(path, only);
      const open = stops.findIndex(one => !seen.has(one.number));
      if (stops.length) branch.append(" ", Object.assign(node("a", "player__branch", open > 0 ? `Go on at stop ${open + 1} of ${stops.length}` : `Start these ${stops.length} stops`),
        { href: address(name, path, Math.max(open, 0) + 1, only) }));
    }
  };

  const run = () => {
    draw().catch(() => {});
    if (document.querySelector("[data-path-page]")) mark().catch(() => {});
  };

  addEventListener("hashchange", () => draw().catch(() => {}));
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
