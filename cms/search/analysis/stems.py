"""Stems: the part of a word that its forms share, by the rules of its language."""

from __future__ import annotations

from functools import lru_cache
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


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


# A stemmer keeps the word it is at in itself: two threads would take each other's letters.
_at_work = Lock()


@lru_cache(maxsize=32)
def _stemmer(language: str) -> _Stemmer | None:
    name = ALGORITHMS.get(language)
    made: _Stemmer | None = snowballstemmer.stemmer(name) if name else None
    return made


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
    stemmer = _stemmer(language)
    if stemmer is None or not word.isalpha():
        return word
    if language != "da":
        return _stemmed(stemmer, word) or word
    # The rules are about Danish letters: without them, the "oer" of "frisør" looks like an ending.
    spelt = word.replace("ae", "æ").replace("oe", "ø").replace("aa", "å")
    return fold(_stemmed(stemmer, spelt)) or word


def _stemmed(stemmer: _Stemmer, word: str) -> str:
    with _at_work:
        return stemmer.stemWord(word)


def roots(stemmed: str, language: str) -> tuple[str, ...]:
    """Looser stems, of what a word was made from: "ansoegning" → "ansoeg"."""
    if language != "da":
        return ()
    cut = (stemmed.removesuffix(ending) for ending in _ROOT_ENDINGS if stemmed.endswith(ending))
    return tuple(root for root in cut if len(root) >= _SHORTEST_ROOT)
