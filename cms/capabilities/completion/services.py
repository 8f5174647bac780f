"""Marking items as begun, done, and not done after all. Every call may be repeated."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from cms.capabilities.completion.models import Completion
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item


def start(item: Item, citizen: Citizen) -> Completion:
    """The citizen has begun; a second call changes nothing."""
    return Completion.objects.get_or_create(item_id=item.pk, citizen=citizen)[0]


def finish(item: Item, citizen: Citizen) -> Completion:
    """The citizen is done; the first time counts."""
    completion = start(item, citizen)
    if completion.finished_at is None:
        completion.finished_at = timezone.now()
        completion.save(update_fields=["finished_at"])
        record(citizen, "completed", item)
    return completion


def undo(item: Item, citizen: Citizen) -> None:
    """Forget that the citizen began or finished."""
    Completion.objects.filter(item_id=item.pk, citizen=citizen).delete()


def completions_of(citizen: Citizen) -> QuerySet[Completion]:
    """Everything that the citizen has begun or finished."""
    return Completion.objects.filter(citizen=citizen)


def completion_of(item: Item, citizen: Citizen) -> Completion | None:
    """How far the citizen has come, or None."""
    return Completion.objects.filter(item_id=item.pk, citizen=citizen).first()
