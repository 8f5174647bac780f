"""When a citizen is walked, and what goes with a citizen who leaves."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from cms.citizens.models import Citizen
from cms.citizens.signals import answers_changed, citizen_arrives, citizen_leaves
from cms.events.models import Event
from cms.journeys.models import Move
from cms.journeys.walking import walk
from cms.rights.models import permitted


def connect() -> None:
    """Listen."""
    answers_changed.connect(hear_of_citizen, dispatch_uid="journeys.answers")
    citizen_arrives.connect(hear_of_citizen, dispatch_uid="journeys.arrival")
    citizen_leaves.connect(hear_of_leaving, dispatch_uid="journeys.leaving")
    post_save.connect(hear_of_event, sender=Event, dispatch_uid="journeys.events")


def hear_of_citizen(citizen: Citizen, **_signal: Any) -> None:
    """Something about the citizen changed."""
    walk(citizen)


def hear_of_event(instance: Event, created: bool, **_signal: Any) -> None:
    """The citizen did something."""
    if created:
        walk(instance.citizen)


def hear_of_leaving(citizen: Citizen, **_signal: Any) -> None:
    """The history goes with the citizen."""
    with permitted("the citizen leaves", Move):
        Move.objects.filter(citizen=citizen).remove_lawfully()
