"""Who comes, for those who look after the item: numbers for all of them, names for few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.capabilities.pieces import Desk, Sheet
from cms.capabilities.questions import NO, YES
from cms.capabilities.signup.models import Signup, SignupState
from cms.capabilities.signup.standing import seating
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import may
from cms.rights.access import citizens_for
from cms.rights.looks import declare_look, note_list

SIGNUP, ANSWERS = "signup", "signup_answers"
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Person:
    """One who comes, as those who may meet them see it."""

    key: int
    name: str
    is_waiting: bool
    came: bool | None
    answers: Sequence[tuple[str, str]]


def declare_looks() -> None:
    """What the citizen reads that somebody has seen."""
    declare_look(SIGNUP, gettext_lazy("hvad du har meldt dig til"))
    declare_look(ANSWERS, gettext_lazy("dine svar, da du meldte dig til"))


def is_host(staff: User, item: Item) -> bool:
    """Whether somebody decides over the item, and may close it and write to those who come."""
    return any(may(staff, action, item.owner_id) for action in (Action.PUBLISH, Action.SUBMIT))


def desk(item: Item, staff: User) -> Desk:
    """Numbers at once; the people only when the page shows them, and then it is noted."""
    stand = seating(item)
    context = {
        "seating": stand,
        "attendance": _attendance(item),
        "is_host": is_host(staff, item),
        "sees_people": _visible(item, staff).exists(),
        "people": _once(lambda: people(item, staff)),
        "unseen": _unseen(item, staff),
        "longest": LONGEST_WORDS,
        "once": uuid4().hex,
    }
    return Desk(_("Hvem kommer?"), "signup/desk.html", context)


def _once(read: Callable[[], Any]) -> Callable[[], Any]:
    return cache(read)


def _attendance(item: Item) -> dict[str, int]:
    seated = Signup.objects.filter(item_id=item.pk, state=SignupState.SEATED)
    came = list(seated.values_list("came", flat=True))
    return {"came": came.count(True), "absent": came.count(False), "open": came.count(None)}


def _visible(item: Item, staff: User) -> QuerySet[Signup]:
    return Signup.objects.filter(item_id=item.pk, citizen__in=citizens_for(staff))


def _unseen(item: Item, staff: User) -> int:
    everybody: int = Signup.objects.filter(item_id=item.pk).count()
    return everybody - _visible(item, staff).count()


@transaction.atomic
def people(item: Item, staff: User) -> list[Person]:
    """Those whom this person may meet, in order of arrival; that they were seen is noted."""
    rows = list(_visible(item, staff).select_related("citizen"))
    note_list(staff, [row.citizen for row in rows if not row.answers], SIGNUP)
    note_list(staff, [row.citizen for row in rows if row.answers], SIGNUP, ANSWERS)
    return [_person(row) for row in rows]


def _person(row: Signup) -> Person:
    name = "" if row.citizen.protected_name else row.citizen.display_name
    answers = [(question, _said(answer)) for question, answer in row.answers or []]
    waits = row.state == SignupState.WAITING
    return Person(row.pk, name or _("Uden navn"), waits, row.came, answers)


def _said(answer: str) -> str:
    return {YES: _("Ja"), NO: _("Nej")}.get(answer, answer)


def sheet(item: Item, staff: User) -> Sheet | None:
    """The same list as a file; None for those who see nobody."""
    found = people(item, staff)
    if not found:
        return None
    asked = list(dict.fromkeys(question for one in found for question, _answer in one.answers))
    head = [_("Navn"), _("Plads"), _("Kom"), *asked]
    rows = [[one.name, _state(one), _came(one.came), *_cells(one, asked)] for one in found]
    day = timezone.localdate().isoformat()
    return Sheet(f"{item.slug}-{day}", [head, *rows])


def _state(one: Person) -> str:
    return _("Venteliste") if one.is_waiting else _("Har en plads")


def _came(came: bool | None) -> str:
    return "" if came is None else _said(YES if came else NO)


def _cells(one: Person, asked: Sequence[str]) -> list[str]:
    said = dict(one.answers)
    return [said.get(question, "") for question in asked]
