"""Where the words of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

WORD_LENGTH = 60
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0640"
_LETTER = f"(?:[^\\W_]|[{_MARKS}])"
_WORD = re.compile(f"[^\\W_]{_LETTER}*(?:[-'’‑]{_LETTER}+)*(?:\\+\\+|#)?")
_ENDING_AFTER_APOSTROPHE = re.compile("['’](?:s|et|en|er|ere|ne|erne|ets|ens|ers|ernes|t)$", re.I)
_JOINTS = re.compile("[-'’‑]")


class Word(NamedTuple):
    """A word of a text, with where it stands (offsets in characters)."""

    text: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of `text` in order; one longer than `WORD_LENGTH` is cut."""
    for match in _WORD.finditer(text):
        yield Word(match.group()[:WORD_LENGTH], match.start(), match.end())


def words_wanted(text: str, wanted: Set[str]) -> list[Word]:
    """The words of `text` that are wanted: where few are, faster than `words_of`."""
    return [
        Word(word, match.start(), match.end())
        for match in _WORD.finditer(text)
        if (word := match.group()[:WORD_LENGTH]) in wanted
    ]


def spellings_of(text: str) -> list[str]:
    """The words of `text` without their places: faster than `words_of`."""
    return [word[:WORD_LENGTH] for word in _WORD.findall(text)]


def pieces_of(word: str) -> tuple[str, ...]:
    """What a hyphenated word consists of; a Danish ending after an apostrophe is dropped."""
    bare = _ENDING_AFTER_APOSTROPHE.sub("", word)
    return tuple(piece for piece in _JOINTS.split(bare) if piece)
