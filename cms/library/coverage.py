"""Coverage: what municipalities show of what the nation shares. Counted by the database.

A choice makes a difference in two ways only, told by `takes_in` and `leaves_out`; all the rest
stands as the owner shared it. What these come to is what `Shelf` shows, and a test holds them
against it. No function here asks more questions when there are more items or municipalities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from cms.databases.alphabet import by_key
from cms.library.models import Item, Loan, Overlay, ShelfChoice
from cms.library.overlay_states import Keys, OverlayStanding, OverlayState, standings
from cms.library.periods import left_out_now, taken_now
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, OwnerKind

# Shown only where somebody has said so.
FOR_THE_TAKING = frozenset({Sharing.OFFERED, Sharing.LENT})
REASON = "the nation sees what the country shows of what it shares"


def shared_by_nation(prefix: str = "") -> Q:
    """Published by the nation and shared; `prefix` leads from another model to the item."""
    said: dict[str, Any] = {"live": True, "owner__kind": OwnerKind.NATIONAL}
    not_shared = {f"{prefix}sharing": Sharing.PRIVATE}
    return Q(**{f"{prefix}{name}": value for name, value in said.items()}) & ~Q(**not_shared)


def national_items() -> Any:
    """What the nation shares, through everybody's eyes."""
    return Item.objects.everything(REASON).filter(shared_by_nation())


def takes_in() -> Q:
    """Choices that let a municipality show what it wouldn't show by itself."""
    loan = Loan.objects.filter(item=OuterRef("item"), municipality=OuterRef("municipality"))
    lent = Q(item__sharing=Sharing.LENT) & Q(Exists(loan))
    return taken_now() & (Q(item__sharing=Sharing.OFFERED) | lent)


def leaves_out() -> Q:
    """Choices that take away what a municipality would show by itself."""
    return left_out_now() & Q(item__sharing=Sharing.ON_BY_DEFAULT)


def _choices() -> Any:
    return ShelfChoice.objects.filter(shared_by_nation("item__")).order_by()


@dataclass(frozen=True)
class MunicipalityCoverage:
    """How much of what the nation shares one municipality shows, and what it has of its own."""

    municipality: Municipality
    mandatory: int
    by_default: int
    # Offered to all, or lent to this one.
    offered: int
    left_out: int
    taken_in: int
    own_items: int
    own_words: int
    stale_words: int

    @property
    def shared(self) -> int:
        """All that it may show."""
        return self.mandatory + self.by_default + self.offered

    @property
    def shown(self) -> int:
        """What its citizens meet."""
        return self.mandatory + self.by_default - self.left_out + self.taken_in

    @property
    def share(self) -> float:
        """How much it shows of what it may choose itself, 0 to 1; 0 where there is no choice."""
        choice = self.by_default + self.offered
        return (self.shown - self.mandatory) / choice if choice else 0.0


def by_municipality() -> list[MunicipalityCoverage]:
    """Every municipality, by name."""
    kinds = Counter(dict(national_items().values_list("sharing").annotate(Count("pk"))))
    said = _counted(_choices(), "municipality_id")
    choices = {row.pop("municipality_id"): row for row in said}
    lent = dict(_lent().values_list("municipality_id").annotate(Count("pk")))
    own = dict(_own_items().values_list("owner_id").annotate(Count("pk")))
    words = OwnWords.read()
    return [
        MunicipalityCoverage(
            municipality=one,
            mandatory=kinds[Sharing.MANDATORY],
            by_default=kinds[Sharing.ON_BY_DEFAULT],
            offered=kinds[Sharing.OFFERED] + lent.get(one.pk, 0),
            left_out=choices.get(one.pk, NO_CHOICE)["left_out"],
            taken_in=choices.get(one.pk, NO_CHOICE)["taken_in"],
            own_items=own.get(one.pk, 0),
            own_words=words.by_municipality[one.pk],
            stale_words=words.stale_by_municipality[one.pk],
        )
        for one in Municipality.objects.all()
    ]


NO_CHOICE: Mapping[str, int] = {"left_out": 0, "taken_in": 0}
NOT_CHOSEN: Mapping[str, int] = {**NO_CHOICE, "pinned": 0}


