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

// What was pressed without net, sent in its order; each may be sent twice without harm. Gives
// whether there is nothing to try again on this page.
const later = () => JSON.parse(localStorage.getItem(LATER) || "[]");
const send = async () => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  while (later().length && token) {
    const [address, action] = later()[0];
    const body = new URLSearchParams({ action, csrfmiddlewaretoken: token });
    const answer = await fetch(address, {
      method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(ANSWERED_WITHIN),
    });
    // What can't be done any more is not tried for ever; whoever is logged out keeps it for later.
    if (answer.redirected) return true;
    if (answer.status >= 500) return false;
    // Something more may have been pressed meanwhile.
    localStorage.setItem(LATER, JSON.stringify(later().slice(1)));
  }
  return true;
};

// Browsers don't always say that the net is back, and a first try may come too early: while
// something waits it is tried again, by one page at a time, after longer and longer pauses.
const PAUSES = [2_000, 5_000, 15_000, 60_000, 300_000];
const ANSWERED_WITHIN = 30_000;
let pauses = 0;
let next;
const tryAgain = () => {
  clearTimeout(next);
  next = setTimeout(sync, PAUSES[Math.min(pauses, PAUSES.length - 1)]);
  pauses += 1;
};
const sync = async () => {
  clearTimeout(next);
  const isDone = await navigator.locks.request(LATER, send).catch(() => false);
  if (!isDone) return tryAgain();
  pauses = 0;
  if (localStorage.getItem(IS_KEPT)) await keep().catch(() => {});
};
const syncNow = () => {
  pauses = 0;
  return sync();
};
document.addEventListener("portal:later", ({ detail }) => {
  localStorage.setItem(LATER, JSON.stringify([...later(), detail]));
  pauses = 0;
  tryAgain();
});

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
    window.addEventListener("online", syncNow);
    document.addEventListener("visibilitychange", () => { if (!document.hidden && later().length) syncNow(); });
    if (navigator.onLine) sync();
    else if (later().length) tryAgain();
  }
}
