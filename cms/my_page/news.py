"""What is new of what a citizen follows."""

from __future__ import annotations

from collections.abc import Iterable

from cms.databases.said import Said, any_of, one_of
from cms.library.conditions import marked_with, owned_by
from cms.municipalities.models import OwnerKind
from cms.personalisation.choosable import narrower
from cms.personalisation.firsts import first_of
from cms.personalisation.shelf_list import Order, ShelfList
from cms.personalisation.viewer import Viewer
from cms.plans.follows import Follow
from cms.plans.models import FollowKind
from cms.search.services import query_for, search

# Each word is a search of its own; more than these are not asked for on one page.
MOST_WORDS = 3


def news_of(viewer: Viewer, one: Follow, most: int) -> list[int]:
    """The newest that belongs to one follow, by primary key."""
    if one.kind == FollowKind.WORD:
        return _found_by_word(viewer, one.value, most)
    news = ShelfList(viewer, _belonging(one), Order.NEWEST)
    return [item.pk for item in first_of(news, most)]


def news_of_all(viewer: Viewer, follows: Iterable[Follow], most: int) -> ShelfList | None:
    """Everything followed together, the newest first; None where that is nothing.

    Each word is searched for at once, and brings `most` at the most.
    """
    listed = list(follows)
    parts = [_belonging(one) for one in listed if one.kind != FollowKind.WORD]
    words = [one.value for one in listed if one.kind == FollowKind.WORD][:MOST_WORDS]
    keys = {key for word in words for key in _found_by_word(viewer, word, most)}
    if keys:
        parts.append(one_of("pk", keys))
    return ShelfList(viewer, any_of(parts), Order.NEWEST) if parts else None


def _belonging(one: Follow) -> Said:
    """What belongs to the company, or is marked with the term."""
    if one.kind == FollowKind.COMPANY:
        return owned_by([one.value], OwnerKind.COMPANY.value)
    return is_marked(one.vocabulary, one.value)


def is_marked(vocabulary: str, slug: str) -> Said:
    """Marked with the term or a narrower one."""
    return marked_with(vocabulary, narrower(vocabulary, [slug]))


def _found_by_word(viewer: Viewer, word: str, most: int) -> list[int]:
    result = search(query_for(viewer, word, types=[], filters={}, page=1, size=most, facets=()))
    return [hit.item_id for hit in result.hits]
