/* One preview for every term and fact link: on hover, focus or first tap it shows the definition the link carries.
   It can be pointed at, Esc closes it and leaves focus where it is, and text enters it as text only. */
(() => {
  const LINKS = "a.term[data-definition], a.fact[data-definition]";
  const DELAY = 150; // ms: long enough that a pointer passing over a line opens nothing
  const GAP = 8; // px between link, preview and the window's edge

  let box, name, definition, page; // the preview's parts, made on first use
  let link = null; // the link it is open for
  let timer = 0;
  let tapped = null; // the link a finger touched last, and whether it was open by then

  const make = () => {
    const part = (tag, className) => {
      const node = document.createElement(tag);
      node.className = className;
      return node;
    };
    box = part("div", "preview");
    box.id = "preview";
    // The top layer, where the browser has one: no ancestor can clip the preview.
    if (box.showPopover) box.popover = "manual";
    else box.hidden = true;
    name = part("p", "preview__name");
    definition = part("p", "preview__definition");
    definition.id = "preview-definition";
    page = part("a", "preview__page");
    page.textContent = "Open the page";
    // The link itself is the keyboard's way in.
    page.tabIndex = -1;
    box.append(name, definition, page);
    // Pressing inside must not blur the link, or the preview would be gone before the click.
    box.addEventListener("mousedown", event => event.preventDefault());
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", event => event.pointerType === "mouse" && later(hide));
  };

  const later = action => {
    clearTimeout(timer);
    timer = setTimeout(action, DELAY);
  };

  const place = () => {
    const rects = [...link.getClientRects()];
    const at = rects[0];
    const width = document.documentElement.clientWidth;
    const left = Math.max(GAP, Math.min(at.left, width - box.offsetWidth - GAP));
    const below = rects[rects.length - 1].bottom + GAP;
    const above = at.top - box.offsetHeight - GAP;
    const fits = below + box.offsetHeight <= innerHeight - GAP || above < GAP;
    box.style.left = `${left}px`;
    box.style.top = `${fits ? below : above}px`;
  };

  // Scrolled away or under the header, a link has nothing to explain any more.
  const follow = () => {
    if (!link) return;
    const { top, bottom } = link.getBoundingClientRect();
    const header = document.querySelector(".md-header");
    if (bottom < (header ? header.offsetHeight : 0) || top > innerHeight) hide();
    else place();
  };

  const show = target => {
    clearTimeout(timer);
    if (target === link) return;
    hide();
    if (!box) make();
    // Inside the main landmark, where a screen reader looks for content; the top layer shows it over everything.
    if (!box.isConnected) (document.querySelector("main") || document.body).append(box);
    link = target;
    name.textContent = link.dataset.name;
    definition.textContent = link.dataset.definition;
    page.href = link.href;
    link.setAttribute("aria-describedby", definition.id);
    if (box.showPopover) box.showPopover();
    else box.hidden = false;
    place();
  };

  const hide = () => {
    clearTimeout(timer);
    if (!link) return;
    link.removeAttribute("aria-describedby");
    link = null;
    if (!box.showPopover) box.hidden = true;
    else if (box.matches(":popover-open")) box.hidePopover();
  };

  const linkAt = node => (node instanceof Element ? node.closest(LINKS) : null);

  const start = () => {
    if (document.documentElement.dataset.previews) return;
    document.documentElement.dataset.previews = "on";

    document.addEventListener("pointerover", event => {
      const target = linkAt(event.target);
      if (target && event.pointerType === "mouse") later(() => show(target));
    });
    document.addEventListener("pointerout", event => {
      if (linkAt(event.target) && event.pointerType === "mouse") later(() => document.activeElement !== link && hide());
    });
    document.addEventListener("focusin", event => {
      const target = linkAt(event.target);
      if (target && target.matches(":focus-visible") && !tapped) show(target);
    });
    document.addEventListener("focusout", event => {
      if (event.target === link) hide();
    });
    document.addEventListener("pointerdown", event => {
      const target = linkAt(event.target);
      tapped = target && event.pointerType !== "mouse" ? { target, open: target === link } : null;
      if (link && !target && !box.contains(event.target)) hide();
    });
    document.addEventListener("click", event => {
      const first = tapped && !tapped.open && linkAt(event.target) === tapped.target;
      const target = tapped && tapped.target;
      tapped = null;
      if (!first) return;
      event.preventDefault();
      show(target);
    }, true);
    document.addEventListener("keydown", event => {
      if (event.key === "Escape") hide();
    });
    addEventListener("scroll", follow, { passive: true });
    addEventListener("resize", hide);
  };

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
  // Instant navigation replaces the page under an open preview.
  if (window.document$) window.document$.subscribe(hide);
})();
