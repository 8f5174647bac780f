"""What is missing from an answer is taken down; unless so many are that it looks like a mistake."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cms.declarations import Feed
from cms.feeds.models import FeedItem
from cms.library.expiring import SCHEDULED
from cms.library.registry import item_model

# Of a handful a third is nothing strange.
ALWAYS_BELIEVED = 5


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
    model = item_model(feed.type)
    for item in model.objects.filter(pk__in=[one.item_id for one in missing], live=True):
        item.unpublish(set_expired=True, log_action=SCHEDULED)
    for one in missing:
        one.is_gone = True
    FeedItem.objects.bulk_update(missing, ["is_gone"], batch_size=500)
    return Leaving(gone=len(missing))
