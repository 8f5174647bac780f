// Reads a page, or one section of it, aloud with voices that live in the reader's own device:
// nothing is sent anywhere. Each text is read by a voice of its own language; a page in Arabic may
// hold a Danish title. Without such a voice there is nothing to press.
const READ = "h1, h2, h3, h4, p, li, dt, dd, blockquote, figcaption, legend";
const SILENT = "nav, dialog, button, svg, .assist, .visually-hidden, [aria-hidden='true']";
const MARK = "being-read";
const speech = window.speechSynthesis;
const bar = document.getElementById("reader");
const wholePage = document.querySelector("[data-read-aloud]");

const base = (language) => language.toLowerCase().split(/[-_]/)[0];
const voiceOf = (language) => speech.getVoices().find(
  (voice) => voice.localService && base(voice.lang) === base(language),
);
const languageOf = (element) => element.closest("[lang]").lang;

// What there is to read, in order: the outermost elements that hold words and are seen.
const blocks = (root) => [...root.querySelectorAll(READ)].filter((one) =>
  !one.parentElement.closest(READ) && !one.closest(SILENT) && one.getClientRects().length);

// A heading and what stands under it, until the next heading as high or higher.
const section = (heading) => {
  const found = blocks(heading.closest("section, article, main"));
  const rest = found.slice(found.indexOf(heading) + 1);
  const next = rest.findIndex((one) => /^H\d$/.test(one.tagName) && one.tagName <= heading.tagName);
  return [heading, ...(next < 0 ? rest : rest.slice(0, next))];
};

const wordsIn = (block) => {
  const isSpoken = (node) => !node.parentElement.closest(SILENT) && node.parentElement.getClientRects().length;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (isSpoken(walker.currentNode)) found.push(walker.currentNode);
  return found;
};

// Texts of one language that follow one another are one run: a link doesn't end a sentence.
const runs = (nodes) => nodes.reduce((all, node) => {
  const language = languageOf(node.parentElement);
  if (all.at(-1)?.language === language) all.at(-1).nodes.push(node);
  else all.push({ language, nodes: [node] });
  return all;
}, []);

const rangeOf = (nodes, from, to) => {
  const range = document.createRange();
  let start = 0;
  nodes.forEach((node) => {
    const end = start + node.length;
    if (from >= start && from < end) range.setStart(node, from - start);
    if (to > start && to <= end) range.setEnd(node, to - start);
    start = end;
  });
  return range;
};

const sentences = ({ language, nodes }) => {
  // A line's end in the page's source ends no sentence.
  const text = nodes.map((node) => node.data).join("").replace(/\s/g, " ");
  const parts = window.Intl?.Segmenter
    ? [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)]
    : [{ segment: text, index: 0 }];
  return parts.filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).map(({ segment, index }) => {
    const from = index + segment.length - segment.trimStart().length;
    const said = segment.trim();
    return { text: said.replace(/\s+/g, " "), language, range: rangeOf(nodes, from, from + said.length) };
  });
};
const toRead = (found) => found.flatMap((block) => runs(wordsIn(block)).flatMap(sentences))
  .filter(({ language }) => voiceOf(language));

const mark = (range) => {
  if (!window.CSS?.highlights) return;
  if (range) CSS.highlights.set(MARK, new Highlight(range));
  else CSS.highlights.delete(MARK);
};
const follow = (range) => {
  const { top, bottom } = range.getBoundingClientRect();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (top > 60 && bottom < innerHeight - 160) return;
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
};

let queue = [];
let at = 0;
let speaking = null;
let pressed = null;

const show = (state) => {
  const pause = bar.querySelector("[data-pause]");
  bar.hidden = state === "silent";
  bar.dataset.state = state;
  pause.querySelector("span").textContent = state === "paused" ? pause.dataset.goOn : pause.dataset.rest;
  document.querySelectorAll("[data-read-aloud], .read-section").forEach((button) => {
    button.setAttribute("aria-pressed", String(state !== "silent" && button === pressed));
  });
};
const hush = () => { speaking = null; speech.cancel(); };
const stop = () => {
  const focus = bar.contains(document.activeElement) ? pressed : null;
  hush();
  mark(null);
  queue = [];
  show("silent");
  focus?.focus();
};
const readOn = () => {
  if (at >= queue.length) { stop(); return; }
  const { text, language, range } = queue[at];
  const words = new SpeechSynthesisUtterance(text);
  words.lang = language;
  words.voice = voiceOf(language);
  // What was hushed ends, too, but goes on to nothing.
  words.onend = words.onerror = () => { if (speaking === words) { at += 1; readOn(); } };
  speaking = words;
  mark(range);
  follow(range);
  speech.speak(words);
};
const read = (button, found) => {
  const isStop = pressed === button && queue.length;
  stop();
  if (isStop) return;
  pressed = button;
  queue = toRead(found);
  at = 0;
  if (!queue.length) return;
  show("reading");
  readOn();
};
// A pause on some phones forgets where it was, so the sentence is begun again.
const rest = () => {
  if (speaking) { hush(); show("paused"); return; }
  show("reading");
  readOn();
};

const offer = () => {
  const isOffered = document.querySelector(".read-section");
  if (isOffered || !speech.getVoices().length) return;
  if (wholePage) wholePage.hidden = !voiceOf(document.documentElement.lang);
  const button = document.getElementById("read-section").content.firstElementChild;
  document.querySelectorAll("main h2:not(.card__title), main .prose h3").forEach((heading) => {
    const isRead = voiceOf(languageOf(heading)) && blocks(heading.parentElement).includes(heading);
    if (!isRead || section(heading).length < 2) return;
    const own = button.cloneNode(true);
    const name = heading.textContent.trim();
    own.setAttribute("aria-label", `${own.title}: ${name}`);
    // The heading is still called what it says.
    heading.setAttribute("aria-label", name);
    own.addEventListener("click", () => read(own, section(heading)));
    heading.append(own);
  });
};

if (speech && bar) {
  // What the page is for comes first: voices are asked for when there is nothing else to do.
  (window.requestIdleCallback ?? setTimeout)(offer);
  speech.addEventListener("voiceschanged", offer);
  const source = document.querySelector("[data-speech]") || document.getElementById("indhold");
  wholePage?.addEventListener("click", () => read(wholePage, blocks(source)));
  bar.querySelector("[data-pause]").addEventListener("click", rest);
  bar.querySelector("[data-stop]").addEventListener("click", stop);
  window.addEventListener("pagehide", stop);
}
