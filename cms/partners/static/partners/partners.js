// Finding one municipality among many. The page works without this file: all are listed.
document.querySelectorAll("[data-filter]").forEach((filter) => {
  const choices = [...document.getElementById(filter.dataset.filter).querySelectorAll(".check")];
  const box = filter.querySelector("input");
  filter.hidden = false;
  box.addEventListener("input", () => {
    const words = box.value.trim().toLowerCase();
    choices.forEach((one) => {
      const chosen = one.querySelector("input").checked;
      one.hidden = !chosen && !one.textContent.toLowerCase().includes(words);
    });
  });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
});
