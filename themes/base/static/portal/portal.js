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

// Reads the page's text aloud with the voices of the reader's own device, each text in its own
// language: a page in Arabic may hold a Danish title.
const TEXTS = "h1, h2, h3, p, li, dt, dd";
const spoken = (element) => {
  const speech = new SpeechSynthesisUtterance(element.innerText);
  speech.lang = element.closest("[lang]").lang;
  return speech;
};
const speaker = document.querySelector("[data-read-aloud]");
if (speaker && "speechSynthesis" in window) {
  const words = speaker.querySelector("span");
  const start = words.textContent;
  const rest = () => { words.textContent = start; };
  speaker.hidden = false;
  speaker.addEventListener("click", () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); rest(); return; }
    const source = document.querySelector("[data-speech]") || document.getElementById("indhold");
    const outermost = [...source.querySelectorAll(TEXTS)].filter((one) => !one.parentElement.closest(TEXTS));
    const speeches = outermost.filter((one) => one.innerText.trim() && !one.closest("nav")).map(spoken);
    if (!speeches.length) return;
    speeches.at(-1).onend = rest;
    words.textContent = speaker.dataset.stop;
    speeches.forEach((speech) => speechSynthesis.speak(speech));
  });
}

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