def _counted(choices: Any, column: str, **more: Count) -> Iterable[dict[str, int]]:
    """The choices that make a difference, counted."""
    counted: Iterable[dict[str, int]] = choices.values(column).annotate(
        left_out=Count("pk", filter=leaves_out()), taken_in=Count("pk", filter=takes_in()), **more
    )
    return counted


def _pins() -> Count:
    """Pins where the item is shown."""
    is_shown = ~Q(item__sharing__in=FOR_THE_TAKING) & ~leaves_out() | takes_in()
    return Count("pk", filter=Q(pinned=True) & is_shown)


def _lent() -> Any:
    lent = shared_by_nation("item__") & Q(item__sharing=Sharing.LENT)
    return Loan.objects.filter(lent).order_by()


def _own_items() -> Any:
    published = Q(live=True, owner__kind=OwnerKind.MUNICIPALITY)
    return Item.objects.everything(REASON).filter(published).order_by()


@dataclass(frozen=True)
class SharedItem:
    """As much of an item as coverage tells of; a thousand whole ones take their time to make."""

    pk: int
    type_name: str
    listed_title: str
    sharing: str

    @property
    def sharing_in_full(self) -> str:
        """The owner's word."""
        return str(Sharing(self.sharing).label)


@dataclass(frozen=True)
class ItemCoverage:
    """In how many municipalities one of the nation's items is met."""

    item: SharedItem
    municipalities: int
    left_out: int
    taken_in: int
    pinned: int
    own_words: int

    @property
    def shown(self) -> int:
        """How many municipalities show it."""
        if self.item.sharing == Sharing.MANDATORY:
            return self.municipalities
        if self.item.sharing == Sharing.ON_BY_DEFAULT:
            return self.municipalities - self.left_out
        return self.taken_in

    @property
    def is_for_the_taking(self) -> bool:
        """Whether nobody shows it who hasn't said so."""
        return self.item.sharing in FOR_THE_TAKING


def by_item(only: Keys | None = None) -> list[ItemCoverage]:
    """Each of the nation's shared items, by title; or those with these primary keys."""
    about = Q() if only is None else Q(item_id__in=only)
    said = _counted(_choices().filter(about), "item_id", pinned=_pins())
    choices = {row.pop("item_id"): row for row in said}
    everyone = Municipality.objects.count()
    lent = dict(_lent().filter(about).values_list("item_id").annotate(Count("pk")))
    overlays = Overlay.objects.filter(shared_by_nation("item__") & about).order_by()
    words = dict(overlays.values_list("item_id").annotate(Count("pk")))
    return [
        ItemCoverage(
            item=item,
            municipalities=lent.get(item.pk, 0) if item.sharing == Sharing.LENT else everyone,
            own_words=words.get(item.pk, 0),
            **choices.get(item.pk, NOT_CHOSEN),
        )
        for item in _shared_items(only)
    ]


def _shared_items(only: Keys | None) -> Iterator[SharedItem]:
    items = national_items() if only is None else national_items().filter(pk__in=only)
    columns = ("pk", "type_name", "listed_title", "sharing")
    for values in items.order_by(by_key("title_order"), "pk").values_list(*columns):
        yield SharedItem(*values)


def showing(item: SharedItem) -> set[int]:
    """Which municipalities show one of the nation's items, by primary key."""
    choices = _choices().filter(item_id=item.pk)
    if item.sharing in FOR_THE_TAKING:
        return set(choices.filter(takes_in()).values_list("municipality_id", flat=True))
    everyone = set(Municipality.objects.values_list("pk", flat=True))
    return everyone - set(choices.filter(leaves_out()).values_list("municipality_id", flat=True))


@dataclass(frozen=True)
class OwnWords:
    """Municipalities' own words over the nation's items."""

    # Those whose original says something else by now, latest first.
    stale: list[OverlayStanding]
    by_municipality: Counter[int]
    stale_by_municipality: Counter[int]

    @classmethod
    def read(cls, municipality: Municipality | None = None) -> OwnWords:
        """Read them, of all or of one, and compare each with its original.

        Three queries, and one a type.
        """
        whose = [municipality.pk] if municipality else Municipality.objects.values("pk")
        found = standings(whose, national_items().values("pk"))
        stale = [one for one in found if one.state == OverlayState.CHANGED]
        return cls(
            stale,
            Counter(one.overlay.municipality_id for one in found),
            Counter(one.overlay.municipality_id for one in stale),
        )
