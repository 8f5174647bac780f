"""A small picture of the country: a dot for each municipality, shaded in four steps.

A dot is where the municipality lies, but moved so far that no two cover one another: the picture
is for recognising and pressing, not for measuring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import cos, hypot, radians

from django.urls import reverse

from cms.municipalities.models import Municipality

WIDTH, HEIGHT = 380, 385
MARGIN = 18
# Left free in the east, where so many lie close that they need somewhere to go.
ROOM = 42
# Between two dots' middles; a dot is then easy to press (WCAG 2.2, 2.5.8).
APART = 25.0
ROUNDS = 120
STEPS = 4
MIDDLE_LATITUDE = 56.0  # degrees
# What lies far east (Bornholm) is drawn in the empty corner, as on most maps of the country.
FAR_EAST = 13.5  # degrees
MOVED = (-2.45, 2.1)  # degrees of longitude and latitude
Point = tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """One municipality in the picture. `step` is 1 to 4, and `label` says the same in words."""

    x: int
    y: int
    step: int
    label: str
    url: str


def step_of(share: float) -> int:
    """Which quarter a share (0 to 1) lies in, from 1."""
    return min(STEPS, int(share * STEPS) + 1)


def picture(
    municipalities: Iterable[Municipality],
    step: Callable[[Municipality], int],
    label: Callable[[Municipality], str],
) -> list[Dot]:
    """The dots of those whose place is known."""
    placed = [one for one in municipalities if None not in (one.latitude, one.longitude)]
    points = spread(tuple((one.longitude or 0.0, one.latitude or 0.0) for one in placed))
    return [
        Dot(round(x), round(y), step(one), label(one), address_of(one))
        for one, (x, y) in zip(placed, points, strict=True)
    ]


def address_of(one: Municipality) -> str:
    """What one municipality shows."""
    return reverse("editor_coverage_municipality", args=[one.slug])


@lru_cache(maxsize=4)
def spread(degrees: tuple[Point, ...]) -> tuple[Point, ...]:
    """Degrees (east, north) as points in the box, none nearer to another than `APART`.

    Pushes neighbours apart some rounds; kept, since municipalities seldom move.
    """
    points = [list(point) for point in _in_box([_moved_in(*place) for place in degrees])]
    for _round in range(ROUNDS):
        if not sum(_pushed(one, other) for one, other in combinations(points, 2)):
            break
    return tuple((x, y) for x, y in points)


def _moved_in(east: float, north: float) -> Point:
    return (east + MOVED[0], north + MOVED[1]) if east > FAR_EAST else (east, north)


def _in_box(places: Sequence[Point]) -> list[Point]:
    """Projected so that a kilometre is as long either way, as large as the box allows."""
    if not places:
        return []
    flat = [(east * cos(radians(MIDDLE_LATITUDE)), -north) for east, north in places]
    left, top = (min(values) for values in zip(*flat, strict=True))
    right, bottom = (max(values) for values in zip(*flat, strict=True))
    wide, high = WIDTH - 2 * MARGIN - ROOM, HEIGHT - 2 * MARGIN
    scale = min(wide / ((right - left) or 1), high / ((bottom - top) or 1))
    return [(MARGIN + (x - left) * scale, MARGIN + (y - top) * scale) for x, y in flat]


def _pushed(one: list[float], other: list[float]) -> bool:
    """Move two that are too near away from one another, inside the box."""
    across, down = other[0] - one[0], other[1] - one[1]
    if abs(across) >= APART or abs(down) >= APART:
        return False
    distance = hypot(across, down)
    if distance >= APART - 0.5:
        return False
    if not distance:
        across, down, distance = 1.0, 0.0, 1.0
    push = (APART - distance) / 2
    for point, sign in ((one, -1), (other, 1)):
        point[0] = _within(point[0] + sign * push * across / distance, WIDTH)
        point[1] = _within(point[1] + sign * push * down / distance, HEIGHT)
    return True


def _within(place: float, size: int) -> float:
    return min(max(place, MARGIN), size - MARGIN)
