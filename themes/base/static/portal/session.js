// Warns before a log-in ends. The server decides; this only asks it and shows what it says.
const WARNED_BEFORE = 120; // seconds
const LONGEST_WAIT = 2_000_000; // seconds: timers can't wait longer

const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.split("=")[1];

// A log-in may give a new token: a form that was kept takes the one that counts now.
document.querySelectorAll("form[data-fresh-token]").forEach((form) => {
  form.addEventListener("submit", () => {
    const token = cookie("csrftoken");
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token;
  });
});

document.querySelectorAll("dialog[data-session]").forEach((dialog) => {
  const which = dialog.dataset.session;
  const all = (selector) => dialog.querySelectorAll(selector);
  let timer = 0;
  let ends = Date.now() + Number(dialog.dataset.left) * 1000;
  let isOver = false;

  const left = () => Math.max(0, Math.round((ends - Date.now()) / 1000));
  const wait = (seconds, then) => {
    clearTimeout(timer);
    timer = setTimeout(then, Math.min(seconds, LONGEST_WAIT) * 1000);
  };
  const note = (answer) => { ends = Date.now() + answer[which] * 1000; };
  const show = (focus) => {
    if (!dialog.open) dialog.showModal();
    focus?.focus();
  };
  const clock = () => {
    const seconds = left();
    const step = seconds > 60 ? "minutes" : seconds > 15 ? "minute" : "soon";
    ["minutes", "minute", "soon"].forEach((one) => { all(`[data-${one}]`)[0].hidden = one !== step; });
  };
  const rest = () => {
    if (dialog.open) dialog.close();
    wait(Math.max(1, left() - WARNED_BEFORE), ask);
  };
  const over = () => {
    isOver = true;
    all("[data-before]").forEach((one) => { one.hidden = true; });
    all("[data-after]").forEach((one) => { one.hidden = false; });
    show(dialog.querySelector("h2[data-after]"));
  };
  const count = () => {
    if (left() === 0) { ask(); return; }
    clock();
    wait(1, count);
  };
  // Another tab may have used the time: ask before saying anything.
  const ask = () => fetch(dialog.dataset.time, { headers: { Accept: "application/json" } })
    .then((answer) => answer.json()).then(note).catch(() => {})
    .then(() => {
      if (left() === 0) { over(); return; }
      if (left() > WARNED_BEFORE) { rest(); return; }
      clock();
      if (!dialog.open) show(dialog.querySelector("[data-stay-button], [data-close]"));
      count();
    });
  const stay = () => fetch(dialog.dataset.stay, {
    method: "POST",
    headers: { "X-CSRFToken": cookie("csrftoken") || dialog.querySelector("[name=csrfmiddlewaretoken]").value },
  }).then((answer) => answer.json()).then(note).catch(() => {}).then(() => {
    if (left() === 0) over(); else if (left() > WARNED_BEFORE) rest(); else count();
  });

  dialog.querySelector("[data-stay-button]")?.addEventListener("click", stay);
  all("[data-close]").forEach((one) => one.addEventListener("click", () => dialog.close()));
  // Escape is an answer too: somebody is there.
  dialog.addEventListener("cancel", () => { if (!isOver && "canStay" in dialog.dataset) stay(); });
  // A machine that slept wakes with the clock far on.
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !isOver && left() < WARNED_BEFORE) ask(); });
  rest();
});
