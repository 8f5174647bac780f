"""Closing items, and telling those who kept them. Every call may be repeated."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.capabilities.expiry.models import ClosingNotice
from cms.capabilities.expiry.rules import closing_moment, days_left, last_day
from cms.capabilities.registry import keepers_of
from cms.capabilities.signals import tell
from cms.citizens.models import Citizen
from cms.declarations.capability import chosen_options
from cms.declarations.capability_file import all_about
from cms.library.models import Item
from cms.library.registry import models_with
from cms.library.scope import everything
from cms.library.signals import item_changed
from cms.municipalities.models import Municipality

NAME = "expiry"
KIND = "closes_soon"
# Nobody is woken by it, and the day is still whole.
FIRST_HOUR = 8
AT_ONCE = 500


def options_of(model: type[Item]) -> dict[str, Any]:
    """Which field says the last day, and how long before people are told."""
    return chosen_options(all_about()[NAME], model.declaration, NAME)


def fill_in(sender: type[Item], item: Item, **_signal: object) -> None:
    """Write on an item when it closes; hears that it is about to be saved."""
    if NAME in item.declaration.capabilities:
        item.closes_at = closing_moment(getattr(item, options_of(type(item))["field"]))


def fill_in_late(model: type[Item]) -> int:
    """Items that were there before their type named the capability; gives how many."""
    field = options_of(model)["field"]
    late = model.objects.everything("items that have not been told when they close")
    rows = late.filter(closes_at=None).exclude(**{field: None}).values_list("pk", field)
    count = 0
    for key, said in list(rows):
        with transaction.atomic():
            count += (
                Item.objects.everything("when it closes")
                .filter(pk=key, closes_at=None)
                .update(closes_at=closing_moment(said))
            )
            item_changed.send(model, type_name=model.declaration.name, item_id=key)
    return count


def warn(now: datetime | None = None) -> dict[str, int]:
    """Tell those who kept something that closes soon, each once. Gives how many were told."""
    moment = now or timezone.now()
    with everything("telling those who kept what closes"):
        for model in models_with(NAME):
            fill_in_late(model)
        if timezone.localtime(moment).hour < FIRST_HOUR:
            return {}
        due = [item for model in models_with(NAME) for item in _due(model, moment)]
        return {"told": sum(_warn(item, moment) for item in due)}


def _due(model: type[Item], now: datetime) -> list[Item]:
    """Open items whose last day is so near that it is said."""
    first = timezone.localdate(now) + timedelta(days=int(options_of(model)["warn"]) + 1)
    end = timezone.make_aware(datetime.combine(first, time.min))
    rows = model.objects.filter(live=True, closes_at__gt=now, closes_at__lte=end)
    return list(rows)


def _warn(item: Item, now: datetime) -> int:
    told = 0
    have_heard = ClosingNotice.objects.filter(item_id=item.pk, closes_at=item.closes_at or now)
    keepers = keepers_of(item).exclude(closing_notices__in=have_heard)
    for here in Municipality.objects.filter(citizens__in=keepers).distinct():
        if type(item).objects.on_shelf_of(here).filter(pk=item.pk).exists():
            told += _tell(item, keepers.filter(municipality=here), now)
    return told


def _tell(item: Item, citizens: QuerySet[Citizen], now: datetime) -> int:
    told = 0
    assert item.closes_at is not None  # noqa: S101 - read as such
    for citizen in list(citizens[:AT_ONCE]):
        with transaction.atomic():
            _row, is_new = ClosingNotice.objects.get_or_create(
                citizen=citizen, item_id=item.pk, closes_at=item.closes_at
            )
            if is_new:
                day = last_day(item.closes_at)
                tell(citizen, KIND, f"{item.key}:{day.isoformat()}", item, day=day)
                told += 1
    return told


def left_of(item: Item) -> int | None:
    """Days until the item's last day; None where it has none."""
    return days_left(item.closes_at, timezone.localdate()) if item.closes_at else None


def notices_of(citizen: Citizen) -> QuerySet[ClosingNotice]:
    """What the citizen has been told, newest first."""
    return ClosingNotice.objects.filter(citizen=citizen).order_by("-told_at", "-pk")
