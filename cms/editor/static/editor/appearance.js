// The look of a municipality: asks the server about the colours as one types, and shows the answer
// beside each field and in the real front page. Without this file the form says the same when sent.
(() => {
  "use strict";
  const root = document.querySelector("[data-look]");
  const form = document.getElementById("look-form");
  if (!root || !form) return;
  const frame = root.querySelector("[data-preview]");
  const stage = root.querySelector("[data-stage]");
  const verdict = root.querySelector("[data-verdict]");
  const pattern = document.getElementById("look-problem");
  const WIDE = 1280;
  const NARROW = 390;
  const PAUSE = 250; // milliseconds without typing before the server is asked
  let rules = "";
  let latest = 0;
  let timer = 0;

  // ---- a colour picker beside each field that takes a colour
  form.querySelectorAll("input[data-colour]").forEach((field) => {
    const picker = document.createElement("input");
    picker.type = "color";
    picker.className = "look__picker";
    picker.setAttribute("aria-label", field.labels[0].textContent);
    const follow = () => {
      if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value;
    };
    follow();
    field.addEventListener("input", follow);
    picker.addEventListener("input", () => {
      field.value = picker.value.toUpperCase();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    field.before(picker);
  });

  // ---- contrast while typing
  const ask = async () => {
    const asked = ++latest;
    const data = new FormData(form);
    data.delete("mark");
    data.delete("hero");
    let answer;
    try {
      const response = await fetch(root.dataset.contrasts, { method: "POST", body: data });
      if (!response.ok) return;
      answer = await response.json();
    } catch {
      return; // no network: the form says the same when it is sent
    }
    if (asked === latest) show(answer);
  };

  const show = (answer) => {
    const said = new Map();
    Object.entries(answer.errors || {}).forEach(([name, texts]) =>
      said.set(name, texts.map((text) => problem({ text })))
    );
    (answer.problems || []).forEach((each) =>
      said.set(each.field, [...(said.get(each.field) || []), problem(each)])
    );
    form.querySelectorAll("[data-said]").forEach((place) => {
      const parts = said.get(place.dataset.said) || [];
      const before = place.textContent.trim();
      const after = parts.map((part) => part.textContent.trim()).join("");
      if (before === after && parts.length === place.children.length) return;
      place.replaceChildren(...parts);
      place.closest(".look__field").classList.toggle("look__field--wrong", parts.length > 0);
      const folded = place.closest("details");
      if (parts.length && folded) folded.open = true;
    });
    if (answer.summary) {
      verdict.textContent = answer.summary;
      verdict.classList.toggle("look__verdict--fails", !answer.passes);
    }
    if (answer.css) {
      rules = answer.css;
      paint();
    }
  };

  const problem = (each) => {
    const part = pattern.content.firstElementChild.cloneNode(true);
    part.querySelector("[data-text]").textContent = each.text;
    const button = part.querySelector("button");
    if (each.proposal) {
      button.value = `${each.field}=${each.proposal}`;
      part.querySelector("[data-proposal]").textContent = each.proposal;
    } else {
      button.remove();
    }
    return part;
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  // ---- one click takes the proposed colour
  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="use"]');
    if (!button) return;
    event.preventDefault();
    const [name, colour] = button.value.split("=");
    const field = form.elements[name];
    field.value = colour;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // ---- the front page follows
  const paint = () => {
    const page = frame.contentDocument;
    if (!rules || !page || frame.dataset.fixed !== undefined) return;
    const sheet = new frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync(rules);
    page.adoptedStyleSheets = [sheet];
  };

  const settle = () => {
    const page = frame.contentDocument;
    if (!page) return;
    // A look at the page is not a walk through it.
    page.addEventListener("click", (event) => {
      if (event.target.closest("a, button")) event.preventDefault();
    });
    page.addEventListener("submit", (event) => event.preventDefault());
    paint();
  };
  frame.addEventListener("load", settle);
  if (frame.contentDocument && frame.contentDocument.readyState === "complete") settle();

  // ---- narrow and wide
  const fit = () => {
    const isNarrow = stage.classList.contains("look__stage--narrow");
    const width = isNarrow ? NARROW : WIDE;
    const scale = Math.min(1, stage.clientWidth / width);
    frame.style.inlineSize = `${width}px`;
    frame.style.blockSize = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  };
  root.querySelectorAll("[data-width]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      stage.classList.toggle("look__stage--narrow", link.dataset.width === "narrow");
      root.querySelectorAll("[data-width]").forEach((other) =>
        other.toggleAttribute("aria-current", other === link)
      );
      link.setAttribute("aria-current", "true");
      fit();
    })
  );
  new ResizeObserver(fit).observe(stage);
  fit();
})();
