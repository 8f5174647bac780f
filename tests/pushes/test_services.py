"""Telling citizens: once each, as they want it, in as many queries for a thousand as for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.citizens.models import Answer, Citizen
from cms.municipalities.models import Municipality
from cms.pushes import services
from cms.pushes.declared import UnknownKind, WrongValues
from cms.pushes.delivery.worker import deliver
from cms.pushes.gateways.configured import gateway
from cms.pushes.inbox import inbox_of, mark_answered, remove, unread_count, waiting_for_answer
from cms.pushes.models import Contact, Letter, LetterState, Preference, Push, PushSettings
from cms.pushes.services import BATCH, Telling, push, push_to
from cms.pushes.timing import Quiet, next_at, next_digest
from cms.rights import consents, retention
from tests.pushes.conftest import make_citizen

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
CHANGED = {"what": "Samtale", "when": "i morgen kl. 10"}


def test_the_same_key_tells_once(citizen: Citizen) -> None:
    first = push(citizen, "agreement_changed", key="a", values=CHANGED)
    again = push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert first == again
    assert Push.objects.count() == Letter.objects.count() == 1
    assert unread_count(citizen) == 1


def test_what_is_removed_does_not_come_again(citizen: Citizen) -> None:
    remove(push(citizen, "agreement_changed", key="a", values=CHANGED))
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert not inbox_of(citizen)
    assert Push.objects.get().values == {}


@pytest.mark.parametrize(
    ("kind", "values", "fault"),
    [
        ("agreement_chnged", CHANGED, UnknownKind),
        ("agreement_changed", {"what": "Samtale"}, WrongValues),
        ("agreement_changed", {**CHANGED, "who": "mig"}, WrongValues),
        ("new_for_you", {}, WrongValues),
    ],
)
def test_what_cannot_be_said_is_refused(
    citizen: Citizen, kind: str, values: dict[str, str], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        push(citizen, kind, key="a", values=values)
    assert not Push.objects.exists()
    assert not Letter.objects.exists()


def test_a_failure_takes_the_message_and_its_letters_back(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both stand in one transaction: never a letter without its message, nor the other way."""

    def fail(*_arguments: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(services, "write_letters", fail)
    with pytest.raises(RuntimeError):
        push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert not Push.objects.exists()


def test_what_waits_for_an_answer(citizen: Citizen) -> None:
    asked = push(citizen, "answer_wanted", key="q", values={"question": "Passer det?"})
    assert waiting_for_answer(citizen) == [asked]
    mark_answered(citizen, "q")
    assert waiting_for_answer(citizen) == []


def test_the_answer_to_the_declared_question_turns_a_channel_on(town: Municipality) -> None:
    citizen = make_citizen(town)
    Preference.objects.all().delete()
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert not Letter.objects.exists()
    Answer.objects.create(citizen=citizen, attribute="reminder_channel", choice="email")
    push(citizen, "agreement_changed", key="b", values=CHANGED)
    assert Letter.objects.get().channel == "mail"


def test_only_what_the_law_demands(citizen: Citizen) -> None:
    PushSettings.objects.update(only_required=True)
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert not Letter.objects.exists()
    push(citizen, "important_letter", key="b", values={"subject": "x", "text": "y"})
    assert Letter.objects.count() == 1


def test_without_a_yes_nothing_leaves_the_portal(citizen: Citizen) -> None:
    """What is promised where one says no: also what waits already isn't sent."""
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    consents.withdraw(citizen, "messages_by_mail")
    push(citizen, "agreement_changed", key="b", values=CHANGED)
    deliver("mail", gateway("mail"))
    assert [one.state for one in Letter.objects.all()] == [LetterState.STOPPED]
    assert unread_count(citizen) == 2


def test_an_address_that_is_not_confirmed_is_not_used(citizen: Citizen) -> None:
    Contact.objects.update(confirmed_at=None)
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert not Letter.objects.exists()


def test_what_may_wait_is_gathered(citizen: Citizen) -> None:
    for number in range(3):
        push(citizen, "welcome", key=f"w{number}")
    Preference.objects.create(citizen=citizen, kind="welcome", channel="mail", is_wanted=True)
    for number in range(3):
        push(citizen, "welcome", key=f"v{number}")
    letter = Letter.objects.get()
    assert letter.pushes.count() == 3
    assert letter.due_at > timezone.now()


def test_too_many_for_a_day_wait_for_the_digest(citizen: Citizen) -> None:
    PushSettings.objects.update(most_a_day=2)
    for number in range(4):
        values = {"what": "Samtale", "when": "i morgen"}
        push(citizen, "agreement_reminder", key=f"r{number}", values=values)
    assert sorted(Letter.objects.values_list("kind", flat=True)) == ["digest", "single", "single"]
    assert Letter.objects.get(kind="digest").pushes.count() == 2


def test_a_digest_that_has_gone_takes_no_more(citizen: Citizen) -> None:
    PushSettings.objects.update(most_a_day=0)
    push(citizen, "agreement_reminder", key="a", values=CHANGED)
    Letter.objects.update(state=LetterState.HANDED_OVER)
    push(citizen, "agreement_reminder", key="b", values=CHANGED)
    waiting = Letter.objects.get(state=LetterState.WAITING)
    assert [one.values for one in waiting.pushes.all()] == [CHANGED]


def test_ten_thousand_in_bounded_queries(town: Municipality) -> None:
    """As many queries for a full batch as for one citizen."""

    def queries(count: int, key: str) -> int:
        citizens = Citizen.objects.filter(pk__in=ids[:count])
        with CaptureQueriesContext(connection) as caught:
            values = {"what": "Samtale", "when": "i morgen"}
            assert push_to(citizens, Telling("agreement_reminder", key, None, values)) == count
        return len(caught)

    made = Citizen.objects.bulk_create(
        Citizen(municipality=town, issuer="t", subject=f"m{number}") for number in range(2 * BATCH)
    )
    ids = [one.pk for one in made]
    now = timezone.now()
    Contact.objects.bulk_create(
        Contact(citizen_id=key, kind="email", value=f"{key}@eksempel.dk", confirmed_at=now)
        for key in ids
    )
    Preference.objects.bulk_create(
        Preference(citizen_id=key, channel="mail", is_wanted=True) for key in ids
    )
    for citizen in made:
        consents.give(citizen, "messages_by_mail")
    one, full, two = queries(1, "x"), queries(BATCH, "y"), queries(2 * BATCH, "z")
    # Reads are as many for all; SQLite takes a thousand values in one statement, so rows written
    # come in several.
    assert one <= 15
    assert full <= 30
    assert two <= 2 * full


def test_confidential_words_stay_in_the_portal(citizen: Citizen, settings: object) -> None:
    push(citizen, "answer_wanted", key="q", values={"question": "Hvordan har din ryg det?"})
    deliver("mail", gateway("mail"))
    (mail,) = mails(settings)
    assert "ryg" not in mail
    assert "Du har en ny besked" in mail
    assert "/indbakke/" in mail


def test_a_mail_says_how_to_stop_it(citizen: Citizen, settings: object) -> None:
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    deliver("mail", gateway("mail"))
    (mail,) = mails(settings)
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in mail
    assert "Samtale" in mail
    assert f"/{citizen.pk}/" not in mail


def mails(settings: object) -> list[str]:
    from pathlib import Path

    folder = Path(settings.PUSH_GATEWAYS["mail"]["folder"])  # type: ignore[attr-defined]
    return [path.read_text() for path in folder.glob("*.eml")]


def test_what_was_read_meanwhile_is_not_sent(citizen: Citizen) -> None:
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    Push.objects.update(read_at=timezone.now())
    deliver("mail", gateway("mail"))
    assert Letter.objects.get().state == LetterState.STOPPED


def test_old_messages_lose_their_words(citizen: Citizen) -> None:
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    for days, gone in ((179, 0), (181, 1)):
        Citizen.objects.update(last_seen_at=timezone.now() + timedelta(days=days))
        counts = retention.run(timezone.now() + timedelta(days=days))
        assert counts["messages' words past their time"] == gone
    assert Push.objects.get().values == {}


@pytest.mark.parametrize(
    ("hour", "is_quiet"), [(20, False), (21, True), (0, True), (7, True), (8, False)]
)
def test_quiet_hours(hour: int, is_quiet: bool) -> None:
    moment = datetime(2026, 11, 22, hour, 30, tzinfo=COPENHAGEN)
    quiet = Quiet(21, 8)
    assert quiet.holds_at(moment) is is_quiet
    assert quiet.after(moment).astimezone(COPENHAGEN).hour == (8 if is_quiet else hour)


def test_a_digest_keeps_its_hour_when_the_clock_changes() -> None:
    """The night before summer time is an hour shorter."""
    before = datetime(2027, 3, 27, 12, tzinfo=COPENHAGEN)
    assert next_at(before, 8) == datetime(2027, 3, 28, 8, tzinfo=COPENHAGEN)
    assert next_at(before, 8) - before == timedelta(hours=20)


def test_a_weekly_digest_comes_on_its_day() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=COPENHAGEN)
    assert next_digest(sunday, "weekly", 8, 0) == datetime(2026, 11, 23, 8, tzinfo=COPENHAGEN)
    assert next_digest(sunday, "weekly", 8, 6) == datetime(2026, 11, 29, 8, tzinfo=COPENHAGEN)
