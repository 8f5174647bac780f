"""The choice of page states that CI judges: each page in both looks and sizes."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.acceptance.portal.open_to_all.covering import covering, whole
from tests.acceptance.portal.open_to_all.matrix import FACTORS, FEW, chosen

VALUES = st.lists(st.text(max_size=3), min_size=1, max_size=6, unique=True)
ANY_FACTORS = st.dictionaries(st.text(max_size=3), VALUES, min_size=1, max_size=5)


@given(ANY_FACTORS, st.integers(), st.integers(1, 7))
def test_as_many_values_stand_as_there_are_rows_for(
    factors: dict[str, list[str]], seed: int, count: int
) -> None:
    rows = list(covering(factors, random.Random(seed), count))
    assert len(rows) == min(count, max(map(len, factors.values())))
    for name, values in factors.items():
        assert len({row[name] for row in rows}) == min(len(rows), len(values))
    assert all(row in list(whole(factors)) for row in rows)


@given(st.integers(), st.sets(st.sampled_from("abcdefgh"), min_size=1))
def test_each_page_is_judged_in_both_looks_and_sizes(seed: int, names: set[str]) -> None:
    themes = ["aarhus", "odense", "vejen"]
    pages = {theme: {name: f"/{name}/" for name in names} for theme in themes}
    states = list(chosen(pages, seed))
    for name in names:
        met = [one for one in states if one.page == name]
        assert {one.look for one in met} == set(FACTORS["look"])
        assert {one.size for one in met} == set(FACTORS["size"])
        assert len({one.theme for one in met}) == len({one.language for one in met}) == FEW


def test_over_many_pages_all_pairs_meet() -> None:
    factors = {"theme": ["a", "b", "c", "d", "e"], **FACTORS}
    chance = random.Random(0)
    rows = [row for _page in range(60) for row in covering(factors, chance, FEW)]
    for one, other in combinations(factors, 2):
        pairs = {(row[one], row[other]) for row in rows}
        assert len(pairs) == len(factors[one]) * len(factors[other])
