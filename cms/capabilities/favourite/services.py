"""Saving items, and what one writes beside them. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import DateField, DateTimeField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from cms.capabilities.favourite.models import Favourite
from cms.capabilities.own import own_of
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item


def save(item: Item, citizen: Citizen) -> Favourite:
    """Save an item; a second call changes nothing."""
    favourite, is_new = Favourite.objects.get_or_create(item_id=item.pk, citizen=citizen)
    if is_new:
        record(citizen, "saved", item)
    return favourite


def describe(item: Item, citizen: Citizen, deadline: date | None, note: str) -> Favourite:
    """Save an item with its last day and note, or change them (see `rules` for what may stand)."""
    favourite = save(item, citizen)
    favourite.deadline, favourite.note = deadline, note
    favourite.save(update_fields=["deadline", "note"])
    return favourite


def remove(item: Item, citizen: Citizen) -> None:
    """No longer saved; the last day and the note go too."""
    Favourite.objects.filter(item_id=item.pk, citizen=citizen).delete()


def favourite_of(item: Item, citizen: Citizen) -> Favourite | None:
    """How the citizen has saved the item, or None."""
    return Favourite.objects.filter(item_id=item.pk, citizen=citizen).first()


def saved_among(items: Sequence[Item], citizen: Citizen) -> dict[int, Favourite]:
    """How the citizen has saved which of many items, by primary key, in one query."""
    keys = [item.pk for item in items]
    return {row.item_id: row for row in Favourite.objects.filter(item_id__in=keys, citizen=citizen)}


def favourites_of(citizen: Citizen) -> QuerySet[Favourite]:
    """Everything that the citizen has saved: the nearest last day first, then the newest.

    The citizen's own last day counts; without one, the day on which the item itself closes.
    """
    # It closes at the end of its last day, which is the next day's first moment.
    before = ExpressionWrapper(F("item__closes_at") - timedelta(seconds=1), DateTimeField())
    last = Coalesce(F("deadline"), TruncDate(before), output_field=DateField())
    own = Favourite.objects.filter(citizen=citizen)
    return own.order_by(last.asc(nulls_last=True), "-saved_at", "-pk")


def saved_by(citizen: Citizen) -> list[Favourite]:
    """The same as rows, with all else that is the citizen's own."""
    own = own_of(Favourite, citizen)
    newest = sorted(own, key=lambda row: (row.saved_at, row.pk), reverse=True)
    return sorted(newest, key=lambda row: (row.deadline is None, row.deadline or date.max))
