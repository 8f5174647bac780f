"""What is one citizen's own comes in one statement, and is what Django would have read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import BinaryField, Model
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.capabilities.own import own_about, own_of
from cms.capabilities.playable.models import Playback
from cms.capabilities.registry import all_capabilities
from cms.capabilities.share.models import Share
from cms.capabilities.signup.models import Signup, SignupState
from cms.capabilities.slots.models import SlotBooking
from cms.capabilities.steps.models import StepProgress
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.stamps.services import at_a_glance
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
pytestmark = pytest.mark.django_db
MODELS = [model for one in all_capabilities().values() for model in one.own_models]
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def items(nation: Nation) -> list[Item]:
    return [make_item("course", f"nr-{number}", nation.owner, "mandatory") for number in range(3)]


@pytest.fixture
def fresh(nation: Nation) -> Iterator[Citizen]:
    yield nation.citizen()


def values(row: Model) -> dict[str, Any]:
    """All that was read, without sealed content."""
    fields = row._meta.concrete_fields
    return {f.attname: getattr(row, f.attname) for f in fields if not isinstance(f, BinaryField)}


def is_as_django_reads(model: type[Any], citizen: Citizen) -> bool:
    wanted = [values(row) for row in model.objects.filter(citizen=citizen).order_by("pk")]
    return [values(row) for row in own_of(model, citizen)] == wanted


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=WORDS,
    moment=MOMENTS,
    position=st.floats(0, 20_000, width=32),
    played=st.lists(st.tuples(st.integers(0, 99), st.integers(100, 999)), max_size=4),
    answers=st.lists(st.tuples(WORDS, WORDS), max_size=3) | st.none(),
    came=st.booleans() | st.none(),
)
def test_rows_are_what_django_reads(
    items: list[Item],
    fresh: Citizen,
    words: str,
    moment: datetime,
    position: float,
    played: list[Any],
    answers: list[Any] | None,
    came: bool | None,
) -> None:
    one, other, third = (item.pk for item in items)
    for model in MODELS:
        model.objects.filter(citizen=fresh).delete()
    Share.objects.create(item_id=one, citizen=fresh, words=words, shared_at=moment)
    times = {"started_at": moment, "saved_at": moment, "watched_at": moment if came else None}
    Playback.objects.create(
        item_id=other, citizen=fresh, position=position, played=played, is_by_hand=True, **times
    )
    Signup.objects.create(
        item_id=third, citizen=fresh, state=SignupState.SEATED, answers=answers, came=came
    )
    span = {"starts": moment, "ends": moment + timedelta(minutes=15)}
    SlotBooking.objects.create(item_id=one, citizen=fresh, called=words[:40], **span)
    StepProgress.objects.create(item_id=one, citizen=fresh, step="et", note=b"\0\xff")
    assert all(is_as_django_reads(model, fresh) for model in MODELS)
    with at_a_glance():
        assert all(is_as_django_reads(model, fresh) for model in MODELS)
    assert own_of(StepProgress, fresh)[0].note == b"\0\xff"


def test_a_request_that_only_reads_asks_once(items: list[Item], nation: Nation) -> None:
    mine, others = nation.citizen(), nation.citizen()
    for citizen in (mine, others):
        Share.objects.create(item_id=items[0].pk, citizen=citizen)
    with at_a_glance(), CaptureQueriesContext(connection) as statements:
        for model in MODELS:
            assert all(row.citizen_id == mine.pk for row in own_of(model, mine))
        assert own_about(Share, items[0], mine)
        assert own_about(Share, items[1], mine) is None
    assert len(statements) == 1


def test_who_writes_meets_what_was_written(items: list[Item], fresh: Citizen) -> None:
    assert own_of(Share, fresh) == []
    Share.objects.create(item_id=items[0].pk, citizen=fresh)
    assert own_about(Share, items[0], fresh)


def test_every_table_of_citizens_and_items_is_named() -> None:
    """A capability that keeps what a citizen does with an item says so, or says why not here."""
    kept_otherwise = {"StepUpload", "CalendarFeed", "WordsReport"}
    # Read when a service is opened, and when somebody is told that something closes; on no page.
    kept_otherwise |= {"LaunchConsent", "LaunchTicket", "Pseudonym", "ClosingNotice"}
    found = {
        relation.related_model
        for relation in Citizen._meta.related_objects
        if relation.related_model.__module__.startswith("cms.capabilities.")
    }
    assert {model for model in found if model.__name__ not in kept_otherwise} == set(MODELS)
