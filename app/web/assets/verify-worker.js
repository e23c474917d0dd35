/* Keeps the verifier for when there is no internet. The site writes above what is kept and under which NAME. */
self.addEventListener("install", (event) => {
  const fetched = caches.open(NAME).then((store) => store.addAll(KEPT.map((one) => new Request(one, { cache: "no-cache" }))));
  event.waitUntil(fetched.then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((one) => !one.indexOf("verifier ") && one !== NAME).map((one) => caches.delete(one))));
  event.waitUntil(old.then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin || KEPT.indexOf(address.pathname + address.search) < 0) { return; }
  const kept = caches.open(NAME).then((store) => store.match(address.pathname + address.search, { ignoreVary: true }));
  event.respondWith(kept.then((found) => found || fetch(event.request)));
});
