"""The two measures: how good the first ten are, and how much of what is good is among twenty."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

FIRST = 10
FARTHER = 20
GOOD = 2


def ndcg(found: Sequence[str], grades: Mapping[str, int], first: int = FIRST) -> float:
    """Discounted gain of the first hits over that of the best order there is; from 0 to 1."""
    best = sorted(grades.values(), reverse=True)[:first]
    return _gain([grades.get(item, 0) for item in found[:first]]) / _gain(best)


def recall(found: Sequence[str], grades: Mapping[str, int], first: int = FARTHER) -> float:
    """The part of the items of grade 2 and 3 that is among the first hits; from 0 to 1."""
    good = {item for item, grade in grades.items() if grade >= GOOD}
    return len(good & set(found[:first])) / len(good)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
