"""Letters that a person must look at: what is known of them, and the two things one can say.

Neither who gets a letter nor what it says is shown; its key is what a gateway's log knows it by.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of, record
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User
from cms.municipalities.roles import owner_ids, owner_kinds, plain
from cms.pushes.models import Letter, LetterState

ARRIVED, AGAIN = "letters.arrived", "letters.again"
ACTIONS = {
    ARRIVED: _("Fandt ud af, at et brev var nået frem"),
    AGAIN: _("Sendte et brev igen"),
}


# Letters are of citizens, so of municipalities; the nation looks after the gateways.
_WHO = frozenset({OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY})


class NotFlagged(ValueError):
    """The letter isn't one that waits for a person."""


def follow_letters() -> None:
    """Make the history ready to be told; it stands with the citizen's municipality."""
    keep_history_of(Owner)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def flagged() -> QuerySet[Letter]:
    """Those that wait for a person, the oldest first."""
    found = Letter.objects.filter(state=LetterState.FLAGGED)
    return found.select_related("citizen__municipality").order_by("settled_at", "pk")


def looks_after(person: User) -> bool:
    """Whether the person is one whom letters can wait for."""
    kinds = owner_kinds(person, Action.READ_LOG)
    return person.is_superuser or not kinds.isdisjoint(_WHO)


def flagged_for(person: User) -> QuerySet[Letter]:
    """Those of the person's own municipality; the nation's administrators look after all."""
    if person.is_superuser or OwnerKind.NATIONAL in owner_kinds(person, Action.READ_LOG):
        return flagged()
    return flagged().filter(citizen__municipality__in=owner_ids(person, Action.READ_LOG))


def it_arrived(key: str, person: User | None = None) -> None:
    """The gateway's log, or the citizen, says that it came. Raises NotFlagged."""
    _change(key, ARRIVED, person, state=LetterState.ACCEPTED, problem="said_by_a_person")


def send_again(key: str, person: User | None = None) -> None:
    """It never came: once more, from the beginning. Raises NotFlagged."""
    _change(
        key,
        AGAIN,
        person,
        state=LetterState.WAITING,
        problem="",
        due_at=timezone.now(),
        attempts=0,
        questions=0,
        settled_at=None,
        claim=None,
    )


@transaction.atomic
def _change(key: str, action: str, person: User | None, **values: object) -> None:
    """The state is part of the question, so that of two answers only the first counts."""
    if not Letter.objects.filter(key=key, state=LetterState.FLAGGED).update(**values):
        raise NotFlagged(f"{key} is not flagged: see `manage.py flagged_letters`.")
    letter = Letter.objects.select_related("citizen__municipality").get(key=key)
    if person is not None:
        record(plain(letter.citizen.municipality), action, user=person, title=key)
