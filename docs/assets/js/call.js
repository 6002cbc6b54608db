/* The page call/: the lookup alone, with its data inside the page. `?q=words` opens the card that is
   meant for sure, `#id` that card, `?print=id` prints it. */
(() => {
  const root = new URL("../", document.baseURI.replace(/[?#].*$/, ""));
  const host = document.getElementById("lookup");
  let own = ""; // the fragment that this script set

  const view = GuideView(host, root, {
    onOpen: id => {
      document.title = `${document.querySelector("#card-name").textContent} · ${document.body.dataset.title}`;
      if (location.hash === `#${id}`) return;
      own = id;
      location.hash = id;
    },
    onBack: () => {
      document.title = document.body.dataset.title;
    },
  });
  view.use(JSON.parse(document.getElementById("cards").textContent));

  // A percent sign that begins no escape stands for itself.
  const decoded = text => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const follow = () => {
    const id = decoded(location.hash.slice(1));
    if (!id) view.toWords();
    else if (id !== own && !view.openId(id)) view.search(id.replace(/-/g, " "), false);
    own = "";
  };

  const asked = new URLSearchParams(location.search), words = asked.get("q"), printed = asked.get("print");
  if (location.hash.length > 1) follow();
  else if (words) view.search(words, true);
  else view.input.focus();
  if (printed && view.openId(printed)) window.print();
  addEventListener("hashchange", follow);
  document.documentElement.dataset.ready = "yes";

  // Most of what people say, and what answers it, come once the page can be used; until then, names and the commonest
  // sayings answer.
  const load = (path, use) => new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(path, root).href, onload: () => done(use()), onerror: failed });
    document.head.append(script);
  });
  const later = () => Promise.all([
    load("call/sayings.js", () => view.learn(guideSayings)), load("call/offers.js", () => view.answers(guideOffers)),
  ]);
  requestAnimationFrame(() => setTimeout(() => later().then(() => (document.documentElement.dataset.ready = "whole"), () => {})));
})();
