// Small helpers: elements, options, and values that are lists or not.

export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((one) => one !== null && one !== undefined));
  return made;
};

export const option = (value, label, chosen) =>
  element("option", { value, selected: value === chosen }, label);

export const hidden = (text) => element("span", { class: "w-sr-only" }, text);

export const listed = (value) =>
  Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value];

let latest = 0;
export const fresh = (prefix) => `${prefix}-${++latest}`;
