"""What adding, removing and moving makes of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.declarations import Text, Widget
from cms.my_page.layout import UnknownWidget, added, layout, moved, removed, standard

NAMES = ("a", "b", "c", "d")


def widget(name: str, place: int | None = 1, **values: object) -> Widget:
    text = Text(da=name)
    return Widget(
        name=name, labels=text, help=text, icon="home", source="week", place=place, **values
    )


WIDGETS = {name: widget(name) for name in NAMES} | {"extra": widget("extra", None)}


def test_the_standard_page_has_what_has_a_place_for_whom_it_is() -> None:
    for_new = widget("for_new", audiences=["nye-ledige"])
    declared = [*WIDGETS.values(), for_new]
    assert standard(declared, []) == list(NAMES)
    assert standard(declared, ["nye-ledige"]) == [*NAMES, "for_new"]


def test_what_is_declared_no_more_is_left_out_and_the_rest_can_be_added() -> None:
    page = layout(WIDGETS, [], ["b", "gone", "b", "a"])
    assert page.names == ["b", "a"]
    assert [one.name for one in page.addable] == ["c", "d", "extra"]
    assert not page.is_standard
    assert layout(WIDGETS, [], []).names == []


@given(names=some.permutations(NAMES), name=some.sampled_from(NAMES), place=some.integers(-9, 9))
def test_moving_loses_nothing_and_lands_within(names: list[str], name: str, place: int) -> None:
    after = moved(names, name, place)
    assert sorted(after) == sorted(names)
    assert after.index(name) == max(0, min(place, len(names) - 1))
    assert removed(after, name) == removed(names, name)


def test_adding_puts_first_and_once() -> None:
    assert added(["a"], "b") == ["b", "a"]
    assert added(["a", "b"], "b") == ["a", "b"]
    with pytest.raises(UnknownWidget):
        moved(["a"], "b", 0)
