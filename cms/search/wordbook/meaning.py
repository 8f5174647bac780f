"""When two ways of writing a search are the same search."""

from __future__ import annotations

from functools import lru_cache

from cms.search.analysis.analyser import Analyser
from cms.search.analysis.folding import fold
from cms.search.analysis.tokens import words_of
from cms.search.query import tidy_words

Meaning = tuple[str, ...]


@lru_cache(maxsize=1)
def _analyser() -> Analyser:
    return Analyser()


def meaning_of(words: str) -> Meaning:
    """The stems of the telling words, whatever their order: "kurser i IT" is "it-kursus"."""
    analyser = _analyser()
    found = [word.text for word in words_of(tidy_words(words))]
    telling = [word for word in found if not analyser.is_small(word, "da")] or found
    stems = (stem for word in telling for stem in analyser.word(word, "da").stems)
    return tuple(sorted(set(stems)))


def begins(phrase: str, typed: str) -> bool:
    """Whether somebody who has typed so far may be on the way to writing the phrase."""
    start = " ".join(fold(word.text) for word in words_of(tidy_words(typed)))
    whole = " ".join(fold(word.text) for word in words_of(phrase))
    return bool(start) and whole.startswith(start)
