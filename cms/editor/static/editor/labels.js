// The rich text editor draws itself after the page and forgets its label; say it again.
const name = (place) => {
  const label = place.querySelector("label");
  const field = place.querySelector("[contenteditable='true']");
  if (label && field) {
    label.id = label.id || `label-${label.htmlFor}`;
    field.setAttribute("aria-labelledby", label.id);
  }
};

for (const place of document.querySelectorAll(".words__write")) {
  name(place);
  new MutationObserver(() => name(place)).observe(place, { childList: true, subtree: true });
}
