"""A few states of each page; over many pages all themes, languages, looks and sizes meet."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice, product


def covering(
    factors: Mapping[str, Sequence[str]], chance: random.Random, rows: int
) -> Iterator[dict[str, str]]:
    """So many states, or as many as there are, in which as many values of each stand as can.

    Which values meet is left to chance: over many pages all pairs of them do.
    """
    most = min(rows, max(map(len, factors.values())))
    shuffled = {name: chance.sample(values, len(values)) for name, values in factors.items()}
    columns = [islice(cycle(values), most) for values in shuffled.values()]
    return (dict(zip(factors, row, strict=True)) for row in zip(*columns, strict=True))


def whole(factors: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Every state there is."""
    return (dict(zip(factors, row, strict=True)) for row in product(*factors.values()))
