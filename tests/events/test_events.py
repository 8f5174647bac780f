"""What citizens do is remembered for those who said yes, as declared, and never changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cms.capabilities.completion.services import finish
from cms.citizens import personal_data
from cms.citizens.models import Citizen
from cms.events.declared import UnknownKind, kinds
from cms.events.models import Event
from cms.events.services import WrongEvent, record, tidy
from cms.personalisation.checks import vocabulary_of
from cms.personalisation.facts import facts_of_citizen
from cms.personalisation.memory import compile_rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.sentence import sentence
from cms.personalisation.sql import citizens_matching
from cms.rights.consents import give, withdraw
from cms.rights.erasing import erase
from cms.rights.models import WrittenOnce
from cms.rights.retention import run
from tests.personalisation.conftest import Nation, make_item, small_nation


@pytest.fixture
def small(db: None) -> Nation:
    return small_nation()


@pytest.fixture
def willing(small: Nation) -> Citizen:
    """A citizen who has said yes to being remembered."""
    citizen = small.citizen()
    give(citizen, "doings")
    return citizen


def test_nothing_is_written_without_a_yes(small: Nation) -> None:
    citizen = small.citizen()
    assert record(citizen, "searched", word="truck") is None
    finish(make_item("course", "a", small.owner), citizen)
    assert not Event.objects.exists()


def test_what_is_done_is_written_with_what_it_is_about(small: Nation, willing: Citizen) -> None:
    item = make_item("course", "a", small.owner)
    finish(item, willing)
    finish(item, willing)
    record(willing, "searched", word="  Truck  ")
    rows = Event.objects.order_by("pk").values_list("kind", "item_id", "word")
    assert list(rows) == [("completed", item.pk, ""), ("searched", None, "truck")]


def test_an_event_is_what_its_declaration_says(small: Nation, willing: Citizen) -> None:
    item = make_item("course", "a", small.owner)
    with pytest.raises(UnknownKind, match="searched"):
        record(willing, "serched", word="a")
    for wrong in (
        lambda: record(willing, "searched", item),
        lambda: record(willing, "opened"),
        lambda: record(willing, "logged_in", word="a"),
    ):
        with pytest.raises(WrongEvent):
            wrong()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Truck  certifikat", "truck certifikat"),
        ("131252-0010", ""),
        ("ring 12345678 nu", "ring nu"),
        ("job i 7700 thisted", "job i thisted"),
        ("x" * 100, "x" * 60),
    ],
)
def test_numbers_are_not_remembered(written: str, kept: str, willing: Citizen) -> None:
    assert tidy(written) == kept
    event = record(willing, "searched", word=written)
    assert (event.word if event else "") == kept


def test_what_is_written_stays_as_it_is(willing: Citizen) -> None:
    event = record(willing, "searched", word="truck")
    assert event is not None
    event.word = "kran"
    for change in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(word="kran"),
    ):
        with pytest.raises(WrittenOnce):
            change()
    table = Event._meta.db_table
    for statement in (f"UPDATE {table} SET word = 'kran'", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(DatabaseError), transaction.atomic():
            _execute(statement)
    assert list(Event.objects.values_list("word", flat=True)) == ["truck"]


def _execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_withdrawing_the_yes_forgets(willing: Citizen, small: Nation) -> None:
    other = small.citizen()
    give(other, "doings")
    record(other, "searched", word="it")
    record(willing, "searched", word="truck")
    withdraw(willing, "doings")
    assert list(Event.objects.values_list("word", flat=True)) == ["it"]
    assert record(willing, "searched", word="truck") is None


def test_events_go_on_time_and_with_the_citizen(willing: Citizen) -> None:
    for days in (1, kinds()["searched"].retention + 1):
        moment = timezone.now() - timedelta(days=days)
        Event.objects.create(citizen=willing, kind="searched", word="a", happened_at=moment)
    Event.objects.create(citizen=willing, kind="no_longer_declared")
    run()
    assert Event.objects.count() == 1
    erase(willing)
    assert not Event.objects.exists()


def test_the_citizen_takes_the_events_along(small: Nation, willing: Citizen) -> None:
    record(willing, "opened", make_item("course", "truck", small.owner))
    assert "truck" in str(personal_data.export(willing))


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ({"did": {"event": "searched"}}, True),
        ({"did": {"event": "searched", "word": "Truck"}}, True),
        ({"did": {"event": "searched", "word": "kran"}}, False),
        ({"did": {"event": "searched", "within_days": 10}}, True),
        ({"did": {"event": "searched", "within_days": 9}}, False),
        ({"did": {"event": "signed_up"}}, False),
        ({"opened": {"type": "course"}}, True),
        ({"opened": {"type": "course", "slug": "b"}}, False),
    ],
)
def test_rules_speak_of_events(small: Nation, willing: Citizen, rule: Any, fits: bool) -> None:
    item = make_item("course", "a", small.owner)
    ago = timezone.now() - timedelta(days=10)
    Event.objects.create(citizen=willing, kind="searched", word="truck", happened_at=ago)
    Event.objects.create(citizen=willing, kind="opened", item=item)
    vocabulary, today = vocabulary_of({}), timezone.localdate()
    tree = parse_rule(rule, vocabulary)
    facts = facts_of_citizen(willing, today, ["did", "opened"])
    assert compile_rule(tree, vocabulary)(facts) is fits
    found = citizens_matching(tree, vocabulary, today, Citizen.objects.all())
    assert found.exists() is fits


def test_an_event_is_said_of_a_citizen(small: Nation) -> None:
    vocabulary = vocabulary_of({})
    rule = {"not": {"did": {"event": "searched", "word": "truck", "within_days": 30}}}
    said = sentence(parse_rule(rule, vocabulary), vocabulary)
    assert said == "ikke er en, der har søgt »truck« inden for de seneste 30 dage"
