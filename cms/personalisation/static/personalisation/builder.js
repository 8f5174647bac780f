// Building an audience's rule without writing it. Without this file the JSON below is the form, and
// everything else works.

import { Cases } from "./cases.js";
import { option } from "./dom.js";
import { Live } from "./live.js";
import { Tree } from "./tree.js";

const data = JSON.parse(document.getElementById("targeting-data").textContent);
const root = document.querySelector("[data-targeting]");
const builder = root.querySelector("[data-builder]");
const written = (name) => root.querySelector(`[data-json-of="${name}"] textarea`);
const ruleText = written("rule");
const casesText = written("tests");
const said = root.querySelector("[data-said]");
const owner = root.querySelector("[data-owner]");
const audience = root.querySelector("select[name=audience]");
const builtHere = root.querySelector("[data-built-here]");

const parsed = (text, otherwise) => {
  try {
    return text.trim() ? JSON.parse(text) : otherwise;
  } catch {
    return undefined;
  }
};
const pretty = (value) => JSON.stringify(value, null, 2);
const ownerKey = () => Number(owner ? owner.value : data.owner);

// ---- items that a word may name, proposed while one types
const suggest = (input, list, node) => {
  let timer = 0;
  const ask = async () => {
    const asked = new URLSearchParams({ owner: ownerKey(), q: input.value, type: node.given.type ?? "" });
    try {
      const { items } = await (await fetch(`${data.items}?${asked}`)).json();
      list.replaceChildren(...items.map((one) => option(one.slug, one.title)));
    } catch {
      return; // no network: the slug can be typed
    }
  };
  input.addEventListener("focus", ask, { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
};

const tree = new Tree(root.querySelector("[data-tree]"), data.controls, data.words, (what = "") => {
  ruleText.value = pretty(tree.data);
  if (what) said.textContent = what;
  check();
}, suggest);
const cases = new Cases(root.querySelector("[data-tests]"), data, () => {
  casesText.value = pretty(cases.cases);
  check();
});
const live = new Live(root.querySelector("[data-live]"), data, builder);

const isBuiltHere = () => !audience || builtHere.dataset.builtHere.split(" ").includes(audience.value);
const question = () => ({
  owner: ownerKey(),
  name: isBuiltHere() ? data.name : "",
  rule: isBuiltHere() ? tree.data : { audience: audience.value },
  tests: isBuiltHere() ? cases.cases : [],
});
const check = () => live.soon(question, (answer) => cases.told(answer.tests));

// ---- what is written by hand shows among the blocks as soon as it can be read
ruleText.addEventListener("input", () => {
  const rule = parsed(ruleText.value, { all: [] });
  if (rule === undefined) {
    said.textContent = data.words.unreadable;
    return;
  }
  tree.load(rule);
  check();
});
casesText.addEventListener("input", () => {
  const found = parsed(casesText.value, []);
  if (!Array.isArray(found)) return;
  cases.load(found);
  check();
});
owner?.addEventListener("change", check);

const follow = () => {
  if (builtHere) builtHere.hidden = !isBuiltHere();
  check();
};
audience?.addEventListener("change", follow);

tree.load(parsed(ruleText.value, { all: [] }) ?? { all: [] });
cases.load(parsed(casesText.value, []) ?? []);
builder.hidden = false;
root.querySelector("[data-tests]").hidden = false;
follow();
live.ask(question(), (answer) => cases.told(answer.tests));
