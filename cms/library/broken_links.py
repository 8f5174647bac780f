"""Items in which a link stands that leads nowhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from cms.library.models import CheckedLink, Item, ItemQuerySet


@dataclass(frozen=True)
class Faulty:
    """One live item and its broken links, the oldest fault first. `item` is the bare one."""

    item: Item
    links: list[CheckedLink]


def with_broken_links(items: ItemQuerySet, now: datetime) -> ItemQuerySet:
    """Those of the items that are live and have a broken link."""
    broken = CheckedLink.objects.broken(now).filter(items=OuterRef("pk"))
    return items.filter(Exists(broken), live=True)


def faulty(items: ItemQuerySet, now: datetime) -> list[Faulty]:
    """The same with their links, by title. Three queries, however many."""
    found = {item.pk: item for item in with_broken_links(items, now)}
    links = {link.pk: link for link in CheckedLink.objects.broken(now)} if found else {}
    places = CheckedLink.items.through.objects.filter(item_id__in=found, checkedlink_id__in=links)
    keys: dict[int, set[int]] = defaultdict(set)
    for link, item in places.values_list("checkedlink_id", "item_id"):
        keys[item].add(link)
    listed = sorted(found.values(), key=lambda item: (item.title_order, item.pk))
    return [
        Faulty(item, [link for key, link in links.items() if key in keys[item.pk]])
        for item in listed
    ]
