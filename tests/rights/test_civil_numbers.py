"""Civil numbers: sealed, found again, never shown. All of them are replacement numbers."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction

from cms.citizens import personal_data
from cms.citizens.models import Citizen
from cms.citizens.signals import citizen_arrives
from cms.municipalities.models import Municipality
from cms.rights.checks import check_keys
from cms.rights.cipher import BrokenSeal, keys, new_key_text
from cms.rights.civil_numbers import (
    CivilNumberTaken,
    InvalidCivilNumber,
    checked,
    find_citizen,
    keep,
    number_of,
    rotate,
)
from cms.rights.models import CivilNumber

NUMBER, OTHER = "6101010019", "7202020028"


@dataclass
class Identity:
    civil_number: str = ""


def arrive(citizen: Citizen, identity: object) -> None:
    citizen_arrives.send(sender=Citizen, citizen=citizen, identity=identity, is_new=False)


def stored() -> list[dict[str, Any]]:
    return list(CivilNumber.objects.order_by("pk").values())


def test_a_number_at_log_in_is_kept_and_found_again(karoline: Citizen, viggo: Citizen) -> None:
    arrive(karoline, Identity(NUMBER))
    assert find_citizen(karoline.municipality, NUMBER) == karoline
    assert find_citizen(karoline.municipality, "610101-0019") == karoline
    assert find_citizen(karoline.municipality, OTHER) is None
    # The same person is another citizen elsewhere.
    assert find_citizen(viggo.municipality, NUMBER) is None
    arrive(viggo, Identity(NUMBER))
    assert find_citizen(viggo.municipality, NUMBER) == viggo


def test_an_identity_without_a_number_changes_nothing(karoline: Citizen) -> None:
    arrive(karoline, Identity(NUMBER))
    before = stored()
    arrive(karoline, Identity())
    arrive(karoline, object())
    assert stored() == before


def test_the_number_is_nowhere_to_be_read(karoline: Citizen) -> None:
    keep(karoline, NUMBER)
    assert NUMBER not in repr(stored())
    row = CivilNumber.objects.get()
    said = f"{row!r} {row} {karoline.civil_number!r} {keys()!r} {personal_data.export(karoline)!r}"
    assert NUMBER not in said
    assert row.lookup not in said
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM rights_civilnumber")
        assert NUMBER.encode() not in b"".join(
            bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
            for one in cursor.fetchone()
        )


@pytest.mark.parametrize("bad", ["0101010019", "6113010019", "123", "", "abcdefghij", "9901010019"])
def test_what_is_no_replacement_number_is_refused(karoline: Citizen, bad: str) -> None:
    with pytest.raises(InvalidCivilNumber) as refusal:
        keep(karoline, bad)
    assert not bad or bad not in str(refusal.value)
    assert not stored()


def test_production_takes_the_real_ones_too(settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    assert checked("010101-0019") == "0101010019"
    assert checked(NUMBER) == NUMBER


def test_a_bad_number_stops_no_log_in_and_is_not_logged(
    karoline: Citizen, viggo: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        arrive(karoline, Identity("0101010019"))
        arrive(karoline, Identity(NUMBER))
        again = Citizen.objects.create(
            municipality=karoline.municipality, issuer="somebody", subject="else"
        )
        arrive(again, Identity(NUMBER))
    assert find_citizen(karoline.municipality, NUMBER) == karoline
    assert CivilNumber.objects.count() == 1
    assert len(caplog.records) == 2
    assert not {"0101010019", NUMBER} & set(caplog.text.split())
    assert NUMBER not in caplog.text


def test_a_number_belongs_to_one_citizen_of_a_municipality(
    karoline: Citizen, thisted: Municipality
) -> None:
    keep(karoline, NUMBER)
    other = Citizen.objects.create(municipality=thisted, issuer="somebody", subject="else")
    before = stored()
    with pytest.raises(CivilNumberTaken):
        keep(other, NUMBER)
    row = CivilNumber.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CivilNumber.objects.create(
            citizen=other,
            municipality=thisted,
            key_id=row.key_id,
            lookup=row.lookup,
            sealed=row.sealed,
        )
    assert stored() == before


def test_a_sealed_number_opens_for_its_own_citizen_only(karoline: Citizen) -> None:
    keep(karoline, NUMBER)
    row = CivilNumber.objects.get()
    key = keys()[row.key_id]
    assert key.open(bytes(row.sealed), f"citizen {karoline.pk}") == NUMBER
    for sealed, whose in ((row.sealed, "citizen 0"), (b"\0" * 40, f"citizen {karoline.pk}")):
        with pytest.raises(BrokenSeal):
            key.open(bytes(sealed), whose)


@pytest.fixture
def two_keys(settings: Any) -> Iterator[str]:
    """A newer key before the one that was."""
    new = f"newer:{new_key_text()}"
    settings.CIVIL_NUMBER_KEYS = f"{new},{settings.CIVIL_NUMBER_KEYS}"
    yield new


def test_keys_are_rotated_without_losing_anybody(
    karoline: Citizen, viggo: Citizen, request: pytest.FixtureRequest, settings: Any
) -> None:
    keep(karoline, NUMBER)
    keep(viggo, OTHER)
    old = {row["lookup"] for row in stored()}
    new = request.getfixturevalue("two_keys")
    assert find_citizen(karoline.municipality, NUMBER) == karoline, "before rotating"
    said = StringIO()
    call_command("rotate_civil_number_keys", stdout=said)
    assert said.getvalue().startswith("2 ")
    assert rotate() == 0
    settings.CIVIL_NUMBER_KEYS = new
    assert find_citizen(karoline.municipality, NUMBER) == karoline
    assert find_citizen(viggo.municipality, OTHER) == viggo
    assert not old & {row["lookup"] for row in stored()}


def test_a_key_that_is_gone_is_asked_for(karoline: Citizen, settings: Any) -> None:
    keep(karoline, NUMBER)
    before = stored()
    settings.CIVIL_NUMBER_KEYS = f"newer:{new_key_text()}"
    with pytest.raises(CommandError, match="'demo' is not in CIVIL_NUMBER_KEYS"):
        call_command("rotate_civil_number_keys")
    assert stored() == before


@pytest.mark.parametrize("text", ["", "one", "one:short", "one:" + "A" * 44, ":" + "B" * 43 + "="])
def test_keys_that_cannot_be_used_are_told_at_start(settings: Any, text: str) -> None:
    settings.CIVIL_NUMBER_KEYS = text
    with pytest.raises(ImproperlyConfigured, match="CIVIL_NUMBER_KEYS"):
        keys()
    assert [one.id for one in check_keys()] == ["rights.E001"]


def test_the_number_opens_for_a_letter(karoline: Citizen) -> None:
    assert number_of(karoline) == ""
    keep(karoline, NUMBER)
    assert number_of(karoline) == NUMBER.replace("-", "")
