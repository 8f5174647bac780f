// Shows a note that came while the page was closed, and opens what it is about. It keeps nothing.
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
  const link = new URL(event.notification.data.link || "./", self.registration.scope);
  // Only ever the portal's own pages, reached the way that this reader came.
  const inbox = link.pathname.slice(link.pathname.indexOf("/indbakke/") + 1);
  event.waitUntil(self.clients.openWindow(new URL(inbox, self.registration.scope)));
});
