"""Words that are spelt nearly alike, for slips of the finger and "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cms.search.analysis.folding import fold
from cms.search.analysis.stems import LATIN_DEFAULT, language_of, stem

_ONE_SLIP_FROM = 5
_TWO_SLIPS_FROM = 9
_LONGEST = 40


@dataclass(frozen=True)
class Near:
    """A known word near a typed one: how it is spelt, and how many letters differ."""

    word: str
    slips: int


class _Entry(NamedTuple):
    form: str
    letters: int
    word: str
    documents: int


def slips_allowed(word: str) -> int:
    """How many letters may be wrong in a folded word: 1 from five letters, 2 from nine."""
    if len(word) < _ONE_SLIP_FROM or len(word) > _LONGEST:
        return 0
    return 1 if len(word) < _TWO_SLIPS_FROM else 2


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap to make `one` into `other`; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    earlier: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, sign in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != sign))
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and sign == one[row - 2]:
                cost = min(cost, earlier[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        earlier, above = above, line
    return min(above[-1], most + 1)


@lru_cache(maxsize=2**16)
def _letters(word: str) -> int:
    """A set of the word's letters as bits: words far apart in it are far apart in spelling."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


class Vocabulary:
    """The words of an index, ready to be compared with what was typed."""

    def __init__(self, counts: Mapping[str, int], extra: Iterable[str] = ()) -> None:
        """`counts` says in how many documents a spelling stands; `extra` are known besides."""
        entries: dict[str, _Entry] = {}
        for word in extra:
            self._add(entries, word, 0)
        for word, count in counts.items():
            self._add(entries, word, count)
        self._by_length: dict[int, list[_Entry]] = {}
        for entry in entries.values():
            self._by_length.setdefault(len(entry.form), []).append(entry)

    @staticmethod
    def _add(entries: dict[str, _Entry], word: str, count: int) -> None:
        folded = fold(word)
        if not folded.isalpha() or len(folded) > _LONGEST:
            return
        for form in {folded, stem(folded, language_of(word, LATIN_DEFAULT))}:
            known = entries.get(form)
            rank = (form == folded, count)
            if known is None or rank > (fold(known.word) == form, known.documents):
                entries[form] = _Entry(form, _letters(form), word, count)

    def near(self, typed: str, most: int = 5) -> tuple[Near, ...]:
        """The known words nearest to `typed`, best first."""
        folded = fold(typed)
        allowed = slips_allowed(folded)
        found: dict[str, tuple[int, bool, int, str]] = {}
        for form in {folded, stem(folded, language_of(typed, LATIN_DEFAULT))} if allowed else ():
            for entry, slips in self._around(form, allowed):
                rank = (slips, entry.form[0] != form[0], -entry.documents, entry.word)
                found[entry.word] = min(rank, found.get(entry.word, rank))
        ranked = sorted(found.values())[:most]
        return tuple(Near(word, max(slips, 1)) for slips, _, _, word in ranked)

    def _around(self, form: str, allowed: int) -> Iterable[tuple[_Entry, int]]:
        letters = _letters(form)
        for length in range(len(form) - allowed, len(form) + allowed + 1):
            for entry in self._by_length.get(length, ()):
                if (entry.letters ^ letters).bit_count() <= 2 * allowed:
                    slips = distance(form, entry.form, allowed)
                    if slips <= allowed:
                        yield entry, slips
