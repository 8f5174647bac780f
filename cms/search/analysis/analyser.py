"""Everything search knows about one word: its spelling, its stem, what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cms.search.analysis.compounds import Compounds
from cms.search.analysis.folding import fold
from cms.search.analysis.lists import small_words
from cms.search.analysis.stems import ALGORITHMS, language_of, roots, stem
from cms.search.analysis.tokens import pieces_of

VERSION = 2
_CACHE_SIZE = 200_000


@dataclass(frozen=True)
class Analysed:
    """One word understood.

    `exact` is its spelling, `stems` its stem (several for a hyphenated word), `parts` the stems
    of what it is made of. `loose` holds (stem, root): what some of these were made from.
    """

    exact: str
    stems: tuple[str, ...]
    parts: tuple[str, ...]
    loose: tuple[tuple[str, str], ...]

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """What the stems and parts were made from."""
        return tuple(dict.fromkeys(root for _, root in self.loose))

    @cached_property
    def inner(self) -> tuple[str, ...]:
        """By what the word can be found besides its stem."""
        return (*self.parts, *self.roots)

    @property
    def strict(self) -> frozenset[str]:
        """The word itself and its stem, without what it is made of."""
        return frozenset((self.exact, *self.stems))

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Everything by which the word can be found."""
        return frozenset((self.exact, *self.stems, *self.inner))


class Analyser:
    """Understands words, with one fixed list of what compounds are made of."""

    def __init__(self, learnt: Mapping[str, str] | None = None) -> None:
        """`learnt` are words with their stems, frequent in the corpus: parts of compounds."""
        self._compounds = Compounds(learnt or {})
        self._cache: dict[tuple[str, str], Analysed] = {}

    def word(self, text: str, language: str) -> Analysed:
        """What `text`, one word, says in `language`."""
        known = self._cache.get((text, language))
        if known is None:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            known = self._understand(text, language_of(text, language))
            self._cache[text, language] = known
        return known

    def readings(self, text: str, language: str) -> tuple[Analysed, ...]:
        """What a word that was typed may mean: the reader's language, Danish and English."""
        languages = dict.fromkeys((language, "da", "en"))
        found = (self.word(text, each) for each in languages if each in ALGORITHMS)
        return tuple(dict.fromkeys(found))

    @staticmethod
    def is_small(text: str, language: str) -> bool:
        """Whether the word says nothing about what is sought."""
        folded = fold(text)
        return any(folded in small_words(each) for each in {language, "da", "en", "ar", "ru"})

    def _understand(self, text: str, language: str) -> Analysed:
        pieces = [fold(piece) for piece in pieces_of(text)] or [fold(text)]
        stems: list[str] = []
        parts: list[str] = []
        for piece in pieces:
            own, inner = self._piece(piece, language)
            stems.append(own)
            parts.extend(inner)
        if len(pieces) > 1:
            parts.append("".join(pieces))
            parts.append(stem("".join(pieces), language))
        unique = tuple(dict.fromkeys(part for part in parts if part not in stems))
        loose = ((each, root) for each in (*stems, *unique) for root in roots(each, language))
        return Analysed("".join(pieces), tuple(stems), unique, tuple(loose))

    def _piece(self, folded: str, language: str) -> tuple[str, tuple[str, ...]]:
        split = self._compounds.split(folded) if language == "da" else None
        if split is None:
            return stem(folded, language), ()
        return split.whole, split.parts
