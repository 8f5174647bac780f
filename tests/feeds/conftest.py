"""A nation, an exchange over a real socket, and ways to take it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cms.declarations import Feed, current_feeds
from cms.demo.job_exchange import JobExchange, open_exchange
from cms.feeds.models import FeedRun
from cms.feeds.taking_in import take_in
from tests.demo.job_ads import ads
from tests.personalisation.conftest import Nation, small_nation

TakeIn = Callable[..., FeedRun]


@pytest.fixture
def nation(db: None) -> Nation:
    return small_nation()


@pytest.fixture
def feed() -> Feed:
    return current_feeds()["job_exchange"]


@pytest.fixture
def exchange(settings: Any) -> Iterator[JobExchange]:
    settings.FEEDS_MAY_BE_LOCAL = True
    with open_exchange(ads(20)) as opened:
        yield opened


@pytest.fixture
def take(nation: Nation, exchange: JobExchange, feed: Feed) -> TakeIn:
    def once(**options: Any) -> FeedRun:
        run = take_in(feed, exchange.address, **options)
        assert run is not None
        return run

    return once
