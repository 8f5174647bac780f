"""Hears from the floors below who arrives and whose time runs out, and tells them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format

from cms.capabilities.signals import question_answered
from cms.citizens.models import Citizen
from cms.citizens.signals import citizen_arrives
from cms.library.models import Item
from cms.pushes.declared import kinds
from cms.pushes.services import push
from cms.rights.signals import citizen_expires_soon

WELCOME, EXPIRES_SOON, ANSWER = "welcome", "expires_soon", "question_answered"


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    citizen_arrives.connect(_welcome, dispatch_uid="pushes")
    citizen_expires_soon.connect(_warn, dispatch_uid="pushes")
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


def _bring_answer(
    sender: object, citizen: Citizen, item: Item, key: str, answer: str, **_: object
) -> None:
    """What somebody answered, into the inbox; outside it nobody reads what it was about."""
    if ANSWER in kinds():
        values = {"answer": answer}
        push(citizen, ANSWER, key=f"{ANSWER}:{key}", item=item, values=values)
