"""Where a feed is: as its file says, or as the operators do in the environment."""

from __future__ import annotations

import os

from cms.declarations import Feed


def address_of(feed: Feed) -> str:
    """`FEED_<NAME>_ADDRESS`, else what the file says; empty: the feed rests."""
    return os.environ.get(f"FEED_{feed.name.upper()}_ADDRESS", "") or feed.address


def token_of(feed: Feed) -> str:
    """The key that the other side has given, if it has: `FEED_<NAME>_TOKEN`."""
    return os.environ.get(f"FEED_{feed.name.upper()}_TOKEN", "")
