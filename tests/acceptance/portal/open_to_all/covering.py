"""As few states as show a page once with each theme, language, look and size."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice, product


def covering(
    factors: Mapping[str, Sequence[str]], chance: random.Random
) -> Iterator[dict[str, str]]:
    """As many states as the longest factor has values, in which every value of each stands.

    Which values meet is left to chance: over many pages all pairs of them do.
    """
    most = max(map(len, factors.values()))
    shuffled = {name: chance.sample(values, len(values)) for name, values in factors.items()}
    columns = [islice(cycle(values), most) for values in shuffled.values()]
    return (dict(zip(factors, row, strict=True)) for row in zip(*columns, strict=True))


def whole(factors: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Every state there is."""
    return (dict(zip(factors, row, strict=True)) for row in product(*factors.values()))
