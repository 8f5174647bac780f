// Arranging one's page without the page jumping: the same forms, sent behind the scenes, and
// dragging with mouse, pen or finger. Everything works without this file.

const region = () => document.querySelector("[data-arrange]");

// Sends a form, puts the new list in place, says what came of it, and keeps the focus.
async function send(form, button, key) {
  const body = new FormData(form);
  if (button && button.name) body.set(button.name, button.value);
  const answer = await fetch(form.action || location.href, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok) { location.reload(); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-arrange]");
  if (!fresh) { location.reload(); return; }
  const said = [...page.querySelectorAll(".main > .notice")].map((one) => one.innerText.trim()).join(" ");
  region().replaceWith(document.adoptNode(fresh));
  prepare();
  const name = body.get("name");
  const back = region().querySelector(`[data-key="${CSS.escape(key)}"]`)
    || (name && document.getElementById(`element-${name}`))
    || region().querySelector('[data-key="undo"]') || region().querySelector("h2");
  if (!back.matches("button, a")) back.tabIndex = -1;
  back.focus();
  // A live region must stand in the page before it speaks.
  requestAnimationFrame(() => { region().querySelector("[data-arrange-said]").textContent = said; });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-change]")) return;
  event.preventDefault();
  send(form, event.submitter, event.submitter ? event.submitter.dataset.key : "");
});

// Dragging: the row follows the pointer among its neighbours, and is sent when it is let go.
let lifted = null;
let start = -1;
const rows = () => [...region().querySelectorAll("[data-sort] > li")];

function lift(event) {
  const handle = event.target.closest("[data-handle]");
  if (!handle || (event.button && event.button !== 0)) return;
  lifted = handle.closest("li");
  start = rows().indexOf(lifted);
  handle.setPointerCapture(event.pointerId);
  lifted.classList.add("arrange__row--lifted");
  event.preventDefault();
}

function carry(event) {
  if (!lifted) return;
  const below = rows().find((row) => {
    const box = row.getBoundingClientRect();
    return row !== lifted && event.clientY < box.top + box.height / 2;
  });
  // Inserting again where it stands would end the pointer's capture.
  if (below ? lifted.nextElementSibling !== below : lifted.nextElementSibling) {
    lifted.parentElement.insertBefore(lifted, below || null);
  }
}

function letGo(event) {
  if (!lifted) return;
  const row = lifted;
  lifted = null;
  row.classList.remove("arrange__row--lifted");
  const place = rows().indexOf(row);
  if (event.type === "pointercancel" || place === start) {
    const others = rows().filter((one) => one !== row);
    row.parentElement.insertBefore(row, others[start] || null);
    return;
  }
  const form = region().querySelector("[data-drop]");
  form.elements.name.value = row.dataset.name;
  form.elements.number.value = String(place + 1);
  send(form, null, `up-${row.dataset.name}`);
}

function prepare() {
  region().querySelectorAll("[data-handle]").forEach((handle) => { handle.hidden = false; });
}
document.addEventListener("pointerdown", lift);
document.addEventListener("pointermove", carry);
document.addEventListener("pointerup", letGo);
document.addEventListener("pointercancel", letGo);
prepare();
