"""A weekly webinar across the change to winter time: every door says the same (point 3).

It begins at ten on Thursdays, three weeks before the change, seven times; the third is moved by a
day, the fifth is cancelled. The calendar page, the calendar file as two libraries of other people
read it, the reminders and GraphQL are held against what the editor wrote.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.conf import settings
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cms.capabilities.signup.services import sign_up
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.pushes.appointments import remind
from cms.pushes.models import Push
from scripts.steps import ROOT
from tests.personalisation.conftest import Nation, make_item, small_nation
from tests.support.sites import opened

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
PAGE = "/aktiviteter/webinar/"
HOST = "thisted.localhost"
ENTRY = re.compile(r'class="calendar-entry( calendar-entry--cancelled)?".*?datetime="([^"]+)"')


def next_change_to_winter(today: date) -> date:
    """The last Sunday in October, two months ahead at least."""
    for year in (today.year, today.year + 1):
        last = date(year, 10, 31)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        if sunday > today + timedelta(days=60):
            return sunday
    raise AssertionError("there is one each year")


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=COPENHAGEN)


@dataclass(frozen=True)
class Webinar:
    """The item, its Thursdays, and what the editor has written of them."""

    item: Item
    days: list[date]
    moved_to: datetime

    @property
    def wanted(self) -> list[tuple[datetime, bool]]:
        """When each time is, and whether it is cancelled."""
        starts = [at(day, 10) for day in self.days]
        starts[2] = self.moved_to
        return sorted((one.astimezone(UTC), n == 4) for n, one in enumerate(starts))


@pytest.fixture
def nation(db: None) -> Nation:
    made = small_nation()
    opened(made.thisted)
    return made


@pytest.fixture
def webinar(nation: Nation) -> Webinar:
    sunday = next_change_to_winter(timezone.localdate())
    first = sunday - timedelta(days=17)
    days = [first + timedelta(weeks=number) for number in range(7)]
    moved_to = at(days[2] + timedelta(days=1), 13)
    item = make_item(
        "activity",
        "webinar",
        nation.owner,
        starts_at=at(first, 10),
        ends_at=at(first, 11),
        form="online",
        summary="Kom og hør.",
    )
    item.schedule_settings.create(repeats="weekly", count=7)
    item.schedule_changes.create(day=days[2], what="moved", starts=moved_to, note="Vi er på messe.")
    item.schedule_changes.create(day=days[4], what="cancelled", note="Taleren er syg.")
    item.save()
    return Webinar(item, days, moved_to)


@pytest.fixture
def karoline(nation: Nation, webinar: Webinar) -> Citizen:
    citizen = nation.citizen()
    sign_up(webinar.item, citizen)
    return citizen


@pytest.fixture(scope="session")
def node_folder() -> Path:
    """Where ical.js is installed; without Node skipped aloud, and an error in CI."""
    found = subprocess.run(
        [ROOT / "scripts" / "node.sh"], capture_output=True, text=True, check=False
    )
    if found.returncode != 0:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(found.stderr.strip())
    return Path(found.stdout.strip())


def test_the_change_lies_between(webinar: Webinar) -> None:
    offsets = {start.astimezone(COPENHAGEN).utcoffset() for start, _cancelled in webinar.wanted}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}


@pytest.mark.parametrize("view", ["liste", "uge", "maaned"])
def test_the_calendar_page(webinar: Webinar, view: str) -> None:
    found: dict[str, bool] = {}
    for day in webinar.days:
        page = _client().get("/kalender/", {"vis": view, "dag": day.isoformat()}).content.decode()
        found |= {when: bool(mark) for mark, when in ENTRY.findall(page)}
    shown = sorted((_utc(when), is_cancelled) for when, is_cancelled in found.items())
    assert shown == webinar.wanted


def test_the_item_page_says_what_is_moved_and_cancelled(webinar: Webinar) -> None:
    page = _client().get(PAGE).content.decode()
    assert "Taleren er syg." in page
    assert "Vi er på messe." in page
    assert page.count("kl. 10.00 til 11.00") == 7, "six lines, and the next time above them"
    assert "kl. 13.00 til 14.00" in page
    assert "Flyttet fra" in page
    assert "Aflyst" in page


def test_the_file_read_by_python(webinar: Webinar) -> None:
    calendar = Calendar.from_ical(_file())
    events = recurring_ical_events.of(calendar).between(
        at(webinar.days[0] - timedelta(days=5), 0), at(webinar.days[-1] + timedelta(days=60), 0)
    )
    found = sorted(
        (event.start.astimezone(UTC), event["STATUS"] == "CANCELLED") for event in events
    )
    assert found == webinar.wanted
    [zone] = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Copenhagen"
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == 1


def test_the_file_read_by_mozillas_library(webinar: Webinar, node_folder: Path) -> None:
    span = [
        at(webinar.days[0] - timedelta(days=5), 0).isoformat(),
        at(webinar.days[-1] + timedelta(days=60), 0).isoformat(),
    ]
    read = subprocess.run(
        ["node", "calendar.mjs", *span],
        cwd=node_folder,
        input=_file(),
        capture_output=True,
        check=True,
    )
    found = sorted(
        (_utc(one["starts"]), one["status"] == "CANCELLED") for one in json.loads(read.stdout)
    )
    assert found == webinar.wanted


def test_graphql(webinar: Webinar) -> None:
    fields = "occurrences(first: 20) { starts isMoved isCancelled note } nextOccurrence { starts }"
    query = f'{{ activity(slug: "webinar") {{ {fields} }} }}'
    answer = _client().post("/graphql/", json.dumps({"query": query}), "application/json").json()
    told = answer["data"]["activity"]
    found = [(_utc(one["starts"]), one["isCancelled"]) for one in told["occurrences"]]
    assert found == webinar.wanted
    assert [one["note"] for one in told["occurrences"] if one["isMoved"]] == ["Vi er på messe."]
    assert _utc(told["nextOccurrence"]["starts"]) == webinar.wanted[0][0]


def test_everybody_with_a_seat_is_reminded_the_day_before_and_once(
    webinar: Webinar, karoline: Citizen, nation: Nation
) -> None:
    sign_up(webinar.item, nation.citizen(nation.aarhus))
    stranger = nation.citizen()
    told: list[tuple[datetime, bool]] = []
    day = webinar.days[0] - timedelta(days=5)
    while day < webinar.days[-1] + timedelta(days=5):
        assert not remind(at(day, 7)), "nobody is woken"
        for _again in range(2):
            remind(at(day, 10))
        told += [
            (start, cancelled)
            for start, cancelled in webinar.wanted
            if Push.objects.filter(citizen=karoline, kind="time_reminder").count() > len(told)
            and start.astimezone(COPENHAGEN).date() == day + timedelta(days=1)
        ]
        day += timedelta(days=1)
    assert told == [one for one in webinar.wanted if not one[1]]
    assert Push.objects.filter(kind="time_reminder").count() == 12
    assert not Push.objects.filter(citizen=stranger).exists()


def test_those_with_a_seat_hear_of_what_is_moved_and_cancelled_afterwards(
    webinar: Webinar, karoline: Citizen
) -> None:
    item = webinar.item
    item.schedule_changes.create(day=webinar.days[5], what="cancelled", note="Der er strømsvigt.")
    item.save()
    item.save()
    [push] = Push.objects.filter(citizen=karoline, kind="time_changed")
    assert "er aflyst. Der er strømsvigt." in push.values["what"]


def test_the_citizens_own_calendar_and_its_secret_address(
    webinar: Webinar, karoline: Citizen, client_of: Callable[[Citizen], Client]
) -> None:
    client = client_of(karoline)
    client.post("/kalender/min/abonnement/", {"action": "renew"})
    [address] = re.findall(r'value="([^"]+\.ics)"', client.get("/kalender/min/").content.decode())
    assert address not in client.get("/kalender/min/").content.decode(), "shown once"
    answer = _client().get(address)
    assert "private" in answer["Cache-Control"]
    assert not answer.cookies
    events = recurring_ical_events.of(Calendar.from_ical(answer.content)).between(
        at(webinar.days[0] - timedelta(days=5), 0), at(webinar.days[-1] + timedelta(days=60), 0)
    )
    found = sorted(
        (event.start.astimezone(UTC), event["STATUS"] == "CANCELLED") for event in events
    )
    assert found == webinar.wanted
    client.post("/kalender/min/abonnement/", {"action": "renew"})
    assert _client().get(address).status_code == 404


@pytest.fixture
def client_of() -> Callable[[Citizen], Client]:
    def browser(citizen: Citizen) -> Client:
        client = _client()
        session = client.session
        session["citizen_id"] = citizen.pk
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return browser


def _client() -> Client:
    return Client(SERVER_NAME=HOST)


def _file() -> bytes:
    answer: Any = _client().get(f"{PAGE}schedule/kalender.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return bytes(answer.content)


def _events(calendar: Calendar, webinar: Webinar) -> list[tuple[datetime, bool]]:
    first, last = webinar.days[0] - timedelta(days=5), webinar.days[-1] + timedelta(days=60)
    events = recurring_ical_events.of(calendar).between(at(first, 0), at(last, 0))
    return sorted((one.start.astimezone(UTC), one["STATUS"] == "CANCELLED") for one in events)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
