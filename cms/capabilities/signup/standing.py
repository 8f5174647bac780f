"""How items and citizens stand: seats, questions, places in line. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from cms.capabilities.signup.models import (
    Signup,
    SignupClosing,
    SignupQuestion,
    SignupSettings,
    SignupState,
)
from cms.capabilities.signup.rules import Seating
from cms.citizens.models import Citizen
from cms.library.models import Item


def seatings(items: Sequence[Item]) -> dict[int, Seating]:
    """How many items stand, by primary key, in three queries."""
    keys = [item.pk for item in items]
    settings = {row.item_id: row for row in SignupSettings.objects.filter(item_id__in=keys)}
    closings = SignupClosing.objects.filter(item_id__in=keys)
    closed = set(closings.values_list("item_id", flat=True))
    counts = {
        row["item_id"]: row
        for row in Signup.objects.filter(item_id__in=keys)
        .order_by()
        .values("item_id")
        .annotate(
            seated=Count("pk", filter=Q(state=SignupState.SEATED)),
            waiting=Count("pk", filter=Q(state=SignupState.WAITING)),
        )
    }
    return {k: _seating(settings.get(k), counts.get(k, {}), k in closed) for k in keys}


def _seating(
    settings: SignupSettings | None, counts: Mapping[str, Any], is_closed: bool
) -> Seating:
    return Seating(
        seats=settings.seats if settings else None,
        taken=counts.get("seated", 0),
        waiting=counts.get("waiting", 0),
        deadline=settings.deadline if settings else None,
        cancel_until=settings.cancel_until if settings else None,
        is_closed=is_closed,
    )


def seating(item: Item) -> Seating:
    """How one item stands."""
    return seatings([item])[item.pk]


def questions_of(item: Item) -> list[SignupQuestion]:
    """What is asked of those who sign up, in order."""
    return list(SignupQuestion.objects.filter(item_id=item.pk))


def signup_of(item: Item, citizen: Citizen) -> Signup | None:
    """The citizen's sign-up, or None."""
    return Signup.objects.filter(item_id=item.pk, citizen=citizen).first()


def place_in_line(signup: Signup) -> int | None:
    """Number on the waiting list, from 1; None for those who have a seat."""
    if signup.state != SignupState.WAITING:
        return None
    ahead = Signup.objects.filter(
        item_id=signup.item_id, state=SignupState.WAITING, pk__lt=signup.pk
    )
    return ahead.count() + 1
