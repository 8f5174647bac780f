"""What a municipality agrees with a vendor, and the figures that both can trust."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone, translation
from django.utils.formats import date_format

from cms.capabilities.launch.history import AGREED, ENDED
from cms.capabilities.launch.models import Agreement, LaunchDay, Opening
from cms.capabilities.signals import tell
from cms.history.services import record
from cms.library.models import Item
from cms.municipalities.models import Municipality, User

MONTH = timedelta(days=30)
SAID = ("first_day", "last_day", "seats", "tells_name", "tells_language")


@dataclass(frozen=True)
class Use:
    """How much one municipality's citizens use a service; `people` have opened it at all."""

    municipality: Municipality
    agreement: Agreement | None
    people: int
    this_month: int
    in_all: int


@transaction.atomic
def agree(
    item: Item, municipality: Municipality, values: Mapping[str, Any], person: User | None = None
) -> Agreement:
    """Write the agreement, or mend it; those who use it are told of a new last day.

    Raises ValidationError; nothing was changed.
    """
    rows = Agreement.objects.select_for_update(of=("self",))
    found = rows.filter(item_id=item.pk, municipality=municipality).first()
    before = _values(found) if found else {}
    row = found or Agreement(item_id=item.pk, municipality=municipality)
    for name in SAID:
        setattr(row, name, values.get(name, getattr(row, name)))
    row.full_clean(exclude=["item"])
    if _values(row) == before:
        return row
    row.save()
    record(row, AGREED, user=person, title=str(item), before=before, after=_values(row))
    if row.last_day and before.get("last_day", "") != _values(row)["last_day"]:
        _tell_of_end(item, row, row.last_day)
    return row


def _values(row: Agreement) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in SAID}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
    }


def _tell_of_end(item: Item, agreement: Agreement, last_day: date) -> None:
    users = Opening.objects.filter(
        item_id=item.pk, citizen__municipality_id=agreement.municipality_id
    )
    for one in users.select_related("citizen__municipality"):
        with translation.override(one.citizen.language or "da"):
            day = date_format(last_day, "DATE_FORMAT")
        tell(one.citizen, "service_ends", f"{agreement.pk}:{last_day}", item, day=day)


@transaction.atomic
def end(item: Item, municipality: Municipality, person: User | None = None) -> None:
    """Take the agreement away; what was counted stays."""
    found = Agreement.objects.filter(item_id=item.pk, municipality=municipality).first()
    if found is not None:
        record(found, ENDED, user=person, title=str(item), before=_values(found))
        found.delete()


def use_of(item: Item, only: Collection[int] | None = None) -> list[Use]:
    """What each municipality with an agreement or with use has; `only` names some of them."""
    agreements = {one.municipality_id: one for one in Agreement.objects.filter(item_id=item.pk)}
    counted = _counted(item)
    keys = {*agreements, *counted} if only is None else set(only)
    people = _people(item, keys)
    return [
        Use(one, agreements.get(one.pk), people.get(one.pk, 0), *counted.get(one.pk, (0, 0)))
        for one in Municipality.objects.filter(pk__in=keys)
    ]


def _counted(item: Item) -> dict[int, tuple[int, int]]:
    recent = Q(day__gt=timezone.localdate() - MONTH)
    rows = LaunchDay.objects.filter(item_id=item.pk).order_by().values("municipality_id")
    summed = rows.annotate(recent=Sum("openings", filter=recent, default=0), all=Sum("openings"))
    return {row["municipality_id"]: (row["recent"], row["all"]) for row in summed}


def _people(item: Item, keys: Collection[int]) -> dict[int, int]:
    rows = Opening.objects.filter(item_id=item.pk, citizen__municipality__in=keys).order_by()
    counted = rows.values("citizen__municipality_id").annotate(count=Count("pk"))
    return dict(counted.values_list("citizen__municipality_id", "count"))


def days_of(item: Item, only: Collection[int] | None = None) -> Sequence[LaunchDay]:
    """The figures day by day, of all municipalities or of some."""
    rows = LaunchDay.objects.filter(item_id=item.pk).select_related("municipality")
    return list(rows if only is None else rows.filter(municipality__in=only))
