"""What time alone does to a shelf: a choice begins or ends to hold, or an item closes.

Nobody saves anything then.

Each subscription remembers until when it has been told. Only what then comes or goes is a message:
an edge that changes nothing is none, and one that somebody's change has told of isn't told again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from cms.library.models import Item, ShelfChoice
from cms.webhooks.models import Event, Subscription
from cms.webhooks.noticing import locked, tell

BY_TIME = (Event.PUBLISHED.value, Event.WITHDRAWN.value)


def notice_what_time_changed() -> int:
    """Make messages of all edges that have passed, in their order; gives how many messages."""
    edges = ShelfChoice.objects.filter(
        _passed(OuterRef("seen_at"), Now()), municipality_id=OuterRef("municipality_id")
    )
    closing = _closed(OuterRef("seen_at"), Now())
    due = Subscription.objects.filter(Exists(edges) | Exists(closing))
    keys = list(due.values_list("pk", flat=True))
    return sum(map(_notice, keys))


def _passed(after: Any, until: Any) -> Q:
    """Choices with an edge after the one moment, until and with the other."""
    begun = Q(holds_from__gt=after, holds_from__lte=until)
    return begun | Q(holds_until__gt=after, holds_until__lte=until)


def _closed(after: Any, until: Any) -> QuerySet[Item]:
    """Published items that closed after the one moment, until and with the other."""
    items: QuerySet[Item] = Item.objects.everything("whoever was told of it hears that it closed")
    return items.filter(live=True, closes_at__gt=after, closes_at__lte=until)


@transaction.atomic
def _notice(key: int) -> int:
    subscription = locked(Subscription.objects.filter(pk=key)).annotate(now=Now()).first()
    if subscription is None:
        return 0
    after, now = subscription.seen_at, subscription.now
    rows = ShelfChoice.objects.filter(
        _passed(after, now), municipality_id=subscription.municipality_id
    ).values_list("holds_from", "holds_until", "item_id", "item__type_name")
    closing = _closed(after, now).values_list("closes_at", "pk", "type_name")
    passed = [(_last(edges, after, now), item, name) for *edges, item, name in rows]
    edges = sorted([*passed, *closing])
    Subscription.objects.filter(pk=key).update(seen_at=now)
    return tell(subscription, {item: name for _moment, item, name in edges}, BY_TIME)


def _last(edges: list[datetime | None], after: datetime, now: datetime) -> datetime:
    """The last edge that has passed."""
    return max(edge for edge in edges if edge is not None and after < edge <= now)
