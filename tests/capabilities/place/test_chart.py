"""A drawn map: what it shows, and that no sign hides another."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.place.chart import APART, HIGH, WIDE, Spot, coast, signs, window
from cms.capabilities.place.postcodes import postcodes
from cms.capabilities.place.rules import Named, Point
from cms.capabilities.place.spots import nearest_town

TOWNS = list(dict.fromkeys(named for _first, _last, named in postcodes()))
LAND = re.compile(r"M[^Z]+Z")


def some_spots() -> st.SearchStrategy[list[Spot]]:
    counts = st.integers(1, 40)
    return st.lists(st.builds(Spot, st.sampled_from(TOWNS), counts), min_size=1, max_size=40)


@given(spots=some_spots())
def test_everything_is_on_the_map_once(spots: list[Spot]) -> None:
    placed = signs(spots, window([spot.place.point for spot in spots]))
    assert sum(sign.count for sign in placed) == sum(spot.count for spot in spots)
    assert sorted(str(one) for sign in placed for one in sign.spots) == sorted(map(str, spots))
    for sign in placed:
        assert 0 < sign.x < WIDE
        assert 0 < sign.y < HIGH


@given(spots=some_spots())
def test_no_sign_lies_upon_another(spots: list[Spot]) -> None:
    placed = signs(spots, window([spot.place.point for spot in spots]))
    for one in placed:
        for other in placed:
            assert one is other or math.hypot(one.x - other.x, one.y - other.y) >= APART


@given(place=st.sampled_from(TOWNS))
def test_one_town_is_shown_with_its_surroundings(place: Named) -> None:
    seen = window([place.point])
    assert seen.drawn(place.point) == (WIDE / 2, HIGH / 2)
    assert LAND.search(coast(seen)), f"{place.name} lies at sea"


def test_the_whole_country_without_a_point() -> None:
    land = LAND.findall(coast(window([])))
    # Jutland, Zealand, Funen, Bornholm and more; nothing of it sticks out of the map.
    assert len(land) >= 10
    numbers = [float(one) for ring in land for one in re.findall(r"-?\d+(?:\.\d+)?", ring)]
    assert min(numbers) > 0
    assert max(numbers[0::2]) < WIDE
    assert max(numbers[1::2]) < HIGH


def test_a_map_of_the_sea_has_no_land() -> None:
    assert coast(window([Point(57.0, 3.0)])) == ""


@pytest.mark.parametrize(
    ("latitude", "longitude", "town"), [(56.95, 8.70, "Thisted"), (55.40, 10.39, "Odense C")]
)
def test_a_house_belongs_to_the_nearest_town(latitude: float, longitude: float, town: str) -> None:
    assert nearest_town(Point(latitude, longitude)).name == town
