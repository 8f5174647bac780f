"""One round of delivery: the first waiting message of each subscription, then the next.

A message is claimed for as long as sending may take, so any number of workers may run. One that
dies leaves it to be sent again: at least once, under the same name.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import orjson
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from cms.webhooks.models import Message, State, Subscription
from cms.webhooks.noticing import notice
from cms.webhooks.passing import notice_what_time_changed
from cms.webhooks.sending import NotDelivered, send
from cms.webhooks.signing import headers_of

CLAIM = timedelta(minutes=2)
KEPT = timedelta(days=14)
# So that one subscriber with a long row doesn't keep the others waiting.
MOST_IN_A_ROUND = 100


def deliver(is_stopping: Callable[[], bool] = lambda: False) -> Counter[str]:
    """Everything that can be told now; gives how many came to each end.

    It is asked before each message whether the worker is to stop; the rest waits for another.
    """
    tally: Counter[str] = Counter(noticed=notice() + notice_what_time_changed())
    for subscription in Subscription.objects.filter(messages__state=State.WAITING).distinct():
        for _ in range(MOST_IN_A_ROUND):
            message = None if is_stopping() else claim(subscription)
            if message is None:
                break
            tally[_deliver(subscription, message)] += 1
    Message.objects.filter(state=State.DELIVERED, settled_at__lt=timezone.now() - KEPT).delete()
    return +tally


def claim(subscription: Subscription) -> Message | None:
    """The subscription's first waiting message, where it is due and nobody else has it."""
    now = timezone.now()
    first = subscription.messages.filter(state=State.WAITING).first()
    if first is None:
        return None
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    claimed = Message.objects.filter(
        is_free, pk=first.pk, state=State.WAITING, attempts=first.attempts, due_at__lte=now
    ).update(claimed_until=now + CLAIM)
    return first if claimed else None


def _deliver(subscription: Subscription, message: Message) -> str:
    body = orjson.dumps(message.payload)
    name = f"msg_{message.key.hex}"
    headers = headers_of(subscription.secret, name, int(time.time()), body)
    try:
        send(subscription.url, body, headers)
    except NotDelivered as fault:
        return _put_back(message, fault.problem)
    Message.objects.filter(pk=message.pk).update(
        state=State.DELIVERED, settled_at=timezone.now(), problem="", claimed_until=None
    )
    return State.DELIVERED.value


def _put_back(message: Message, problem: str) -> str:
    """Let it wait, longer each time; given up after the last wait."""
    waits, tried = settings.WEBHOOKS_RETRY_SECONDS, message.attempts
    is_over = tried >= len(waits)
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(
        state=State.DEAD if is_over else State.WAITING,
        settled_at=now if is_over else None,
        due_at=now if is_over else now + timedelta(seconds=waits[tried]),
        attempts=F("attempts") + 1,
        problem=problem,
        claimed_until=None,
    )
    return State.DEAD.value if is_over else "later"
