"""The retention run: what is past its time goes, all else stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from cms.citizens.answers import answers_of, save_answers
from cms.citizens.models import Answer, Citizen, ReasonSwitch
from cms.citizens.reasons import turn_reason_off
from cms.municipalities.models import Municipality
from cms.rights import consents, looks, retention
from cms.rights.erasing import erase
from cms.rights.models import ConsentRecord, KeptRecord, Look, Receipt
from cms.rights.signals import citizen_expires_soon
from tests.rights.conftest import Somebody

DAY = timedelta(days=1)


@pytest.fixture
def warned() -> Iterator[list[tuple[Citizen, datetime]]]:
    """Who was told that they will be deleted, and when."""
    heard: list[tuple[Citizen, datetime]] = []

    def hear(citizen: Citizen, deletes_at: datetime, **_signal: object) -> None:
        heard.append((citizen, deletes_at))

    citizen_expires_soon.connect(hear)
    yield heard
    citizen_expires_soon.disconnect(hear)


def seen(citizen: Citizen, days_ago: int) -> None:
    Citizen.objects.filter(pk=citizen.pk).update(last_seen_at=timezone.now() - days_ago * DAY)


def test_answers_go_on_time(karoline: Citizen, viggo: Citizen) -> None:
    for citizen in (karoline, viggo):
        save_answers(citizen, {"birth_year": 1987, "challenges": ["reading"]})
    seen(karoline, 181)
    seen(viggo, 179)
    assert retention.run()["answers past their retention"] == 1
    assert answers_of(karoline) == {"birth_year": [1987]}
    assert set(answers_of(viggo)) == {"birth_year", "challenges"}


def test_a_citizen_long_away_is_warned_first_and_then_erased(
    karoline: Citizen, viggo: Citizen, warned: list[Any]
) -> None:
    seen(karoline, 701)
    seen(viggo, 600)
    turn_reason_off(karoline, "a")
    retention.run()
    assert [one for one, _moment in warned] == [karoline]
    assert warned[0][1] - timezone.now() > 29 * DAY
    retention.run()
    assert len(warned) == 1, "told once"
    retention.run(timezone.now() + 29 * DAY)
    assert Citizen.objects.filter(pk=karoline.pk).exists()
    counts = retention.run(timezone.now() + 31 * DAY)
    assert counts["citizens erased, long away"] == 1
    assert not Citizen.objects.filter(pk=karoline.pk).exists()
    assert not ReasonSwitch.objects.exists()


def test_who_is_long_away_is_never_erased_without_a_warning(
    karoline: Citizen, warned: list[Any]
) -> None:
    seen(karoline, 2000)
    assert retention.run()["citizens erased, long away"] == 0
    assert len(warned) == 1
    assert Citizen.objects.filter(pk=karoline.pk).exists()


def test_who_comes_back_stays(karoline: Citizen, warned: list[Any]) -> None:
    seen(karoline, 800)
    retention.run()
    seen(karoline, 0)
    assert retention.run(timezone.now() + 31 * DAY)["citizens erased, long away"] == 0
    retention.run(timezone.now() + 701 * DAY)
    assert len(warned) == 2, "told again, the next time"


def test_logs_go_after_their_years(
    karoline: Citizen, thisted: Municipality, somebody: Somebody
) -> None:
    looks.note(somebody("adviser", thisted), karoline, ["name"])
    consents.give(karoline, "doings")
    consents.withdraw(karoline, "doings")
    consents.give(karoline, "messages_by_mail")
    for days, looks_left, consents_left in ((1825, 1, 3), (1827, 0, 1)):
        later = timezone.now() + days * DAY
        Citizen.objects.update(last_seen_at=later)
        retention.run(later)
        assert Look.objects.count() == looks_left
        assert ConsentRecord.objects.count() == consents_left
    assert consents.has_consent(karoline, "messages_by_mail"), "a yes that counts stays"


def test_what_the_law_kept_goes_after_its_years(karoline: Citizen) -> None:
    consents.give(karoline, "doings")
    erase(karoline)
    retention.run(timezone.now() + 1825 * DAY)
    assert KeptRecord.objects.count() == 1
    retention.run(timezone.now() + 1828 * DAY)
    assert not KeptRecord.objects.exists()
    assert not Receipt.objects.exists()


def test_ended_sessions_go(karoline: Citizen) -> None:
    now = timezone.now()
    for key, when in (("a", now - DAY), ("b", now + DAY)):
        Session.objects.create(session_key=key, session_data="", expire_date=when)
    retention.run()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b"]


def test_a_dry_run_counts_and_changes_nothing(karoline: Citizen, warned: list[Any]) -> None:
    save_answers(karoline, {"birth_year": 1987})
    seen(karoline, 800)
    said = StringIO()
    call_command("delete_expired", "--dry-run", stdout=said)
    assert "1 answers past" in said.getvalue()
    assert "1 citizens warned" in said.getvalue()
    assert not warned
    assert Answer.objects.count() == 1
    call_command("delete_expired", stdout=said)
    assert len(warned) == 1
    assert not Answer.objects.exists()
    assert "Karoline" not in said.getvalue()
    assert "demo-karoline" not in said.getvalue()


def test_other_floors_add_what_they_keep(karoline: Citizen) -> None:
    turn_reason_off(karoline, "a")
    mine = retention.Keeping(
        "mine", "switches", lambda now: ReasonSwitch.objects.filter(turned_off_at__lt=now - DAY)
    )
    retention.register(mine)
    try:
        assert retention.run()["switches"] == 0
        assert retention.run(timezone.now() + 2 * DAY)["switches"] == 1
    finally:
        retention._KEEPINGS.pop("mine")
    assert not ReasonSwitch.objects.exists()
