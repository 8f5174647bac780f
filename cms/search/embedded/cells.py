"""Places as cells of the map, each a quarter of a larger one, so that a circle is a few terms.

A document carries the name of every cell that its place lies in, large and small. A circle is
covered by cells wholly inside it, the largest that fit, and by small ones that its edge crosses;
only what lies in those is measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from cms.search.document import Place
from cms.search.embedded.distance import EARTH_KILOMETRES, kilometres
from cms.search.query import Near

_LARGEST, _SMALLEST = 5, 15
# Cells of the edge are at most this part of the circle's radius high.
_EDGE_PARTS: Final = 32
_MARGIN: Final = 1 + 1e-6


class Cell(NamedTuple):
    """One of 2^level rows by 2^level columns that the whole map is cut into."""

    level: int
    row: int
    column: int

    @property
    def name(self) -> str:
        """How it stands in the index."""
        return f"{self.level}/{self.row}/{self.column}"

    @property
    def middle(self) -> tuple[float, float]:
        """Degrees north and east."""
        parts = 2**self.level
        return (self.row + 0.5) * 180 / parts - 90, (self.column + 0.5) * 360 / parts - 180

    @property
    def reach(self) -> float:
        """Kilometres from the middle within which all of it lies.

        It is the haversine formula with the widest parallel of the cell: at least the distance.
        """
        high, wide = math.radians(90 / 2**self.level), math.radians(180 / 2**self.level)
        widest = math.cos(max(abs(math.radians(self.middle[0])) - high, 0.0))
        half = math.sin(high / 2) ** 2 + (widest * math.sin(wide / 2)) ** 2
        return 2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(half, 1.0))) * _MARGIN

    def quarters(self) -> Iterator[Cell]:
        """The four cells that it is made of."""
        for row in (0, 1):
            for column in (0, 1):
                yield Cell(self.level + 1, self.row * 2 + row, self.column * 2 + column)


def cells_of(place: Place) -> Iterator[str]:
    """The names of all cells that a place lies in."""
    north = min(max((float(place.latitude) + 90) / 180, 0.0), 1.0)
    east = min(max((float(place.longitude) + 180) / 360, 0.0), 1.0)
    for level in range(_LARGEST, _SMALLEST + 1):
        last = 2**level - 1
        row, column = int(north * 2**level), int(east * 2**level)
        yield Cell(level, min(row, last), min(column, last)).name


_WHOLE_MAP: Final = Cell(0, 0, 0)


class Cover(NamedTuple):
    """The names of the cells inside a circle, and of those that its edge crosses."""

    inside: list[str]
    edge: list[str]


def cover(near: Near) -> Cover:
    """What covers a circle."""
    found = Cover([], [])
    smallest = _smallest(near)
    waiting = [_WHOLE_MAP]
    while waiting:
        cell = waiting.pop()
        away = kilometres(near, *cell.middle)
        if away - cell.reach > near.kilometres:
            continue
        if away + cell.reach <= near.kilometres and cell.level >= _LARGEST:
            found.inside.append(cell.name)
        elif cell.level >= smallest:
            found.edge.append(cell.name)
        else:
            waiting.extend(cell.quarters())
    return found


def _smallest(near: Near) -> int:
    """The level of the cells at the edge."""
    parts = math.pi * EARTH_KILOMETRES * _EDGE_PARTS / near.kilometres
    return min(max(math.ceil(math.log2(parts)), _LARGEST), _SMALLEST)
