"""How items stand for a citizen, read for many at once. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q
from django.utils import timezone

from cms.capabilities.launch.keys import can_sign
from cms.capabilities.launch.models import Opening
from cms.capabilities.launch.rules import LINK, Standing, State, Terms
from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.library.models import Item

NAME = "launch"
# The value of the field `terms` that asks for an agreement.
AGREEMENT = "agreement"
SAID = {
    "way": F("launch_settings__way"),
    "wants_name": F("launch_settings__wants_name"),
    "wants_language": F("launch_settings__wants_language"),
    "client": F("launch_client__client_id"),
}
OWN = {
    "first_day": F("own_agreement__first_day"),
    "last_day": F("own_agreement__last_day"),
    "seats": F("own_agreement__seats"),
    "tells_name": F("own_agreement__tells_name"),
    "tells_language": F("own_agreement__tells_language"),
    "agreed": F("own_consent__passes"),
    "opened_at": F("own_opening__last_at"),
}
Row = Mapping[str, Any]


def options_of(item: Item | type[Item]) -> Mapping[str, Any]:
    """What the type says of launching."""
    return all_capabilities()[NAME].options(item)


def link_of(item: Item) -> str:
    """Where the service is."""
    return str(getattr(item, options_of(item)["link"]) or "")


def standings(items: Sequence[Item], citizen: Citizen) -> Mapping[int, Standing]:
    """How items stand for a citizen, by primary key: one statement, one more where seats count."""
    own = _launched(items)
    rows = {row["pk"]: row for row in _rows(own, citizen)}
    taken = _taken(rows, citizen)
    return {
        item.pk: _standing(item, rows[item.pk], citizen, taken.get(item.pk, 0))
        for item in own
        if item.pk in rows
    }


def _launched(items: Sequence[Item]) -> list[Item]:
    """What was read together may be of any type."""
    return [item for item in items if NAME in item.declaration.capabilities]


def standings_of_visitors(items: Sequence[Item]) -> Mapping[int, Standing]:
    """How items stand for somebody who is nobody's citizen yet, in one statement."""
    own = _launched(items)
    rows = {row["pk"]: row for row in _rows(own, None)}
    return {item.pk: _standing(item, rows[item.pk], None, 0) for item in own if item.pk in rows}


def standing_of(item: Item, citizen: Citizen) -> Standing:
    """How one item stands."""
    return standings([item], citizen)[item.pk]


def state_of(standing: Standing) -> State:
    """How it stands today."""
    return standing.state(timezone.localdate())


def _rows(items: Sequence[Item], citizen: Citizen | None) -> Sequence[Row]:
    found = Item.objects.everything("how items are opened").filter(
        pk__in=[item.pk for item in items]
    )
    if citizen is None:
        return list(found.order_by().values("pk", **SAID))
    related = found.annotate(
        own_agreement=_own("launch_agreements", municipality=citizen.municipality_id),
        own_consent=_own("launch_consents", citizen=citizen.pk, withdrawn_at=None),
        own_opening=_own("launch_openings", citizen=citizen.pk),
    )
    return list(related.order_by().values("pk", **SAID, **OWN))


def _own(relation: str, **conditions: Any) -> FilteredRelation:
    named = {f"{relation}__{name}": value for name, value in conditions.items()}
    return FilteredRelation(relation, condition=Q(**named))


def _taken(rows: Mapping[int, Row], citizen: Citizen) -> dict[int, int]:
    """Seats taken since each agreement began, where it counts them."""
    since = Q()
    for key, row in rows.items():
        if row["seats"] is not None:
            since |= Q(item_id=key, last_at__gte=_begins(row["first_day"]))
    if not since:
        return {}
    seats = Opening.objects.filter(since, citizen__municipality=citizen.municipality_id)
    counted = seats.order_by().values("item_id").annotate(count=Count("pk"))
    return dict(counted.values_list("item_id", "count"))


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _standing(item: Item, row: Row, citizen: Citizen | None, taken: int) -> Standing:
    options = options_of(item)
    way = row["way"] or str(options["way"])
    asks = options["terms"] and getattr(item, options["terms"]) == AGREEMENT
    terms = _terms(row)
    opened_at = row.get("opened_at")
    return Standing(
        way=way,
        is_ready=bool(link_of(item))
        and (way == LINK or (row["client"] is not None and can_sign())),
        needs_agreement=bool(asks or way != LINK) and not _is_own(item, citizen),
        terms=terms,
        taken=taken,
        has_seat=bool(terms and opened_at and opened_at >= _begins(terms.first_day)),
        wants_name=bool(row["wants_name"]),
        wants_language=bool(row["wants_language"]),
        agreed=frozenset(row.get("agreed") or ()),
    )


def _terms(row: Row) -> Terms | None:
    if row.get("first_day") is None:
        return None
    return Terms(
        row["first_day"], row["last_day"], row["seats"], row["tells_name"], row["tells_language"]
    )


def _is_own(item: Item, citizen: Citizen | None) -> bool:
    """Whether it is the municipality's own service: then nobody else is told anything."""
    if citizen is None:
        return False
    return bool(item.owner_id == citizen.municipality_id)
