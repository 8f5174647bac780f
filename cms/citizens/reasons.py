"""Reasons for showing things that a citizen has turned off (mission M3.5)."""

from __future__ import annotations

from cms.citizens.models import Citizen, ReasonSwitch

LONGEST_KEY = 120


def reasons_off(citizen: Citizen) -> frozenset[str]:
    """The keys of the reasons that are off."""
    return frozenset(citizen.reasons_off.values_list("reason_key", flat=True))


def turn_reason_off(citizen: Citizen, reason_key: str) -> None:
    """Turn a reason off; doing it twice changes nothing. Raises ValueError for a bad key."""
    if not 0 < len(reason_key) <= LONGEST_KEY:
        raise ValueError(f"A reason's key has 1 to {LONGEST_KEY} signs, not {len(reason_key)}.")
    ReasonSwitch.objects.get_or_create(citizen=citizen, reason_key=reason_key)


def turn_reason_on(citizen: Citizen, reason_key: str) -> None:
    """Turn a reason on again."""
    citizen.reasons_off.filter(reason_key=reason_key).delete()
