"""From occasions to messages: what each subscription is to hear of what happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.library.models import Item
from cms.webhooks.models import Event, Message, Occasion, Subscription, Told

BATCH = 200


def notice() -> int:
    """Make messages of all occasions there are; gives how many messages."""
    count = 0
    while made := _notice_batch():
        count += made[1]
    return count


@transaction.atomic
def _notice_batch() -> tuple[int, int] | None:
    """Occasions looked at and messages made; None where there is nothing more to look at."""
    waiting = Occasion.objects.all()
    if connection.vendor == "postgresql":
        # Locked as a whole and in order: two workers never look at the same change.
        waiting = waiting.select_for_update()
    batch = list(waiting[:BATCH])
    # Deleting first takes SQLite's only place to write, so nobody else can be at the same ones.
    if not batch or not Occasion.objects.filter(pk__in=[one.pk for one in batch]).delete()[0]:
        return None
    made = sum(tell(one, _concerned(one, batch)) for one in locked(Subscription.objects.all()))
    return len(batch), made


def locked(subscriptions: QuerySet[Subscription]) -> QuerySet[Subscription]:
    """Subscriptions that nobody else tells of anything until the transaction ends."""
    return subscriptions.select_related("municipality").select_for_update(of=("self",))


def _concerned(subscription: Subscription, batch: Sequence[Occasion]) -> dict[int, str]:
    return {
        one.item_id: one.type_name
        for one in batch
        if one.municipality_id in (None, subscription.municipality_id)
    }


def tell(
    subscription: Subscription, concerned: Mapping[int, str], events: Collection[str] = Event.values
) -> int:
    """One message for each item (key: type's name), however often it changed in the meantime.

    Only `events` can have happened. Gives how many messages.
    """
    wanted = set(subscription.events) & set(events)
    shelf = Item.objects.on_shelf_of(subscription.municipality).filter(pk__in=concerned)
    shown = {item.pk: item for item in shelf}
    known = set(subscription.told.filter(item_id__in=concerned).values_list("item_id", flat=True))
    _remember(subscription, shown.keys() - known, known - shown.keys())
    messages = [
        _message(subscription, event, type_name, key, shown.get(key))
        for key, type_name in concerned.items()
        if (event := _event(key in shown, key in known)) in wanted
    ]
    Message.objects.bulk_create(messages)
    return len(messages)


def _remember(subscription: Subscription, new: set[int], gone: set[int]) -> None:
    Told.objects.bulk_create(Told(subscription=subscription, item_id=key) for key in new)
    subscription.told.filter(item_id__in=gone).delete()


def _event(is_shown: bool, was_shown: bool) -> str:
    if is_shown:
        return Event.CHANGED if was_shown else Event.PUBLISHED
    return Event.WITHDRAWN if was_shown else ""


def _message(
    subscription: Subscription, event: str, type_name: str, key: int, item: Item | None
) -> Message:
    """What is told: which item, and where to ask for more. Nothing about any person."""
    slug = subscription.municipality.slug
    portal = settings.PUSH_PORTAL_ADDRESS.format(municipality=slug).rstrip("/")
    data = {"id": f"{type_name}:{key}", "type": type_name, "municipality": slug}
    if item is not None:
        data |= {"slug": item.slug, "title": item.listed_title}
    payload = {
        "type": event,
        "timestamp": timezone.now().isoformat(),
        "data": {**data, "graphql": f"{portal}/graphql/"},
    }
    return Message(subscription=subscription, event=event, payload=payload)
