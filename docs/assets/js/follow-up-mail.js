/* The follow-up of a call as a mail: subject, terms with a sentence and a safe link each, open questions, promises. Pure;
   `GuideMail(call)` gives `subject`, `text`, `html`, `markdown` and `eml`. It is given names, sentences and links that anybody
   may read, and what the seller typed. */
(() => {
  const escaped = text => text.replace(/[&<>"]/g, sign => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
  const titled = term => term.title || term.name.charAt(0).toUpperCase() + term.name.slice(1);
  const listed = names => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0] || "");
  const marked = text => text.replace(/([\\`*_[\]<>#])/g, "\\$1");

  const day = iso => {
    const [year, month, date] = (iso || "").split("-").map(Number);
    return date ? new Date(Date.UTC(year, month - 1, date)).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" }) : "";
  };
  const promised = ({ what, owner, by }) => [what, [owner, by && `by ${day(by)}`].filter(Boolean).join(", ")].filter(Boolean).join(": ");

  // RFC 2045 and 2047: UTF-8 in base64, in lines of 76 characters.
  const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const wrapped = text => base64(text).replace(/.{76}/g, "$&\r\n");
  // Several encoded words, since one may be 75 characters long at most.
  const encoded = text => (/^[\x20-\x7e]*$/.test(text) ? text : (text.match(/[\s\S]{1,12}/gu) || []).map(part => `=?UTF-8?B?${base64(part)}?=`).join("\r\n "));

  globalThis.GuideMail = ({ name, subject, terms, open, promises }) => {
    const title = subject.trim().replace(/\s+/g, " ") || `From our call: ${listed(terms.map(term => term.name))}`;
    const hello = `Hello${name.trim() ? ` ${name.trim()}` : ""},`;
    const questions = open.split("\n").map(line => line.trim()).filter(Boolean);
    const owed = promises.map(promised).filter(Boolean);
    const thanks = "Thank you for your time.";
    const intro = terms.length ? "This is what came up, each with a page that takes a few minutes to read:" : "";
    const parts = [["Still open", questions], ["What was promised", owed]].filter(([, lines]) => lines.length);

    const plain = term => `${titled(term)}: ${term.say}${term.note ? `\n${term.note}` : ""}\n${term.link}`;
    const text = [
      hello, [thanks, intro].filter(Boolean).join(" "), ...terms.map(plain),
      ...parts.map(([head, lines]) => `${head}:\n${lines.map(line => `- ${line}`).join("\n")}`), "Best regards,",
    ].join("\n\n");

    const rich = term => `<p><a href="${escaped(term.link)}"><b>${escaped(titled(term))}</b></a><br>${escaped(term.say)}` +
      `${term.note ? `<br>${escaped(term.note)}` : ""}</p>`;
    const html = [
      `<p>${escaped(hello)}</p>`, `<p>${[thanks, intro].filter(Boolean).join(" ")}</p>`, ...terms.map(rich),
      ...parts.map(([head, lines]) => `<p><b>${head}</b></p><ul>${lines.map(line => `<li>${escaped(line)}</li>`).join("")}</ul>`),
      "<p>Best regards,</p>",
    ].join("\n");

    const markdown = [
      `# ${marked(title)}`,
      ...terms.map(term => `**[${marked(titled(term))}](${term.link})** ${marked(term.say)}${term.note ? ` ${marked(term.note)}` : ""}`),
      ...parts.map(([head, lines]) => `## ${head}\n\n${lines.map(line => `- ${marked(line)}`).join("\n")}`),
    ].join("\n\n") + "\n";

    const part = (type, body) =>
      `--part\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapped(body)}\r\n`;
    const eml = [
      `Subject: ${encoded(title)}`, "X-Unsent: 1", "MIME-Version: 1.0", 'Content-Type: multipart/alternative; boundary="part"', "",
      `${part("text/plain", text)}${part("text/html", `<!doctype html><html><body>\n${html}\n</body></html>`)}--part--`, "",
    ].join("\r\n");

    return { subject: title, text, html, markdown, eml };
  };
})();
