"""What becomes of a letter after each thing that can happen to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from cms.pushes.delivery import claiming
from cms.pushes.gateways.base import Gateway
from cms.pushes.models import Letter, LetterState

MOST_QUESTIONS = 12


def wait_after(attempts: int) -> timedelta:
    """How long a letter waits after so many attempts; each wait is longer, the last one stays."""
    waits: list[float] = settings.PUSH_RETRY_SECONDS
    return timedelta(seconds=waits[min(attempts, len(waits) - 1)])


def try_later(letter: Letter, problem: str) -> None:
    """It wasn't accepted, or may be repeated: again later, until it is for a person to look at."""
    if letter.attempts + 1 >= settings.PUSH_MOST_ATTEMPTS:
        claiming.settle(letter, LetterState.FLAGGED, problem)
        return
    due_at = timezone.now() + wait_after(letter.attempts)
    claiming.put_back(letter, problem, due_at, counts=True)


def not_tried(letter: Letter, problem: str) -> None:
    """The gateway was away: the letter is no worse than before."""
    claiming.put_back(letter, problem, timezone.now(), counts=False)


def postpone(letter: Letter, until: datetime) -> None:
    """It is quiet just now."""
    claiming.put_back(letter, "", until, counts=False)


def unknown(letter: Letter, gateway: Gateway, problem: str) -> None:
    """It may have been accepted: repeat it where that is safe, ask where one can, or flag it."""
    if gateway.repeats_safely:
        try_later(letter, problem)
    elif gateway.can_be_asked:
        ask_at = timezone.now() + timedelta(seconds=settings.PUSH_ASK_SECONDS)
        claiming.wonder(letter, problem, ask_at)
    else:
        claiming.settle(letter, LetterState.FLAGGED, problem)


def could_not_say(letter: Letter) -> None:
    """The gateway didn't answer the question: ask again, but not for ever."""
    if letter.questions + 1 >= MOST_QUESTIONS:
        claiming.settle(letter, LetterState.FLAGGED, "no_answer")
