"""Bookable times on a type that no code knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from cms.capabilities.base import UnknownAction
from cms.capabilities.slots.capability import CAPABILITY
from cms.capabilities.slots.models import SlotBooking, SlotPlan
from cms.capabilities.slots.services import (
    BusyThen,
    ChangeTooLate,
    SlotTaken,
    book,
    cancel,
)
from cms.capabilities.slots.standing import open_slots
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.library.scope import everything
from cms.municipalities.models import Owner, OwnerKind, User
from cms.municipalities.roles import give_role
from cms.pushes.models import Push
from cms.rights.models import Look
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
EVERY_DAY = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def plan(item: Item, **values: Any) -> SlotPlan:
    """Three times of fifteen minutes, nine days from now."""
    day = timezone.localdate() + timedelta(days=9)
    usual: dict[str, Any] = {
        "first_day": day,
        "last_day": day,
        "from_time": time(9),
        "to_time": time(10),
        "pause": 5,
        **dict.fromkeys(EVERY_DAY, True),
    }
    return SlotPlan.objects.create(item=item, **(usual | values))


@pytest.fixture
def company(nation: Nation) -> Owner:
    return Owner.objects.create(kind=OwnerKind.COMPANY, slug="smedjen", name="Smedjen")


@pytest.fixture
def item(make: Make, company: Owner) -> Item:
    made = make("repair_hour")
    with everything("test"):
        made.owner = company
        made.save()
    plan(made)
    return made


@pytest.fixture
def host(company: Owner) -> User:
    user = get_user_model().objects.create_user("vaert")
    give_role(user, "company_user", company)
    return User.objects.get(pk=user.pk)


def posted(**values: str) -> QueryDict:
    made = QueryDict(mutable=True)
    made.update(values)
    return made


def starts(item: Item) -> list[datetime]:
    return [one.starts for one in open_slots(item)]


def test_a_time_is_given_once_and_moved(item: Item, nation: Nation) -> None:
    first, second = nation.citizen(), nation.citizen()
    one, two, three = starts(item)
    booked = book(item, first, one, " Karoline ")
    assert book(item, first, one).pk == booked.pk
    with pytest.raises(SlotTaken):
        book(item, second, one)
    with pytest.raises(SlotTaken):
        book(item, second, one + timedelta(minutes=1))
    book(item, first, two)
    book(item, second, one)
    assert starts(item) == [three]
    assert SlotBooking.objects.get(citizen=first).called == "Karoline"
    cancel(item, first)
    cancel(item, first)
    assert starts(item) == [two, three]
    assert Push.objects.filter(kind="time_agreed", citizen=first).count() == 2


def test_groups_fill_up(item: Item, nation: Nation) -> None:
    SlotPlan.objects.update(people=2)
    one = starts(item)[0]
    for _number in range(2):
        book(item, nation.citizen(), one)
    with pytest.raises(SlotTaken):
        book(item, nation.citizen(), one)


def test_nobody_is_at_two_places(item: Item, make: Make, nation: Nation) -> None:
    citizen, other = nation.citizen(), make("repair_hour", "anden")
    plan(other, from_time=time(9, 10))
    book(item, citizen, starts(item)[0])
    with pytest.raises(BusyThen):
        book(other, citizen, starts(other)[0])
    book(other, citizen, starts(other)[1])
    assert SlotBooking.objects.filter(citizen=citizen).count() == 2


def test_when_it_is_near_nothing_changes(item: Item, nation: Nation) -> None:
    citizen = nation.citizen()
    one, two, _three = starts(item)
    book(item, citizen, one)
    SlotPlan.objects.update(hours_before=24 * 30)
    assert starts(item) == []
    for change in (lambda: cancel(item, citizen), lambda: book(item, citizen, two)):
        with pytest.raises((ChangeTooLate, SlotTaken)):
            change()
    assert SlotBooking.objects.get().starts == one


def test_it_stands_in_the_week_and_leaves_with_the_citizen(item: Item, nation: Nation) -> None:
    citizen = nation.citizen()
    one = starts(item)[0]
    book(item, citizen, one, "Karoline")
    [found] = CAPABILITY.appointments(citizen, one, one + timedelta(days=1))
    assert (found.item_id, found.starts) == (item.pk, one)
    assert not CAPABILITY.appointments(citizen, one + timedelta(hours=1), one + timedelta(days=1))
    assert "Karoline" in json.dumps(export(citizen), default=str)
    assert next(iter(CAPABILITY.export_citizen(citizen)))["called"] == "Karoline"
    erase(citizen)
    assert one in starts(item)


def test_the_holder_sees_what_one_is_called_and_calls_off(
    item: Item, nation: Nation, host: User
) -> None:
    citizen = nation.citizen()
    one, two, three = starts(item)
    booking = book(item, citizen, one, "Karoline")
    book(item, nation.citizen(), two)
    stranger = User.objects.create_user("andre")
    assert CAPABILITY.desk(item, stranger).context["rows"]()[0].bookings == []
    assert not Look.objects.exists()
    rows = CAPABILITY.desk(item, host).context["rows"]()
    assert [[one.called for one in row.bookings] for row in rows] == [["Karoline"], [""], []]
    assert "slot" in Look.objects.get(citizen=citizen).what
    sheet = CAPABILITY.desk_sheet(item, host)
    assert sheet is not None and [row[2] for row in sheet.rows[1:]] == ["Karoline", "Uden navn"]
    with pytest.raises(UnknownAction):
        CAPABILITY.look_after(item, stranger, posted(action=f"call_off:{booking.pk}"))
    for _press in range(2):
        CAPABILITY.look_after(item, host, posted(action=f"call_off:{booking.pk}"))
    CAPABILITY.look_after(item, host, posted(action=f"remove:{two.isoformat()}"))
    CAPABILITY.look_after(item, host, posted(action=f"remove:{three.isoformat()}"))
    assert starts(item) == [one]
    assert Push.objects.filter(kind="time_called_off").count() == 2
    CAPABILITY.look_after(item, host, posted(action=f"put_back:{three.isoformat()}"))
    assert starts(item) == [one, three]


def test_the_page_books_and_gives_back(item: Item, nation: Nation, client_of: ClientOf) -> None:
    citizen, address = nation.citizen(), f"/reparationstider/{item.slug}/"
    client, one = client_of(citizen), starts(item)[0]
    assert one.isoformat() in client.get(address).content.decode()
    client.post(f"{address}slots/", {"action": "book", "starts": "nonsense"})
    assert not SlotBooking.objects.exists()
    client.post(f"{address}slots/", {"action": "book", "starts": one.isoformat(), "called": "K"})
    assert SlotBooking.objects.get().starts == one
    assert "Din tid" in client.get(address).content.decode()
    client.post(f"{address}slots/", {"action": "cancel"})
    assert not SlotBooking.objects.exists()


def test_the_api_books_and_says_what_went_wrong(
    item: Item, nation: Nation, client_of: ClientOf
) -> None:
    client, other = client_of(nation.citizen()), client_of(nation.citizen())

    def ask(browser: Client, query: str) -> Any:
        body, own = json.dumps({"query": query}), {"graphql-preflight": "1"}
        return browser.post("/graphql/", body, content_type="application/json", headers=own).json()

    read = f'{{ repairHour(slug: "{item.slug}") {{ slots(first: 2) {{ starts free }} }} }}'
    found = ask(client, read)["data"]["repairHour"]["slots"]
    assert [one["free"] for one in found] == [1, 1]
    key = f"repair_hour:{item.pk}"
    write = f'mutation {{ bookSlot(item: "{key}", starts: "{found[0]["starts"]}") {{ starts }} }}'
    for _time in range(2):
        assert ask(client, write)["data"]["bookSlot"]["starts"] == found[0]["starts"]
    assert ask(other, write)["errors"][0]["extensions"]["code"] == "SLOT_TAKEN"
    assert ask(client, f'mutation {{ cancelBooking(item: "{key}") }}')["data"]["cancelBooking"]
    assert not SlotBooking.objects.exists()


def test_settings_go_out_and_in(item: Item, make: Make) -> None:
    said = CAPABILITY.export_settings(item)
    assert said is not None
    other = make("repair_hour", "anden")
    with everything("test"):
        CAPABILITY.import_settings(other, said)
        other.save()
    assert CAPABILITY.export_settings(other) == said
    for wrong in ({"monday": "x"}, {"to_time": "09:05"}, {"last_day": date.min.isoformat()}):
        with pytest.raises(ValidationError):
            CAPABILITY.import_settings(other, said | wrong)
