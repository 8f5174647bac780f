"""Hears from the floor below who arrives, and welcomes who is new."""

from __future__ import annotations

from cms.citizens.models import Citizen
from cms.citizens.signals import citizen_arrives
from cms.pushes.declared import kinds
from cms.pushes.services import push

WELCOME = "welcome"


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    citizen_arrives.connect(_welcome, dispatch_uid="pushes")


def _welcome(sender: object, citizen: Citizen, is_new: bool, **_: object) -> None:
    """The first message of all, where an installation declares one."""
    if is_new and WELCOME in kinds():
        push(citizen, WELCOME, key=WELCOME)
