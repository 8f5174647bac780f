"""Distances and the sketch's geometry: decisions without a database."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

EARTH_KILOMETRES = 6371.0
KILOMETRES_A_DEGREE = 111.2


@dataclass(frozen=True)
class Point:
    """A point in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Named:
    """A point that people know by name."""

    name: str
    point: Point


@dataclass(frozen=True)
class Dot:
    """A named point on the sketch, in its own units."""

    name: str
    x: float
    y: float


def kilometres(one: Point, other: Point) -> float:
    """How far apart two points are, as the crow flies."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(half, 1.0)))


def distance_in_words(distance: float) -> str:
    """`ca. 8 km`; a postcode is no house, so nothing is said more exactly."""
    if distance < 1:
        return _("under 1 km")
    return _("ca. %(distance)s km") % {"distance": round(distance)}


def box(middle: Point, reach: float) -> tuple[Point, Point]:
    """South-west and north-east of the square that holds a circle of `reach` kilometres."""
    high = reach / KILOMETRES_A_DEGREE
    wide = high / max(math.cos(math.radians(middle.latitude)), 0.01)
    return (
        Point(middle.latitude - high, middle.longitude - wide),
        Point(middle.latitude + high, middle.longitude + wide),
    )


def dots(middle: Point, named: Iterable[Named], reach: float, side: float) -> list[Dot]:
    """Where named points lie on a square sketch, `side` wide, with `middle` in its middle.

    What lies outside, or would be written over another, is left out; the first ones win.
    """
    scale = side / 2 / reach
    placed: list[Dot] = []
    for one in named:
        east = (one.point.longitude - middle.longitude) * math.cos(math.radians(middle.latitude))
        x = side / 2 + east * KILOMETRES_A_DEGREE * scale
        y = side / 2 - (one.point.latitude - middle.latitude) * KILOMETRES_A_DEGREE * scale
        inside = 0.06 * side < x < 0.94 * side and 0.06 * side < y < 0.94 * side
        dot = Dot(one.name, round(x, 1), round(y, 1))
        if inside and all(_apart(dot, other, side) for other in placed):
            placed.append(dot)
    return placed


def _apart(one: Dot, other: Dot, side: float) -> bool:
    """Whether two signs can be read beside each other; one without a name is narrow."""
    wide = sum(0.2 if dot.name else 0.04 for dot in (one, other))
    return abs(one.y - other.y) > 0.08 * side or abs(one.x - other.x) > wide * side


def measure(reach: float) -> int:
    """A round number of kilometres, about a quarter of the sketch, for its measure."""
    wanted = reach / 2
    return max(number for number in (1, 2, 5, 10, 20, 50, 100) if number <= max(wanted, 1))
