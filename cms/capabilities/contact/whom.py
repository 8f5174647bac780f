"""Whom one asks about an item: its own words, else the owner's or the municipality's details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import Municipality, OwnerKind


@dataclass(frozen=True)
class Whom:
    """Words of the item's own, and a municipality's mail, telephone and hours."""

    words: str = ""
    name: str = ""
    mail: str = ""
    telephone: str = ""
    hours: Sequence[Mapping[str, str]] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        """Whether there is anybody to ask."""
        return bool(self.words or self.mail or self.telephone)


def whom(item: Item, citizen: Citizen | None, named: str | None) -> Whom:
    """Whom to ask; `named` is the field that says so, if the type names one.

    A municipality's item is asked about there, a company's or the nation's at the citizen's own
    municipality. A visitor who is nobody's citizen has the words alone.
    """
    words = str(getattr(item, named) or "") if named else ""
    home = _municipality(item, citizen)
    if home is None:
        return Whom(words)
    # What a municipality's site says of itself lies on a floor above: it is met as the
    # municipality's own attribute, where there is one.
    details = getattr(home, "site_details", None)
    hours = details.hours_in_words if details else ()
    return Whom(words, home.full_name, home.email, home.phone, hours)


def _municipality(item: Item, citizen: Citizen | None) -> Municipality | None:
    if item.owner.kind == OwnerKind.MUNICIPALITY:
        return _with_details(item.owner_id)
    return citizen.municipality if citizen else None


def _with_details(key: int) -> Municipality | None:
    """The municipality, and in the same statement what its site says of itself."""
    return Municipality.objects.select_related("site_details").filter(pk=key).first()
