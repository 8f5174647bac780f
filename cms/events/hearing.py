"""What this floor does when something happens below it."""

from __future__ import annotations

from cms.citizens.models import Citizen
from cms.events.models import Event
from cms.events.services import PURPOSE, forget, record


def hear_of_arrival(citizen: Citizen, **_signal: object) -> None:
    """A log-in is an event."""
    record(citizen, "logged_in")


def hear_of_leaving(citizen: Citizen, **_signal: object) -> None:
    """With the citizen goes what the citizen did."""
    forget(Event.objects.filter(citizen=citizen), "the citizen leaves")


def hear_of_withdrawal(citizen: Citizen, purpose: str, **_signal: object) -> None:
    """Without the yes nothing of it is kept."""
    if purpose == PURPOSE:
        forget(Event.objects.filter(citizen=citizen), "consent was withdrawn")
