// The rule as groups and conditions. The data is the published JSON; here it is read, drawn and
// written back. What the drawing can't say is kept as it is and shown as such.

import { control, suited } from "./controls.js";
import { element, fresh, hidden, option } from "./dom.js";

export const read = (data, known) => {
  const node = bare(data, known);
  node.id = fresh("node");
  return node;
};

const bare = (data, known) => {
  const keys = data && typeof data === "object" && !Array.isArray(data) ? Object.keys(data) : [];
  if (keys.length === 1) {
    const [key] = keys;
    const value = data[key];
    if ((key === "all" || key === "any") && Array.isArray(value))
      return { kind: "group", word: key, parts: value.map((one) => read(one, known)) };
    if (key === "not") {
      const inner = read(value, known);
      if (!inner.negated && inner.kind !== "other") return { ...inner, negated: true };
    }
    if (key === "audience" && known.audiences.some((one) => one.value === value))
      return { kind: "audience", name: value };
    if (known.words.some((one) => one.name === key)) return { kind: "word", name: key, given: { ...value } };
  }
  const fact = keys.length === 2 && known.facts.find((one) => one.name === data.fact);
  const operator = fact && fact.operators.find((one) => one.name in data);
  if (operator) return { kind: "fact", name: fact.name, operator: operator.name, value: data[operator.name] };
  return { kind: "other", data };
};

export const write = (node) => (node.negated ? { not: plain(node) } : plain(node));

const plain = (node) => {
  switch (node.kind) {
    case "group":
      return { [node.word]: node.parts.map(write) };
    case "audience":
      return { audience: node.name };
    case "word":
      return { [node.name]: node.given };
    case "fact":
      return { fact: node.name, [node.operator]: node.value };
    default:
      return node.data;
  }
};

