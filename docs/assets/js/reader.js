/* The page call/read.html: reads a document of the customer's in this browser, and makes a brief of it. */
(() => {
  const { node } = kit;
  const at = id => document.getElementById(id);
  const titled = term => term.title || term.name.charAt(0).toUpperCase() + term.name.slice(1);
  for (const term of guideCards.terms) if (guideSayings[term.id]) term.spoken = [...(term.spoken || []), ...guideSayings[term.id]];
  for (const term of guideCards.terms) [term.belief, term.truth] = guideBeliefs[term.id] || [];
  for (const term of guideCards.terms) [term.written, term.everyday, term.beside, term.unlike] = guideWritten[term.id] || [];
  const reader = GuideReader(guideCards);
  let last = null;

  const say = text => (at("told").textContent = text);

  // ---- documents as text

  const html = text => {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const part of page.querySelectorAll("script, style, noscript, template")) part.remove();
    for (const block of page.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6, td, th, div, br, tr")) block.append("\n\n");
    return page.body.textContent;
  };

  // One file of a zip archive, unpacked: the list at the archive's end says where it stands.
  const unzipped = async (bytes, name) => {
    const view = new DataView(bytes);
    let end = bytes.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) return null;
    let place = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(place, true) === 0x02014b50; left--) {
      const [size, named, extra, told] = [view.getUint32(place + 20, true), ...[28, 30, 32].map(step => view.getUint16(place + step, true))];
      const own = new TextDecoder().decode(new Uint8Array(bytes, place + 46, named));
      if (own === name) {
        const from = view.getUint32(place + 42, true);
        const start = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true);
        const body = new Blob([new Uint8Array(bytes, start, size)]);
        if (view.getUint16(place + 10, true) === 0) return body.text();
        return new Response(body.stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
      }
      place += 46 + named + extra + told;
    }
    return null;
  };

  const docx = async bytes => {
    const xml = await unzipped(bytes, "word/document.xml");
    if (xml === null) throw new Error("This is no Word document.");
    const page = new DOMParser().parseFromString(xml, "application/xml");
    const NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    return [...page.getElementsByTagNameNS(NAMES, "p")]
      .map(part => [...part.getElementsByTagNameNS(NAMES, "t")].map(run => run.textContent).join("")).join("\n\n");
  };

  const textOf = async file => {
    const ending = file.name.toLowerCase().split(".").at(-1);
    if (ending === "docx") return docx(await file.arrayBuffer());
    if (ending === "html" || ending === "htm") return html(await file.text());
    if (["txt", "md", "markdown", "text"].includes(ending)) return file.text();
    throw new Error("Text, Markdown, HTML and Word (.docx) are read here. Open anything else, select all, and paste it.");
  };

  // ---- what was found

  const line = (label, text) => (text ? node("p", {}, node("b", {}, `${label}: `), text) : "");

  const entry = ({ term, count, said, sentences }) => {
    const keep = node("button", { type: "button", textContent: GuideStore.isKept(term.id) ? "Kept" : "Keep" });
    keep.setAttribute("aria-label", `Keep ${term.name}`);
    keep.onclick = () => (keep.textContent = GuideStore.keep(term.id) ? "Kept" : "Keep");
    const [pair] = term.bridge || [];
    return node("article", { class: "read__term" },
      node("h3", {}, titled(term), " ", node("span", { class: "read__count" }, `${count}× ${said.map(one => `“${one}”`).join(", ")}`)),
      ...sentences.map(one => node("blockquote", {}, one)),
      line("Ask", term.ask), ...(term.asks || []).map(([role, ask]) => line(`To a ${role}`, ask)), line("Say", term.say),
      pair ? line(guideCards.labels.bridge, `${pair[0]} is like ${pair[1]}. Breaks: ${pair[2]}`) : line(guideCards.labels.bridge, term.unmapped),
      node("p", { class: "read__more" }, keep, " ", node("a", { href: new URL(guideCards.page.replace("{id}", term.id), kit.root).href }, "Whole page")));
  };

  const belief = ({ term, sentence }) => node("article", { class: "read__term" },
    node("blockquote", {}, sentence), line("It seems to hold", `“${term.belief}”`), line(titled(term), term.truth));

  const show = () => {
    const { terms, beliefs } = last;
    at("found").hidden = false;
    at("terms").replaceChildren(...terms.map(entry));
    at("beliefs-part").hidden = !beliefs.length;
    at("beliefs").replaceChildren(...beliefs.map(belief));
    say(terms.length ? `${terms.length} terms, ${beliefs.length} beliefs.` : "No term of the guide is in it.");
  };

  const read = text => {
    if (!text.trim()) return say("There is no text in it.");
    last = reader.read(text);
    show();
    at("found").focus();
  };

  const markdown = () => [
    "# Brief", ...last.terms.map(({ term, count, said, sentences }) => [
      `## ${titled(term)}`, `${count}×: ${said.join(", ")}`, ...sentences.map(one => `> ${one}`), term.ask && `**Ask:** ${term.ask}`,
      ...(term.asks || []).map(([role, ask]) => `**To a ${role}:** ${ask}`), `**Say:** ${term.say}`,
    ].filter(Boolean).join("\n\n")),
    ...(last.beliefs.length ? ["# Beliefs"] : []), ...last.beliefs.map(({ term, sentence }) => `> ${sentence}\n\n${term.truth}`),
  ].join("\n\n") + "\n";

  at("read").onclick = () => read(at("text").value);
  const take = async file => {
    try {
      read(await textOf(file));
    } catch (error) {
      say(error.message);
    }
  };
  at("file").onchange = () => at("file").files[0] && take(at("file").files[0]);
  addEventListener("dragover", event => event.preventDefault());
  addEventListener("drop", event => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });
  at("markdown").onclick = () => {
    const address = URL.createObjectURL(new Blob([markdown()], { type: "text/markdown" }));
    node("a", { href: address, download: "brief.md" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 4000);
  };
  at("print").onclick = () => window.print();
  at("form").onsubmit = event => event.preventDefault();
  at("form").hidden = false;
})();
