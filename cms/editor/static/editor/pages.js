// The real page beside the form follows as one types. Without this file the preview shows the page
// as it was saved last, and everything else works.
(() => {
  "use strict";
  const root = document.querySelector("[data-compose]");
  const form = document.getElementById("page-form");
  if (!root || !form) return;
  const frame = root.querySelector("[data-preview]");
  const stage = root.querySelector("[data-stage]");
  const status = root.querySelector("[data-status]");
  const choices = [...root.querySelectorAll("[data-choice]")];
  const WIDE = 1280;
  const NARROW = 390;
  const PAUSE = 600; // milliseconds without a change before the server is asked
  let sent = "";
  let latest = 0;
  let timer = 0;

  const address = () => {
    const asked = new URLSearchParams(
      choices.filter((one) => one.value).map((one) => [one.dataset.choice, one.value])
    );
    return `${frame.dataset.preview}?${asked}`;
  };

  // ---- what stands in the form, drawn by the portal
  const follow = async () => {
    const data = new FormData(form);
    const state = address() + new URLSearchParams(data);
    if (state === sent) return;
    sent = state;
    const asked = ++latest;
    let answer;
    try {
      const response = await fetch(address(), { method: "POST", body: data });
      if (asked !== latest) return;
      if (!response.ok) {
        status.textContent = status.dataset.waiting;
        return;
      }
      answer = await response.text();
    } catch {
      return; // no network: saving says the same
    }
    status.textContent = status.dataset.fresh;
    show(answer);
  };

  const show = (page) => {
    const place = frame.contentWindow ? frame.contentWindow.scrollY : 0;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
    frame.srcdoc = page;
  };

  // ---- the field for running text says what it is called
  const name = () => {
    form.querySelectorAll('[role="textbox"]:not([aria-label])').forEach((field) => {
      const label = field.closest("[data-contentpath]")?.querySelector("label");
      if (label) field.setAttribute("aria-label", label.firstChild.textContent.trim());
    });
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(follow, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // Blocks are put in, moved and taken out without any field changing.
  new MutationObserver(() => {
    name();
    soon();
  }).observe(form, { childList: true, subtree: true });
  choices.forEach((one) => one.addEventListener("change", follow));

  // ---- a look at the page is not a walk through it
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    if (!page) return;
    page.addEventListener("click", (event) => {
      if (event.target.closest("a, button")) event.preventDefault();
    });
    page.addEventListener("submit", (event) => event.preventDefault());
  });

  // ---- narrow and wide
  const fit = () => {
    const width = stage.classList.contains("compose__stage--narrow") ? NARROW : WIDE;
    const scale = Math.min(1, stage.clientWidth / width);
    frame.style.inlineSize = `${width}px`;
    frame.style.blockSize = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  };
  root.querySelectorAll("[data-width]").forEach((button) =>
    button.addEventListener("click", () => {
      stage.classList.toggle("compose__stage--narrow", button.dataset.width === "narrow");
      root.querySelectorAll("[data-width]").forEach((other) =>
        other.setAttribute("aria-pressed", String(other === button))
      );
      fit();
    })
  );
  new ResizeObserver(fit).observe(stage);
  fit();
})();
