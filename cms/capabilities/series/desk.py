"""Where owners make a series, put their items in it, and put them in order."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.capabilities.base import UnknownAction
from cms.capabilities.pieces import Desk, Outcome
from cms.capabilities.series import services
from cms.capabilities.series.models import LONGEST_TITLE, Series, SeriesPlace
from cms.capabilities.series.standing import NAME
from cms.library.models import Item
from cms.library.registry import models_with

STEPS = {"earlier": -1, "later": 1}
# So many can be chosen between; whoever has more finds the rest by their own desks.
MOST_OFFERED = 300


def desk(item: Item) -> Desk:
    """The series in its order, and what can be put in it."""
    place = SeriesPlace.objects.filter(item_id=item.pk).select_related("series").first()
    context: dict[str, Any] = {"item": item, "longest": LONGEST_TITLE}
    if place is None:
        context["others"] = Series.objects.filter(owner_id=item.owner_id).order_by("title")
    else:
        context |= {"series": place.series, "members": _members(place.series)}
        context["offered"] = _free(item)[:MOST_OFFERED]
    return Desk(_("Serie"), "series/desk.html", context)


def _own(item: Item) -> Any:
    types = [model.declaration.name for model in models_with(NAME)]
    rows = Item.objects.everything("the series of one owner")
    return rows.filter(owner_id=item.owner_id, type_name__in=types)


def _members(series: Series) -> list[Item]:
    rows = Item.objects.everything("the series of one owner").filter(series_place__series=series)
    return list(rows.order_by("series_place__number", "pk"))


def _free(item: Item) -> Any:
    return _own(item).filter(series_place=None).order_by("title_order", "pk")


def look_after(item: Item, data: QueryDict) -> Outcome:
    """`begin` with `title`, `join` a `series`; `add` an `item`, `rename` with `title`, `dissolve`,
    and `earlier`, `later` or `take_out` with a colon and an item's key. Raises UnknownAction.
    """
    action, _colon, key = data.get("action", "").partition(":")
    place = SeriesPlace.objects.filter(item_id=item.pk).select_related("series").first()
    try:
        if place is None:
            return _without(item, action, data)
        return _within(item, place.series, action, key, data)
    except services.InvalidTitle as error:
        return Outcome(str(error), False)


def _without(item: Item, action: str, data: QueryDict) -> Outcome:
    if action == "begin":
        services.begin(item, services.title_of(data.get("title", "")))
        return Outcome(_("Serien er lavet. Tilføj det, der skal komme efter."))
    number = data.get("series", "")
    if action == "join" and number.isdecimal():
        found = Series.objects.filter(owner_id=item.owner_id, pk=number).first()
        if found is None:
            return Outcome(_("Den serie findes ikke længere."), False)
        services.put(item, found)
        return Outcome(_("Det står nu sidst i serien."))
    raise UnknownAction(action)


def _within(item: Item, series: Series, action: str, key: str, data: QueryDict) -> Outcome:
    if action in STEPS and key.isdecimal():
        services.move(series, int(key), STEPS[action])
        return Outcome(_("Rækkefølgen er ændret."))
    if action == "take_out" and key.isdecimal():
        services.take_out(int(key), series)
        return Outcome(_("Det står ikke længere i serien."))
    if action == "add":
        return _add(item, series, data.get("item", ""))
    if action == "rename":
        services.rename(series, services.title_of(data.get("title", "")))
        return Outcome(_("Serien har fået nyt navn."))
    if action == "dissolve":
        services.dissolve(series)
        return Outcome(_("Serien er opløst. Indholdet er der stadig."))
    raise UnknownAction(action)


def _add(item: Item, series: Series, key: str) -> Outcome:
    found = _free(item).filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        return Outcome(_("Vælg noget, der ikke står i en serie i forvejen."), False)
    services.put(found, series)
    return Outcome(_("Det står nu sidst i serien."))
