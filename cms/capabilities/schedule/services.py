"""Working out an item's times and reading them. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from cms.capabilities.pieces import Appointment, AppointmentChange
from cms.capabilities.schedule.models import Occurrence, ScheduleChange, ScheduleSettings
from cms.capabilities.schedule.rules import Change, Plan, Time, times
from cms.capabilities.signals import appointments_changed
from cms.capabilities.together import Gathering, about_some, these
from cms.databases.frames import Frame, Statement, blank, compiled_once, frame_of
from cms.databases.instances import Instances, instances_of
from cms.databases.said import Said, Written
from cms.declarations.capability import chosen_options
from cms.declarations.capability_file import all_about
from cms.library.attached import Attached, only
from cms.library.models import Item
from cms.library.registry import item_model, models_with
from cms.library.scope import everything
from cms.library.signals import item_changed

NAME = "schedule"
BEHIND, AHEAD = timedelta(days=366), timedelta(days=731)
MOST_AHEAD = 400
# A day, and a little for a night that ran late.
ROLLED_EVERY = timedelta(hours=26)
WRITTEN = ("planned", "starts", "ends", "note", "is_cancelled")
_NOT_OVER = "not over"


def options_of(model: type[Item]) -> dict[str, Any]:
    """Which of the type's fields say when and where."""
    return chosen_options(all_about()[NAME], model.declaration, NAME)


def plan_of(item: Item) -> Plan | None:
    """What the item says of when it happens; None where it doesn't say."""
    plan = repetition_of(item)
    return plan and replace(plan, changes=tuple(map(_change, item.schedule_changes.all())))


def repetition_of(item: Item) -> Plan | None:
    """The same without the times that are changed."""
    names = options_of(type(item))
    starts = getattr(item, names["starts"])
    if starts is None:
        return None
    has_end = names["ends"] and names["ends"] != names["starts"]
    settings = _settings.of_item(item)
    return Plan(
        starts,
        getattr(item, names["ends"]) if has_end else None,
        settings.repeats if settings else "",
        settings.until if settings else None,
        settings.count if settings else None,
    )


_settings: Attached[ScheduleSettings | None] = Attached("schedule_settings", only)


def _change(row: ScheduleChange) -> Change:
    moved = row.what == ScheduleChange.What.MOVED
    return Change(row.day, row.starts if moved else None, row.ends if moved else None, row.note)


def window(item: Item, now: datetime) -> list[Time]:
    """The item's times from a year ago to two years ahead; 400 of those ahead at most."""
    plan = plan_of(item)
    if plan is None:
        return []
    if not plan.repeats:
        return list(times(plan, plan.starts, plan.starts))
    behind, ahead = now - BEHIND, now + AHEAD
    found = list(times(plan, behind, ahead))
    past = sum(1 for one in found if one.planned < now)
    return found[: past + MOST_AHEAD]


def follow_item(sender: object, type_name: str, item_id: int, **_signal: object) -> None:
    """Hears that an item is new, changed or gone; its times change in the same transaction."""
    model = item_model(type_name)
    if NAME not in model.declaration.capabilities:
        return
    with everything("the times of what was just saved"):
        item = model.objects.filter(pk=item_id).first()
        if item is not None:
            refresh(item)


@transaction.atomic
def refresh(item: Item) -> None:
    """Write the item's times as it says them now, and tell what is no longer as it was."""
    now = timezone.now()
    wanted = {time.day: _row(item, time) for time in window(item, now)}
    before = {row.day: row for row in Occurrence.objects.filter(item_id=item.pk)}
    gone = [row for day, row in before.items() if day not in wanted]
    changed = [row for day, row in wanted.items() if not _is_same(row, before.get(day))]
    Occurrence.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Occurrence.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["item", "day"], update_fields=WRITTEN
    )
    pairs = [(before[row.day], row) for row in changed if row.day in before]
    told = _worth_telling(pairs, gone, [row for row in changed if row.day not in before], now)
    if told:
        appointments_changed.send(type(item), item=item, changes=told)


def _row(item: Item, time: Time) -> Occurrence:
    values = {name: getattr(time, name) for name in ("day", *WRITTEN)}
    return Occurrence(item_id=item.pk, **values)


def _is_same(row: Occurrence, other: Occurrence | None) -> bool:
    return other is not None and all(getattr(row, n) == getattr(other, n) for n in WRITTEN)


def _worth_telling(
    pairs: Sequence[tuple[Occurrence, Occurrence]],
    gone: Sequence[Occurrence],
    new: Sequence[Occurrence],
    now: datetime,
) -> list[AppointmentChange]:
    """What those who are expected must hear: of times to come that are moved or not to be.

    Where all of a plan's days were others, its times have come in place of the earlier ones.
    """
    found = [AppointmentChange(appointment(old), appointment(row)) for old, row in pairs]
    left = [row for row in gone if row.starts >= now and not row.is_cancelled]
    come = [row for row in sorted(new, key=lambda row: row.starts) if row.starts >= now]
    for number, row in enumerate(sorted(left, key=lambda row: row.starts)):
        instead = appointment(come[number]) if number < len(come) else None
        found.append(AppointmentChange(appointment(row), instead))
    return [change for change in found if change.matters and change.is_ahead(now)]


def appointment(row: Occurrence, place: str = "") -> Appointment:
    """A time, as the doors know it."""
    return Appointment(
        row.item_id,
        row.key,
        row.starts,
        row.ends,
        place,
        note=row.note,
        is_cancelled=row.is_cancelled,
        is_moved=row.is_moved,
    )


