"""Civil numbers (CPR): checked, kept sealed, found by a keyed fingerprint, never shown."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.rights.cipher import current_key, keys
from cms.rights.models import CivilNumber

logger = logging.getLogger(__name__)
# Replacement numbers have 60 added to the day, so no real person ever has one.
ADDED_TO_DAY = 60


class InvalidCivilNumber(ValueError):
    """Not a civil number, or not one that may be used here. The message never holds it."""


class CivilNumberTaken(ValueError):
    """Another citizen of the municipality has the number. The message never holds it."""


def checked(number: str) -> str:
    """The ten digits. Raises InvalidCivilNumber.

    There is no check digit since 2007. The demo and the tests take replacement numbers only.
    """
    digits = cpr.compact(number)
    is_replacement = digits[:1] in {"6", "7", "8", "9"}
    if is_replacement:
        real = f"{int(digits[0]) - ADDED_TO_DAY // 10}{digits[1:]}"
    elif settings.ENVIRONMENT != "production":
        raise InvalidCivilNumber("Only replacement numbers (day + 60) are taken here.")
    else:
        real = digits
    try:
        cpr.validate(real)
    except ValidationError:
        raise InvalidCivilNumber("This is not a civil number of ten digits.") from None
    return digits


@transaction.atomic
def keep(citizen: Citizen, number: str) -> None:
    """Store the number sealed. Raises InvalidCivilNumber and CivilNumberTaken."""
    digits = checked(number)
    holder = find_citizen(citizen.municipality, digits)
    if holder is not None and holder.pk != citizen.pk:
        raise CivilNumberTaken("Another citizen of this municipality has this number.")
    CivilNumber.objects.update_or_create(
        citizen=citizen,
        defaults={"municipality_id": citizen.municipality_id, **_sealed(citizen.pk, digits)},
    )


def find_citizen(municipality: Municipality, civil_number: str) -> Citizen | None:
    """The citizen of this municipality with the number, under any key that is known.

    Raises InvalidCivilNumber.
    """
    digits = checked(civil_number)
    prints = [key.fingerprint(digits) for key in keys().values()]
    return Citizen.objects.filter(
        municipality=municipality,
        civil_number__municipality=municipality,
        civil_number__lookup__in=prints,
    ).first()


def number_of(citizen: Citizen) -> str:
    """The number itself, or "": for a letter that the law lets go to it, and for nothing else.

    Raises KeyError naming a key that is no longer in the settings, and BrokenSeal.
    """
    row = CivilNumber.objects.filter(citizen=citizen).first()
    if row is None:
        return ""
    return keys()[row.key_id].open(bytes(row.sealed), _bound(citizen.pk))


def rotate() -> int:
    """Seal every number with the key in use. Gives how many were sealed anew.

    Raises KeyError naming a key that is no longer in the settings, and BrokenSeal; what was
    sealed anew before it stays so.
    """
    key, known, count = current_key(), keys(), 0
    for row in CivilNumber.objects.exclude(key_id=key.name).iterator():
        digits = known[row.key_id].open(bytes(row.sealed), _bound(row.citizen_id))
        CivilNumber.objects.filter(pk=row.pk).update(**_sealed(row.citizen_id, digits))
        count += 1
    return count


def _sealed(citizen_id: int, digits: str) -> dict[str, str | bytes]:
    key = current_key()
    return {
        "key_id": key.name,
        "lookup": key.fingerprint(digits),
        "sealed": key.seal(digits, _bound(citizen_id)),
    }


def _bound(citizen_id: int) -> str:
    """A sealed number that is moved to another citizen's row doesn't open there."""
    return f"citizen {citizen_id}"


def hear_of_arrival(citizen: Citizen, identity: object, **_signal: object) -> None:
    """Keep the number that the identity provider gave. A bad one never stops a log-in."""
    number = getattr(identity, "civil_number", "")
    if not number:
        return
    try:
        keep(citizen, number)
    except (InvalidCivilNumber, CivilNumberTaken) as error:
        logger.warning("The civil number at a log-in was not kept: %s", error)
