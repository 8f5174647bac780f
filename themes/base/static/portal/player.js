// The film's page: goes on where one left, other forms, speed, captions, and the text beside it.
// Without this file the browser's own player works, and every link leads to the same place.
const SAVE_EVERY = 5000;

const remember = (film, video) => {
  const form = film.querySelector("[data-remember]");
  const state = film.querySelector("[data-state]");
  const length = Number(film.dataset.length);
  const visit = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
  let number = 0, last = 0, earlier = [];

  // The browser keeps what was really played; a change of form begins anew.
  const now = () => Array.from({ length: video.played.length }, (_, i) => [video.played.start(i), video.played.end(i)]);
  const ranges = () => [...earlier, ...now()];
  const known = film.dataset.played.split(",").filter(Boolean).map((pair) => pair.split("-").map(Number));
  const share = () => {
    const seconds = new Set();
    for (const [start, end] of [...known, ...ranges()]) {
      for (let second = Math.ceil(start - 0.5); second < Math.min(Math.floor(end + 0.5), length); second += 1) seconds.add(second);
    }
    return Math.floor((100 * seconds.size) / length);
  };

  const save = async () => {
    if (!form) return;
    last = Date.now();
    number += 1;
    const body = new URLSearchParams({
      action: "save", visit, number, position: video.currentTime.toFixed(2),
      ranges: ranges().map(([start, end]) => `${start.toFixed(2)}-${end.toFixed(2)}`).join(","),
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    });
    try {
      // Goes through even when the page is left; a message that is lost is told again by the next.
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
      const said = answer.ok ? (await answer.json()).message : "";
      state.textContent = said || state.dataset.share.replace("{share}", share());
      if (said) form.hidden = true;
    } catch { /* No net: the next one tells it all. */ }
  };

  const leave = () => { if (number) save(); };
  video.addEventListener("play", () => { if (!number) save(); });
  video.addEventListener("timeupdate", () => { if (!video.paused && Date.now() - last > SAVE_EVERY) save(); });
  for (const name of ["pause", "ended"]) video.addEventListener(name, leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
  window.addEventListener("pagehide", leave);
  return { before: () => { earlier = ranges(); } };
};

const forms = (film, video, memory) => {
  const choices = [...film.querySelectorAll("[data-form]")];
  const choose = (choice) => {
    const at = video.currentTime, wasPlaying = !video.paused;
    memory.before();
    video.src = choice.dataset.url;
    video.load();
    video.currentTime = at;
    if (wasPlaying) video.play();
    choices.forEach((one) => one.toggleAttribute("aria-current", false));
    choice.setAttribute("aria-current", "true");
  };
  choices.forEach((choice) => choice.addEventListener("click", (event) => { event.preventDefault(); choose(choice); }));
  const line = navigator.connection;
  const sound = choices.find((choice) => choice.dataset.form === "audio");
  if (sound && !sound.hasAttribute("aria-current") && !("chosen" in film.dataset) && line && (line.saveData || /2g/.test(line.effectiveType))) {
    choose(sound);
    const state = film.querySelector("[data-state]");
    state.textContent = state.dataset.saving;
  }
};

const captions = (film, video) => {
  const chooser = film.querySelector("[data-captions]");
  if (!chooser) return;
  const tracks = [...video.textTracks];
  const read = () => { chooser.value = tracks.find((track) => track.mode === "showing")?.language ?? ""; };
  chooser.addEventListener("change", () => tracks.forEach((track) => { track.mode = track.language === chooser.value ? "showing" : "disabled"; }));
  video.textTracks.addEventListener("change", read);
};

const follow = (film, video) => {
  const passages = [...film.querySelectorAll("[data-at]")];
  const box = film.querySelector(".transcript__passages");
  let current = null;
  video.addEventListener("timeupdate", () => {
    const now = passages.findLast((passage) => Number(passage.dataset.at) <= video.currentTime + 0.05) ?? null;
    if (now === current) return;
    current?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    // Only the text's own box is moved, and not while somebody is reading in it.
    if (now && !box.matches(":hover, :focus-within")) box.scrollTop = now.offsetTop - box.offsetTop - box.clientHeight / 3;
    current = now;
  });
};

const marked = (paragraph, sought) => {
  const text = paragraph.textContent, low = text.toLocaleLowerCase();
  const pieces = [];
  let at = 0;
  for (let found = sought ? low.indexOf(sought) : -1; found >= 0; found = low.indexOf(sought, at)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(found, found + sought.length);
    pieces.push(text.slice(at, found), mark);
    at = found + sought.length;
  }
  paragraph.replaceChildren(...pieces, text.slice(at));
  return pieces.length / 2;
};

const find = (film) => {
  const field = film.querySelector("[data-find]");
  if (!field) return;
  const said = film.querySelector("[data-found]");
  const passages = [...film.querySelectorAll("[data-at]")];
  field.addEventListener("input", () => {
    const sought = field.value.trim().toLocaleLowerCase();
    let count = 0;
    for (const passage of passages) {
      const here = marked(passage.querySelector("p"), sought);
      passage.hidden = Boolean(sought) && !here;
      count += here;
    }
    const words = ["none", "one"][count] ?? "many";
    said.textContent = sought ? said.dataset[words].replace("{count}", count) : "";
  });
};

for (const film of document.querySelectorAll("[data-film]")) {
  const video = film.querySelector("video");
  const play = (seconds) => { video.currentTime = seconds; video.play(); };
  for (const link of film.querySelectorAll("[data-from]")) {
    link.addEventListener("click", (event) => { event.preventDefault(); play(Number(link.dataset.from)); });
  }
  const speed = film.querySelector("[data-speed]");
  speed.addEventListener("change", () => { video.defaultPlaybackRate = video.playbackRate = Number(speed.value); });
  video.addEventListener("ratechange", () => { if ([...speed.options].some((one) => Number(one.value) === video.playbackRate)) speed.value = String(video.playbackRate); });
  forms(film, video, remember(film, video));
  captions(film, video);
  follow(film, video);
  find(film);
  // An address that ends in #t=134 begins there; pressing play goes on where one left.
  const asked = /^#t=(\d+)$/.exec(location.hash)?.[1];
  const start = asked ?? film.dataset.start ?? film.dataset.resume;
  if (start) video.currentTime = Number(start);
  if (asked) film.scrollIntoView();
}
