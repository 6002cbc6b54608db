/* The way out: deletes what earlier versions kept, unregisters itself, and shows open pages fresh from the server,
   once: a page registers this worker anew each time it loads, and then there is nothing left to delete. */
"use strict";

const clean = async () => {
  const kept = (await caches.keys()).filter(name => name.startsWith("guide ") || name === "documents of the guide");
  await Promise.all(kept.map(name => caches.delete(name)));
  await self.registration.unregister();
  if (!kept.length) return;
  for (const client of await self.clients.matchAll({ type: "window" })) await client.navigate(client.url);
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(clean()));
