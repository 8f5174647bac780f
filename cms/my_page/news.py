"""What is new of what a citizen follows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q

from cms.library.models import Item, ItemQuerySet, ItemTerm
from cms.personalisation.choosable import narrower
from cms.personalisation.feed import visible_to
from cms.personalisation.viewer import Viewer
from cms.plans.follows import Follow
from cms.plans.models import FollowKind
from cms.search.services import query_for, search

# Each word is a search of its own; more than these are not asked for on one page.
MOST_WORDS = 3


def news_of(viewer: Viewer, one: Follow, most: int) -> list[int]:
    """The newest that belongs to one follow, by primary key."""
    shelf = Item.objects.on_shelf_of(viewer.here)
    if one.kind == FollowKind.WORD:
        return _found_by_word(viewer, one.value, most)
    return _newest(shelf.filter(_marks([one])), viewer, most)


def news_of_all(
    viewer: Viewer, follows: Iterable[Follow], shelf: ItemQuerySet, most: int
) -> ItemQuerySet | None:
    """Everything followed together, the newest first; None where that is nothing.

    Each word is searched for at once, and brings `most` at the most.
    """
    listed = list(follows)
    marked = [one for one in listed if one.kind != FollowKind.WORD]
    words = [one.value for one in listed if one.kind == FollowKind.WORD][:MOST_WORDS]
    keys = {key for word in words for key in _found_by_word(viewer, word, most)}
    condition = Q(pk__in=keys)
    if marked:
        condition |= _marks(marked)
    return _newest_first(shelf.filter(condition), viewer) if marked or keys else None


def _marks(follows: Iterable[Follow]) -> Q:
    condition = Q(pk__in=())
    for one in follows:
        if one.kind == FollowKind.COMPANY:
            condition |= Q(owner__slug=one.value, owner__kind="company")
        elif one.kind == FollowKind.INDUSTRY:
            condition |= Q(is_marked(one.vocabulary, one.value))
    return condition


def is_marked(vocabulary: str, slug: str) -> Exists:
    """Marked with the term or a narrower one."""
    marks = ItemTerm.objects.filter(item_id=OuterRef("pk"), term__vocabulary=vocabulary)
    return Exists(marks.filter(term__slug__in=narrower(vocabulary, [slug])))


def _newest(items: ItemQuerySet, viewer: Viewer, most: int) -> list[int]:
    return list(_newest_first(items, viewer).values_list("pk", flat=True)[:most])


def _newest_first(items: ItemQuerySet, viewer: Viewer) -> ItemQuerySet:
    published = F("first_published_at").desc(nulls_last=True)
    return visible_to(items, viewer).order_by(published, "-pk")


def _found_by_word(viewer: Viewer, word: str, most: int) -> list[int]:
    result = search(query_for(viewer, word, types=[], filters={}, page=1, size=most, facets=()))
    return [hit.item_id for hit in result.hits]
