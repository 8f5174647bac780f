"""To see, to take along, to be forgotten."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import CASCADE, ForeignKey, OneToOneField
from django.utils import timezone

from cms.capabilities.signup.models import SignupSettings, SignupState
from cms.capabilities.signup.services import sign_up
from cms.capabilities.signup.standing import signup_of
from cms.citizens import personal_data
from cms.citizens.answers import save_answers
from cms.citizens.models import Answer, Citizen, ReasonSwitch
from cms.citizens.reasons import reasons_off, turn_reason_off, turn_reason_on
from cms.citizens.related import plain_row, told
from cms.citizens.signals import citizen_leaves
from cms.library.models import Item


def test_the_export_says_all_and_is_plain_json(karoline: Citizen) -> None:
    save_answers(karoline, {"birth_year": 1987, "challenges": ["reading"]})
    turn_reason_off(karoline, "audience:ny-ledig")
    exported = json.loads(json.dumps(personal_data.export(karoline)))
    assert exported["citizen"]["name"] == "Karoline B"
    assert exported["reasons_turned_off"] == ["audience:ny-ledig"]
    by_name = {answer["attribute"]: answer for answer in exported["answers"]}
    assert by_name["birth_year"]["values"] == [1987]
    assert by_name["challenges"]["retention_days"] == 180
    assert by_name["challenges"]["purpose"]


def test_the_export_holds_what_other_floors_keep(karoline: Citizen) -> None:
    """Every table that points at a citizen has its place in the export, also when empty."""
    exported = personal_data.export(karoline)
    for relation in Citizen._meta.related_objects:
        name = relation.get_accessor_name()
        assert name in exported or name in personal_data.SAID_OTHERWISE


def test_rows_of_other_floors_are_exported_in_plain_values(karoline: Citizen) -> None:
    ReasonSwitch.objects.create(citizen=karoline, reason_key="a")
    table = next(one for one in personal_data.tables(karoline) if one.name == "reasons_off")
    row = plain_row(table, table.rows[0], "da")
    assert json.loads(json.dumps(row))["reason_key"] == "a"
    assert set(row) == {"reason_key", "turned_off_at"}
    assert set(told(table, table.rows[0], "da")) == {"grund", "slået fra"}


def test_erasing_leaves_nothing_and_touches_nobody_else(karoline: Citizen) -> None:
    other = Citizen.objects.create(
        municipality=karoline.municipality, issuer="somebody", subject="another"
    )
    for citizen in (karoline, other):
        save_answers(citizen, {"birth_year": 1987, "looking_for": ["flexjob"]})
        turn_reason_off(citizen, "a")
    key = karoline.pk
    personal_data.erase(karoline)
    assert list(Citizen.objects.all()) == [other]
    assert not Answer.objects.filter(citizen_id=key).exists()
    assert not ReasonSwitch.objects.filter(citizen_id=key).exists()
    assert Answer.objects.filter(citizen=other).count() == 2


def test_every_table_that_points_at_a_citizen_is_erased_with_it() -> None:
    """A table that kept its rows would keep a person who asked to be forgotten."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | OneToOneField) and field.related_model is Citizen:
                assert field.remote_field.on_delete is CASCADE, f"{model.__name__}.{field.name}"


def test_answers_expire_when_their_time_is_up(karoline: Citizen) -> None:
    save_answers(karoline, {"birth_year": 1987, "challenges": ["reading"]})
    now = timezone.now()
    for days, expired in ((0, set()), (181, {"challenges"}), (366, {"challenges", "birth_year"})):
        found = personal_data.expired_answers(now + timedelta(days=days))
        assert set(found.values_list("attribute", flat=True)) == expired


def test_what_has_no_purpose_any_more_expires(karoline: Citizen) -> None:
    answer = Answer.objects.create(citizen=karoline, attribute="star_sign", choice="lion")
    assert list(personal_data.expired_answers(timezone.now())) == [answer]


def test_reasons_are_turned_off_and_on(karoline: Citizen) -> None:
    turn_reason_off(karoline, "a")
    turn_reason_off(karoline, "a")
    turn_reason_off(karoline, "b")
    assert reasons_off(karoline) == {"a", "b"}
    turn_reason_on(karoline, "a")
    turn_reason_on(karoline, "never")
    assert reasons_off(karoline) == {"b"}
    for bad in ("", "x" * 121):
        with pytest.raises(ValueError, match="1 to 120"):
            turn_reason_off(karoline, bad)


def test_a_citizen_has_no_name_in_logs(karoline: Citizen) -> None:
    assert "Karoline" not in f"{karoline} {karoline!r}"


def test_floors_above_hear_that_a_citizen_leaves(karoline: Citizen) -> None:
    heard: list[tuple[int, bool]] = []

    def hear(citizen: Citizen, **_signal: object) -> None:
        heard.append((citizen.pk, Citizen.objects.filter(pk=citizen.pk).exists()))

    key = karoline.pk
    citizen_leaves.connect(hear)
    try:
        personal_data.erase(karoline)
    finally:
        citizen_leaves.disconnect(hear)
    assert heard == [(key, True)]


def test_a_seat_goes_to_the_next_in_line_when_a_citizen_is_erased(nation: object) -> None:
    leaving, waiting = Citizen.objects.order_by("pk")[:2]
    item = Item.objects.everything("a test").filter(signups=None).first()
    assert item is not None
    SignupSettings.objects.update_or_create(item_id=item.pk, defaults={"seats": 1})
    assert sign_up(item, leaving).state == SignupState.SEATED
    assert sign_up(item, waiting).state == SignupState.WAITING
    personal_data.erase(leaving)
    found = signup_of(item, waiting)
    assert found is not None
    assert found.state == SignupState.SEATED
