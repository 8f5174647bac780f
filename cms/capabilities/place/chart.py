"""A drawn map of the country with a sign for each place: geometry alone, no database, nobody asked.

The map has units of its own, `WIDE` by `HIGH`, whatever part of the country it shows; north is up.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from cms.capabilities.place.rules import KILOMETRES_A_DEGREE, Named, Point, kilometres

# The coast of Denmark, points of longitude and latitude; from Natural Earth (public domain).
COAST = Path(__file__).with_name("coast.json")
WIDE, HIGH = 640.0, 520.0
# Degrees of longitude are this much shorter than those of latitude in the middle of the country.
NARROWER = math.cos(math.radians(56))
# Kilometres: a map of one town shows its surroundings too, and no map is larger than the country.
LEAST_HIGH, MOST_HIGH = 60.0, 400.0
MIDDLE = Point(56.15, 11.6)
# Share of the map that stays free around the outermost signs.
MARGIN = 0.15
# Points of the coast nearer to the one before are left out: nobody would see them.
SEEN_APART = 2.0
# Two signs nearer than this would lie upon one another: they become one.
APART = 66.0

# Where something lies on the map: to the right, and down.
Drawn = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """How many things are at a place that people know by name."""

    place: Named
    count: int


@dataclass(frozen=True)
class Sign:
    """A sign on the map, in its units: the spots that it stands for, those with most first."""

    x: float
    y: float
    spots: tuple[Spot, ...]

    @property
    def count(self) -> int:
        """How many things it stands for."""
        return sum(spot.count for spot in self.spots)

    @property
    def reach(self) -> float:
        """Kilometres from its first place to the furthest."""
        first = self.spots[0].place.point
        return max(kilometres(first, spot.place.point) for spot in self.spots)


@dataclass(frozen=True)
class Window:
    """The part of the country that a map shows: its middle, and units a kilometre."""

    middle: Point
    scale: float

    def drawn(self, point: Point) -> Drawn:
        """Where a point lies, in the map's units; outside of the map too."""
        east = (point.longitude - self.middle.longitude) * NARROWER * KILOMETRES_A_DEGREE
        north = (point.latitude - self.middle.latitude) * KILOMETRES_A_DEGREE
        return round(WIDE / 2 + east * self.scale, 1), round(HIGH / 2 - north * self.scale, 1)


def window(points: Sequence[Point]) -> Window:
    """The part that holds all these points; the whole country where there are none."""
    if not points:
        return Window(MIDDLE, HIGH / MOST_HIGH)
    north, south = (extreme(point.latitude for point in points) for extreme in (max, min))
    east, west = (extreme(point.longitude for point in points) for extreme in (max, min))
    high = (north - south) * KILOMETRES_A_DEGREE
    high = max(high, (east - west) * NARROWER * KILOMETRES_A_DEGREE * HIGH / WIDE)
    shown = min(max(high / (1 - 2 * MARGIN), LEAST_HIGH), MOST_HIGH)
    return Window(Point((north + south) / 2, (east + west) / 2), HIGH / shown)


def signs(spots: Iterable[Spot], seen: Window) -> list[Sign]:
    """A sign for each spot; those too near to a larger one are counted with it."""
    placed: list[Sign] = []
    for spot in sorted(spots, key=lambda one: (-one.count, one.place.name)):
        x, y = drawn = seen.drawn(spot.place.point)
        apart = ((math.dist((one.x, one.y), drawn), number) for number, one in enumerate(placed))
        away, nearest = min(apart, default=(APART, 0))
        if away < APART:
            placed[nearest] = replace(placed[nearest], spots=(*placed[nearest].spots, spot))
        else:
            placed.append(Sign(x, y, (spot,)))
    return placed


def coast(seen: Window) -> str:
    """The land that the window shows, as the path of an SVG; empty far out at sea."""
    drawn = ([seen.drawn(point) for point in ring] for ring in _rings())
    return "".join(_path(ring) for ring in drawn if _is_seen(ring))


def _path(ring: Sequence[Drawn]) -> str:
    kept = [ring[0]]
    for point in ring[1:]:
        if math.dist(kept[-1], point) >= SEEN_APART:
            kept.append(point)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"


def _is_seen(ring: Sequence[Drawn]) -> bool:
    across, down = [x for x, _y in ring], [y for _x, y in ring]
    return min(across) < WIDE and max(across) > 0 and min(down) < HIGH and max(down) > 0


@lru_cache(maxsize=1)
def _rings() -> tuple[tuple[Point, ...], ...]:
    rings = json.loads(COAST.read_text(encoding="utf-8"))
    return tuple(tuple(Point(north, east) for east, north in ring) for ring in rings)
