// How the page stands, and a name for everything on it that axe's rules of colour look at.
//
// What axe says of a text's colours follows from how it, what it stands in and what lies over or
// under it are drawn. All of that makes its name: two texts of one name get one answer. The names
// are kept in window.named with an element of each. The page has changed nothing but colour where
// every element is in its place, as large and as visible as when all rules were last held against
// it: then nothing that the other rules read can have changed.
() => {
  const DRAWN = [
    "color", "background-color", "background-image", "opacity", "font-size", "font-weight",
    "font-style", "text-decoration-line", "text-shadow", "text-indent", "-webkit-text-stroke-width",
    "-webkit-text-stroke-color", "border-bottom", "mix-blend-mode", "filter", "clip", "clip-path",
    "overflow", "position", "z-index", "display", "visibility", "float", "transform",
  ];
  const SEEN = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const hash = (text) => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 2654435761);
      other = Math.imul(other ^ code, 1597334677);
    }
    return (other >>> 0).toString(36) + (one >>> 0).toString(36);
  };

  const boxes = [...document.querySelectorAll("html, body, body *:not(svg *)")].map((one) => {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const drawn = hash([
      one.tagName, one.className, one.matches(":disabled, [aria-disabled=true]"), one.control?.disabled,
      ...DRAWN.map((name) => style.getPropertyValue(name)),
    ].join());
    const isSeen = one.checkVisibility(SEEN);
    const place = [box.x, box.y, box.width, box.height, one.scrollWidth, one.scrollHeight, style.overflow, style.zIndex, isSeen];
    return { one, box, drawn, isSeen, place };
  });
  const chains = new Map();
  boxes.forEach(({ one, drawn }) => chains.set(one, hash(`${chains.get(one.parentElement)}/${drawn}`)));

  const wordsOf = (one) => [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
  const isInText = (one) => {
    let block = one.parentElement;
    while (block && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const copy = block?.cloneNode(true);
    copy?.querySelectorAll("a").forEach((link) => link.remove());
    return Boolean(copy?.textContent.trim());
  };
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const seen = boxes.filter(({ isSeen }) => isSeen);
  const around = ({ one, box }) => seen
    .filter((it) => meet(it.box, box) && !it.one.contains(one) && !one.contains(it.one))
    .map((it) => it.drawn);
  // Axe minds whether a text is on the page at all, and within what cuts it off.
  const frames = new Map();
  boxes.forEach(({ one, box, place }) => {
    const outer = frames.get(one.parentElement) ?? [];
    frames.set(one, place[6] === "visible" ? outer : [...outer, box]);
  });
  const isCut = ({ one, box }) => box.right <= 0 || box.bottom <= 0
    || (frames.get(one.parentElement) ?? []).some((frame) => !meet(frame, box));

  window.named = new Map();
  seen.forEach((it) => {
    const words = wordsOf(it.one);
    const isLink = it.one.matches("a[href], [role=link]");
    if (!words && !isLink && !it.one.matches("input, select, textarea, button")) return;
    const kind = [words.length === 1, /[\p{L}\p{N}]/u.test(words), isLink && isInText(it.one), isCut(it)];
    const name = hash([chains.get(it.one), kind, ...new Set(around(it).sort())].join());
    if (!window.named.has(name)) window.named.set(name, it.one);
  });
  const stands = [innerWidth, innerHeight, document.documentElement.outerHTML, ...boxes.map(({ place }) => place)].join();
  const onlyColours = window.judgedAs === stands;
  window.judgedAs = stands;
  return { onlyColours, names: [...window.named.keys()] };
}
