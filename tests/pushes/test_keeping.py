"""The warning before somebody is deleted, what is kept how long, and where the citizen reads it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone, translation

from cms.citizens.identity.records import LogIn
from cms.citizens.models import Citizen, Move
from cms.municipalities.models import Municipality
from cms.pushes.delivery.worker import deliver
from cms.pushes.gateways.configured import gateway
from cms.pushes.models import Contact, Letter, LetterState, Push, PushSettings
from cms.pushes.services import push
from cms.rights import retention
from cms.rights.overview import parts
from tests.pushes.conftest import make_citizen

DAY = timedelta(days=1)
KIND = "expires_soon"


def run_after(days: int) -> dict[str, int]:
    return retention.run(timezone.now() + days * DAY)


def away(citizen: Citizen, days: int) -> None:
    Citizen.objects.filter(pk=citizen.pk).update(last_seen_at=timezone.now() - days * DAY)


def mails(settings: Any) -> list[str]:
    folder = Path(settings.PUSH_GATEWAYS["mail"]["folder"])
    return [path.read_text() for path in folder.glob("*.eml")]


def test_who_is_to_be_deleted_is_told_the_day_once(town: Municipality, settings: Any) -> None:
    """By mail although everything else is turned off, in good time, and never again."""
    citizen, there = make_citizen(town), make_citizen(town, "b")
    PushSettings.objects.update(only_required=True)
    away(citizen, 701)
    for _run in range(3):
        retention.run()
    told = Push.objects.get(kind=KIND)
    assert told.citizen == citizen
    day = timezone.localtime(timezone.now() + 30 * DAY)
    assert told.values == {"day": f"{day.day}. {MONTHS[day.month - 1]} {day.year}"}
    deliver("mail", gateway("mail"))
    (mail,) = mails(settings)
    assert told.values["day"] in mail and "Unsubscribe" not in mail
    assert not Push.objects.filter(citizen=there, kind=KIND).exists()
    run_after(31)
    assert not Citizen.objects.filter(pk=citizen.pk).exists()


MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december".split()
)


def test_who_comes_back_is_told_again_the_next_time(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    away(citizen, 701)
    retention.run()
    away(citizen, 0)
    run_after(31)
    assert Citizen.objects.filter(pk=citizen.pk).exists()
    later = timezone.now() + 705 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    retention.run()
    assert Push.objects.filter(citizen=citizen, kind=KIND).count() == 2


def test_the_day_is_said_in_the_citizens_language(town: Municipality) -> None:
    citizen = make_citizen(town)
    Citizen.objects.filter(pk=citizen.pk).update(language="en")
    away(citizen, 701)
    retention.run()
    day = Push.objects.get(kind=KIND).values["day"]
    assert day.endswith(str((timezone.now() + 30 * DAY).year)) and "," in day


def test_words_letters_and_loose_ends_go_on_time(citizen: Citizen) -> None:
    told = push(citizen, "answer_wanted", key="w", values={"question": "Kommer du?"})
    Letter.objects.update(state=LetterState.ACCEPTED, settled_at=timezone.now())
    Contact.objects.create(citizen=citizen, kind="mobile", value="12345678")
    assert Letter.objects.exists()
    Citizen.objects.update(last_seen_at=timezone.now() + 3650 * DAY)
    run_after(0)
    assert Contact.objects.count() == 2
    run_after(2)
    assert Contact.objects.count() == 1, "what was never confirmed"
    run_after(89)
    assert Letter.objects.exists()
    run_after(91)
    assert not Letter.objects.exists()
    run_after(3650)
    told.refresh_from_db()
    assert told.removed_at is not None and isinstance(told.public_id, UUID)
    assert told.values == {}
    again = push(citizen, "answer_wanted", key="w", values={"question": "Kommer du?"})
    assert again == told, "never told twice"


def test_logins_and_moves_go_on_time(citizen: Citizen, town: Municipality) -> None:
    LogIn.objects.create(door="borger", citizen=citizen)
    Move.objects.create(citizen=citizen, from_municipality=town)
    Citizen.objects.update(last_seen_at=timezone.now() + 400 * DAY)
    counts = run_after(1)
    assert (counts["ended log-ins"], counts["moves"]) == (0, 0)
    assert run_after(2)["ended log-ins"] == 1
    assert run_after(364)["moves"] == 0
    assert run_after(366)["moves"] == 1


@pytest.mark.parametrize("language", ["da", "en", "ar", "ru"])
def test_the_citizen_reads_how_long_each_is_kept(
    citizen: Citizen, town: Municipality, language: str
) -> None:
    push(citizen, "welcome", key="w")
    LogIn.objects.create(door="borger", citizen=citizen)
    Move.objects.create(citizen=citizen, from_municipality=town)
    away(citizen, 701)
    retention.run()
    with translation.override(language):
        usual = retention_of_the_rest(citizen, language)
    assert usual == set(), "every table of pushes, log-ins and moves says its own terms"


def retention_of_the_rest(citizen: Citizen, language: str) -> set[str]:
    """The tables that say only the usual sentence about why they are kept."""
    from cms.rights.terms import terms_of

    usual = str(terms_of("no such table").purpose)
    return {part.heading for part in parts(citizen, language) if part.purpose == usual}
