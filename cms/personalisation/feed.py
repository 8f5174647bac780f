"""The order in which a viewer meets content, the same in lists, search pages and the API.

What must be seen, pinned by a rule, pinned by the municipality, put in order by a rule, lifted
most, the municipality's order, what the viewer can read, what is new, the order that the
declaration says, and at last the address, so that the order is always the same.

Where rules speak against one another: what is for others stays with them; what must be seen is
seen though another rule hides it; what is hidden is not lifted; and a municipality's rule hides
nothing that the nation made mandatory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import BooleanField, F, IntegerField, Q, QuerySet

from cms.databases.alphabet import by, by_key
from cms.databases.said import Written
from cms.library.models import Item
from cms.library.scopes import still_open
from cms.library.sharing import Sharing
from cms.personalisation.ranking import Ranking, ranking_of
from cms.personalisation.viewer import Viewer

Items = TypeVar("Items", bound=QuerySet[Item])


def feed(
    viewer: Viewer, model: type[Item] = Item, types: Iterable[str] = (), filters: Q | None = None
) -> QuerySet[Item]:
    """Give what stands on the viewer's shelf, as the viewer meets it."""
    items = model.objects
    found = (
        items.on_shelf_of(viewer.municipality)
        if viewer.municipality
        else items.everything("the common front shows what the nation shares").filter(_national())
    )
    if types:
        found = found.filter(type_name__in=list(types))
    return personalised(found.filter(filters) if filters else found, viewer)


def personalised(queryset: Items, viewer: Viewer) -> Items:
    """Give the queryset without what the viewer does not meet, in the viewer's order.

    Adds columns that begin with ``feed_``. The queryset must already be somebody's shelf.
    """
    return ranked(queryset, ranking_of(viewer, queryset.model))


def visible_to(queryset: Items, viewer: Viewer) -> Items:
    """Give only what the viewer meets, in the order it had: for a single item, or another order."""
    return queryset.filter(Written(ranking_of(viewer, queryset.model).met))


def ranked(queryset: Items, ranking: Ranking) -> Items:
    """Give what is met, in the ranking's order."""
    return (
        queryset.filter(Written(ranking.met))
        .annotate(
            feed_required=Written(ranking.required, IntegerField()),
            feed_pin=Written(ranking.pin, IntegerField()),
            feed_shelf_pinned=Written(ranking.shelf_pinned, BooleanField()),
            feed_order=Written(ranking.order, IntegerField()),
            feed_boost=Written(ranking.boost, IntegerField()),
            feed_shelf_order=Written(ranking.shelf_order, IntegerField()),
            feed_readable=Written(ranking.readable, IntegerField()),
            feed_new=Written(ranking.new, IntegerField()),
        )
        .order_by(
            "-feed_required",
            "-feed_pin",
            "-feed_shelf_pinned",
            F("feed_order").asc(nulls_last=True),
            "-feed_boost",
            F("feed_shelf_order").asc(nulls_last=True),
            "-feed_readable",
            "-feed_new",
            *declared_order(queryset.model),
        )
    )


def declared_order(model: type[Item]) -> Sequence[Any]:
    """The order that the type's file asks for, ending in something unique."""
    declared = [] if model is Item else list(model.declaration.settings.order)
    ending = [name for name in ("slug", "pk") if name not in declared]
    if not declared:
        return ["type_name", *ending]
    return [*(_in_order_of(model, name) for name in declared), *ending]


def _in_order_of(model: type[Item], name: str) -> Any:
    """A field's order; texts stand in alphabetical order, titles by the key that is kept."""
    bare, sign = name.removeprefix("-"), "-" if name.startswith("-") else ""
    if bare == model.declaration.title_field:
        return by_key(f"{sign}title_order")
    field = model.declaration.fields.get(bare)
    return by(name) if field and field.kind == "text" else name


def _national() -> Q:
    shared = Q(sharing__in=[Sharing.MANDATORY, Sharing.ON_BY_DEFAULT])
    return Q(live=True, owner__kind="national") & shared & still_open()
