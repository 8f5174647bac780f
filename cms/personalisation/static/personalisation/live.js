// What the server says of the rule as it is written: the sentence, the number, whom it fits.

import { element } from "./dom.js";

const PAUSE = 250; // milliseconds without a change before the server is asked

export class Live {
  constructor(root, data, tree) {
    Object.assign(this, { root, data, tree, words: data.words, asked: 0, person: "" });
    this.part = (name) => root.querySelector(`[data-${name}]`);
    root.hidden = false;
  }

  soon(question, answered) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(question(), answered), PAUSE);
  }

  async ask(question, answered) {
    const number = ++this.asked;
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(this.data.check, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(question),
      });
      if (number !== this.asked) return;
      if (!response.ok) throw new Error(String(response.status));
      this.answer = await response.json();
      if (number !== this.asked) return;
      this.show();
      answered(this.answer);
    } catch {
      if (number === this.asked) this.part("said").textContent = this.words.no_answer;
    }
  }

  show() {
    const { sentence, count, problems } = this.answer;
    this.part("sentence").textContent = sentence;
    this.part("count").textContent = count;
    this.part("count-of").textContent = count === "" ? "" : count === "1" ? this.words.citizens_one : this.words.citizens;
    this.part("problems").replaceChildren(...problems.map((one) => element("li", {}, element("code", {}, one.place), ` ${one.text}`)));
    this.people();
    this.paint();
  }

  people() {
    const rows = this.answer.people.map((one) => {
      const isChosen = one.name === this.person;
      const press = () => {
        this.person = isChosen ? "" : one.name;
        this.people();
        this.paint();
        this.part("people").querySelector(`[data-person="${one.name}"]`)?.focus();
      };
      return element(
        "li",
        { class: `live__person live__person--${one.fits ? "in" : "out"}` },
        element("button", { type: "button", "aria-pressed": String(isChosen), "data-person": one.name, onclick: press },
          `${one.fits ? "✓" : "–"} ${one.shown_as}: ${one.fits ? this.words.fits : this.words.fits_not}`),
        isChosen && one.why.length ? element("ul", { class: "live__why" }, ...one.why.map((why) => element("li", {}, why))) : null
      );
    });
    this.part("people").replaceChildren(...rows);
  }

  // Mark each condition for the person who is chosen, and those that have a mistake.
  paint() {
    const person = this.answer.people.find((one) => one.name === this.person);
    const wrong = this.answer.problems.map((one) => one.place);
    for (const place of this.tree.querySelectorAll("[data-place]")) {
      const name = place.dataset.place;
      const mark = place.querySelector(":scope > .builder__mark");
      mark?.remove();
      delete place.dataset.holds;
      const isDeepest = (one) => one.startsWith(name) && ![...place.querySelectorAll("[data-place]")].some((below) => one.startsWith(below.dataset.place));
      place.classList.toggle("builder--wrong", wrong.some(isDeepest));
      if (!person || !(name in person.holds)) continue;
      const holds = person.holds[name];
      place.dataset.holds = String(holds);
      const said = (holds ? this.words.here_fits : this.words.here_fits_not).replace("%s", person.shown_as);
      place.append(element("p", { class: "builder__mark" }, `${holds ? "✓" : "✕"} ${said}`));
    }
  }
}
