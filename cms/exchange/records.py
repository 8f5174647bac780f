"""A municipality's own words and shelf choices as plain data, whatever columns they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from cms.exchange.findings import Finding, Place
from cms.library.models import Item, Overlay, ShelfChoice
from cms.library.registry import item_models
from cms.library.sharing import Sharing
from cms.municipalities.models import Owner

KINDS: dict[str, type[models.Model]] = {"overlays": Overlay, "choices": ShelfChoice}
# Whose it is and about what, said in other ways.
NOT_VALUES = frozenset({"municipality", "item", "changed_at"})
Values = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """One record that an import wrote: as it was, if it was, and as it is now."""

    kind: str
    item_id: int
    before: Values | None
    after: Values


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that are the record's own words."""
    return [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name not in NOT_VALUES
    ]


def values_of(record: models.Model) -> Values:
    """The record's words as JSON can say them."""
    found = {}
    for column in columns_of(type(record)):
        value = column.value_from_object(record)
        plain = isinstance(value, (dict, list, bool, int, float, str, type(None)))
        found[column.attname] = value if plain else column.value_to_string(record)
    return found


def export(owner: Owner) -> dict[str, list[Values]]:
    """Every record of a municipality, by kind. Needs a scope that shows the items."""
    return {kind: list(_exported(model, owner)) for kind, model in KINDS.items()}


def _exported(model: type[models.Model], owner: Owner) -> Iterator[Values]:
    rows = model._default_manager.filter(municipality_id=owner.pk).order_by("pk")
    names = dict(Item.objects.values_list("pk", "type_name"))
    slugs = dict(Item.objects.values_list("pk", "slug"))
    for record in rows:
        key = record.item_id  # type: ignore[attr-defined]
        if key in names:
            yield {"type": names[key], "slug": slugs[key], **values_of(record)}


def write(
    found: Mapping[str, Sequence[Any]], owner: Owner, findings: list[Finding]
) -> list[Written]:
    """Write the records of a document. Needs the editor's scope; mistakes go to the findings."""
    written = []
    for kind, rows in found.items():
        for number, row in enumerate(rows, start=1):
            place = Place(kind, number)
            if owner.kind != "municipality":
                findings.append(Finding(place, _("Kun en kommune har en hylde.")))
                return []
            one = _write(kind, row, owner, place, findings)
            written += [one] if one else []
    return written


def _write(
    kind: str, row: Any, owner: Owner, place: Place, findings: list[Finding]
) -> Written | None:
    item = _item(kind, row, owner)
    if item is None:
        reason = _("Rækken peger på noget, der ikke findes eller ikke deles med jer.")
        findings.append(Finding(place, reason, _("Fjern rækken.")))
        return None
    model = KINDS[kind]
    record = _record(model, owner, item.pk)
    before = values_of(record) if record.pk else None
    try:
        _put(record, {key: value for key, value in row.items() if key not in {"type", "slug"}})
        _check(record, item)
        record.full_clean(exclude=["item"])
    except (ValidationError, FieldError, TypeError, ValueError, AttributeError) as error:
        reason = "; ".join(getattr(error, "messages", [str(error)]))
        findings.append(Finding(place, reason))
        return None
    record.save()
    return Written(kind, item.pk, before, values_of(record))


def _record(model: type[models.Model], owner: Owner, item_id: int) -> Any:
    mine = {"municipality_id": owner.pk, "item_id": item_id}
    return model._default_manager.filter(**mine).first() or model(**mine)


def _item(kind: str, row: Any, owner: Owner) -> Item | None:
    """The item that a record is about, as the editor may see it; own words are over another's."""
    if not isinstance(row, dict) or str(row.get("type")) not in item_models():
        return None
    items = item_models()[row["type"]].objects.filter(slug=str(row.get("slug")))
    if kind == "overlays":
        items = items.exclude(owner_id=owner.pk)
    found: Item | None = items.first()
    return found


def _put(record: Any, values: Mapping[str, Any]) -> None:
    known = {column.attname: column for column in columns_of(type(record))}
    for key, value in values.items():
        if key not in known:
            raise ValidationError(_("Feltet “%(key)s” kendes ikke.") % {"key": key})
        setattr(record, key, known[key].to_python(value))


def _check(record: Any, item: Item) -> None:
    """What the screens refuse is refused here too."""
    if isinstance(record, ShelfChoice):
        if record.taken is False and item.sharing == Sharing.MANDATORY:
            raise ValidationError(_("Det, der vises i alle kommuner, kan ikke vælges fra."))
        return
    for name, value in record.values.items():
        if name not in item.declaration.overridable:
            raise ValidationError(_("Feltet “%(key)s” kendes ikke.") % {"key": name})
        item._meta.get_field(name).clean(value, item)


def take_back(kind: str, owner: Owner, item_id: int, before: Values | None) -> None:
    """Put a record back as it was, or away where it wasn't."""
    record = _record(KINDS[kind], owner, item_id)
    if before is None:
        if record.pk:
            record.delete()
        return
    _put(record, before)
    record.save()


def current(kind: str, owner: Owner, item_id: int) -> Values | None:
    """The record as it is now."""
    record = _record(KINDS[kind], owner, item_id)
    return values_of(record) if record.pk else None
