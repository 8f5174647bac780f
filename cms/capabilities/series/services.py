"""Putting items in a series and in order. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.capabilities.series.history import CHANGED, DISSOLVED
from cms.capabilities.series.models import LONGEST_TITLE, Series, SeriesPlace
from cms.capabilities.series.rules import moved
from cms.capabilities.signals import tell
from cms.citizens.models import Citizen
from cms.history.services import record
from cms.library.models import Item
from cms.library.models.items import danish_to_ascii
from cms.library.signals import item_changed

GREW = "series_grew"
LONGEST_SLUG = LONGEST_TITLE - 10


class InvalidTitle(ValueError):
    """A title that can't be kept; the text says why and what to do."""


def title_of(written: str) -> str:
    """The title as it is kept. Raises InvalidTitle."""
    title = " ".join(written.split())
    if not title:
        raise InvalidTitle(_("Skriv, hvad serien skal hedde."))
    if len(title) > LONGEST_TITLE:
        raise InvalidTitle(
            _("Det er lidt for langt. Skriv højst %(most)s tegn.") % {"most": LONGEST_TITLE}
        )
    return title


def slug_of(title: str) -> str:
    """A title's short name."""
    return slugify(danish_to_ascii(title))[:LONGEST_SLUG] or "serie"


def named(owner_id: int, title: str, slug: str = "") -> Series:
    """The owner's series of a short name, made where there is none; the title counts."""
    found, is_new = Series.objects.get_or_create(
        owner_id=owner_id, slug=slug or slug_of(title), defaults={"title": title}
    )
    if not is_new:
        rename(found, title)
    return found


def begin(item: Item, title: str) -> Series:
    """A series with this item in it: the owner's of that title, or a new one."""
    series = named(item.owner_id, title)
    put(item, series)
    return series


@transaction.atomic
def put(item: Item, series: Series, number: int | None = None) -> SeriesPlace:
    """Put an item into a series, last where no number is said; it leaves another."""
    Series.objects.select_for_update().get(pk=series.pk)
    before, old = order_of(series), SeriesPlace.objects.filter(item_id=item.pk).first()
    stays = old is not None and old.series_id == series.pk
    if old is not None and stays and number in (None, old.number):
        return old
    if number is None:
        number = (series.places.aggregate(last=Max("number"))["last"] or 0) + 1
    values = {"series": series, "number": number}
    place, _is_new = SeriesPlace.objects.update_or_create(item_id=item.pk, defaults=values)
    _written(series, before)
    _changed([item.pk])
    if not stays:
        _tell_those_on_the_way(item, series)
    return place


@transaction.atomic
def take_out(item_id: int, series: Series) -> None:
    """The item stands in no series any more; a series of none is gone."""
    before = order_of(series)
    deleted, _which = series.places.filter(item_id=item_id).delete()
    if deleted:
        _changed([item_id])
        _written(series, before)
    if deleted and not series.places.exists():
        dissolve(series)


@transaction.atomic
def move(series: Series, item_id: int, by: int) -> None:
    """Move an item so many places up (below 0) or down."""
    Series.objects.select_for_update().get(pk=series.pk)
    before = order_of(series)
    wanted = moved(before, item_id, by)
    places = {place.item_id: place for place in series.places.all()}
    for number, key in enumerate(wanted, start=1):
        places[key].number = number
    SeriesPlace.objects.bulk_update(places.values(), ["number"])
    _written(series, before)


@transaction.atomic
def rename(series: Series, title: str) -> None:
    """Give the series another title."""
    if series.title == title:
        return
    record(series, CHANGED, title=title, before={"title": series.title}, after={"title": title})
    series.title = title
    series.save(update_fields=["title"])
    _changed(order_of(series))


@transaction.atomic
def dissolve(series: Series) -> None:
    """The series is gone; the items stay as they are."""
    members = order_of(series)
    record(series, DISSOLVED, title=series.title)
    series.delete()
    _changed(members)


def order_of(series: Series) -> list[int]:
    """The items' keys, in order."""
    return list(series.places.order_by("number", "pk").values_list("item_id", flat=True))


def _written(series: Series, before: Sequence[int]) -> None:
    after = order_of(series)
    if after != list(before):
        was, now = {"order": list(before)}, {"order": after}
        record(series, CHANGED, title=series.title, before=was, after=now)


def _changed(keys: Iterable[int]) -> None:
    """They are found by the series' title, too."""
    rows = Item.objects.everything("a series has changed").filter(pk__in=keys)
    for key, type_name in rows.values_list("pk", "type_name"):
        item_changed.send(Item, type_name=type_name, item_id=key)


def _tell_those_on_the_way(item: Item, series: Series) -> None:
    """Those who have begun the series, where the new one stands on their shelf."""
    begun = Citizen.objects.filter(series_steps__item__series_place__series=series).distinct()
    shown: dict[int, bool] = {}
    for citizen in begun.select_related("municipality").iterator():
        here = citizen.municipality
        if here.pk not in shown:
            shown[here.pk] = Item.objects.on_shelf_of(here).filter(pk=item.pk).exists()
        if shown[here.pk]:
            tell(citizen, GREW, f"{series.pk}:{item.pk}", item, series=series.title)
