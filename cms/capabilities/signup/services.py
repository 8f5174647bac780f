"""Signing up and off. Every call may be repeated, and seats are never given twice."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from cms.capabilities.signup.models import Signup, SignupState
from cms.capabilities.signup.rules import Seating
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item
from cms.stamps.services import read_once

AHEAD = "waiting_ahead"


class SignupClosed(Exception):
    """The deadline has passed."""


def seatings(items: Sequence[Item]) -> dict[int, Seating]:
    """How many items stand, by primary key, in one query."""
    found = dict.fromkeys([item.pk for item in items], Seating(None, 0, 0, None))
    chosen = Item.objects.everything("seats of items already chosen").filter(pk__in=list(found))
    settings = "signup_settings__seats", "signup_settings__deadline"
    rows = (
        chosen.order_by()
        .values("pk", *settings)
        .annotate(
            taken=Count("signups", filter=Q(signups__state=SignupState.SEATED)),
            waiting=Count("signups", filter=Q(signups__state=SignupState.WAITING)),
        )
    )
    said = rows.values_list("pk", settings[0], "taken", "waiting", settings[1])
    return found | {key: Seating(*stands) for key, *stands in said}


def seating(item: Item) -> Seating:
    """How one item stands."""
    return seatings([item])[item.pk]


def signup_of(item: Item, citizen: Citizen) -> Signup | None:
    """The citizen's sign-up, or None."""
    return Signup.objects.filter(item_id=item.pk, citizen=citizen).first()


def signed_up_among(items: Sequence[Item], citizen: Citizen) -> dict[int, Signup]:
    """The citizen's sign-ups to many items, by primary key, each with how many wait ahead."""
    ahead = Q(item__signups__state=SignupState.WAITING, item__signups__pk__lt=F("pk"))
    rows = Signup.objects.filter(item_id__in=[item.pk for item in items], citizen=citizen)
    return {row.item_id: row for row in rows.annotate(**{AHEAD: Count("pk", filter=ahead)})}


def signups_of(citizen: Citizen) -> list[Signup]:
    """The citizen's own, the latest first; read once where a request only reads."""
    rows = Signup.objects.filter(citizen=citizen).order_by("-pk")
    return list(read_once(("signups", citizen.pk), lambda: list(rows)))


def place_in_line(signup: Signup) -> int:
    """Number on the waiting list, from 1."""
    known: int | None = signup.__dict__.get(AHEAD)
    if known is not None:
        return known + 1
    ahead = Signup.objects.filter(
        item_id=signup.item_id, state=SignupState.WAITING, pk__lt=signup.pk
    )
    return ahead.count() + 1


@transaction.atomic
def sign_up(item: Item, citizen: Citizen) -> Signup:
    """Give the citizen a seat, or a place on the waiting list. Raises SignupClosed."""
    _lock(item)
    if existing := signup_of(item, citizen):
        return existing
    now = seating(item)
    if not now.is_open(timezone.now()):
        raise SignupClosed(item.key)
    state = SignupState.WAITING if now.is_full else SignupState.SEATED
    record(citizen, "signed_up", item)
    return Signup.objects.create(item_id=item.pk, citizen=citizen, state=state)


@transaction.atomic
def sign_off(item: Item, citizen: Citizen) -> None:
    """Give the seat back; the first on the waiting list moves up."""
    _lock(item)
    removed, _rows = Signup.objects.filter(item_id=item.pk, citizen=citizen).delete()
    if removed:
        record(citizen, "cancelled", item)
    _move_up(item)


def sign_off_everywhere(citizen: Citizen, **_signal: object) -> None:
    """Give all of a citizen's seats back."""
    signups = citizen.signups.values_list("item_id", flat=True)
    for item in Item.objects.everything("a citizen leaves").filter(pk__in=list(signups)):
        sign_off(item, citizen)


def _move_up(item: Item) -> None:
    free = seating(item).free
    waiting = Signup.objects.filter(item_id=item.pk, state=SignupState.WAITING)
    moving = waiting.values_list("pk", flat=True)[:free]
    Signup.objects.filter(pk__in=list(moving)).update(state=SignupState.SEATED)


def _lock(item: Item) -> None:
    """One at a time per item. SQLite's immediate transactions have locked already."""
    reading = Item.objects.everything("a lock, nothing is shown")
    list(reading.select_for_update().filter(pk=item.pk).values_list("pk"))
