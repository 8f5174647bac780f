// Keeps what a citizen saved on her own phone, sends later what she pressed without net, and
// forgets all of it when she logs out or asks for it. Nothing is kept until she says so.
const page = document.querySelector("[data-offline]").dataset;
const IS_KEPT = `kept ${page.scope}`;
const LATER = `later ${page.scope}`;
const panel = document.querySelector("[data-keep]");
const show = (state) => {
  panel?.querySelectorAll("[data-when]").forEach((one) => { one.hidden = one.dataset.when !== state; });
};
const tell = async (message) => {
  const worker = (await navigator.serviceWorker.ready).active;
  worker.postMessage(message);
};
const keep = async () => {
  await navigator.serviceWorker.register(page.worker, { scope: page.scope });
  await tell({ keep: page.list });
};
const forget = async () => {
  localStorage.removeItem(IS_KEPT);
  localStorage.removeItem(LATER);
  if (await navigator.serviceWorker.getRegistration(page.scope)) await tell({ forget: true });
};

// What was pressed without net, sent in its order; each may be sent twice without harm.
const later = () => JSON.parse(localStorage.getItem(LATER) || "[]");
const send = async () => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  for (let waiting = later(); waiting.length && token; waiting = later()) {
    const [address, action] = waiting[0];
    const body = new URLSearchParams({ action, csrfmiddlewaretoken: token });
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    // What can't be done any more is not tried for ever; whoever is logged out keeps it for later.
    if (answer.redirected || answer.status >= 500) return;
    localStorage.setItem(LATER, JSON.stringify(waiting.slice(1)));
  }
};
document.addEventListener("portal:later", ({ detail }) => {
  localStorage.setItem(LATER, JSON.stringify([...later(), detail]));
});
const sync = async () => {
  await send();
  if (localStorage.getItem(IS_KEPT)) await keep();
};

if ("serviceWorker" in navigator) {
  if (page.forget !== undefined) {
    forget();
  } else {
    if (panel) {
      panel.hidden = false;
      show(localStorage.getItem(IS_KEPT) ? "kept" : "not");
      panel.querySelector("[data-do=keep]").addEventListener("click", () => { show("working"); keep().catch(() => show("impossible")); });
      panel.querySelector("[data-do=forget]").addEventListener("click", () => forget());
    }
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data.done === "kept") localStorage.setItem(IS_KEPT, "1");
      show({ kept: "kept", forgotten: "not", impossible: "impossible" }[data.done]);
    });
    window.addEventListener("online", () => sync().catch(() => {}));
    if (navigator.onLine) sync().catch(() => {});
  }
}
