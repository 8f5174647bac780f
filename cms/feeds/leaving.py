"""What is missing from an answer is taken down; unless so many are that it looks like a mistake."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cms.declarations import Feed
from cms.feeds.models import FeedItem
from cms.library.expiring import SCHEDULED
from cms.library.registry import item_model

# Of a handful a third is nothing strange.
ALWAYS_BELIEVED = 5
AT_ONCE = 500


@dataclass(frozen=True)
class Leaving:
    """How many were taken down, and how many stay though they are missing."""

    gone: int = 0
    held_back: int = 0


def take_down(
    feed: Feed, known: Iterable[FeedItem], named: Collection[str], *, believe: bool
) -> Leaving:
    """Take down what the answer doesn't name any more. Only of a whole answer."""
    there = [one for one in known if not one.is_gone]
    missing = [one for one in there if one.identifier not in named]
    limit = max(ALWAYS_BELIEVED, len(there) * feed.believed_gone // 100)
    if len(missing) > limit and not believe:
        return Leaving(held_back=len(missing))
    for start in range(0, len(missing), AT_ONCE):
        _take_down(feed, missing[start : start + AT_ONCE])
    return Leaving(gone=len(missing))


def _take_down(feed: Feed, some: Sequence[FeedItem]) -> None:
    keys = [one.item_id for one in some]
    for item in item_model(feed.type).objects.filter(pk__in=keys, live=True):
        item.unpublish(set_expired=True, log_action=SCHEDULED)
    FeedItem.objects.filter(pk__in=[one.pk for one in some]).update(is_gone=True)
