"""Takes Danish compounds apart: "jobsamtalen" is a "samtale" about a "job".

A word is split only when all of it is covered by known words, with at most an s or e between
them, and a known word itself is never split: that keeps "samtale" from becoming "sam" + "tale".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cms.search.analysis.folding import fold
from cms.search.analysis.lists import base_words, irregular_forms
from cms.search.analysis.stems import stem

_JOINTS = ("", "s", "e", "er")
_SHORTEST_PART = 3
_SHORT_FIRST_PARTS = frozenset({"cv", "it"})
_SHORTEST_COMPOUND = 5
_MOST_PARTS = 4


@dataclass(frozen=True)
class Split:
    """A compound taken apart: the stems of its parts, and the compound's own stem."""

    parts: tuple[str, ...]
    whole: str


class Compounds:
    """The words that compounds may be made of: the shipped list and what a corpus taught."""

    def __init__(self, learnt: Mapping[str, str]) -> None:
        """`learnt` are folded words with their stems, frequent in the texts at hand."""
        self._known: dict[str, str] = {}
        for word in base_words("da"):
            self._add(fold(word))
        for form in irregular_forms("da"):
            self._add(form)
        self._whole = frozenset(self._known)
        for word, stemmed in learnt.items():
            self._known.setdefault(word, stemmed)
            self._known.setdefault(stemmed, stemmed)

    def _add(self, folded: str) -> None:
        canonical = stem(folded, "da")
        self._known.setdefault(folded, canonical)
        self._known.setdefault(canonical, canonical)

    def split(self, folded: str) -> Split | None:
        """The parts of a folded word, or None when it is no compound of known words."""
        stemmed = stem(folded, "da")
        if len(folded) < _SHORTEST_COMPOUND or folded in self._whole or stemmed in self._whole:
            return None
        return self._cover(folded) or self._cover(stemmed)

    def _cover(self, text: str) -> Split | None:
        parts = self._parts(text, _MOST_PARTS, first=True)
        if parts is None or len(parts) < 2:
            return None
        head = parts[-1]
        tail = self._head_length(text, head)
        return Split(parts, text[: len(text) - tail] + head)

    def _head_length(self, text: str, head: str) -> int:
        # The longest ending that means the head: what stands before it is kept as written.
        fitting = (at for at in range(1, len(text)) if self._known.get(text[at:]) == head)
        return len(text) - next(fitting)

    def _parts(self, text: str, most: int, *, first: bool) -> tuple[str, ...] | None:
        """The fewest known words that cover `text`, the first of them as long as can be."""
        canonical = self._known.get(text)
        if canonical is not None and len(text) >= _SHORTEST_PART:
            return (canonical,)
        if most == 1:
            return None
        best: tuple[str, ...] | None = None
        for end in range(len(text) - _SHORTEST_PART, 1, -1):
            start = self._start(text[:end], first=first)
            rest = self._rest(text[end:], most - 1) if start else None
            if start and rest and (best is None or len(rest) + 1 < len(best)):
                best = (start, *rest)
        return best

    def _start(self, text: str, *, first: bool) -> str | None:
        if len(text) < _SHORTEST_PART and not (first and text in _SHORT_FIRST_PARTS):
            return None
        return self._known.get(text)

    def _rest(self, text: str, most: int) -> tuple[str, ...] | None:
        for joint in _JOINTS:
            if text.startswith(joint):
                parts = self._parts(text[len(joint) :], most, first=False)
                if parts:
                    return parts
        return None
