"""What a schedule does for somebody, on types that no code knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import recurring_ical_events
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cms.capabilities.schedule.models import Occurrence
from cms.citizens.models import Citizen
from cms.library.models import Item
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[[Citizen | None], Client]
NAMES = {"evening_class": ("meets_at", "aftenhold"), "everything": ("begins", "alt")}


def weekly(make: Make, type_name: str) -> Item:
    starts = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=3)
    item = make(type_name, **{NAMES[type_name][0]: starts})
    item.schedule_settings.create(repeats="weekly", count=4)
    item.schedule_changes.create(
        day=timezone.localdate(starts + timedelta(days=7)), what="cancelled", note="Ferie."
    )
    item.save()
    return item


def test_its_times_are_the_same_on_the_page_in_the_file_and_in_the_api(
    make: Make, client_of: ClientOf
) -> None:
    for type_name, (_field, path) in NAMES.items():
        item = weekly(make, type_name)
        starts = [row.starts for row in Occurrence.objects.filter(item=item)]
        assert len(starts) == 4
        client = client_of(None)
        page = client.get(f"/{path}/{item.slug}/").content.decode()
        assert page.count("Ferie.") == 1
        data = client.get(f"/{path}/{item.slug}/schedule/kalender.ics").content
        found = recurring_ical_events.of(Calendar.from_ical(data)).between(
            starts[0] - timedelta(days=1), starts[-1] + timedelta(days=30)
        )
        assert sorted(event.start for event in found) == starts
        name = "eveningClass" if type_name == "evening_class" else type_name
        query = f'{{ {name}(slug: "{item.slug}") {{ occurrences {{ starts }} }} }}'
        answer = client.post("/graphql/", json.dumps({"query": query}), "application/json").json()
        assert len(answer["data"][name]["occurrences"]) == 4


def test_what_has_no_time_says_nothing(make: Make, client_of: ClientOf) -> None:
    item = make("evening_class")
    page = client_of(None).get(f"/aftenhold/{item.slug}/")
    assert "schedule-heading" not in page.content.decode()
    address = f"/aftenhold/{item.slug}/schedule/kalender.ics"
    assert client_of(None).get(address).status_code == 404


def test_erasing_a_citizen_ends_the_secret_address(
    make: Make, client_of: ClientOf, nation: Nation
) -> None:
    from cms.capabilities.schedule.feeds import citizen_of_feed, fingerprint, renew
    from cms.citizens.personal_data import erase, export

    citizen = nation.citizen()
    token = renew(citizen)
    told = json.dumps(export(citizen), default=str)
    assert "calendar_feed" in told
    assert fingerprint(token) not in told
    erase(citizen)
    assert citizen_of_feed(token) is None
