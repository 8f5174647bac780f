"""Distances, postcodes and the sketch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.place.postcodes import UnknownPostcode, place_of, postcodes
from cms.capabilities.place.rules import (
    Named,
    Point,
    box,
    distance_in_words,
    dots,
    kilometres,
    measure,
)
from cms.capabilities.place.way import SIDE, sketch

DENMARK = st.builds(Point, st.floats(54.5, 57.8), st.floats(8, 15.2))


def test_known_distances() -> None:
    copenhagen, aarhus = place_of("1000").point, place_of("8000").point
    assert kilometres(copenhagen, aarhus) == pytest.approx(157, abs=3)
    assert (distance_in_words(0.4), distance_in_words(7.6)) == ("under 1 km", "ca. 8 km")


@given(DENMARK, DENMARK)
def test_the_same_both_ways_and_never_less_than_nothing(one: Point, other: Point) -> None:
    assert kilometres(one, other) == pytest.approx(kilometres(other, one))
    assert kilometres(one, one) == pytest.approx(0, abs=1e-6)


@given(DENMARK, DENMARK, st.floats(1, 200))
def test_the_box_holds_the_circle(middle: Point, point: Point, reach: float) -> None:
    low, high = box(middle, reach)
    if kilometres(middle, point) <= reach * 0.98:
        assert low.latitude <= point.latitude <= high.latitude
        assert low.longitude <= point.longitude <= high.longitude


@given(DENMARK, st.lists(st.builds(Named, st.text(), DENMARK), max_size=30), st.floats(1, 200))
def test_dots_lie_on_the_sketch(middle: Point, named: list[Named], reach: float) -> None:
    assert all(0 < dot.x < SIDE and 0 < dot.y < SIDE for dot in dots(middle, named, reach, SIDE))


@pytest.mark.parametrize("written", ["7700", " 7700 Thisted", "DK-7700"])
def test_a_postcode_as_people_write_it(written: str) -> None:
    assert place_of(written).name == "Thisted"


@pytest.mark.parametrize("written", ["", "770", "77000", "0001", "٧٧٠٠"])
def test_no_postcode(written: str) -> None:
    with pytest.raises(UnknownPostcode):
        place_of(written)


def test_the_file_is_in_order() -> None:
    assert all(first <= last for first, last, _one in postcodes())
    for (_first, last, _one), (first, _last, _other) in zip(
        postcodes(), postcodes()[1:], strict=False
    ):
        assert last < first


def test_an_installation_brings_its_own(tmp_path: Path, settings: Any) -> None:
    own = tmp_path / "all.csv"
    own.write_text("first,last,town,latitude,longitude\n7755,7755,Bedsted,56.8,8.4\n", "utf-8")
    settings.PLACE_POSTCODES = str(own)
    postcodes.cache_clear()
    try:
        assert place_of("7755").name == "Bedsted"
        with pytest.raises(UnknownPostcode):
            place_of("7700")
    finally:
        postcodes.cache_clear()


@given(DENMARK, DENMARK)
def test_the_sketch_never_loses_where_one_comes_from(place: Point, home: Point) -> None:
    if 1 < kilometres(place, home) < 150:
        assert sketch(place, Named("Hjemme", home)).origin is not None


def test_the_sketch_holds_where_one_comes_from() -> None:
    thisted, hurup = place_of("7700"), place_of("7760")
    drawn = sketch(thisted.point, hurup)
    assert drawn.origin is not None
    assert drawn.measure == measure(kilometres(thisted.point, hurup.point) * 1.25)
    assert sketch(thisted.point, None).origin is None
