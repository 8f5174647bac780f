r"""Holes in a plan's text: what Python fills in, for all rows at once.

A statement says `\x01number\x02key\x01` where something belongs that it can't say itself. The
sign \x01 stands in no JSON text otherwise, since JSON escapes it. What is filled in may have holes
of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from cms.api.compiled.running import Run

EDGE, BETWEEN = "\x01", "\x02"


class Filler(Protocol):
    """Says what belongs in the holes of one number."""

    # Whether what it says follows from watched tables and the reader's signature alone.
    is_lasting: bool

    def texts(self, keys: Sequence[str], run: Run) -> Mapping[str, str]:
        """The JSON text for each key. Raises GraphQLError and NotCompilable."""
        ...


def hole(number: int, key: str = "") -> str:
    """How a hole is written."""
    return f"{EDGE}{number}{BETWEEN}{key}{EDGE}"


def without_holes(text: str, fillers: Sequence[Filler], run: Run) -> str:
    """The text with every hole filled; each filler is asked once for all holes of a depth."""
    while EDGE in text:
        parts = text.split(EDGE)
        found = _found(parts[1::2], fillers, run)
        parts[1::2] = [found[part] for part in parts[1::2]]
        text = "".join(parts)
    return text


def _found(holes: Iterable[str], fillers: Sequence[Filler], run: Run) -> dict[str, str]:
    """What belongs in each hole, by the hole as it is written."""
    wanted: dict[str, dict[str, None]] = {}
    for written in holes:
        number, _, key = written.partition(BETWEEN)
        wanted.setdefault(number, {})[key] = None
    return {
        f"{number}{BETWEEN}{key}": text
        for number, keys in wanted.items()
        for key, text in fillers[int(number)].texts(list(keys), run).items()
    }
