"""Hears from the floors below who arrives, whose time runs out, what is moved; and tells them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format

from cms.capabilities.signals import (
    appointments_changed,
    citizen_to_tell,
    question_answered,
    seat_given,
    time_agreed,
    time_called_off,
    word_from_host,
)
from cms.citizens.models import Citizen
from cms.citizens.signals import citizen_arrives
from cms.library.models import Item
from cms.pushes.appointments import tell_changes
from cms.pushes.declared import kinds
from cms.pushes.services import Telling, push, push_to
from cms.rights.signals import citizen_expires_soon

SEAT_FREE, FROM_HOST = "seat_free", "word_from_host"
AGREED, CALLED_OFF = "time_agreed", "time_called_off"
WELCOME, EXPIRES_SOON, ANSWER = "welcome", "expires_soon", "question_answered"


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    citizen_arrives.connect(_welcome, dispatch_uid="pushes")
    citizen_expires_soon.connect(_warn, dispatch_uid="pushes")
    citizen_to_tell.connect(_tell, dispatch_uid="pushes")
    appointments_changed.connect(tell_changes, dispatch_uid="pushes")
    seat_given.connect(_has_a_seat, dispatch_uid="pushes")
    word_from_host.connect(_pass_on, dispatch_uid="pushes")
    time_agreed.connect(_agreed, dispatch_uid="pushes")
    time_called_off.connect(_called_off, dispatch_uid="pushes")
    question_answered.connect(_bring_answer, dispatch_uid="pushes")


def _welcome(sender: object, citizen: Citizen, is_new: bool, **_: object) -> None:
    """The first message of all, where an installation declares one."""
    if is_new and WELCOME in kinds():
        push(citizen, WELCOME, key=WELCOME)


def _warn(sender: object, citizen: Citizen, deletes_at: datetime, **_: object) -> None:
    """What the law wants said before somebody is deleted: the day, and how to stay."""
    if EXPIRES_SOON not in kinds():
        return
    day = timezone.localtime(deletes_at).date()
    with translation.override(citizen.language):
        values = {"day": date_format(day, "DATE_FORMAT")}
    push(citizen, EXPIRES_SOON, key=f"{EXPIRES_SOON}:{day.isoformat()}", values=values)


def _tell(
    sender: object,
    citizen: Citizen,
    kind: str,
    key: str,
    item: Item | None = None,
    **more: object,
) -> None:
    """What a capability has for a citizen, where an installation declares that kind of message."""
    if kind not in kinds() or citizen.made_up_answers is not None:
        return
    values = more.get("values")
    push(citizen, kind, key=key, item=item, values=values if isinstance(values, dict) else {})


def _has_a_seat(sender: object, item: Item, citizen: Citizen, **_: object) -> None:
    """Whoever moves up twice, having left in between, is told twice."""
    if SEAT_FREE in kinds():
        push(citizen, SEAT_FREE, key=f"{SEAT_FREE}:{item.pk}:{uuid4().hex}", item=item)


def _pass_on(
    sender: object, item: Item, citizens: QuerySet[Citizen], words: str, key: str, **_: object
) -> None:
    if FROM_HOST in kinds():
        push_to(citizens, Telling(FROM_HOST, f"{FROM_HOST}:{key}", item, {"words": words}))


def _agreed(sender: object, **told: Any) -> None:
    _tell_of_time(AGREED, **told)


def _called_off(sender: object, **told: Any) -> None:
    _tell_of_time(CALLED_OFF, **told)


def _tell_of_time(
    kind: str, citizen: Citizen, item: Item, starts: datetime, key: str, **_: object
) -> None:
    """A time of one's own, in the citizen's language."""
    if kind not in kinds():
        return
    with translation.override(citizen.language):
        local = timezone.localtime(starts)
        when = f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'TIME_FORMAT')}"
    push(citizen, kind, key=f"{kind}:{key}", item=item, values={"when": when})


def _bring_answer(
    sender: object, citizen: Citizen, item: Item, key: str, answer: str, **_: object
) -> None:
    """What somebody answered, into the inbox; outside it nobody reads what it was about."""
    if ANSWER in kinds():
        values = {"answer": answer}
        push(citizen, ANSWER, key=f"{ANSWER}:{key}", item=item, values=values)
