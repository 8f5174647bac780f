"""The choice of page states that CI judges shows each page with every value of everything."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.acceptance.portal.open_to_all.covering import covering, whole
from tests.acceptance.portal.open_to_all.matrix import FACTORS, chosen

VALUES = st.lists(st.text(max_size=3), min_size=1, max_size=6, unique=True)
ANY_FACTORS = st.dictionaries(st.text(max_size=3), VALUES, min_size=1, max_size=5)


@given(ANY_FACTORS, st.integers())
def test_every_value_stands_in_a_row_and_there_are_no_more_rows_than_needed(
    factors: dict[str, list[str]], seed: int
) -> None:
    rows = list(covering(factors, random.Random(seed)))
    for name, values in factors.items():
        assert {row[name] for row in rows} == set(values)
    assert len(rows) == max(map(len, factors.values()))
    assert all(row in list(whole(factors)) for row in rows)


@given(st.integers(), st.sets(st.sampled_from("abcdefgh"), min_size=1))
def test_each_page_meets_each_theme_it_has_and_each_language_look_and_size(
    seed: int, names: set[str]
) -> None:
    themes = ["aarhus", "odense", "vejen"]
    pages = {theme: {name: f"/{name}/" for name in names} for theme in themes}
    states = list(chosen(pages, seed))
    for name in names:
        met = [one for one in states if one.page == name]
        assert {one.theme for one in met} == set(themes)
        for factor, values in FACTORS.items():
            assert {getattr(one, factor) for one in met} == set(values)


def test_over_many_pages_all_pairs_meet() -> None:
    factors = {"theme": ["a", "b", "c", "d", "e"], **FACTORS}
    chance = random.Random(0)
    rows = [row for _page in range(60) for row in covering(factors, chance)]
    for one, other in combinations(factors, 2):
        pairs = {(row[one], row[other]) for row in rows}
        assert len(pairs) == len(factors[one]) * len(factors[other])