def coming(item: Item, most: int) -> list[Occurrence]:
    """The item's times that aren't over, the cancelled too, the nearest first; at most so many."""
    return _coming(most).read({**these([item]), _NOT_OVER: _ahead(timezone.now())})


@compiled_once
def _coming(most: int) -> Instances[Occurrence]:
    return instances_of(Occurrence.objects.filter(about_some(), _some_time())[:most])


@dataclass(frozen=True)
class Coming:
    """Asks for the first times that aren't over of many items: at most so many of each.

    Two that ask the same are the same, so what one was answered holds for the other.
    """

    first: int
    since: datetime | None = None

    def __call__(self, items: Sequence[Item]) -> dict[int, list[Occurrence]]:
        """The times by primary key, the cancelled too, the nearest first; one query."""
        number = Window(RowNumber(), partition_by=F("item_id"), order_by=("starts", "pk"))
        ahead = Occurrence.objects.filter(Written(_ahead(self.since or timezone.now())))
        rows = ahead.filter(item_id__in=[item.pk for item in items]).annotate(number=number)
        found: dict[int, list[Occurrence]] = {item.pk: [] for item in items}
        for row in rows.filter(number__lte=self.first).order_by("starts", "pk"):
            found[row.item_id].append(row)
        return found


def next_times(
    keys: Collection[int] | QuerySet[Any, Any], now: datetime | None = None
) -> dict[int, Occurrence]:
    """The next time of each of many items that isn't cancelled, by primary key; one query."""
    ahead = Written(_ahead(now or timezone.now()))
    return {row.item_id: row for row in _nearest(Q(item_id__in=keys), ahead)}


def _nearest(about: Q | Written, ahead: Written) -> QuerySet[Occurrence]:
    nearest = Occurrence.objects.filter(ahead, is_cancelled=False, item_id=OuterRef("item_id"))
    first = Subquery(nearest.order_by("starts", "pk").values("pk")[:1])
    return Occurrence.objects.filter(about, pk=first).order_by()


def _asked(items: Sequence[Item]) -> list[Statement]:
    return [_next().filled({**these(items), _NOT_OVER: _ahead(timezone.now())})]


@compiled_once
def _next() -> Frame:
    return frame_of(_nearest(about_some(), _some_time()).values_list(*_names()))


def _found(items: Sequence[Item], rows: Sequence[Any]) -> dict[int, Occurrence]:
    made = (Occurrence.from_db(connection.alias, _names(), row) for row in rows)
    return {row.item_id: row for row in made}


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return tuple(field.attname for field in Occurrence._meta.concrete_fields)


# The next time of each of many items, as `next_times` has it.
next_among = Gathering(_asked, _found)


def next_times_of(
    model: type[Item], keys: Collection[int] | QuerySet[Any, Any], now: datetime | None = None
) -> dict[int, Occurrence] | None:
    """The next times of a type's items; None for a type that has no times of its own."""
    return next_times(keys, now) if NAME in model.declaration.capabilities else None


def _some_time() -> Written:
    """A frame's condition that a time isn't over at the moment which `_ahead` names."""
    return Written(blank(_NOT_OVER, "starts", "ends"))


def _ahead(now: datetime) -> Said:
    moment = connection.ops.adapt_datetimefield_value(now)
    return Said("{ends} >= %s OR ({ends} IS NULL AND {starts} >= %s)", (moment, moment))


def places(items: Sequence[Item]) -> dict[int, str]:
    """Where each item is, by primary key; nothing for those without a place."""
    fields = {type(item): options_of(type(item))["place"] for item in items}
    found = {item.pk: getattr(item, str(fields[type(item)]), "") for item in items}
    return {key: address for key, address in found.items() if address}


def times_among(shelf: QuerySet[Item], since: datetime, until: datetime) -> list[Appointment]:
    """When the items of a queryset happen from `since` until before `until`, in order.

    Where they happen isn't read: that takes the items themselves.
    """
    rows = Occurrence.objects.filter(starts__gte=since, starts__lt=until)
    return [appointment(row) for row in rows.filter(item_id__in=shelf.order_by().values("pk"))]


def happening(since: datetime, until: datetime) -> Iterator[tuple[Item, Appointment]]:
    """Every published item's times from `since` until before `until`, whoever's it is."""
    rows = list(Occurrence.objects.filter(starts__gte=since, starts__lt=until, item__live=True))
    for model in models_with(NAME):
        with everything("times that somebody may have to be told of"):
            items = {one.pk: one for one in model.objects.filter(pk__in={r.item_id for r in rows})}
        yield from ((items[row.item_id], appointment(row)) for row in rows if row.item_id in items)


def roll_on(now: datetime | None = None) -> int:
    """Bring every repeating item's times two years ahead of today; gives how many items.

    Of what has happened since yesterday the next time is another: the floors above are told. An
    item that has none yet is there from before its type named the capability.
    """
    at = now or timezone.now()
    passed = Occurrence.objects.filter(starts__gte=at - ROLLED_EVERY, starts__lt=at)
    count = 0
    for model in models_with(NAME):
        with everything("times of all items are worked out anew each day"):
            repeats, is_new = Q(schedule_settings__repeats__gt=""), Q(occurrences=None)
            items = list(model.objects.filter(repeats | is_new).distinct())
        just = set(passed.values_list("item_id", flat=True))
        for item in items:
            refresh(item)
            if item.pk in just:
                item_changed.send(model, type_name=item.type_name, item_id=item.pk)
        count += len(items)
    return count
