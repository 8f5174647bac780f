"""Tells those who are expected somewhere: the day before, and when it is moved or cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.capabilities.pieces import Appointment, AppointmentChange
from cms.capabilities.registry import capabilities_of
from cms.capabilities.schedule.phrases import day_and_time
from cms.capabilities.schedule.services import happening
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.pushes.declared import kinds
from cms.pushes.services import Telling, push_to

REMINDER, CHANGED = "time_reminder", "time_changed"
# Before this hour one sleeps; a reminder in the morning leaves the whole day.
FIRST_HOUR = 9
# More changes than this are told as one: nobody reads a letter for each.
FEW = 3


def remind(now: datetime | None = None) -> Mapping[str, int]:
    """Remind everybody who is expected tomorrow; each time once. Gives how many were told."""
    local = timezone.localtime(now or timezone.now())
    if REMINDER not in kinds() or local.hour < FIRST_HOUR:
        return {}
    tomorrow = local.date() + timedelta(days=1)
    begin = timezone.make_aware(datetime.combine(tomorrow, time.min))
    end = timezone.make_aware(datetime.combine(tomorrow + timedelta(days=1), time.min))
    told = 0
    for item, one in happening(begin, end):
        if not one.is_cancelled:
            key = f"{REMINDER}:{one.key}:{tomorrow.isoformat()}"
            told += _tell(item, one.key, REMINDER, key, partial(_when, one))
    return {"told": told}


def tell_changes(
    sender: object, item: Item, changes: Sequence[AppointmentChange], **_signal: object
) -> None:
    """Hears that times are moved or cancelled; what isn't published concerns nobody."""
    if CHANGED not in kinds() or not item.live:
        return
    published = item.last_published_at.isoformat() if item.last_published_at else ""
    are_many = len(changes) > FEW
    for change in changes[:1] if are_many else changes:
        texts = partial(_many, changes) if are_many else partial(_one, change)
        after = change.after
        now = f"{after.starts.isoformat()}:{after.is_cancelled}" if after else ""
        key = f"{CHANGED}:{change.before.key}:{now}:{published}"
        _tell(item, change.before.key, CHANGED, key, texts)


def _tell(
    item: Item, appointment: str, kind: str, key: str, values: Callable[[], Mapping[str, str]]
) -> int:
    """Tell all who are expected, each in the own language and where it still is on the shelf."""
    told = 0
    for citizens in _expected(item, appointment):
        languages = set(citizens.order_by().values_list("language", flat=True))
        for language in sorted(languages):
            with translation.override(language):
                telling = Telling(kind, key, item, values())
            told += push_to(citizens.filter(language=language), telling)
    return told


def _expected(item: Item, appointment: str) -> Iterator[QuerySet[Citizen]]:
    """Those with a seat, by municipality, of those municipalities that show the item."""
    for capability in capabilities_of(type(item)):
        expected = capability.expected(item, appointment)
        for here in Municipality.objects.filter(citizens__in=expected).distinct():
            if type(item).objects.on_shelf_of(here).filter(pk=item.pk).exists():
                yield expected.filter(municipality=here)


def _when(one: Appointment) -> Mapping[str, str]:
    return {"when": day_and_time(one.starts)}


def _one(change: AppointmentChange) -> Mapping[str, str]:
    note = change.after.note if change.after else ""
    return {"what": f"{_what(change.before, change.after)} {note}".strip()}


def _what(before: Appointment, after: Appointment | None) -> str:
    was = day_and_time(before.starts)
    if after is None or after.is_cancelled:
        return _("Det, der skulle være sket %(was)s, er aflyst.") % {"was": was}
    if before.is_cancelled:
        return _("Det bliver alligevel til noget: %(now)s.") % {"now": day_and_time(after.starts)}
    return _("Det er flyttet fra %(was)s til %(now)s.") % {
        "was": was,
        "now": day_and_time(after.starts),
    }


def _many(changes: Sequence[AppointmentChange]) -> Mapping[str, str]:
    after = [change.after for change in changes if change.after and not change.after.is_cancelled]
    if not after:
        return {"what": _("De kommende tider er aflyst.")}
    first = min(one.starts for one in after)
    return {"what": _("Tiderne er ændret. Næste gang er %(now)s.") % {"now": day_and_time(first)}}
