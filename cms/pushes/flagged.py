"""Letters that a person must look at: what is known of them, and the two things one can say."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from cms.pushes.models import Letter, LetterState


class NotFlagged(ValueError):
    """The letter isn't one that waits for a person."""


def flagged() -> QuerySet[Letter]:
    """Those that wait for a person, the oldest first."""
    found = Letter.objects.filter(state=LetterState.FLAGGED)
    return found.select_related("citizen__municipality").order_by("settled_at", "pk")


def it_arrived(key: str) -> None:
    """The gateway's log, or the citizen, says that it came. Raises NotFlagged."""
    _change(key, state=LetterState.ACCEPTED, problem="said_by_a_person")


def send_again(key: str) -> None:
    """It never came: once more, from the beginning. Raises NotFlagged."""
    _change(
        key,
        state=LetterState.WAITING,
        problem="",
        due_at=timezone.now(),
        attempts=0,
        questions=0,
        settled_at=None,
        claim=None,
    )


def _change(key: str, **values: object) -> None:
    if not Letter.objects.filter(key=key, state=LetterState.FLAGGED).update(**values):
        raise NotFlagged(f"{key} is not flagged: see `manage.py flagged_letters`.")
