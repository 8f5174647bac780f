// Shows a note that came while the page was closed, and opens what it is about. And where a citizen
// has asked for it, keeps what she saved and her next appointments for when there is no net.
const KEPT = "kept";
const scope = new URL(self.registration.scope);
const FILES = ["style", "script", "font", "image"];

// All or nothing: what was kept before stays until everything new has come.
const fetched = async (address, credentials) => {
  const answer = await fetch(address, { credentials, cache: "no-cache" });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  return [address, answer];
};
const keep = async (list) => {
  const answer = await fetch(list, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error("not logged in");
  const { own, open } = await answer.json();
  const all = await Promise.all([
    ...own.map((address) => fetched(address, "same-origin")),
    ...open.map((address) => fetched(address, "omit")),
  ]);
  await caches.delete(KEPT);
  const cache = await caches.open(KEPT);
  await Promise.all(all.map(([address, response]) => cache.put(address, response)));
};
self.addEventListener("message", (event) => {
  const { keep: list, forget } = event.data;
  const work = forget ? caches.delete(KEPT) : keep(list);
  event.waitUntil(work.then(
    () => event.source.postMessage({ done: forget ? "forgotten" : "kept" }),
    () => event.source.postMessage({ done: "impossible" }),
  ));
});
const fromKept = async (request) => {
  const cache = await caches.open(KEPT);
  const isPage = request.mode === "navigate";
  const found = await cache.match(request, { ignoreSearch: isPage, ignoreVary: true });
  const instead = isPage && !found && await cache.match(new URL("uden-net/", scope), { ignoreVary: true });
  return found || instead || Response.error();
};
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isOurs = request.method === "GET" && new URL(request.url).origin === scope.origin;
  if (!isOurs || !(request.mode === "navigate" || FILES.includes(request.destination))) return;
  event.respondWith(fetch(request).catch(() => fromKept(request)));
});
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  if (!event.data) return;
  const note = event.data.json();
  event.waitUntil(self.registration.showNotification(note.title, {
    body: note.body,
    lang: note.language,
    dir: note.language === "ar" ? "rtl" : "auto",
    // The same note sent twice is shown once.
    tag: note.tag,
    renotify: false,
    data: { link: note.link },
  }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const link = new URL(event.notification.data.link || "./", scope);
  // Only ever the portal's own pages, reached the way that this reader came.
  const inbox = link.pathname.slice(link.pathname.indexOf("/indbakke/") + 1);
  event.waitUntil(self.clients.openWindow(new URL(inbox, scope)));
});