export class Tree {
  constructor(place, known, words, changed, suggest) {
    Object.assign(this, { place, known, words, changed, suggest });
    place.addEventListener("keydown", (event) => {
      // Enter in a field would send the form; in a button it presses the button.
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
  }

  // Show the data; what is no group is put into one.
  load(data) {
    const root = read(data ?? { all: [] }, this.known);
    const isGroup = root.kind === "group" && !root.negated;
    this.root = isGroup ? root : { kind: "group", word: "all", parts: [root], id: fresh("node") };
    this.draw();
  }

  get data() {
    return write(this.root);
  }

  draw(focus) {
    this.place.replaceChildren(this.group(this.root, null, 0, "rule"));
    if (focus) this.place.querySelector(focus)?.focus();
  }

  // After a change of the tree: draw it again, keep the focus where the person is.
  restructured(focus, said) {
    this.draw(focus);
    this.changed(said);
  }

  group(node, parent, index, place) {
    const inside = node.negated ? `${place}.not` : place;
    const parts = node.parts.map((part, at) =>
      element("li", {}, this.node(part, node, at, `${inside}.${node.word}[${at}]`))
    );
    const empty = node.word === "any" ? this.words.empty_any : this.words.empty;
    return element(
      "fieldset",
      { class: "builder__group", "data-place": place, "data-node": node.id },
      element("legend", { class: "w-sr-only" }, this.words.group),
      element(
        "div",
        { class: "builder__head" },
        node.negated ? element("strong", { class: "builder__not" }, this.words.is_negated) : null,
        this.joiner(node),
        parent ? this.tools(node, parent, index, this.words.group) : null
      ),
      parts.length ? element("ol", { class: "builder__parts" }, ...parts) : element("p", { class: "targeting__help" }, empty),
      element(
        "div",
        { class: "builder__add" },
        this.button(this.words.add_condition, () => this.add(node, this.first()), "add"),
        this.button(this.words.add_group, () => this.add(node, { kind: "group", word: "any", parts: [this.first()] }))
      )
    );
  }

  joiner(node) {
    const change = (event) => {
      node.word = event.target.value;
      this.restructured(`[data-node="${node.id}"] > .builder__head select`, this.words.changed);
    };
    return element(
      "select",
      { "aria-label": this.words.group, onchange: change },
      option("all", this.words.all, node.word),
      option("any", this.words.any, node.word)
    );
  }

  node(node, parent, index, place) {
    if (node.kind === "group") return this.group(node, parent, index, place);
    const label = `${this.words.condition} ${index + 1}`;
    return element(
      "div",
      { class: "builder__condition", role: "group", "aria-label": label, "data-place": place, "data-node": node.id },
      node.negated ? element("strong", { class: "builder__not" }, this.words.is_negated) : null,
      node.kind === "other" ? this.other(node) : this.said(node, label),
      this.tools(node, parent, index, label)
    );
  }

  other(node) {
    return element("p", {}, this.words.other, " ", element("code", {}, JSON.stringify(node.data)));
  }

  said(node, label) {
    const fields = element("div", { class: "builder__fields" }, this.subject(node));
    if (node.kind === "fact") fields.append(...this.comparison(node));
    if (node.kind === "word") fields.append(...this.given(node));
    return fields;
  }

  subject(node) {
    const { facts, words, audiences } = this.known;
    const value = `${node.kind}:${node.name}`;
    const group = (label, listed) => (listed.length ? element("optgroup", { label }, ...listed) : null);
    const change = (event) => {
      const [kind, name] = event.target.value.split(/:(.*)/s);
      const made = this.made(kind, name);
      for (const key of ["operator", "value", "given"]) delete node[key];
      Object.assign(node, made, { id: node.id });
      this.restructured(`[data-node="${node.id}"] select`, this.words.changed);
    };
    return element(
      "select",
      { "aria-label": this.words.kind, onchange: change },
      group(this.words.facts, facts.map((one) => option(`fact:${one.name}`, one.label, value))),
      group(this.words.words, words.map((one) => option(`word:${one.name}`, one.label, value))),
      group(this.words.audiences, audiences.map((one) =>
        option(`audience:${one.value}`, this.words.in_audience.replace("%s", one.label), value)))
    );
  }

  comparison(node) {
    const fact = this.known.facts.find((one) => one.name === node.name);
    const operator = fact.operators.find((one) => one.name === node.operator);
    const change = (event) => {
      const chosen = fact.operators.find((one) => one.name === event.target.value);
      node.operator = chosen.name;
      node.value = suited(node.value, chosen.value, fact.choices);
      this.restructured(`[data-node="${node.id}"] [data-operator]`, this.words.changed);
    };
    const set = (value) => {
      node.value = value;
      this.changed();
    };
    const value = control({
      shape: operator.value, choices: fact.choices, value: node.value, unit: fact.unit, words: this.words,
      label: `${this.words.value}: ${fact.label}`, change: set,
    });
    const select = element(
      "select",
      { "aria-label": this.words.operator, "data-operator": true, onchange: change },
      ...fact.operators.map((one) => option(one.name, one.label, node.operator))
    );
    return value ? [select, value] : [select];
  }

  given(node) {
    const word = this.known.words.find((one) => one.name === node.name);
    return word.arguments.map((argument) => {
      const set = (value) => {
        if (value === null || value === "") delete node.given[argument.name];
        else node.given[argument.name] = value;
        this.changed();
      };
      const choices = argument.required ? argument.choices : [{ value: "", label: "–" }, ...argument.choices];
      const suggest = argument.value.kind === "text" ? (input, list) => this.suggest(input, list, node) : null;
      return element(
        "span",
        { class: "builder__argument" },
        element("span", { "aria-hidden": "true" }, argument.label),
        control({
          shape: argument.value, choices, value: node.given[argument.name] ?? null, words: this.words,
          label: argument.label, change: set, suggest,
        })
      );
    });
  }

  tools(node, parent, index, label) {
    const press = (word, does, more = {}) =>
      element("button", { type: "button", class: "builder__tool", "aria-label": `${this.words[word]}: ${label}`,
        title: this.words[word], onclick: does, "data-tool": word, ...more }, SIGNS[word]);
    const here = (word) => `[data-node="${node.id}"] [data-tool="${word}"]`;
    const move = (to, word) => {
      parent.parts.splice(index, 1);
      parent.parts.splice(to, 0, node);
      const stuck = to === 0 || to === parent.parts.length - 1;
      const other = word === "up" ? "down" : "up";
      this.restructured(stuck ? here(other) : here(word), this.words.moved);
    };
    return element(
      "div",
      { class: "builder__tools" },
      press("negate", () => {
        node.negated = !node.negated;
        this.restructured(here("negate"), this.words.changed);
      }, { "aria-pressed": String(Boolean(node.negated)) }),
      press("up", () => move(index - 1, "up"), { disabled: index === 0 }),
      press("down", () => move(index + 1, "down"), { disabled: index === parent.parts.length - 1 }),
      press("remove", () => {
        parent.parts.splice(index, 1);
        this.restructured(`[data-node="${parent.id}"] > .builder__add button`, this.words.removed);
      })
    );
  }

  button(label, does) {
    return element("button", { type: "button", class: "button button-small button-secondary", onclick: does }, label);
  }

  add(parent, node) {
    node.id = fresh("node");
    for (const part of node.parts ?? []) part.id = fresh("node");
    parent.parts.push(node);
    this.restructured(`[data-node="${node.id}"] select`, this.words.added);
  }

  first() {
    return this.made("fact", this.known.facts[0].name);
  }

  made(kind, name) {
    if (kind === "fact") {
      const fact = this.known.facts.find((one) => one.name === name);
      const [operator] = fact.operators.filter((one) => one.value.kind !== "none").concat(fact.operators);
      // Nothing is chosen beforehand: a choice that nobody made would be easy to overlook.
      const preferred = ["at_least", "any_of"].map((name) => fact.operators.find((one) => one.name === name)).find(Boolean) ?? operator;
      const value = suited(null, preferred.value, fact.choices);
      return { kind, name, operator: preferred.name, value };
    }
    if (kind === "word") {
      const word = this.known.words.find((one) => one.name === name);
      const given = {};
      for (const argument of word.arguments.filter((one) => one.required))
        given[argument.name] = suited(null, argument.value, argument.choices);
      return { kind, name, given };
    }
    return { kind, name };
  }
}

const SIGNS = { negate: "¬", up: "↑", down: "↓", remove: "✕" };
