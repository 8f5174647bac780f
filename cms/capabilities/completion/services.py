"""Marking items as begun, done, and not done after all. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.capabilities.completion.models import Completion
from cms.capabilities.own import own_of
from cms.capabilities.pieces import Remaining
from cms.capabilities.registry import remaining_of
from cms.capabilities.signals import item_completed, item_reopened
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item


def start(item: Item, citizen: Citizen) -> Completion:
    """The citizen has begun; a second call changes nothing."""
    return Completion.objects.get_or_create(item_id=item.pk, citizen=citizen)[0]


class SomethingRemains(Exception):
    """The item isn't done: `remaining` says what is left."""

    def __init__(self, remaining: Sequence[Remaining]) -> None:
        """In the order in which it is best done."""
        self.remaining = remaining
        super().__init__(", ".join(one.text for one in remaining))


@transaction.atomic
def finish(item: Item, citizen: Citizen) -> Completion:
    """The citizen is done; the first time counts. Raises SomethingRemains."""
    completion = start(item, citizen)
    if completion.finished_at is None:
        if remaining := remaining_of(item, citizen):
            raise SomethingRemains(remaining)
        completion.finished_at = timezone.now()
        completion.save(update_fields=["finished_at"])
        record(citizen, "completed", item)
        item_completed.send(type(item), item=item, citizen=citizen)
    return completion


def finish_when_nothing_remains(item: Item, citizen: Citizen, **_signal: object) -> None:
    """A part is done: the item has begun, and is done when it was the last."""
    if "completion" not in item.declaration.capabilities:
        return
    if remaining_of(item, citizen):
        start(item, citizen)
    else:
        finish(item, citizen)


@transaction.atomic
def undo(item: Item, citizen: Citizen) -> None:
    """Forget that the citizen began or finished."""
    deleted, _which = Completion.objects.filter(item_id=item.pk, citizen=citizen).delete()
    if deleted:
        item_reopened.send(type(item), item=item, citizen=citizen)


def completions_of(citizen: Citizen) -> QuerySet[Completion]:
    """Everything that the citizen has begun or finished."""
    return Completion.objects.filter(citizen=citizen)


def completed_among(items: Sequence[Item], citizen: Citizen) -> dict[int, Completion]:
    """How far the citizen has come with which of many items, by primary key, in one query."""
    own = completions_of(citizen).filter(item_id__in=[item.pk for item in items])
    return {row.item_id: row for row in own}


def done_by(citizen: Citizen) -> list[Completion]:
    """The same as rows, with all else that is the citizen's own."""
    return own_of(Completion, citizen)


def completion_of(item: Item, citizen: Citizen) -> Completion | None:
    """How far the citizen has come, or None."""
    return Completion.objects.filter(item_id=item.pk, citizen=citizen).first()
