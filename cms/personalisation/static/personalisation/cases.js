// Test cases that are kept with a rule: who must fit and who must not.

import { control, suited } from "./controls.js";
import { element, listed, option } from "./dom.js";

export class Cases {
  constructor(place, data, changed) {
    const { controls, personas, words } = data;
    Object.assign(this, { place, known: controls, personas, words, changed, cases: [] });
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
  }

  load(cases) {
    this.cases = listed(cases).filter((one) => one && typeof one === "object");
    this.draw();
  }

  draw(focus) {
    const rows = this.cases.map((one, index) => element("li", {}, this.row(one, index)));
    this.place.replaceChildren(
      rows.length ? element("ol", { class: "cases" }, ...rows) : element("p", { class: "targeting__help" }, this.words.no_tests),
      element("button", { type: "button", class: "button button-small button-secondary", onclick: () => this.add(), "data-add": true }, this.words.add_test)
    );
    if (focus) this.place.querySelector(focus)?.focus();
  }

  redrawn(focus) {
    this.draw(focus);
    this.changed();
  }

  add() {
    this.cases.push({ persona: this.personas[0]?.value, fits: true });
    this.redrawn(`[data-case="${this.cases.length - 1}"] select`);
  }

  row(one, index) {
    const label = `${this.words.test} ${index + 1}`;
    const who = (event) => {
      const { fits } = one;
      this.cases[index] = event.target.value ? { persona: event.target.value, fits } : { facts: {}, fits };
      this.redrawn(`[data-case="${index}"] select`);
    };
    const wanted = (event) => {
      one.fits = event.target.value === "yes";
      this.changed();
    };
    const remove = () => {
      this.cases.splice(index, 1);
      this.redrawn("[data-add]");
    };
    return element(
      "div",
      { class: "cases__case", "data-case": index, role: "group", "aria-label": label },
      element("select", { "aria-label": this.words.test_of, onchange: who },
        ...this.personas.map((each) => option(each.value, each.label, one.persona ?? "")),
        option("", this.words.test_person, one.persona ?? "")),
      one.facts ? this.facts(one, index) : null,
      element("select", { "aria-label": this.words.test_wanted, onchange: wanted },
        option("yes", this.words.test_must, one.fits ? "yes" : "no"),
        option("no", this.words.test_must_not, one.fits ? "yes" : "no")),
      element("button", { type: "button", class: "builder__tool", "aria-label": `${this.words.remove}: ${label}`, onclick: remove }, "✕"),
      element("span", { class: "cases__outcome", "data-outcome": index })
    );
  }

  // What a fact can be set to: by the operator that takes several for choices, else one value.
  shapeOf(fact) {
    const named = (name) => fact.operators.find((one) => one.name === name);
    const found = named("is") ?? fact.operators.find((one) => one.value.kind !== "none");
    return found ? found.value : { kind: "text" };
  }

  facts(one, index) {
    const usable = this.known.facts;
    const rows = Object.entries(one.facts).map(([name, value]) => {
      const fact = usable.find((each) => each.name === name);
      if (!fact) return element("span", {}, name);
      const rename = (event) => {
        const chosen = usable.find((each) => each.name === event.target.value);
        delete one.facts[name];
        one.facts[chosen.name] = suited(null, this.shapeOf(chosen), chosen.choices);
        this.redrawn(`[data-case="${index}"] [data-fact="${chosen.name}"] select`);
      };
      const set = (next) => {
        one.facts[name] = next;
        this.changed();
      };
      return element(
        "span",
        { class: "cases__fact", "data-fact": name },
        element("select", { "aria-label": this.words.kind, onchange: rename },
          ...usable.map((each) => option(each.name, each.label, name))),
        control({ shape: this.shapeOf(fact), choices: fact.choices, value: Array.isArray(value) ? value[0] : value,
          label: fact.label, unit: fact.unit, words: this.words, change: set })
      );
    });
    const more = () => {
      const next = usable.find((each) => !(each.name in one.facts));
      one.facts[next.name] = suited(null, this.shapeOf(next), next.choices);
      this.redrawn(`[data-case="${index}"] [data-fact="${next.name}"] select`);
    };
    return element("span", { class: "cases__facts" }, ...rows,
      element("button", { type: "button", class: "button button-small button-secondary", onclick: more }, this.words.add_fact));
  }

  told(outcomes) {
    for (const [index, outcome] of outcomes.entries()) {
      const place = this.place.querySelector(`[data-outcome="${index}"]`);
      if (!place) continue;
      place.textContent = outcome.holds ? this.words.holds : outcome.why;
      place.dataset.holds = String(outcome.holds);
    }
  }
}
