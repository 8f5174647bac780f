// Small comforts. Every page works without this file.

// A menu closes when one presses Escape or anywhere else.
const menus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

// Reads the page's text aloud with the voice of the reader's own device.
const speaker = document.querySelector("[data-read-aloud]");
if (speaker && "speechSynthesis" in window) {
  const words = speaker.querySelector("span");
  const start = words.textContent;
  const rest = () => { words.textContent = start; };
  speaker.hidden = false;
  speaker.addEventListener("click", () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); rest(); return; }
    const source = document.querySelector("[data-speech]") || document.getElementById("indhold");
    const speech = new SpeechSynthesisUtterance(source.innerText);
    speech.lang = document.documentElement.lang;
    speech.onend = rest;
    words.textContent = speaker.dataset.stop;
    speechSynthesis.speak(speech);
  });
}
