"""The wordbook of a site, kept in this process until an editor changes something in it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet

from cms.municipalities.models import Municipality, OwnerKind
from cms.search.models import Recommendation, RecommendedItem, SynonymGroup
from cms.search.query import SynonymGroups
from cms.search.wordbook.book import Recommended, Wordbook, book
from cms.stamps.declared import Watch, declare
from cms.stamps.keeping import KeptRows

# The name of the stamp of all that editors say about words.
WORDBOOKS = "search_words"
# Some hundred sites in four languages.
_kept: KeptRows[Wordbook] = KeptRows(1000)


def watch() -> None:
    """Have the database renew the stamp."""
    declare(Watch(WORDBOOKS, lambda: (SynonymGroup, Recommendation, RecommendedItem)))


def wordbook_of(municipality: Municipality | None, language: str) -> Wordbook:
    """What holds for readers of a language on a municipality's site, or on the common front."""
    key = municipality.pk if municipality else None
    found = _kept.row(WORDBOOKS, (key, language), lambda: _read(key, language))
    return found or Wordbook()


def _read(owner: int | None, language: str) -> Wordbook:
    return book(_synonyms(owner, language), _recommended(owner))


def _here(rows: QuerySet[Any], owner: int | None) -> QuerySet[Any]:
    """The site's own rows, and the nation's after them."""
    nation = Q(owner__kind=OwnerKind.NATIONAL)
    own = rows.filter(nation | Q(owner=owner) if owner else nation)
    return own.order_by("owner__kind", "pk")


def _synonyms(owner: int | None, language: str) -> SynonymGroups:
    found = _here(SynonymGroup.objects.filter(language__in=("", language)), owner)
    return tuple(tuple(words) for words in found.values_list("words", flat=True))


def _recommended(owner: int | None) -> tuple[Recommended, ...]:
    found = list(_here(Recommendation.objects.all(), owner))
    if not found:
        return ()
    items: dict[int, list[str]] = defaultdict(list)
    places = RecommendedItem.objects.filter(recommendation__in=found)
    for at, name, key in places.values_list("recommendation_id", "item__type_name", "item_id"):
        items[at].append(f"{name}:{key}")
    return tuple(
        Recommended(tuple(one.phrases), tuple(items[one.pk]), one.first_day, one.last_day)
        for one in found
    )
