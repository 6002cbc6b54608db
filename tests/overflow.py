"""Which pages are wider than a window: many pages in frames of one tab, each as wide as a window would be."""

from __future__ import annotations

from playwright.sync_api import Page

START = "sweep.html"
EMPTY = '<!doctype html><link rel="icon" href="data:,">'
"""Where the frames stand: a page of the same origin without a policy, a style or a script, which the test makes up."""
AT_ONCE = 4
PATIENCE = 30_000
SWEEP = """async ([home, paths, widths, atOnce, patience]) => {
  const found = [], todo = [...paths];
  // A page that leads on is looked at, not followed.
  const still = async path => {
    const text = await (await fetch(home + path)).text();
    return /http-equiv="?refresh/.test(text) &&
      text.replace(/<meta[^>]*http-equiv="?(refresh|content-security-policy)[^>]*>|<script.*?<\\/script>/gis, "")
        .replace(/<head>/i, `$&<base href="${home + path}">`);
  };
  const look = async path => {
    const frame = document.createElement("iframe");
    frame.style.cssText = `position: absolute; inset: 0 auto auto 0; border: 0; width: ${widths[0]}px; height: 800px`;
    const loaded = new Promise((done, failed) => {
      frame.onload = done;
      setTimeout(failed, patience, new Error(`${path} does not load`));
    });
    const text = await still(path);
    if (text) frame.srcdoc = text; else frame.src = home + path;
    document.body.append(frame);
    await loaded;
    await frame.contentDocument.fonts.ready;
    for (const width of widths) {
      frame.style.width = `${width}px`;
      if (frame.contentDocument.documentElement.scrollWidth > width) found.push([path, width]);
    }
    frame.remove();
  };
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (todo.length) await look(todo.shift());
  }));
  return found.sort();
}"""


def wider(page: Page, home: str, paths: list[str], widths: tuple[int, ...]) -> list[tuple[str, int]]:
    """The pages that scroll sideways, each with the width at which it does."""
    page.route(home + START, lambda route: route.fulfill(body=EMPTY, content_type="text/html"))
    page.goto(home + START)
    page.unroute_all()  # which would keep the browser from keeping what pages share
    return [(path, width) for path, width in page.evaluate(SWEEP, [home, paths, widths, AT_ONCE, PATIENCE])]
