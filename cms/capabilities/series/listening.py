"""Hears what citizens finish, and what they say isn't finished after all."""

from __future__ import annotations

from cms.capabilities.series.models import SeriesPlace, SeriesStep
from cms.capabilities.signals import item_completed, item_reopened
from cms.citizens.models import Citizen
from cms.library.models import Item

NAME = "series"


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    item_completed.connect(_done, dispatch_uid=NAME)
    item_reopened.connect(_not_done, dispatch_uid=NAME)


def _done(sender: object, item: Item, citizen: Citizen, **_: object) -> None:
    """Remembered for what stands in a series, and for nothing else."""
    if NAME not in item.declaration.capabilities:
        return
    if SeriesPlace.objects.filter(item_id=item.pk).exists():
        SeriesStep.objects.get_or_create(item_id=item.pk, citizen=citizen)


def _not_done(sender: object, item: Item, citizen: Citizen, **_: object) -> None:
    if NAME in item.declaration.capabilities:
        SeriesStep.objects.filter(item_id=item.pk, citizen=citizen).delete()
