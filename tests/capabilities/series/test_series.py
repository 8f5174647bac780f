"""Series on the shelf: what is skipped, who is on the way, what is kept and told."""

from __future__ import annotations

from datetime import date

import pytest

from cms.capabilities.completion.services import finish, undo
from cms.capabilities.series.capability import CAPABILITY
from cms.capabilities.series.models import Series, SeriesPlace, SeriesStep
from cms.capabilities.series.services import begin, dissolve, move, order_of, put, take_out
from cms.capabilities.series.standing import Standings
from cms.capabilities.series.words import WORDS
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase
from cms.library.models import Item, ShelfChoice
from cms.pushes.models import Push
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
TYPE = "guidance_video"


@pytest.fixture
def films(nation: Nation) -> list[Item]:
    made = [make_item(TYPE, f"film-{n}", nation.owner) for n in range(1, 5)]
    series = begin(made[0], "Forbered dig")
    for one in made[1:]:
        put(one, series)
    return made


def numbers(here: object, items: list[Item]) -> dict[str, tuple[int, int]]:
    found = Standings(here)(items)  # type: ignore[arg-type]
    by_key = {one.pk: one.slug for one in items}
    return {
        by_key[key]: (stand.position.number, stand.position.count) for key, stand in found.items()
    }


def leave_out(item: Item, nation: Nation) -> None:
    ShelfChoice.objects.create(municipality=nation.thisted, item_id=item.pk, taken=False)


def test_what_a_municipality_leaves_out_is_skipped_there_and_nowhere_else(
    nation: Nation, films: list[Item]
) -> None:
    leave_out(films[1], nation)
    assert numbers(nation.thisted, films) == {"film-1": (1, 3), "film-3": (2, 3), "film-4": (3, 3)}
    assert numbers(nation.aarhus, films)["film-3"] == (3, 4)


def test_whoever_has_begun_is_shown_what_comes_next(nation: Nation, films: list[Item]) -> None:
    citizen = nation.citizen()
    assert CAPABILITY.engagements(citizen) == []
    finish(films[0], citizen)
    [next_one] = CAPABILITY.engagements(citizen)
    assert next_one.item_id == films[1].pk
    assert "del 2 af 4" in next_one.text
    leave_out(films[1], nation)
    [next_one] = CAPABILITY.engagements(citizen)
    assert next_one.item_id == films[2].pk
    for one in films[2:]:
        finish(one, citizen)
    assert CAPABILITY.engagements(citizen) == []


def test_what_is_not_finished_after_all_is_next_again(nation: Nation, films: list[Item]) -> None:
    citizen = nation.citizen()
    finish(films[0], citizen)
    undo(films[0], citizen)
    undo(films[0], citizen)
    assert not SeriesStep.objects.exists()
    assert CAPABILITY.engagements(citizen) == []


def test_what_stands_in_no_series_leaves_no_trace(nation: Nation) -> None:
    citizen = nation.citizen()
    finish(make_item(TYPE, "alene", nation.owner), citizen)
    assert not SeriesStep.objects.exists()


def test_putting_moving_and_taking_out_may_be_repeated(films: list[Item]) -> None:
    series = Series.objects.get()
    keys = [one.pk for one in films]
    put(films[1], series)
    assert order_of(series) == keys
    move(series, keys[3], -2)
    assert order_of(series) == [keys[0], keys[3], keys[1], keys[2]]
    for _time in range(2):
        take_out(keys[0], series)
    assert order_of(series) == [keys[3], keys[1], keys[2]]


def test_a_series_of_none_is_gone_and_the_items_stay(films: list[Item]) -> None:
    series = Series.objects.get()
    for one in films:
        take_out(one.pk, series)
    assert not Series.objects.exists()
    dissolve(begin(films[0], "Igen"))
    assert not SeriesPlace.objects.exists()
    assert Item.objects.everything("test").count() == len(films)


def test_deleting_an_item_closes_the_gap(nation: Nation, films: list[Item]) -> None:
    films[1].delete()
    rest = [films[0], *films[2:]]
    assert numbers(nation.thisted, rest) == {"film-1": (1, 3), "film-3": (2, 3), "film-4": (3, 3)}


def test_those_on_the_way_are_told_of_a_new_part_once(nation: Nation, films: list[Item]) -> None:
    here, there, stranger = nation.citizen(), nation.citizen(nation.aarhus), nation.citizen()
    for one in (here, there):
        finish(films[0], one)
    own = make_item(TYPE, "kun-i-thisted", nation.owner, "offered")
    ShelfChoice.objects.create(municipality=nation.thisted, item_id=own.pk, taken=True)
    for _time in range(2):
        put(own, Series.objects.get())
    told = Push.objects.filter(kind="series_grew")
    assert [one.citizen for one in told] == [here]
    assert stranger not in {one.citizen for one in told}


def test_the_word_says_the_same_in_memory_and_in_sql(nation: Nation, films: list[Item]) -> None:
    [word] = WORDS
    done, other = nation.citizen(), nation.citizen()
    finish(films[0], done)
    today = date.today()
    arguments = {"type": TYPE, "slug": "film-1"}
    found = set(Citizen.objects.filter(word.exists(arguments, today)))
    assert found == {done}
    for citizen in (done, other):
        assert word.holds(word.gather(citizen, today), arguments) is (citizen in found)


def test_export_and_erasure(nation: Nation, films: list[Item]) -> None:
    citizen = nation.citizen()
    finish(films[0], citizen)
    [row] = CAPABILITY.export_citizen(citizen)
    assert row["item"] == films[0].key
    erase(citizen)
    assert not SeriesStep.objects.exists()
