"""Saving: what may stand, who sees it, and that nothing is left behind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from cms.capabilities.base import UnknownAction
from cms.capabilities.favourite.capability import CAPABILITY
from cms.capabilities.favourite.models import LONGEST_NOTE, Favourite
from cms.capabilities.favourite.rules import InvalidDetails, deadline_of, note_of
from cms.capabilities.favourite.services import describe, favourites_of, remove, save
from cms.capabilities.favourite.words import WORDS
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
TODAY = date(2026, 5, 4)


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    return nation.citizen()


@pytest.fixture
def item(nation: Nation) -> Item:
    return make_item("course", "truck", nation.owner)


@pytest.mark.parametrize(
    ("written", "before", "day"),
    [
        ("", None, None),
        (" 2026-05-04 ", None, TODAY),
        ("2026-05-03", date(2026, 5, 3), date(2026, 5, 3)),
    ],
)
def test_a_last_day_that_can_be(written: str, before: date | None, day: date | None) -> None:
    assert deadline_of(written, TODAY, before) == day


@pytest.mark.parametrize("written", ["2026-05-03", "i morgen", "2026-13-01"])
def test_a_last_day_that_cannot_be(written: str) -> None:
    with pytest.raises(InvalidDetails):
        deadline_of(written, TODAY)


def test_a_note_has_an_end() -> None:
    assert note_of(" Husk CV ") == "Husk CV"
    with pytest.raises(InvalidDetails):
        note_of("x" * (LONGEST_NOTE + 1))


def test_the_nearest_last_day_comes_first(nation: Nation, karoline: Citizen) -> None:
    plain, late, soon = (make_item("course", slug, nation.owner) for slug in ("a", "b", "c"))
    save(plain, karoline)
    describe(late, karoline, TODAY + timedelta(days=9), "")
    describe(soon, karoline, TODAY, "Først")
    describe(soon, karoline, TODAY, "Først")
    assert [row.item_id for row in favourites_of(karoline)] == [soon.pk, late.pk, plain.pk]
    assert Favourite.objects.count() == 3


def act(item: Item, citizen: Citizen, data: str) -> bool:
    return CAPABILITY.act(item, citizen, QueryDict(data)).succeeded


def test_what_was_wrong_is_said_and_what_stood_stays(karoline: Citizen, item: Item) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert act(item, karoline, f"action=describe&deadline={tomorrow}&note=Husk")
    assert not act(item, karoline, "action=describe&deadline=2020-01-01&note=Glem")
    with pytest.raises(UnknownAction):
        act(item, karoline, "action=explode")
    [row] = Favourite.objects.all()
    assert (row.deadline, row.note) == (tomorrow, "Husk")


def test_hearts_are_each_citizens_own_in_one_question(
    nation: Nation, karoline: Citizen, item: Item, django_assert_num_queries: object
) -> None:
    other = make_item("course", "andet", nation.owner)
    save(item, karoline)
    with django_assert_num_queries(1):  # type: ignore[operator]
        switches = CAPABILITY.switches([item, other], karoline)
    assert [switches[one.pk].is_on for one in (item, other)] == [True, False]
    assert not CAPABILITY.switches([item], nation.citizen())[item.pk].is_on


def test_the_rule_word_says_the_same_in_memory_and_sql(
    nation: Nation, karoline: Citizen, item: Item
) -> None:
    [word] = WORDS
    save(item, karoline)
    today, stranger = timezone.localdate(), nation.citizen()
    for arguments in ({"type": "course"}, {"type": "course", "slug": "truck", "within_days": 0}):
        assert word.holds(word.gather(karoline, today), arguments)
        assert not word.holds(word.gather(stranger, today), arguments)
        found = Citizen.objects.filter(word.exists(arguments, today))
        assert list(found) == [karoline]


def test_exported_removed_and_erased(karoline: Citizen, item: Item) -> None:
    describe(item, karoline, None, "Spørg Bo")
    assert "Spørg Bo" in str(export(karoline))
    assert next(iter(CAPABILITY.export_citizen(karoline)))["note"] == "Spørg Bo"
    remove(item, karoline)
    remove(item, karoline)
    assert not Favourite.objects.exists()
    save(item, karoline)
    erase(karoline)
    assert not Favourite.objects.exists()
