"""Working out the times of what editors publish, and what those who come are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.capabilities.registry import all_capabilities
from cms.capabilities.schedule.feeds import citizen_of_feed, renew, stop
from cms.capabilities.schedule.models import CalendarFeed, Occurrence, ScheduleChange
from cms.capabilities.schedule.services import MOST_AHEAD, next_times, refresh, roll_on
from cms.capabilities.signup.models import Signup, SignupState
from cms.capabilities.signup.services import sign_up
from cms.library.models import Item
from cms.library.scope import everything
from cms.personalisation.viewer import Viewer
from cms.portal.cards import cards
from cms.portal.json_ld import json_ld
from cms.pushes.models import Push
from tests.personalisation.conftest import Nation, make_item, small_nation
from tests.support.sites import opened

SCHEDULE = all_capabilities()["schedule"]


@pytest.fixture
def nation(db: None) -> Nation:
    made = small_nation()
    opened(made.thisted)
    opened(made.aarhus)
    return made


def soon(days: int = 3) -> datetime:
    at = timezone.localtime() + timedelta(days=days)
    return at.replace(hour=10, minute=0, second=0, microsecond=0)


def make(nation: Nation, starts: datetime, **settings: Any) -> Item:
    item = make_item("activity", "en", nation.owner, starts_at=starts, summary="Kom.")
    if settings:
        item.schedule_settings.create(**settings)
        item.save()
    return item


def days_of(item: Item) -> list[str]:
    return [row.day.isoformat() for row in Occurrence.objects.filter(item=item).order_by("day")]


def test_the_times_follow_what_is_published_and_saving_again_writes_nothing(
    nation: Nation, django_assert_max_num_queries: Any
) -> None:
    item = make(nation, soon(), repeats="weekly", count=3)
    before = list(Occurrence.objects.values_list("pk", "starts"))
    refresh(item)
    assert list(Occurrence.objects.values_list("pk", "starts")) == before
    row = item.schedule_settings.get()
    row.count = 2
    row.save()
    item.save()
    assert days_of(item) == [str(soon().date()), str(soon(10).date())]
    item.starts_at = None
    refresh(item)
    assert days_of(item) == []


def test_a_draft_changes_nothing_until_it_is_published(nation: Nation) -> None:
    item = make(nation, soon(), repeats="weekly", count=3)
    before = days_of(item)
    item.schedule_changes = [ScheduleChange(day=soon().date(), what="cancelled")]
    revision = item.save_revision()
    assert days_of(item) == before
    assert not Occurrence.objects.filter(is_cancelled=True).exists()
    with everything("an editor at work"):
        item.publish(revision)
    assert [row.day for row in Occurrence.objects.filter(is_cancelled=True)] == [soon().date()]


def test_what_never_ends_is_bounded_and_rolls_on(nation: Nation) -> None:
    item = make(nation, soon(-30), repeats="weekdays")
    ahead = Occurrence.objects.filter(item=item, planned__gte=timezone.now())
    assert ahead.count() == MOST_AHEAD
    last = ahead.latest("day")
    last.delete()
    assert roll_on() == 1
    assert Occurrence.objects.filter(item=item, day=last.day).exists()


def test_items_from_before_the_capability_get_their_times(nation: Nation) -> None:
    item = make(nation, soon())
    Occurrence.objects.all().delete()
    assert roll_on() == 1
    assert days_of(item) == [str(soon().date())]


def test_next_times_of_many_take_one_query(nation: Nation, django_assert_num_queries: Any) -> None:
    items = [
        make_item("activity", f"n{number}", nation.owner, starts_at=soon(number), summary="Kom.")
        for number in range(1, 6)
    ]
    with django_assert_num_queries(1):
        found = next_times([item.pk for item in items])
    assert {key: row.starts for key, row in found.items()} == {i.pk: i.starts_at for i in items}


def test_a_card_says_the_next_time_and_not_the_first(nation: Nation) -> None:
    item = make(nation, soon(-11), repeats="weekly")
    [card] = cards([item], Viewer(nation.thisted))
    texts = [fact["text"] for fact in card["facts"]]
    assert texts[0].startswith("Næste gang ")
    assert sum("kl. 10.00" in text for text in texts) == 1


def test_search_engines_are_told_how_it_repeats_and_what_is_cancelled(nation: Nation) -> None:
    item = make(nation, soon(), repeats="weekly", count=3)
    item.schedule_changes.create(day=soon(10).date(), what="cancelled")
    item.save()
    told = json_ld(item, "https://example.dk/")
    assert told["eventSchedule"]["repeatFrequency"] == "P1W"
    states = [event["eventStatus"].rpartition("/")[2] for event in told["subEvent"]]
    assert states == ["EventScheduled", "EventCancelled", "EventScheduled"]


def test_settings_come_back_as_they_went(nation: Nation) -> None:
    item = make(nation, soon(), repeats="weekly", count=3)
    moved = soon(11)
    item.schedule_changes.create(day=soon(10).date(), what="moved", starts=moved, note="Ferie")
    said = SCHEDULE.export_settings(item)
    other = make_item("activity", "to", nation.owner, starts_at=soon(), summary="Kom.")
    SCHEDULE.import_settings(other, said or {})
    other.save()
    assert SCHEDULE.export_settings(other) == said
    assert days_of(other) == days_of(item)
    SCHEDULE.import_settings(other, {"repeats": "fortnightly"})
    other.save()
    assert other.schedule_changes.count() == 1, "a spreadsheet doesn't speak of them"


@pytest.mark.parametrize(
    "wrong",
    [
        {"repeats": "daily"},
        {"repeats": "weekly", "count": 3, "until": "2027-01-01"},
        {"count": 3},
        {"repeats": "weekly", "chnges": []},
        {"repeats": "weekly", "changes": [{"day": "2027-01-01", "what": "moved"}]},
        {"repeats": "weekly", "changes": [{"what": "cancelled"}]},
    ],
)
def test_nonsense_is_refused_and_nothing_is_put(nation: Nation, wrong: dict[str, Any]) -> None:
    item = make(nation, soon(), repeats="weekly", count=3)
    before = SCHEDULE.export_settings(item)
    with pytest.raises(ValidationError):
        SCHEDULE.import_settings(item, wrong)
    assert SCHEDULE.export_settings(item) == before


def test_a_whole_series_moved_is_told_in_one_message(nation: Nation) -> None:
    item = make(nation, soon(), repeats="weekly", count=8)
    citizen = nation.citizen()
    sign_up(item, citizen)
    item.starts_at = soon(4)
    item.save()
    [push] = Push.objects.filter(citizen=citizen, kind="time_changed")
    assert push.values["what"].startswith("Tiderne er ændret.")


def test_what_happens_once_and_is_moved_is_told(nation: Nation) -> None:
    item = make(nation, soon())
    citizen, waiting_elsewhere = nation.citizen(), nation.citizen()
    sign_up(item, citizen)
    item.starts_at = soon(4)
    item.save()
    [push] = Push.objects.filter(citizen=citizen, kind="time_changed")
    assert push.values["what"].startswith("Det er flyttet fra ")
    assert not Push.objects.filter(citizen=waiting_elsewhere).exists()


def test_what_has_been_or_is_not_published_tells_nobody(nation: Nation) -> None:
    past = make(nation, soon(-3))
    Signup.objects.create(item_id=past.pk, citizen=nation.citizen(), state=SignupState.SEATED)
    past.starts_at = soon(-4)
    past.save()
    hidden = make_item("activity", "to", nation.owner, starts_at=soon(), live=False, summary="K.")
    sign_up(hidden, nation.citizen())
    hidden.starts_at = soon(5)
    hidden.save()
    assert not Push.objects.filter(kind="time_changed").exists()


def test_the_secret_is_kept_as_a_fingerprint_and_opens_one_municipality(nation: Nation) -> None:
    citizen = nation.citizen()
    token = renew(citizen)
    assert token not in str(CalendarFeed.objects.values().get())
    address = f"/kalender/abonnement/{token}.ics"
    assert Client(SERVER_NAME="thisted.localhost").get(address).status_code == 200
    assert Client(SERVER_NAME="aarhus.localhost").get(address).status_code == 404
    assert citizen_of_feed("x") is None
    stop(citizen)
    stop(citizen)
    assert Client(SERVER_NAME="thisted.localhost").get(address).status_code == 404
