"""Two texts side by side, with the words marked that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with the space after it.
WORD = re.compile(r"\S+\s*|^\s+")


@dataclass(frozen=True)
class Piece:
    """Some words; `change` is "del" where only the first text has them, "ins" only the second."""

    text: str
    change: str = ""


@dataclass(frozen=True)
class Marked:
    """Both texts in pieces, in reading order."""

    first: tuple[Piece, ...]
    second: tuple[Piece, ...]


def marked(first: str, second: str) -> Marked:
    """Compare word by word; the width of a space is no difference."""
    one, other = WORD.findall(first), WORD.findall(second)
    left: list[Piece] = []
    right: list[Piece] = []
    at = other_at = 0
    for start, other_start, size in _in_common(one, other):
        left += _piece(one[at:start], "del")
        right += _piece(other[other_at:other_start], "ins")
        at, other_at = start + size, other_start + size
        left += _piece(one[start:at], "")
        right += _piece(other[other_start:other_at], "")
    return Marked(tuple(left), tuple(right))


def plain(text: str) -> tuple[Piece, ...]:
    """A text with nothing marked."""
    return tuple(_piece([text], ""))


def _in_common(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where stretches of the same words begin in each, how long they are; at last the very end.

    A single word in common between two changes is no stretch: marking it would only confuse.
    """
    matcher = SequenceMatcher(None, _bare(one), _bare(other), autojunk=False)
    for start, other_start, size in matcher.get_matching_blocks():
        is_at_start = start == other_start == 0
        is_at_end = start + size == len(one) and other_start + size == len(other)
        if size > 1 or is_at_start or is_at_end:
            yield start, other_start, size


def _bare(words: Iterable[str]) -> list[str]:
    return [word.strip() for word in words]


def _piece(words: Sequence[str], change: str) -> list[Piece]:
    text = "".join(words)
    return [Piece(text, change)] if text else []
