"""One round of delivery: what was abandoned, what is unknown, and then what is due."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import takewhile

from django.conf import settings
from django.utils import timezone

from cms.pushes.declared import kinds
from cms.pushes.delivery import claiming, health, outcomes
from cms.pushes.delivery.contents import contents_of
from cms.pushes.gateways.base import (
    ContactGone,
    Fate,
    FateUnknown,
    Gateway,
    GatewayAway,
    NotAccepted,
    Refused,
    Session,
)
from cms.pushes.models import Contact, Letter, LetterKind, LetterState
from cms.pushes.timing import Quiet
from cms.pushes.writing import Contents, NothingToSay, message_of

logger = logging.getLogger(__name__)
BATCH = 100

Tally = Counter[str]


def deliver(
    channel: str, gateway: Gateway, is_stopping: Callable[[], bool] = lambda: False
) -> Tally:
    """Everything that can be done for one channel now; gives how many came to each end.

    It is asked before each letter whether the worker is to stop; the rest is anybody's again.
    """
    tally: Tally = Counter()
    tally["taken_back"] += claiming.take_back_abandoned(channel)
    for letter in claiming.abandoned_at_the_border(channel):
        outcomes.unknown(letter, gateway, "abandoned")
    if health.is_resting(channel):
        return tally
    _ask(channel, gateway, tally)
    while not is_stopping() and (letters := claiming.claim(channel, BATCH)):
        if not _send_all(channel, gateway, letters, tally, is_stopping):
            break
    return +tally


def _ask(channel: str, gateway: Gateway, tally: Tally) -> None:
    for letter in claiming.unknown_due(channel, BATCH):
        again = timezone.now() + timedelta(
            seconds=settings.PUSH_ASK_SECONDS * (letter.questions + 1)
        )
        if not claiming.note_question(letter, again):
            continue
        fate = gateway.ask(letter.key)
        tally[f"asked_{fate.value}"] += 1
        match fate:
            case Fate.ACCEPTED:
                claiming.settle(letter, LetterState.ACCEPTED)
            case Fate.NOT_ACCEPTED:
                outcomes.try_later(letter, "not_accepted")
            case Fate.CAN_NOT_SAY:
                outcomes.could_not_say(letter)


def _send_all(
    channel: str,
    gateway: Gateway,
    letters: Sequence[Letter],
    tally: Tally,
    is_stopping: Callable[[], bool],
) -> bool:
    """Send a batch; whether the gateway is well. What wasn't reached is anybody's again."""
    try:
        batch = list(_ready(contents_of(letters, channel), tally))
        with gateway.session() as session:
            for contents in takewhile(lambda _contents: not is_stopping(), batch):
                _send(session, gateway, contents, tally)
    except (GatewayAway, FateUnknown) as fault:
        health.note_failure(channel)
        # The word is ours: what the gateway says may quote an address.
        logger.warning("The gateway of %s is left alone for a while: %s", channel, fault.problem)
        return False
    finally:
        claiming.give_back(letters)
    if batch:
        health.note_success(channel)
    return True


def _ready(batch: Sequence[Contents], tally: Tally) -> Iterator[Contents]:
    """Those that may disturb now; the others wait for the morning."""
    now = timezone.now()
    for contents in batch:
        quiet = Quiet(contents.settings.quiet_from, contents.settings.quiet_to)
        if quiet.holds_at(now) and not _may_break_quiet(contents):
            outcomes.postpone(contents.letter, quiet.after(now))
            tally["postponed"] += 1
        else:
            yield contents


def _may_break_quiet(contents: Contents) -> bool:
    if contents.letter.kind == LetterKind.CODE:
        return True
    return any(kinds()[push.kind].breaks_quiet_hours for push in contents.pushes)


def _send(session: Session, gateway: Gateway, contents: Contents, tally: Tally) -> None:
    """One letter. Raises GatewayAway and FateUnknown, when its end has been noted."""
    letter = contents.letter
    end = LetterState.ACCEPTED.value
    try:
        session.send(message_of(contents), lambda: claiming.hand_over(letter))
        claiming.settle(letter, LetterState.ACCEPTED)
    except claiming.ClaimLost:
        end = "lost"
    except NothingToSay as reason:
        claiming.settle(letter, LetterState.STOPPED, reason.reason)
        end = LetterState.STOPPED.value
    except Refused as fault:
        claiming.settle(letter, LetterState.REFUSED, fault.problem)
        _forget_browser(contents, fault)
        end = LetterState.REFUSED.value
    except NotAccepted as fault:
        outcomes.try_later(letter, fault.problem)
        end = "later"
    except GatewayAway as fault:
        outcomes.not_tried(letter, fault.problem)
        raise
    except FateUnknown as fault:
        outcomes.unknown(letter, gateway, fault.problem)
        tally["unknown"] += 1
        raise
    tally[end] += 1


def _forget_browser(contents: Contents, fault: Refused) -> None:
    """A browser that has said no is not called again."""
    if isinstance(fault, ContactGone) and contents.contact is not None:
        Contact.objects.filter(pk=contents.contact.pk, kind="browser").delete()
