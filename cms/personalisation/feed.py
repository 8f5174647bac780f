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
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from cms.citizens.item_words import days_before
from cms.databases.alphabet import by, by_key
from cms.library.models import Item, ShelfChoice
from cms.library.scopes import still_open
from cms.library.sharing import Sharing
from cms.personalisation.conditions import condition_of
from cms.personalisation.effects import Effect, Kind, effects_for, standing_of
from cms.personalisation.interests import COMMON_LANGUAGE
from cms.personalisation.selection import Selection
from cms.personalisation.viewer import Viewer

Items = TypeVar("Items", bound=QuerySet[Item])

# The reason key of what the municipality pins; a citizen can turn it off like any other.
SHELF_PINNED = "shelf:pinned"
NEW_FOR = timedelta(days=14)


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
    effects = effects_for(viewer)
    visible = _without_reserved(_without_hidden(queryset, effects), effects)
    return visible.annotate(
        feed_required=_heaviest(_conditions(visible, effects, Kind.REQUIRE)),
        feed_pin=_heaviest(_conditions(visible, effects, Kind.PIN)),
        feed_shelf_pinned=_shelf_pinned(viewer),
        feed_order=_in_order(effects),
        feed_boost=_total(_conditions(visible, effects, Kind.BOOST)),
        feed_shelf_order=_shelf_order(viewer),
        feed_readable=_readable(visible.model, viewer),
        feed_new=_new(viewer),
    ).order_by(
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


def _constant(value: Any, field: Field[Any, Any]) -> Combinable:
    """The same for all items. Typed: PostgreSQL orders by a column where it meets a bare 0."""
    return Cast(Value(value), field)


def _readable(model: type[Item], viewer: Viewer) -> Combinable:
    """2 for items in the viewer's language, 1 for Danish ones, 0 for the rest."""
    own = condition_of(Selection(language=viewer.language), model)
    common = condition_of(Selection(language=COMMON_LANGUAGE), model)
    if own is None or common is None:
        return _constant(0, IntegerField())
    whens = [When(own, then=Value(2)), When(common, then=Value(1))]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def visible_to(queryset: Items, viewer: Viewer) -> Items:
    """Give only what the viewer meets, in the order it had: for a single item, or another order."""
    effects = effects_for(viewer)
    return _without_reserved(_without_hidden(queryset, effects), effects)


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


def _conditions(
    queryset: QuerySet[Item], effects: Iterable[Effect], kind: Kind
) -> list[tuple[Q, int]]:
    found = []
    for effect in effects:
        if effect.kind is kind:
            model, as_written = queryset.model, effect.as_written
            condition = condition_of(effect.selection, model, as_written=as_written)
            if condition is not None:
                found.append((_limited(condition, effect), effect.weight))
    return found


def _limited(condition: Q, effect: Effect) -> Q:
    """A municipality cannot take away what the nation made mandatory, by a rule either."""
    takes_away = effect.kind in (Kind.HIDE, Kind.RESERVE)
    if takes_away and not effect.is_national:
        return condition & ~Q(sharing=Sharing.MANDATORY)
    return condition


def _without_hidden(queryset: Items, effects: Sequence[Effect]) -> Items:
    hidden = _conditions(queryset, effects, Kind.HIDE)
    if not hidden:
        return queryset
    required = _any(condition for condition, _ in _conditions(queryset, effects, Kind.REQUIRE))
    away = _any(condition for condition, _weight in hidden)
    return queryset.exclude(away & ~required if required else away)


def _without_reserved(queryset: Items, effects: Sequence[Effect]) -> Items:
    """Leave out what is shown to certain audiences only, unless the viewer is in one of them."""
    reserved = _conditions(queryset, effects, Kind.RESERVE)
    if not reserved:
        return queryset
    for_others = _any(condition for condition, _weight in reserved)
    shown = _conditions(queryset, effects, Kind.SHOW)
    if not shown:
        return queryset.exclude(for_others)
    return queryset.filter(~for_others | _any(condition for condition, _weight in shown))


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined


def _heaviest(weighed: list[tuple[Q, int]]) -> Combinable:
    """The weight of the heaviest that holds; the effects come heaviest first."""
    if not weighed:
        return _constant(0, IntegerField())
    whens = [When(condition, then=Value(weight)) for condition, weight in weighed]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _total(weighed: list[tuple[Q, int]]) -> Combinable:
    total: Combinable = _constant(0, IntegerField())
    for condition, weight in weighed:
        total = total + Case(
            When(condition, then=Value(weight)), default=Value(0), output_field=IntegerField()
        )
    return total


def _in_order(effects: Iterable[Effect]) -> Combinable:
    """An item's place in the lists that rules put in order, the heaviest rule's list first."""
    addresses = dict.fromkeys(ordered_addresses(effects))
    if not addresses:
        return _constant(None, IntegerField())
    whens = [
        When(Q(type_name=type_name, slug=slug), then=Value(place))
        for place, (type_name, slug) in enumerate(addresses)
    ]
    return Case(*whens, default=Value(None), output_field=IntegerField())


def ordered_addresses(effects: Iterable[Effect]) -> Iterable[tuple[str, str]]:
    """The items that rules put in order, as pairs of type name and slug."""
    for effect in effects:
        if effect.kind is Kind.ORDER:
            yield from effect.selection.addresses


def _new(viewer: Viewer) -> Combinable:
    """Whether the item came out lately; by days, so that what is kept is good for the day."""
    came = Q(first_published_at__gte=days_before(viewer.today, NEW_FOR.days))
    return Case(When(came, then=Value(1)), default=Value(0), output_field=IntegerField())


def _shelf_pinned(viewer: Viewer) -> Combinable:
    if viewer.municipality is None or SHELF_PINNED in standing_of(viewer).reasons_off:
        return _constant(False, BooleanField())
    return Exists(_choices(viewer).filter(pinned=True))


def _shelf_order(viewer: Viewer) -> Combinable:
    if viewer.municipality is None:
        return _constant(None, IntegerField())
    return Subquery(_choices(viewer).values("order")[:1], output_field=IntegerField())


def _choices(viewer: Viewer) -> QuerySet[ShelfChoice]:
    return ShelfChoice.objects.filter(municipality=viewer.municipality, item_id=OuterRef("pk"))
