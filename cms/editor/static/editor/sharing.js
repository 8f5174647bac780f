// Municipalities to lend to: searched as one types, and hidden under other sharings.
(() => {
  const enhance = (list) => {
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    const search = list.querySelector("[data-borrowers-search]");
    const count = list.querySelector("[data-borrowers-count]");
    const sharing = list.closest("form").querySelector("[name=sharing]");
    const panel = list.closest(".w-panel__wrapper") || list.closest(".w-field__wrapper") || list;
    const shown = () => boxes.filter((box) => !box.closest("li").hidden);
    const tell = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      count.textContent = `${ticked} ${count.dataset.borrowersCount}`;
    };
    const tick = (value) => {
      shown().forEach((box) => { box.checked = value; });
      list.dispatchEvent(new Event("change", { bubbles: true }));
      tell();
    };
    const follow = () => { panel.hidden = sharing.value !== list.dataset.borrowers; };

    list.querySelector(".borrowers__tools").hidden = false;
    search.addEventListener("input", () => {
      const words = search.value.trim().toLowerCase();
      boxes.forEach((box) => {
        const item = box.closest("li");
        item.hidden = !item.textContent.toLowerCase().includes(words);
      });
    });
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    list.querySelector("[data-borrowers-all]").addEventListener("click", () => tick(true));
    list.querySelector("[data-borrowers-none]").addEventListener("click", () => tick(false));
    list.addEventListener("change", tell);
    if (sharing) {
      sharing.addEventListener("change", follow);
      follow();
    }
    tell();
  };
  const start = () => document.querySelectorAll("[data-borrowers]").forEach(enhance);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
