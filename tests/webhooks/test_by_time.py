"""What comes onto a shelf or goes because its day has come is told then: in order, and once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.library.models import Item, ShelfChoice
from cms.municipalities.models import Municipality
from cms.webhooks.delivery import deliver
from cms.webhooks.models import Message, Subscription
from cms.webhooks.services import subscribe
from tests.webhooks.conftest import EVERY, events
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription(vejen: Municipality, receiver: Receiver) -> Subscription:
    """Of everything on the shelf of Vejen."""
    return subscribe(vejen, receiver.url, EVERY)


@pytest.fixture
def shown(vejen: Municipality) -> Iterator[Item]:
    """Items that are there because their owner shows them by default, and nobody has chosen."""
    shelf = Item.objects.on_shelf_of(vejen).filter(sharing="on_by_default")
    decided = ShelfChoice.objects.filter(municipality=vejen).values_list("item_id", flat=True)
    return iter(shelf.exclude(pk__in=list(decided)).order_by("pk"))


def chosen(vejen: Municipality, item: Item, **hours: float) -> None:
    """A choice whose period is so many hours from now: written as time would have left it."""
    now = timezone.now()
    moments: dict[str, Any] = {name: now + timedelta(hours=at) for name, at in hours.items()}
    ShelfChoice.objects.bulk_create(
        [ShelfChoice(municipality=vejen, item=item, taken=False, **moments)]
    )


def since(subscription: Subscription, **ago: float) -> None:
    """It was last told so long ago."""
    Subscription.objects.filter(pk=subscription.pk).update(
        seen_at=timezone.now() - timedelta(**ago)
    )


def test_a_day_that_comes_is_told_once(
    vejen: Municipality, subscription: Subscription, receiver: Receiver, shown: Iterator[Item]
) -> None:
    chosen(vejen, next(shown), holds_from=-1)
    chosen(vejen, next(shown), holds_from=1)
    assert deliver() == {}, "it has been told of what was before it subscribed"
    since(subscription, hours=2)
    for _round in range(3):
        deliver()
    assert events(receiver) == ["item.withdrawn"]


def test_what_ends_comes_back_and_all_is_told_in_its_order(
    vejen: Municipality, subscription: Subscription, receiver: Receiver, shown: Iterator[Item]
) -> None:
    late, early, back = (next(shown) for _ in range(3))
    subscription.told.filter(item_id=back.pk).delete()
    chosen(vejen, late, holds_from=-1)
    chosen(vejen, early, holds_from=-3)
    chosen(vejen, back, holds_from=-9, holds_until=-2)
    since(subscription, hours=5)
    deliver()
    said = [json.loads(body) for _headers, body in receiver.came]
    assert [(one["type"], one["data"]["id"].partition(":")[2]) for one in said] == [
        ("item.withdrawn", str(early.pk)),
        ("item.published", str(back.pk)),
        ("item.withdrawn", str(late.pk)),
    ]


def test_an_edge_that_changes_nothing_is_not_told(
    vejen: Municipality, subscription: Subscription, receiver: Receiver, shown: Iterator[Item]
) -> None:
    chosen(vejen, next(shown), holds_from=-3, holds_until=-2)
    since(subscription, hours=5)
    assert deliver() == {}
    assert not Message.objects.exists()


def test_another_municipalitys_days_are_its_own(
    subscription: Subscription, receiver: Receiver, shown: Iterator[Item]
) -> None:
    chosen(Municipality.objects.get(slug="thisted"), next(shown), holds_from=-1)
    since(subscription, hours=5)
    assert deliver() == {}
    assert not receiver.came
