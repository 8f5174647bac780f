"""Signing up and off. Every call may be repeated, and seats are never given twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cms.capabilities.questions import Answers, answers_to
from cms.capabilities.signals import tell
from cms.capabilities.signup.models import Signup, SignupState
from cms.capabilities.signup.standing import questions_of, seating, signup_of
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item
from cms.library.registry import item_model


class SignupClosed(Exception):
    """The deadline has passed, it has begun, or its owners have closed it."""


class CancelTooLate(Exception):
    """The last day to give the seat back has passed."""


def sign_up(item: Item, citizen: Citizen, given: Mapping[int, str] | None = None) -> Signup:
    """Give the citizen a seat, or a place on the waiting list; the first time counts.

    `given` answers the item's questions, by their keys; a repeated call changes the answers only.

    Raises:
        SignupClosed: nobody new is taken.
        MissingAnswer, WrongAnswer: see `questions`; nothing was written.
    """
    with transaction.atomic():
        lock(item)
        if existing := signup_of(item, citizen):
            return existing if given is None else _answered(existing, item, given)
        stand = seating(item)
        if not stand.is_open(timezone.now()) or has_begun(item):
            raise SignupClosed(item.key)
        answers = _read(item, given or {})
        state = SignupState.WAITING if stand.is_full else SignupState.SEATED
        record(citizen, "signed_up", item)
        return Signup.objects.create(item_id=item.pk, citizen=citizen, state=state, answers=answers)


def _read(item: Item, given: Mapping[int, str]) -> Answers:
    return answers_to([one.as_question() for one in questions_of(item)], given)


def _answered(signup: Signup, item: Item, given: Mapping[int, str]) -> Signup:
    signup.answers = _read(item, given)
    signup.save(update_fields=["answers"])
    return signup


def sign_off(item: Item, citizen: Citizen) -> None:
    """Give the seat back; the first on the waiting list moves up.

    Raises CancelTooLate; whoever only waits may always leave.
    """
    with transaction.atomic():
        lock(item)
        own = signup_of(item, citizen)
        has_seat = own is not None and own.state == SignupState.SEATED
        if not seating(item).may_cancel(timezone.now(), has_seat):
            raise CancelTooLate(item.key)
        _take_out(item, citizen)


@transaction.atomic
def take_out(item: Item, citizen: Citizen) -> None:
    """Give the seat back whatever the day, as its owners may, and when a citizen leaves."""
    lock(item)
    _take_out(item, citizen)


def _take_out(item: Item, citizen: Citizen) -> None:
    removed, _rows = Signup.objects.filter(item_id=item.pk, citizen=citizen).delete()
    if removed:
        record(citizen, "cancelled", item)
    _move_up(item)


def sign_off_everywhere(citizen: Citizen, **_signal: object) -> None:
    """Give all of a citizen's seats back."""
    signups = citizen.signups.order_by("item_id").values_list("item_id", flat=True)
    for item in Item.objects.everything("a citizen leaves").filter(pk__in=list(signups)):
        take_out(item, citizen)


@transaction.atomic
def settle(item: Item) -> None:
    """There may be more seats than before: those who wait move up."""
    lock(item)
    _move_up(item)


def _move_up(item: Item) -> None:
    free = seating(item).free
    line = Signup.objects.filter(item_id=item.pk, state=SignupState.WAITING)
    moving = list(line.select_related("citizen")[:free])
    if not moving or has_begun(item):
        return
    Signup.objects.filter(pk__in=[one.pk for one in moving]).update(state=SignupState.SEATED)
    for one in moving:
        # Whoever moves up twice, having left in between, is told twice: each is a row of its own.
        tell(one.citizen, "seat_free", one.pk, item)


def has_begun(item: Item) -> bool:
    """Whether the first moment that the type declares has passed; never where there is none."""
    model = item_model(str(item.type_name))
    first = next(iter(model.declaration.fields_of("date_time")), None)
    if first is None:
        return False
    if isinstance(item, model):
        begins: datetime | None = getattr(item, first)
    else:
        reading = model.objects.everything("a moment, nothing is shown").filter(pk=item.pk)
        begins = reading.values_list(first, flat=True).first()
    return begins is not None and begins <= timezone.now()


def lock(item: Item) -> None:
    """One at a time per item. SQLite's immediate transactions have locked already.

    Rows that point at the item, such as what somebody else saves, need not wait.
    """
    reading = Item.objects.everything("a lock, nothing is shown")
    list(reading.select_for_update(no_key=True).filter(pk=item.pk).values_list("pk"))
