"""What has closed stands nowhere: not in search or feeds, and web teams' systems hear of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.library.models import Item
from cms.library.scope import everything
from cms.search.source import LibrarySource
from cms.webhooks.models import Subscription
from cms.webhooks.passing import notice_what_time_changed
from tests.personalisation.conftest import Nation, make_item, small_nation


@pytest.fixture
def nation(db: None) -> Nation:
    return small_nation()


def job(nation: Nation, days: int, slug: str = "bager") -> Item:
    last = timezone.localdate() + timedelta(days=days)
    return make_item("job", slug, nation.owner, summary="Bag", employer="Bageriet", deadline=last)


def test_the_shelf_and_what_closed_on_it(nation: Nation) -> None:
    open_one, over = job(nation, 0), job(nation, -1, "smed")
    assert list(Item.objects.on_shelf_of(nation.thisted)) == [Item(pk=open_one.pk)]
    assert list(Item.objects.closed_on_shelf_of(nation.thisted)) == [Item(pk=over.pk)]
    assert list(Item.objects.on_offer_to(nation.thisted)) == [Item(pk=open_one.pk)]


def test_search_finds_it_to_its_last_moment(nation: Nation) -> None:
    item = job(nation, 3)
    [document] = LibrarySource().all()
    now = timezone.now()
    assert item.closes_at is not None
    assert document.stands_on("0787", now)
    assert document.stands_on("0787", item.closes_at - timedelta(seconds=1))
    assert not document.stands_on("0787", item.closes_at)


def test_a_web_team_hears_when_it_closes_though_nobody_saved_anything(nation: Nation) -> None:
    item = job(nation, 3)
    subscription = Subscription.objects.create(
        municipality=nation.thisted,
        url="https://web.example/",
        secret="whsec_x",
        events=["item.withdrawn"],
    )
    subscription.told.create(item_id=item.pk)
    notice_what_time_changed()
    assert not subscription.messages.exists()
    Subscription.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    with everything("time goes"):
        Item.objects.filter(pk=item.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    notice_what_time_changed()
    [message] = subscription.messages.all()
    assert message.payload["data"]["id"] == item.key
    notice_what_time_changed()
    assert subscription.messages.count() == 1
