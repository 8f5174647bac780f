// Asks the browser for leave to show notes, and tells the portal where to send them.
const place = document.querySelector("[data-screen-messages]");
const say = (what) => { place.querySelector(`[data-said="${what}"]`).hidden = false; };
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};
const subscribe = async () => {
  if (await Notification.requestPermission() !== "granted") { say("no"); return; }
  const worker = await navigator.serviceWorker.register(place.dataset.worker, { scope: place.dataset.scope });
  await navigator.serviceWorker.ready;
  const found = await worker.pushManager.subscribe({
    userVisibleOnly: true, applicationServerKey: bytes(place.dataset.key),
  });
  const answer = await fetch(location.pathname, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": place.dataset.csrf },
    body: JSON.stringify(found),
  });
  if (answer.ok) location.assign(place.dataset.settings); else say("impossible");
};
if (place) {
  place.hidden = false;
  const button = place.querySelector("button");
  if ("serviceWorker" in navigator && "PushManager" in window) {
    button.addEventListener("click", () => subscribe().catch(() => say("impossible")));
  } else { button.hidden = true; say("impossible"); }
}
