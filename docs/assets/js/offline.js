/* Keeps the guide for times without a network: registers the service worker at the site's root, and says when a newer
   guide is ready. The reader decides when to change over; until then every page is of one version. */
(() => {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;

  // This file stands at assets/js/ below the site's root.
  const home = new URL("../../", document.currentScript.src);
  let asked = false;

  const offer = worker => {
    if (document.querySelector(".newer")) return;
    const note = document.createElement("div");
    note.className = "newer";
    note.setAttribute("role", "status");
    const words = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show it";
    button.addEventListener("click", () => {
      asked = true;
      worker.postMessage("take over");
    });
    note.append(words, button);
    document.body.append(note);
    // A live region speaks of what changes in it, not of what it was born with.
    requestAnimationFrame(() => (words.textContent = "A newer guide is ready."));
  };

  const watch = registration => {
    const ready = worker => {
      // Without a controller this is the first visit: nothing old is on the screen.
      if (worker && worker.state === "installed" && navigator.serviceWorker.controller) offer(worker);
    };
    ready(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker.addEventListener("statechange", () => ready(worker));
    });
  };

  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload();
  });
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL("sw.js", home), { scope: home.href, updateViaCache: "none" }).then(watch, () => {
      // Forbidden by the browser's settings, or a build without a worker: the guide works with a network all the same.
    });
  });
})();
