"""What a calendar file says of an item."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cms.capabilities.pieces import Appointment
from cms.capabilities.schedule.calendar_file import Entry
from cms.capabilities.schedule.rules import Change, Plan
from cms.capabilities.schedule.services import places, plan_of
from cms.library.models import Item


def entry_of(item: Item, absolute: Callable[[str], str]) -> Entry | None:
    """The item's entry; None where it doesn't say when. `absolute` makes a path an address."""
    plan = plan_of(item)
    if plan is None:
        return None
    declaration = item.declaration
    text = declaration.presentation.card.text
    return Entry(
        uid=uid_of(item),
        title=str(item),
        plan=plan,
        changed=item.last_published_at or item.first_published_at or timezone.now(),
        text=str(getattr(item, text)) if text else "",
        place=places([item]).get(item.pk, ""),
        address=absolute(reverse("portal:detail", args=[declaration.settings.path, item.slug])),
    )


def uid_of(item: Item) -> str:
    """The item's name among all events of the world; the same in every municipality."""
    return f"{item.translation_key}@{settings.PORTAL_HOST}"


def entry_of_appointment(item: Item, one: Appointment, absolute: Callable[[str], str]) -> Entry:
    """An entry for one of an item's times alone."""
    day = timezone.localdate(one.starts)
    changes = (Change(day, note=one.note),) if one.is_cancelled else ()
    address = reverse("portal:detail", args=[item.declaration.settings.path, item.slug])
    return Entry(
        uid=f"{one.key}@{settings.PORTAL_HOST}",
        title=str(item),
        plan=Plan(one.starts, one.ends, changes=changes),
        changed=item.last_published_at or timezone.now(),
        place=one.place,
        address=absolute(address),
    )
