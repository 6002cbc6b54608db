/* Links that are safe to send: on a press they are copied rather than followed, and their codes are shown over the page. Without this
   script they lead to the page that they name. */
(() => {
  const BRIEF = 4000; // milliseconds

  const told = link => {
    const bar = link.closest(".send") || link.parentElement;
    let status = bar.querySelector(".send__told");
    if (!status) {
      status = Object.assign(document.createElement("span"), { className: "send__told" });
      status.setAttribute("role", "status");
      bar.append(status);
    }
    return status;
  };

  // Clipboards are for secure pages; elsewhere an old command may do.
  const copied = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const box = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
      document.body.append(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      return done;
    }
  };

  const onLink = async event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const link = event.currentTarget, status = told(link);
    if (await copied(link.href)) status.textContent = "Copied: a link without coaching.";
    else status.textContent = link.href;
    link.focus();
    setTimeout(() => (status.textContent = ""), BRIEF);
  };

  const onCode = event => {
    const button = event.currentTarget;
    const dialog = document.createElement("dialog");
    dialog.className = "send-code";
    dialog.setAttribute("aria-label", "QR code of the page to send");
    const image = Object.assign(document.createElement("img"), { src: new URL(button.dataset.code, location.href).href });
    image.alt = "QR code of the page to send";
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
    close.onclick = () => dialog.close();
    dialog.onclose = () => dialog.remove();
    dialog.append(image, close);
    document.body.append(dialog);
    dialog.showModal();
  };

  const run = () => {
    for (const link of document.querySelectorAll("a[data-send]")) {
      if (link.dataset.send === "on") continue;
      link.dataset.send = "on";
      link.firstChild.data = "Copy link to send";
      link.addEventListener("click", onLink);
    }
    for (const button of document.querySelectorAll("button[data-code]")) {
      button.hidden = false;
      button.onclick = onCode;
    }
  };

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", run);
  else run();
  if (window.document$) window.document$.subscribe(run);
})();
