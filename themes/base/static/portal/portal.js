// Small comforts. Every page works without this file.

// A menu closes when one presses Escape or anywhere else.
const menus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

// A switch on a card (a heart, say) is turned without leaving the page.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-switch]")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const body = new FormData(form);
  body.set(button.name, button.value);
  // The button is called "action" too, so the form's own address is asked for as it is written.
  const address = form.getAttribute("action");
  const status = document.getElementById("said");
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  if (answer && !answer.ok) { location.reload(); return; }
  // Without net it is sent later: see offline.js.
  if (!answer) document.dispatchEvent(new CustomEvent("portal:later", { detail: [address, button.value] }));
  const said = answer ? await answer.json() : { succeeded: true, message: status.dataset.later };
  if (said.succeeded) {
    const isOn = button.value === form.dataset.turnOn;
    button.setAttribute("aria-pressed", String(isOn));
    button.value = isOn ? form.dataset.turnOff : form.dataset.turnOn;
  }
  status.textContent = said.message;
});

// Something was written that can't be used: one is where it can be put right. After the way past
// the page's head its address names the content, and the browser would stop there.
addEventListener("load", () => {
  const wrong = document.querySelector("main [aria-invalid=true]");
  const said = location.hash === "#indhold" && document.querySelector("main [autofocus]");
  (wrong || said)?.focus?.();
});

// An address is copied with one press.
document.querySelectorAll("[data-copy-from]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copyFrom).value);
    document.getElementById("said").textContent = button.dataset.done;
    button.textContent = button.dataset.done;
  });
});
