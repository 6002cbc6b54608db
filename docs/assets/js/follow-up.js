/* The page call/follow-up.html: what was kept and opened in a call, with notes, questions and promises, as a mail to send. All of it
   stays in this browser. */
(() => {
  const { node, store, root } = kit;
  const DRAFT = "lookup.follow-up", BRIEF = 4000;
  const empty = { name: "", subject: "", open: "", promises: [] };
  const at = id => document.getElementById(id);
  const byId = new Map(guideCards.terms.map(term => [term.id, term]));
  const termOf = id => byId.get((guideCards.moved || {})[id] || id);
  const link = term => new URL(guideCards.share.replace("{id}", term.id), root).href;
  const time = iso => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const titled = term => term.title || term.name.charAt(0).toUpperCase() + term.name.slice(1);

  let draft = { ...empty, ...store.get(DRAFT) };
  const remember = change => {
    draft = { ...draft, ...change };
    if (store.set(DRAFT, draft) === false) say("This browser keeps nothing: copy the text before you leave.");
    write();
  };

  let quiet = 0;
  const say = text => {
    clearTimeout(quiet);
    at("told").textContent = text;
    quiet = setTimeout(() => (at("told").textContent = ""), BRIEF);
  };

  const button = (text, action, name) => {
    const made = node("button", { type: "button", textContent: text, onclick: action });
    if (name) made.setAttribute("aria-label", name);
    return made;
  };

  // ---- what is in it

  const keptLine = ({ id, note }) => {
    const term = termOf(id), field = node("input", { type: "text", value: note || "", placeholder: "A note for the customer" });
    field.setAttribute("aria-label", `Note on ${term.name}`);
    field.oninput = () => {
      GuideStore.note(id, field.value);
      write();
    };
    return node("li", {}, node("b", {}, titled(term)), " ", field, " ",
      button("Let go", () => { GuideStore.keep(id); lay(); }, `Let go of ${term.name}`));
  };

  const openedLine = ({ id, at: when }) => node("li", {}, node("span", {}, `${time(when)} ${titled(termOf(id))}`), " ",
    button("Keep", () => { GuideStore.keep(id); lay(); }, `Keep ${termOf(id).name}`));

  const promiseLine = (promise, place) => {
    const change = (key, value) => remember({ promises: draft.promises.map((one, other) => (other === place ? { ...one, [key]: value } : one)) });
    const field = (key, label, type) => {
      const made = node("input", { type, value: promise[key] || "", placeholder: label, oninput: () => change(key, made.value) });
      made.setAttribute("aria-label", `${label} ${place + 1}`);
      return made;
    };
    return node("li", {}, field("what", "Promise", "text"), field("owner", "Owner", "text"), field("by", "Date", "date"),
      button("Remove", () => { remember({ promises: draft.promises.filter((_, other) => other !== place) }); lay(); }, `Remove promise ${place + 1}`));
  };

  const kept = () => GuideStore.kept().filter(({ id }) => termOf(id));
  const lay = () => {
    const opened = GuideStore.opened().filter(({ id }) => termOf(id) && !GuideStore.isKept(id));
    at("kept").replaceChildren(...kept().map(keptLine));
    at("none").hidden = kept().length > 0;
    at("opened").replaceChildren(...opened.map(openedLine));
    at("opened-part").hidden = !opened.length;
    at("promises").replaceChildren(...draft.promises.map(promiseLine));
    write();
  };

  // ---- the mail

  const mail = () => GuideMail({
    ...draft,
    terms: kept().map(({ id, note }) => ({ name: termOf(id).name, title: termOf(id).title, say: termOf(id).say, link: link(termOf(id)), note: (note || "").trim() })),
  });
  const write = () => {
    const { subject, text } = mail();
    at("preview-subject").textContent = subject;
    at("preview").textContent = text;
  };

  // Rich for mail programs, plain for the rest; the older command where clipboards are only for secure pages.
  const copy = async () => {
    const { text, html } = mail();
    try {
      const kinds = { "text/html": html, "text/plain": text };
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
        Object.entries(kinds).map(([type, body]) => [type, new Blob([body], { type })])))]);
      return say("Copied.");
    } catch {
      const give = event => {
        event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
      };
      document.addEventListener("copy", give, { once: true });
      const done = document.execCommand("copy");
      document.removeEventListener("copy", give);
      say(done ? "Copied." : "Select the text below and copy it.");
    }
  };

  const save = (ending, type, body) => {
    const address = URL.createObjectURL(new Blob([body], { type }));
    node("a", { href: address, download: `follow-up.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), BRIEF);
  };

  for (const name of ["name", "subject", "open"]) {
    at(name).value = draft[name];
    at(name).oninput = () => remember({ [name]: at(name).value });
  }
  at("add").onclick = () => {
    remember({ promises: [...draft.promises, { what: "", owner: "", by: "" }] });
    lay();
    at("promises").lastElementChild.querySelector("input").focus();
  };
  at("copy").onclick = copy;
  at("eml").onclick = () => save("eml", "message/rfc822", mail().eml);
  at("markdown").onclick = () => save("md", "text/markdown", mail().markdown);
  at("new").onclick = () => {
    if (!confirm("Begin a new call? What was kept and written here goes.")) return;
    GuideStore.clear();
    draft = { ...empty };
    store.set(DRAFT, draft);
    for (const name of ["name", "subject", "open"]) at(name).value = "";
    lay();
  };
  at("form").onsubmit = event => event.preventDefault();
  lay();
  document.getElementById("form").hidden = false;
  at("copy").focus({ preventScroll: true });
})();
