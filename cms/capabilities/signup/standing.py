"""How items and citizens stand: seats, questions, places in line. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from cms.capabilities.own import own_of
from cms.capabilities.signup.models import (
    Signup,
    SignupClosing,
    SignupQuestion,
    SignupState,
)
from cms.capabilities.signup.rules import Seating
from cms.capabilities.together import Gathering, about_some, these
from cms.citizens.models import Citizen
from cms.databases.frames import Frame, Statement, compiled_once, frame_of
from cms.library.attached import Attached
from cms.library.models import Item

# How many wait before a sign-up that was read with others.
AHEAD = "waiting_ahead"


def _seats(items: Sequence[Item]) -> list[Statement]:
    return [_standing().filled(these(items, "pk"))]


@compiled_once
def _standing() -> Frame:
    chosen = Item.objects.everything("seats of items already chosen").filter(about_some("pk"))
    seats, *moments = (f"signup_settings__{name}" for name in ("seats", "deadline", "cancel_until"))
    rows = chosen.order_by().values("pk", seats, *moments)
    rows = rows.annotate(
        taken=Count("signups", filter=Q(signups__state=SignupState.SEATED)),
        waiting=Count("signups", filter=Q(signups__state=SignupState.WAITING)),
        is_closed=Exists(SignupClosing.objects.filter(item_id=OuterRef("pk"))),
    )
    return frame_of(rows.values_list("pk", seats, "taken", "waiting", *moments, "is_closed"))


def _seatings(items: Sequence[Item], rows: Sequence[Any]) -> dict[int, Seating]:
    nothing_said = dict.fromkeys([item.pk for item in items], Seating(None, 0, 0, None))
    return nothing_said | {key: Seating(*stands) for key, *stands in rows}


# How items stand, by primary key.
seatings = Gathering(_seats, _seatings)


def seating(item: Item) -> Seating:
    """How one item stands."""
    found: Seating = seatings([item])[item.pk]
    return found


def questions_of(item: Item) -> list[SignupQuestion]:
    """What is asked of those who sign up, in order."""
    return questions_among([item])[item.pk]


def questions_among(items: Sequence[Item]) -> dict[int, list[SignupQuestion]]:
    """The same of many items, by primary key, in one query at the most."""
    return {key: list(questions) for key, questions in _questions.of_items(items).items()}


_questions: Attached[tuple[SignupQuestion, ...]] = Attached("signup_questions", tuple)


def signed_up_among(items: Sequence[Item], citizen: Citizen) -> dict[int, Signup]:
    """The citizen's sign-ups to many items, by primary key, each with how many wait ahead."""
    ahead = Q(item__signups__state=SignupState.WAITING, item__signups__pk__lt=F("pk"))
    rows = Signup.objects.filter(item_id__in=[item.pk for item in items], citizen=citizen)
    return {row.item_id: row for row in rows.annotate(**{AHEAD: Count("pk", filter=ahead)})}


def signups_of(citizen: Citizen) -> list[Signup]:
    """The citizen's own, the latest first."""
    return own_of(Signup, citizen)[::-1]


def signup_of(item: Item, citizen: Citizen) -> Signup | None:
    """The citizen's sign-up, or None."""
    return Signup.objects.filter(item_id=item.pk, citizen=citizen).first()


def place_in_line(signup: Signup) -> int | None:
    """Number on the waiting list, from 1; None for those who have a seat."""
    if signup.state != SignupState.WAITING:
        return None
    known: int | None = signup.__dict__.get(AHEAD)
    if known is not None:
        return known + 1
    ahead = Signup.objects.filter(
        item_id=signup.item_id, state=SignupState.WAITING, pk__lt=signup.pk
    )
    return ahead.count() + 1
