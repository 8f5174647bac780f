"""Whom one asks about an item: its own words, else the owner's or the municipality's details."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cms.capabilities.together import together
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.hosts import municipality_of
from cms.municipalities.models import Municipality, OwnerKind

# Days and times in words, in the reader's language.
Hours = Sequence[Mapping[str, str]]
_hours_told_by: list[Callable[[Municipality], Hours]] = []


def tell_hours(hours: Callable[[Municipality], Hours]) -> None:
    """What a site says of itself lies on a floor above, which tells it here when Django starts."""
    _hours_told_by[:] = [hours]


@dataclass(frozen=True)
class Whom:
    """Words of the item's own, and a municipality's mail, telephone and hours."""

    words: str = ""
    name: str = ""
    mail: str = ""
    telephone: str = ""
    hours: Hours = field(default_factory=tuple)

    def __bool__(self) -> bool:
        """Whether there is anybody to ask."""
        return bool(self.words or self.mail or self.telephone)


def whom(item: Item, citizen: Citizen | None, named: str | None) -> Whom:
    """Whom to ask; `named` is the field that says so, if the type names one.

    A municipality's item is asked about there, a company's or the nation's at the citizen's own
    municipality. A visitor who is nobody's citizen has the words alone.
    """
    words = str(getattr(item, named) or "") if named else ""
    found = together(item).gathered(_at_owners).get(item.pk)
    if found is None and citizen is not None:
        found = together(item).gathered_for(citizen, _at_home).get(item.pk)
    return replace(found or Whom(), words=words)


def _at_owners(items: Sequence[Item]) -> dict[int, Whom]:
    """The owner of each item that a municipality owns."""
    owned = {item.pk: item.owner_id for item in items if item.owner.kind == OwnerKind.MUNICIPALITY}
    owners = {key: municipality_of(key) for key in set(owned.values())}
    known = {key: _of(owner) for key, owner in owners.items() if owner}
    return {item: known[key] for item, key in owned.items() if key in known}


def _at_home(items: Sequence[Item], citizen: Citizen) -> dict[int, Whom]:
    """The citizen's own municipality, for all of them."""
    return dict.fromkeys((item.pk for item in items), _of(citizen.municipality))


def _of(municipality: Municipality) -> Whom:
    hours = [line for told in _hours_told_by for line in told(municipality)]
    return Whom("", municipality.full_name, municipality.email, municipality.phone, hours)
