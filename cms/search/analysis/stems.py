"""Stems: the part of a word that its forms share, by the rules of its language."""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Lock
from typing import Protocol

import snowballstemmer

from cms.search.analysis.folding import fold
from cms.search.analysis.lists import irregular_forms

ALGORITHMS = {
    "da": "danish", "en": "english", "ar": "arabic", "ru": "russian", "de": "german",
    "sv": "swedish", "nb": "norwegian", "fr": "french", "es": "spanish", "tr": "turkish",
    "fa": "persian", "ro": "romanian", "lt": "lithuanian", "it": "italian",
}  # fmt: skip
LATIN_DEFAULT = "da"
_ROOT_ENDINGS = ("ning", "ing", "else")
_SHORTEST_ROOT = 4


class _Algorithm(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


class _Stemmer:
    """One language's rules, followed by one thread at a time.

    The algorithm writes the word that it works on into itself: two threads in it at once would
    fail, or get, and keep, the stem of a word that nobody asked about.
    """

    def __init__(self, algorithm: _Algorithm) -> None:
        """Take the algorithm over."""
        self._algorithm = algorithm
        self._lock = Lock()

    def stem(self, word: str) -> str:
        """The stem of a word."""
        with self._lock:
            return self._algorithm.stemWord(word)


@cache
def _stemmers() -> dict[str, _Stemmer]:
    """By language; made all at once, so that there is one of each."""
    return {
        language: _Stemmer(snowballstemmer.stemmer(name)) for language, name in ALGORITHMS.items()
    }


def language_of(word: str, language: str) -> str:
    """The language whose rules fit `word`: its letters decide, then the text's `language`."""
    first = word[:1]
    if "\u0400" <= first <= "\u04ff":
        return language if language in {"uk", "bg", "sr"} else "ru"
    if "\u0600" <= first <= "\u06ff":
        return language if language in {"fa", "ur"} else "ar"
    return LATIN_DEFAULT if language in {"ar", "ru", "fa", "ur", "uk"} else language


@lru_cache(maxsize=200_000)
def stem(folded: str, language: str) -> str:
    """The stem of a folded word; a language without rules keeps the word whole."""
    word = irregular_forms(language).get(folded, folded)
    stemmer = _stemmers().get(language)
    if stemmer is None or not word.isalpha():
        return word
    if language != "da":
        return stemmer.stem(word) or word
    # The rules are about Danish letters: without them, the "oer" of "frisør" looks like an ending.
    spelt = word.replace("ae", "æ").replace("oe", "ø").replace("aa", "å")
    return fold(stemmer.stem(spelt)) or word


def roots(stemmed: str, language: str) -> tuple[str, ...]:
    """Looser stems, of what a word was made from: "ansoegning" → "ansoeg"."""
    if language != "da":
        return ()
    cut = (stemmed.removesuffix(ending) for ending in _ROOT_ENDINGS if stemmed.endswith(ending))
    return tuple(root for root in cut if len(root) >= _SHORTEST_ROOT)
