"""The logs: nothing that the product or raw SQL can do changes a line of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.rights import consents, looks
from cms.rights.guards import install
from cms.rights.models import (
    ConsentRecord,
    Look,
    Permit,
    WrittenOnce,
    permitted,
)
from tests.rights.conftest import Somebody


@pytest.fixture
def look(karoline: Citizen, thisted: Municipality, somebody: Somebody) -> Look:
    looks.note(somebody("adviser", thisted), karoline, ["name", "interests"])
    return Look.objects.get()


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    return list(model._base_manager.order_by("pk").values())


@pytest.mark.parametrize(
    "attempt",
    [
        lambda one: one.save(),
        lambda one: one.delete(),
        lambda one: type(one)(pk=one.pk, citizen=one.citizen, person_name="x").save(),
        lambda one: Look.objects.update(person_name="x"),
        lambda one: Look.objects.all().delete(),
        lambda one: Look.objects.bulk_update([one], ["person_name"]),
        lambda one: Look.objects.bulk_create([one]),
        lambda one: Look.objects.update_or_create(pk=one.pk, defaults={"person_name": "x"}),
        lambda one: one.citizen.looks.all().delete(),
        lambda one: one.citizen.looks.update(what=[]),
    ],
)
def test_the_models_refuse(look: Look, attempt: Any) -> None:
    before = rows(Look)
    with pytest.raises(WrittenOnce):
        attempt(look)
    assert rows(Look) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rights_look SET person_name = 'x'",
        "UPDATE rights_look SET citizen_id = citizen_id",
        "DELETE FROM rights_look",
        "INSERT OR REPLACE INTO rights_look SELECT * FROM rights_look",
        "UPDATE rights_consentrecord SET is_given = NOT is_given",
        "DELETE FROM rights_consentrecord",
        "UPDATE rights_wording SET text = ''",
        "DELETE FROM rights_wording",
    ],
)
def test_the_database_refuses(look: Look, karoline: Citizen, statement: str) -> None:
    if "REPLACE" in statement and connection.vendor != "sqlite":
        pytest.skip("only SQLite can say this")
    consents.give(karoline, "doings")
    before = rows(Look), rows(ConsentRecord)
    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert (rows(Look), rows(ConsentRecord)) == before


@pytest.mark.parametrize("manager", [Look._base_manager, Look.objects])
def test_the_back_doors_of_the_orm_are_shut_by_the_database(look: Look, manager: Any) -> None:
    before = rows(Look)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(Look).filter(pk=look.pk).update(person_name="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        manager.all()._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(look)
    assert rows(Look) == before


def test_a_citizen_is_not_deleted_around_the_law(look: Look, karoline: Citizen) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        karoline.delete()
    assert rows(Look)
    assert Citizen.objects.filter(pk=karoline.pk).exists()


def test_a_permit_ends_with_its_block(look: Look) -> None:
    with pytest.raises(IntegrityError), permitted("a test", Look):
        # Also while rows may go, none changes.
        models.QuerySet(Look).update(person_name="x")
    assert not Permit.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.all().remove_lawfully()
    assert rows(Look)


def test_a_permit_is_for_one_table(look: Look) -> None:
    with pytest.raises(IntegrityError), permitted("a test", ConsentRecord):
        Look.objects.all().remove_lawfully()
    assert rows(Look)


def test_the_guards_come_back_after_a_table_is_made_anew(look: Look) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite makes tables anew")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER rights_look_no_update")
    install(connection)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE rights_look SET person_name = 'x'")
