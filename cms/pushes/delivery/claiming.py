"""Who has a letter, and how far it is: every step is one statement that holds or doesn't.

Any number of workers may run. A letter is claimed by one of them under a random word, and each
later step asks for that word, so that a worker who was thought dead can't go on with a letter that
another has taken up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cms.pushes.models import Letter, LetterState

OPEN = (LetterState.CLAIMED, LetterState.HANDED_OVER, LetterState.UNKNOWN)


class ClaimLost(Exception):
    """Another worker has taken the letter up, or it was stopped."""


@transaction.atomic
def claim(channel: str, most: int) -> list[Letter]:
    """Take up letters that are due, the oldest first; nobody else gets the same ones."""
    now = timezone.now()
    due = Letter.objects.filter(channel=channel, state=LetterState.WAITING, due_at__lte=now)
    if connection.vendor == "postgresql":
        due = due.select_for_update(skip_locked=True)
    ids = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:most])
    word = uuid4()
    # On SQLite nobody can be between the two statements; elsewhere the rows are locked.
    Letter.objects.filter(pk__in=ids, state=LetterState.WAITING).update(
        state=LetterState.CLAIMED, claim=word, claimed_at=now
    )
    return list(
        Letter.objects.filter(claim=word)
        .select_related("citizen__municipality", "contact")
        .order_by("due_at", "pk")
    )


def hand_over(letter: Letter) -> None:
    """Note that it leaves our hands now; committed before it does. Raises ClaimLost."""
    held = _held(letter, LetterState.CLAIMED)
    now = timezone.now()
    if not held.update(state=LetterState.HANDED_OVER, handed_over_at=now):
        raise ClaimLost


def settle(letter: Letter, state: LetterState, problem: str = "") -> None:
    """Note what became of it, once and for all."""
    _held(letter, *OPEN).update(state=state, problem=problem, settled_at=timezone.now())


def put_back(letter: Letter, problem: str, due_at: datetime, *, counts: bool) -> None:
    """Let it wait until then; an attempt is counted where the letter itself was tried."""
    _held(letter, *OPEN).update(
        state=LetterState.WAITING,
        problem=problem,
        due_at=due_at,
        attempts=F("attempts") + int(counts),
        claim=None,
    )


def give_back(letters: Iterable[Letter]) -> None:
    """Let those that weren't reached be anybody's again."""
    ids = [letter.pk for letter in letters]
    words = {letter.claim for letter in letters}
    Letter.objects.filter(pk__in=ids, claim__in=words, state=LetterState.CLAIMED).update(
        state=LetterState.WAITING, claim=None
    )


def wonder(letter: Letter, problem: str, ask_at: datetime) -> None:
    """Note that nobody knows whether it was accepted; it is asked about then."""
    _held(letter, *OPEN).update(state=LetterState.UNKNOWN, problem=problem, due_at=ask_at)


def take_back_abandoned(channel: str) -> int:
    """Free what a dead worker claimed and never handed over: nobody but us had it."""
    freed = _abandoned(channel, LetterState.CLAIMED, "claimed_at").filter(
        attempts__lt=settings.PUSH_MOST_ATTEMPTS
    )
    count = freed.update(
        state=LetterState.WAITING, claim=None, attempts=F("attempts") + 1, problem="abandoned"
    )
    # What has brought every worker down that took it up is for a person to look at.
    _abandoned(channel, LetterState.CLAIMED, "claimed_at").update(
        state=LetterState.FLAGGED, problem="abandoned", settled_at=timezone.now()
    )
    return count


def abandoned_at_the_border(channel: str) -> Sequence[Letter]:
    """What a dead worker was handing over: it may have been accepted."""
    return list(_abandoned(channel, LetterState.HANDED_OVER, "handed_over_at"))


def unknown_due(channel: str, most: int) -> Sequence[Letter]:
    """Letters of unknown fate that are to be asked about now."""
    found = Letter.objects.filter(
        channel=channel, state=LetterState.UNKNOWN, due_at__lte=timezone.now()
    )
    return list(found.order_by("due_at", "pk")[:most])


def note_question(letter: Letter, due_at: datetime) -> bool:
    """Count a question; whether it was ours to ask, and not another worker's just now."""
    asked = Letter.objects.filter(
        pk=letter.pk, state=LetterState.UNKNOWN, questions=letter.questions, claim=letter.claim
    )
    return bool(asked.update(questions=F("questions") + 1, due_at=due_at))


def _held(letter: Letter, *states: LetterState) -> QuerySet[Letter]:
    return Letter.objects.filter(pk=letter.pk, claim=letter.claim, state__in=states)


def _abandoned(channel: str, state: LetterState, since: str) -> QuerySet[Letter]:
    long_ago = timezone.now() - timedelta(seconds=settings.PUSH_CLAIM_SECONDS)
    return Letter.objects.filter(channel=channel, state=state, **{f"{since}__lt": long_ago})
