// A control for a value, made from the shape that the published schema gives it.

import { element, fresh, hidden, listed, option } from "./dom.js";

const MANY = 8; // from so many choices on, the list can be searched

// Give the value the form that the shape asks for; what can be kept is kept.
export const suited = (value, shape, choices) => {
  if (shape.kind === "none") return shape.const;
  const known = new Set(choices.map((one) => one.value));
  const kept = listed(value).filter((one) =>
    shape.kind === "choice"
      ? known.has(one)
      : shape.kind === "number"
        ? typeof one === "number"
        : typeof one === "string" && (shape.kind !== "date" || /^\d{4}-\d\d-\d\d$/.test(one))
  );
  if (shape.several) return kept;
  if (kept.length) return kept[0];
  return shape.kind === "choice" && choices.length ? choices[0].value : null;
};

export const control = ({ shape, choices, value, label, unit, words, change, suggest }) => {
  if (shape.kind === "none") return null;
  if (shape.kind === "choice" && shape.several) return boxes({ choices, value, label, words, change });
  if (shape.kind === "choice") return oneOf({ choices, value, label, change });
  const field = shape.several ? severalTyped : typed;
  const input = field({ shape, value, label, words, change, suggest });
  return unit ? element("span", { class: "builder__with-unit" }, input, ` ${unit}`) : input;
};

const oneOf = ({ choices, value, label, change }) =>
  element(
    "select",
    { "aria-label": label, onchange: (event) => change(event.target.value) },
    ...choices.map((one) => option(one.value, one.label, value))
  );

const typed = ({ shape, value, label, change, suggest }) => {
  const kinds = { number: "number", date: "date", text: "text" };
  const read = (text) => (text === "" ? null : shape.kind === "number" ? Number(text) : text);
  const input = element("input", {
    type: kinds[shape.kind],
    "aria-label": label,
    value: value ?? "",
    min: shape.min,
    max: shape.max,
    step: shape.kind === "number" && !shape.whole ? "any" : null,
    oninput: (event) => change(read(event.target.value)),
  });
  if (!suggest) return input;
  const list = element("datalist", { id: fresh("suggestions") });
  input.setAttribute("list", list.id);
  suggest(input, list);
  return element("span", {}, input, list);
};

const severalTyped = ({ shape, value, label, words, change }) => {
  const read = (text) =>
    text.split(",").map((one) => one.trim()).filter(Boolean)
      .map((one) => (shape.kind === "number" ? Number(one.replace(",", ".")) : one));
  const id = fresh("help");
  return element(
    "span",
    {},
    element("input", {
      type: "text",
      "aria-label": label,
      "aria-describedby": id,
      value: listed(value).join(", "),
      oninput: (event) => change(read(event.target.value)),
    }),
    element("span", { class: "targeting__help", id }, words.several)
  );
};

const boxes = ({ choices, value, label, words, change }) => {
  const chosen = new Set(listed(value));
  const count = element("span", { class: "builder__chosen" });
  const tell = () => (count.textContent = `${chosen.size} ${words.chosen}`);
  const flip = (one, isOn) => {
    if (isOn) chosen.add(one);
    else chosen.delete(one);
    tell();
    change(choices.map((each) => each.value).filter((each) => chosen.has(each)));
  };
  const rows = choices.map((one) =>
    element(
      "label",
      { class: "builder__box" },
      element("input", {
        type: "checkbox",
        checked: chosen.has(one.value),
        onchange: (event) => flip(one.value, event.target.checked),
      }),
      ` ${one.label}`
    )
  );
  tell();
  return element(
    "fieldset",
    { class: "builder__boxes" },
    element("legend", {}, hidden(label), count),
    choices.length > MANY ? search(rows, words) : null,
    element("div", { class: "builder__scroll", tabindex: "0", role: "group", "aria-label": label }, ...rows)
  );
};

const search = (rows, words) =>
  element("input", {
    type: "search",
    "aria-label": words.search,
    placeholder: words.search,
    oninput: (event) => {
      const wanted = event.target.value.trim().toLocaleLowerCase();
      for (const row of rows) {
        const isChosen = row.querySelector("input").checked;
        row.hidden = !isChosen && !row.textContent.toLocaleLowerCase().includes(wanted);
      }
    },
    // Enter would send the whole form.
    onkeydown: (event) => event.key === "Enter" && event.preventDefault(),
  });
