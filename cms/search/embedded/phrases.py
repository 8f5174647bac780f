"""The typed words as units: a word, or a phrase that synonyms know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cms.search.analysis.analyser import Analysed, Analyser
from cms.search.analysis.folding import fold
from cms.search.analysis.tokens import words_of
from cms.search.query import SynonymGroups

MOST_UNITS = 12
_LONGEST_PHRASE = 5
# Each municipality has its own groups, and now and then an editor changes them.
_MOST_BOOKS = 250

Phrase = tuple[tuple[Analysed, ...], ...]


@dataclass(frozen=True)
class Unit:
    """What one or more typed words may mean.

    `text` is what was typed. `meanings` are phrases, the typed one first; a phrase is a sequence
    of words, and each word a choice of readings (one a language).
    """

    text: str
    start: int
    end: int
    meanings: tuple[Phrase, ...]

    @property
    def tokens(self) -> frozenset[str]:
        """Every token that any meaning could be found by, to mark in snippets."""
        typed, *others = self.meanings
        own = [reading.tokens for readings in typed for reading in readings]
        same = [r.strict for phrase in others for readings in phrase for r in readings]
        return frozenset().union(*own, *same)


class Synonyms:
    """Groups of phrases that mean the same, looked up by their stems."""

    def __init__(self, groups: Sequence[Sequence[str]], analyser: Analyser) -> None:
        """`groups` are words and phrases as they are written."""
        self._analyser = analyser
        self._same: dict[tuple[str, ...], list[Phrase]] = {}
        for group in groups:
            phrases = [(self._stems(text), self._phrase(text)) for text in group]
            for stems, _ in phrases:
                others = [phrase for other, phrase in phrases if other != stems]
                self._same.setdefault(stems, []).extend(others)

    def of(self, stems: tuple[str, ...]) -> tuple[Phrase, ...]:
        """The other phrases that mean the same as these stems."""
        return tuple(self._same.get(stems, ()))

    def _words(self, text: str) -> list[str]:
        found = [word.text for word in words_of(text)]
        return [word for word in found if not self._analyser.is_small(word, "da")] or found

    def _stems(self, text: str) -> tuple[str, ...]:
        return tuple(main_stem(self._analyser, word) for word in self._words(text))

    def _phrase(self, text: str) -> Phrase:
        return tuple(self._analyser.readings(word, "da") for word in self._words(text))


class SynonymBook:
    """The engine's own groups, together with those that readers bring; understood once each."""

    def __init__(self, own: SynonymGroups, analyser: Analyser) -> None:
        """`own` are the groups that hold for everybody."""
        self._own = own
        self._analyser = analyser
        self._known: dict[SynonymGroups, Synonyms] = {}

    def with_groups(self, groups: SynonymGroups) -> Synonyms:
        """The engine's groups and these."""
        known = self._known.get(groups)
        if known is None:
            known = Synonyms((*self._own, *groups), self._analyser)
            if len(self._known) >= _MOST_BOOKS:
                self._known.clear()
            self._known[groups] = known
        return known


def main_stem(analyser: Analyser, word: str) -> str:
    """One stem to know a word by, whatever the reader's language."""
    return " ".join(analyser.word(word, "da").stems)


def units_of(words: str, language: str, analyser: Analyser, synonyms: Synonyms) -> list[Unit]:
    """The units of what was typed, small words left out unless there is nothing else."""
    found = list(words_of(words))
    telling = [word for word in found if not analyser.is_small(word.text, language)] or found
    units: list[Unit] = []
    position = 0
    while position < len(telling) and len(units) < MOST_UNITS:
        length = _phrase_length(telling[position:], analyser, synonyms)
        together = telling[position : position + length]
        stems = tuple(main_stem(analyser, word.text) for word in together)
        typed = tuple(analyser.readings(word.text, language) for word in together)
        text = words[together[0].start : together[-1].end]
        meanings = (typed, *synonyms.of(stems))
        units.append(Unit(text, together[0].start, together[-1].end, meanings))
        position += length
    return _without_repeats(units)


def small_words_of(words: str, language: str, analyser: Analyser) -> list[str]:
    """The small words that were typed: not asked for, but good to find in a title."""
    found = dict.fromkeys(fold(word.text) for word in words_of(words))
    return [word for word in found if analyser.is_small(word, language)][:MOST_UNITS]


def _phrase_length(words: Sequence[object], analyser: Analyser, synonyms: Synonyms) -> int:
    texts = [str(getattr(word, "text", "")) for word in words[:_LONGEST_PHRASE]]
    for length in range(len(texts), 1, -1):
        if synonyms.of(tuple(main_stem(analyser, text) for text in texts[:length])):
            return length
    return 1


def _without_repeats(units: list[Unit]) -> list[Unit]:
    return list({fold(unit.text): unit for unit in reversed(units)}.values())[::-1]
