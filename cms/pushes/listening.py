"""Hears from the floors below who arrives, whose time runs out, what is moved; and tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format

from cms.capabilities.signals import appointments_changed, citizen_to_tell, word_from_host
from cms.citizens.models import Citizen
from cms.citizens.signals import citizen_arrives
from cms.library.models import Item
from cms.pushes.appointments import tell_changes
from cms.pushes.declared import kinds
from cms.pushes.services import Telling, push, push_to
from cms.rights.signals import citizen_expires_soon

WELCOME, EXPIRES_SOON, FROM_HOST = "welcome", "expires_soon", "word_from_host"
Values = Mapping[str, str | date]


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    citizen_arrives.connect(_welcome, dispatch_uid="pushes")
    citizen_expires_soon.connect(_warn, dispatch_uid="pushes")
    citizen_to_tell.connect(_tell, dispatch_uid="pushes")
    appointments_changed.connect(tell_changes, dispatch_uid="pushes")
    word_from_host.connect(_pass_on, dispatch_uid="pushes")


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
    sender: object, citizen: Citizen, kind: str, key: str, item: Item, values: Values, **_: object
) -> None:
    """What a capability has for a citizen, where an installation declares that kind of message."""
    if kind not in kinds() or citizen.made_up_answers is not None:
        return
    with translation.override(citizen.language):
        said = {name: _said(value) for name, value in values.items()}
    push(citizen, kind, key=key, item=item, values=said)


def _said(value: str | date) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, datetime):
        return date_format(value, "DATE_FORMAT")
    local = timezone.localtime(value)
    return f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'TIME_FORMAT')}"


def _pass_on(
    sender: object, item: Item, citizens: QuerySet[Citizen], words: str, key: str, **_: object
) -> None:
    if FROM_HOST in kinds():
        push_to(citizens, Telling(FROM_HOST, f"{FROM_HOST}:{key}", item, {"words": words}))
