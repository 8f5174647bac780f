"""What stands in the embedded index's columns agrees with what it stands for."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from cms.search.document import Place
from cms.search.embedded.cells import cells_of, cover
from cms.search.embedded.distance import kilometres
from cms.search.embedded.moments import newest, soonest
from cms.search.query import Near

_FIRST, _LAST = datetime(1, 1, 2), datetime(9999, 12, 30)
moments = st.none() | st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
items = st.integers(0, 2**40)
circles = st.builds(
    Near, st.floats(-90, 90), st.floats(-180, 180), st.sampled_from((0.1, 1.0, 30.0, 200.0, 1000.0))
)


@given(near=circles, far=st.floats(0, 2), way=st.floats(0, 2 * math.pi))
def test_cells_inside_a_circle_are_inside_and_all_others_but_its_edge_outside(
    near: Near, far: float, way: float
) -> None:
    degrees = far * near.kilometres / 111
    narrow = max(math.cos(math.radians(near.latitude)), 0.01)
    north = max(min(near.latitude + degrees * math.sin(way), 90.0), -90.0)
    east = (near.longitude + degrees * math.cos(way) / narrow + 180) % 360 - 180
    away = kilometres(near, north, east)
    assume(abs(away - near.kilometres) > 1e-6)
    names, covered = set(cells_of(Place(north, east))), cover(near)
    if not names.isdisjoint(covered.inside):
        assert away < near.kilometres
    elif names.isdisjoint(covered.edge):
        assert away > near.kilometres


@given(one=moments, other=moments, item=items, another=items)
def test_numbers_never_contradict_the_order_of_moments(
    one: datetime | None, other: datetime | None, item: int, another: int
) -> None:
    def early(moment: datetime | None, item: int) -> tuple[float, int]:
        when = math.inf if moment is None else int(moment.timestamp() * 1000)
        return when, item

    def late(moment: datetime | None, item: int) -> tuple[float, int]:
        when = math.inf if moment is None else -int(moment.timestamp() * 1000)
        return when, item

    for number, order in ((soonest, early), (newest, late)):
        if order(one, item) <= order(other, another):
            assert number(one, item) <= number(other, another)
            assert 0 <= number(one, item) < 2**63
