"""Voices for a browser that has none, so that reading aloud can be tried and seen."""

# The browser of the tests has no voices of its own. A sentence lasts until the test ends it.
VOICES = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voices = %s.map(([lang, localService]) => ({ lang, localService, name: lang }));
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, addEventListener: () => {},
  speak: (words) => { window.said.push(words); }, cancel: () => {},
} });
window.endSentence = () => window.said.at(-1).onend();
"""
