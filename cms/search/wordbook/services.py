"""What editors do with words; the history is told each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.history.services import record
from cms.library.models import Item, ItemQuerySet
from cms.municipalities.models import Owner
from cms.search.models import Recommendation, RecommendedItem, SynonymGroup
from cms.search.wordbook import history
from cms.search.wordbook.checks import (
    FEWEST_SAME,
    MOST_GROUPS,
    MOST_ITEMS,
    MOST_RECOMMENDATIONS,
    check_days,
    check_different,
    check_room,
    words_written,
)


def let_mean_the_same(owner: Owner, words: Iterable[str], language: str = "") -> SynonymGroup:
    """Make a group. Raises ValidationError for words that can't be one."""
    check_room(SynonymGroup.objects.filter(owner=owner).count(), MOST_GROUPS)
    group = SynonymGroup(owner=owner)
    return _write_group(group, words, language, history.GROUPED)


def rewrite_group(group: SynonymGroup, words: Iterable[str], language: str = "") -> SynonymGroup:
    """Change a group. Raises ValidationError for words that can't be one."""
    return _write_group(group, words, language, history.REGROUPED)


@transaction.atomic
def _write_group(
    group: SynonymGroup, words: Iterable[str], language: str, action: str
) -> SynonymGroup:
    before = history.of_group(group)
    group.words, group.language = words_written(words, FEWEST_SAME), language
    check_different(group.words)
    group.clean_fields(exclude=["owner"])
    group.save()
    record(group, action, title=str(group), before=before, after=history.of_group(group))
    return group


@transaction.atomic
def let_differ(group: SynonymGroup) -> None:
    """Remove a group."""
    record(group, history.UNGROUPED, title=str(group), before=history.of_group(group))
    group.delete()


@transaction.atomic
def recommend(
    owner: Owner,
    phrases: Iterable[str],
    first_day: date | None = None,
    last_day: date | None = None,
) -> Recommendation:
    """Make a recommendation without items. Raises ValidationError, for the days by field."""
    check_room(Recommendation.objects.filter(owner=owner).count(), MOST_RECOMMENDATIONS)
    one = Recommendation(owner=owner)
    return _write(one, phrases, first_day, last_day, history.RECOMMENDED)


@transaction.atomic
def rewrite(
    one: Recommendation, phrases: Iterable[str], first_day: date | None, last_day: date | None
) -> Recommendation:
    """Change the phrases and days. Raises ValidationError, for the days by field."""
    return _write(one, phrases, first_day, last_day, history.CHANGED)


def _write(
    one: Recommendation,
    phrases: Iterable[str],
    first_day: date | None,
    last_day: date | None,
    action: str,
) -> Recommendation:
    before = history.of_recommendation(one)
    one.phrases = words_written(phrases, 1)
    check_days(first_day, last_day)
    one.first_day, one.last_day = first_day, last_day
    one.save()
    record(one, action, title=str(one), before=before, after=history.of_recommendation(one))
    return one


@transaction.atomic
def add_item(one: Recommendation, item: Item) -> None:
    """Put an item last. Raises ValidationError where it can't be found there, or none fit in."""
    if not choosable(one.owner).filter(pk=item.pk).exists():
        raise ValidationError(_("»%(title)s« står ikke på jeres hylde.") % {"title": item})
    keys = _keys(one)
    if item.pk in keys:
        return
    check_room(len(keys), MOST_ITEMS)
    _arrange(one, [*keys, item.pk])


@transaction.atomic
def remove_item(one: Recommendation, item_id: int) -> None:
    """Take an item out; nothing happens where it isn't in."""
    _arrange(one, [key for key in _keys(one) if key != item_id])


@transaction.atomic
def lift_item(one: Recommendation, item_id: int) -> None:
    """Move an item one place up; the first stays."""
    keys = _keys(one)
    at = keys.index(item_id) if item_id in keys else 0
    if at:
        keys[at - 1], keys[at] = keys[at], keys[at - 1]
        _arrange(one, keys)


@transaction.atomic
def recommend_no_more(one: Recommendation) -> None:
    """Remove a recommendation."""
    before = history.of_recommendation(one)
    record(one, history.UNRECOMMENDED, title=str(one), before=before)
    one.delete()


def choosable(owner: Owner) -> ItemQuerySet:
    """A municipality recommends what stands on its shelf, the nation what is its own."""
    municipality = getattr(owner, "municipality", None)
    if municipality is not None:
        return Item.objects.on_shelf_of(municipality)
    own = Item.objects.everything("the nation recommends what is its own")
    return own.filter(owner=owner, live=True)


def _keys(one: Recommendation) -> list[int]:
    return list(one.places.values_list("item_id", flat=True))


def _arrange(one: Recommendation, keys: list[int]) -> None:
    before = history.of_recommendation(one)
    one.places.all().delete()
    RecommendedItem.objects.bulk_create(
        RecommendedItem(recommendation=one, item_id=key, order=at) for at, key in enumerate(keys)
    )
    after = history.of_recommendation(one)
    if after != before:
        record(one, history.CHANGED, title=str(one), before=before, after=after)
