// Choosing single items by searching for their titles. Without this file those chosen already can
// be kept or taken away, and content is chosen by type and term.

import { element } from "./dom.js";

const root = document.querySelector("[data-items]");
const data = JSON.parse(document.getElementById("targeting-data").textContent);
const box = root.querySelector("[data-search]");
const input = box.querySelector("input");
const found = box.querySelector("[data-found]");
const said = box.querySelector("[data-found-said]");
const chosen = root.querySelector("[data-chosen]");
const owner = document.querySelector("[data-owner]");
let timer = 0;
let latest = 0;

const isChosen = (value) => [...chosen.querySelectorAll("input")].some((one) => one.value === value);

const choose = (item) => {
  if (!isChosen(item.value)) {
    const tick = element("input", { type: "checkbox", name: "items", value: item.value, checked: true });
    chosen.append(element("li", {}, element("label", {}, tick, ` ${item.title}`)));
  }
  input.value = "";
  found.replaceChildren();
  said.textContent = `${data.words.added} ${item.title}`;
  input.focus();
};

const ask = async () => {
  const number = ++latest;
  const text = input.value.trim();
  if (text.length < 2) {
    found.replaceChildren();
    return;
  }
  const asked = new URLSearchParams({ q: text, owner: owner ? owner.value : root.dataset.ownerOf });
  let items = [];
  try {
    items = (await (await fetch(`${root.dataset.url}?${asked}`)).json()).items;
  } catch {
    return;
  }
  if (number !== latest) return;
  said.textContent = items.length ? `${items.length} ${data.words.found}` : data.words.nothing_found;
  found.replaceChildren(...items.map((item) =>
    element("li", {}, element("button", { type: "button", onclick: () => choose(item) },
      element("strong", {}, item.title), ` ${item.type}`))));
};

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, 250);
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
box.hidden = false;
